import { ArgumentError } from '../errors'
import { OutputStage } from './output-stage'

/** A file within the folder of a set. */
export interface OutputFile {
  readonly name: string
  readonly text: string
}

/**
 * Writes files that belong together into a folder, all at once or none (`OutputStage`), and removes those of an earlier
 * set that this one does not have.
 * @param names of all files that a set may hold
 * @throws ArgumentError for a file that is not among the names
 * @example
 * ```ts
 * import { readdirSync, rmSync } from 'node:fs'
 * const folder = makeTemporaryFolder('example-')
 * writeOutputSet(folder, [{ name: 'list.csv', text: 'id' }], ['list.csv', 'card.md'])
 * readdirSync(folder) // → ['list.csv']
 * rmSync(folder, { recursive: true })
 * ```
 */
export function writeOutputSet(folder: string, files: readonly OutputFile[], names: readonly string[]): void {
  const foreign = files.find(({ name }) => !names.includes(name))
  if (foreign) throw new ArgumentError('writeOutputSet', 'the names do not list the file', foreign.name)
  const stage = new OutputStage(folder)
  try {
    for (const { name, text } of files) stage.write(name, text)
    stage.publish(names)
  } finally {
    stage.discard()
  }
}
