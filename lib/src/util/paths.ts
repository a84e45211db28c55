import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder that holds package.json, data/ and notebooks/, found from where this file is. */
export const projectRoot = resolve(__dirname, '../../..')

/**
 * The folder the tables are read from: `--data` when given, else the environment's STUDY_DATA, else data/raw when
 * it holds any .csv file, else data/sample. A folder that was named is never replaced by another, so a wrong name
 * is reported by the reading.
 */
export function dataFolder(option?: string): string {
  const named = option ?? (process.env.STUDY_DATA || undefined)
  if (named !== undefined) return resolve(named)
  const raw = join(projectRoot, 'data/raw')
  if (existsSync(raw) && readdirSync(raw).some((file) => /\.csv$/i.test(file))) return raw
  return join(projectRoot, 'data/sample')
}
