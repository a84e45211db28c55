import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The numbers of one notebook, by name; names may be dotted paths. */
export type QuotedNumbers = Record<string, unknown>

/** The numbers that a notebook left in a folder; empty when it left none. */
export function readQuotedNumbers(folder: string, notebook: string): QuotedNumbers {
  const path = join(folder, `${notebook}.json`)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as QuotedNumbers) : {}
}
