import { closeSync, lstatSync, openSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../errors'
import { cannotWrite } from './file-failure'
import { checkOwner } from './keep-owner'

const standardOutputs = ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']
const mostLinks = 40

/** Where a path of an output leads. */
export interface OutputTarget {
  /** The real path, through links of files and folders; folders at its end need not be there yet. */
  readonly path: string
  /** The regular file that is there already. */
  readonly present?: Stats
  /** Whether the path means the standard output of this process. */
  readonly standard: boolean
}

/**
 * Finds what writing to a path would replace.
 * @throws UserError for what is no regular file (a folder, device or pipe; standard output excepted), a file that may
 * not be written or would lose its owner, and links in a circle
 */
export function outputTarget(path: string): OutputTarget {
  try {
    return targetOf(path)
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

function targetOf(path: string): OutputTarget {
  let full = resolve(path)
  for (let links = 0; links <= mostLinks; links++) {
    if (standardOutputs.includes(full)) return { path: full, standard: true }
    const found = lstatSync(full, { throwIfNoEntry: false })
    if (found?.isSymbolicLink()) {
      full = resolve(realFolder(dirname(full)), readlinkSync(full))
      continue
    }
    const real = join(realFolder(dirname(full)), basename(full))
    if (found === undefined) return { path: real, standard: false }
    if (found.isDirectory()) throw new UserError(`${path} is a folder: name a file`)
    if (!found.isFile()) {
      throw new UserError(
        `${path} is a device or a pipe: name a file, or /dev/stdout for the standard output`,
      )
    }
    // Opened for writing, nothing written: `access` asks for the real user, not for whom the process works as.
    closeSync(openSync(real, 'r+'))
    checkOwner(path, found)
    return { path: real, present: found, standard: false }
  }
  throw Object.assign(new Error(), { code: 'ELOOP', errno: 0 })
}

/** The real path of a folder; of one that is not there yet, through the nearest that is. */
function realFolder(folder: string): string {
  if (statSync(folder, { throwIfNoEntry: false })) return realpathSync(folder)
  const parent = dirname(folder)
  return parent === folder ? folder : join(realFolder(parent), basename(folder))
}
