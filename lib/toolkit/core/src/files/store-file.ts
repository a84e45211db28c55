import { randomBytes } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { cannotWrite } from './file-failure'

/**
 * Keeps a file for other processes of the same run, whole or not at all. Its folder must be there: a run that is over
 * and has lost its folder does not make it again.
 * @throws UserError that names the file when it cannot be written
 * @example
 * ```ts
 * import { readdirSync, rmSync } from 'node:fs'
 * import { join } from 'node:path'
 * const folder = makeTemporaryFolder('example-')
 * storeFile(join(folder, 'result.json'), '{}')
 * readdirSync(folder) // → ['result.json']
 * rmSync(folder, { recursive: true })
 * ```
 */
export function storeFile(path: string, content: string | Uint8Array, mode = 0o666): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, content, { mode })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw cannotWrite(path, error)
  }
}
