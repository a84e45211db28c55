import { existsSync, realpathSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { StudyError } from './errors'
import { makeFolder, writeFileAtomic } from './files'

/**
 * Refuses outputs that are inputs, whatever links lead there: nothing that a command read is written over.
 * @param inputs files that are read
 * @param outputs files that would be written
 * @throws StudyError that names the file
 */
export function refuseOverwriting(inputs: readonly string[], outputs: readonly string[]): void {
  const read = new Set(inputs.map(realPath))
  const taken = outputs.find((path) => read.has(realPath(path)))
  if (taken === undefined) return
  throw new StudyError(
    `${taken} is read by this command and would be written over: name another place for the results`,
  )
}

/** Where a path leads; of a file that is not there yet, through its folder. */
function realPath(path: string): string {
  const full = resolve(path)
  if (existsSync(full)) return realpathSync(full)
  const parent = dirname(full)
  return parent === full ? full : join(realPath(parent), basename(full))
}

/** A file within the folder of a set. */
export interface OutputFile {
  readonly name: string
  readonly text: string
}

/**
 * Writes files that belong together into a folder, each whole or not at all, and removes those of an earlier set that
 * this one does not have.
 * @param names that a set may hold
 */
export function writeOutputSet(folder: string, files: readonly OutputFile[], names: readonly string[]): void {
  makeFolder(folder)
  for (const { name, text } of files) writeFileAtomic(join(folder, name), text)
  for (const name of names) {
    if (!files.some((file) => file.name === name)) rmSync(join(folder, name), { force: true })
  }
}
