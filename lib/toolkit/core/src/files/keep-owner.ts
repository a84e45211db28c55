import { chmodSync, chownSync, type Stats, statSync } from 'node:fs'
import { UserError } from '../errors'

const permissions = 0o7777

/**
 * Gives a new file the owner and the mode of the one it will replace.
 * @param output how the user calls the file, for the message
 * @throws UserError where the owner would not be kept
 */
export function keepOwner(output: string, file: string, { uid, gid, mode }: Stats): void {
  const own = statSync(file)
  try {
    if (own.uid !== uid || own.gid !== gid) chownSync(file, uid, gid)
  } catch {
    throw ownerIsLost(output)
  }
  chmodSync(file, mode & permissions)
}

/**
 * Only the administrator can give a file away: known before any work. Whether its group is kept hangs on the folder.
 * @throws UserError for a file of another user
 */
export function checkOwner(output: string, { uid }: Stats): void {
  const user = process.geteuid?.() ?? 0
  if (user !== 0 && user !== uid) throw ownerIsLost(output)
}

const ownerIsLost = (output: string) =>
  new UserError(
    `${output} belongs to another user or group, which it would not keep: name another place, or delete it first`,
  )
