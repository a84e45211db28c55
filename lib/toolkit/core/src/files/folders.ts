import { existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../errors'
import { cannotWrite, isSystemError, remedyFor } from './file-failure'

/**
 * Makes a folder and those above it; one that is there is fine.
 * @throws UserError when it cannot be made
 */
export function makeFolder(path: string): void {
  try {
    makeFolders(resolve(path))
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

/** Level by level: Node's own recursive way never ends below folders that answer ENOENT, such as /proc. */
function makeFolders(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return
    throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR', errno: 0 })
  }
  makeFolders(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process may have made it a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/**
 * Makes an empty folder that only this user may read, in the folder for temporary files.
 * @param prefix of its name
 * @throws UserError when it cannot be made
 * @example
 * ```ts
 * import { readdirSync, rmSync } from 'node:fs'
 * const folder = makeTemporaryFolder('example-')
 * readdirSync(folder) // → []
 * rmSync(folder, { recursive: true })
 * ```
 */
export function makeTemporaryFolder(prefix: string): string {
  const folder = tmpdir()
  try {
    return mkdtempSync(join(folder, prefix))
  } catch (error) {
    if (!isSystemError(error)) throw error
    const otherwise = 'name one that is there and that you may write to: TMPDIR=/path'
    throw new UserError(
      `${folder}, the folder for temporary files, cannot be used (${error.code}): ${remedyFor(error.code, otherwise)}`,
    )
  }
}
