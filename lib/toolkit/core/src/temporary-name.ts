import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isAlive } from './files/file-lock'

/** Milliseconds without a change after which a temporary file counts as left, whatever process has its number. */
const silence = 600_000
const madeName = /^\.([0-9a-f]{6})-([0-9]+)-[0-9a-f]{12}\.tmp$/

const machine = () => createHash('sha256').update(hostname()).digest('hex').slice(0, 6)

/**
 * Name of a file that becomes another one when it is whole. It says which process of which machine writes it, and is
 * short, so that it fits wherever the name of the file itself does.
 */
export const temporaryName = () => `.${machine()}-${process.pid}-${randomBytes(6).toString('hex')}.tmp`

/** Removes the temporary files that processes which were killed have left in a folder; never throws. */
export function clearTemporaryFiles(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const [, host, pid] = madeName.exec(name) ?? []
      if (host === undefined) continue
      const path = join(folder, name)
      const found = lstatSync(path, { throwIfNoEntry: false })
      if (!found?.isFile()) continue
      const over = host === machine() && !isAlive(Number(pid))
      if (over || Date.now() - found.mtimeMs > silence) rmSync(path, { force: true })
    }
  } catch {
    // Whoever writes there says what is wrong with it.
  }
}
