import { escapeHidden } from '../printable'
import { outputTarget } from './output-target'
import { PendingFile } from './pending-file'

/**
 * Writes a file whole or not at all: into a neighbour first, which then takes its place (`PendingFile`). A path that
 * means the standard output, such as /dev/stdout, is printed there.
 * @throws UserError when it cannot be written, or is no regular file
 * @example
 * ```ts
 * import { readFileSync, rmSync } from 'node:fs'
 * import { join } from 'node:path'
 * const folder = makeTemporaryFolder('example-')
 * writeFileAtomic(join(folder, 'list.csv'), 'id')
 * readFileSync(join(folder, 'list.csv'), 'utf8') // → 'id'
 * rmSync(folder, { recursive: true })
 * ```
 */
export function writeFileAtomic(path: string, content: string | Uint8Array): void {
  if (outputTarget(path).standard) {
    printContent(content)
    return
  }
  const file = new PendingFile(path)
  file.write(content)
  file.commit()
}

/** What a terminal shows must not act on it; a pipe or a file gets the content as it is. */
function printContent(content: string | Uint8Array): void {
  const shown = process.stdout.isTTY
    ? Buffer.from(content)
        .toString()
        .replace(/[^\n]+/g, escapeHidden)
    : content
  process.stdout.write(shown)
}
