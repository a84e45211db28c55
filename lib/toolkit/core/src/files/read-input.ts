import { readFileSync, type Stats, statSync } from 'node:fs'
import { UserError } from '../errors'

/**
 * Reads a file that somebody named: a regular file, or a link to one, up to a size. Pipes and devices are refused
 * without opening them, as they may keep one waiting for ever or never end.
 *
 * @param what the file is, for messages: `model file`
 * @param mostBytes largest size that is read
 * @throws UserError for what is no regular file or too large; Node's own error, with its code, when it cannot be read
 * @example
 * ```ts
 * import { rmSync } from 'node:fs'
 * import { join } from 'node:path'
 * const folder = makeTemporaryFolder('example-')
 * writeFileAtomic(join(folder, 'list.csv'), 'id')
 * readInputFile(join(folder, 'list.csv'), 'list', 1000).toString() // → 'id'
 * rmSync(folder, { recursive: true })
 * ```
 */
export function readInputFile(path: string, what: string, mostBytes: number): Buffer {
  const status = statSync(path)
  if (!status.isFile())
    throw new UserError(`${path} is ${kindOf(status)}: name a regular file for the ${what}`)
  if (status.size > mostBytes) {
    throw new UserError(
      `${path} is too large for a ${what}: ${status.size} bytes, at most ${mostBytes} are read`,
    )
  }
  return readFileSync(path)
}

function kindOf(status: Stats): string {
  if (status.isDirectory()) return 'a folder'
  if (status.isFIFO()) return 'a pipe'
  if (status.isSocket()) return 'a socket'
  return 'a device'
}
