import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Environment, readEnvironment } from './environment'

/** The folder that holds package.json, data/ and notebooks/, found from where this file is. */
export const projectRoot = resolve(__dirname, '../../../..')

/** A file that the study's package brings along, such as the styles and scripts of pages, by its path in the package. */
export function studyFile(...path: string[]): string {
  return resolve(__dirname, '../..', ...path)
}

/**
 * The folder with the tables of the following quarter, whose outcome is open: `next` within the folder of the tables;
 * for data/sample it is data/sample-next. Undefined where it is not there.
 */
export function nextQuarterFolder(folder: string): string | undefined {
  const sample = join(projectRoot, 'data/sample')
  const next = resolve(folder) === sample ? `${sample}-next` : join(folder, 'next')
  return existsSync(next) && statSync(next).isDirectory() ? next : undefined
}

/**
 * The folder the tables are read from: `--data` when given, else the environment's STUDY_DATA, else data/raw when
 * it holds any .csv file, else data/sample. A folder that was named is never replaced by another, so a wrong name
 * is reported by the reading.
 */
export function dataFolder(option?: string, { data }: Pick<Environment, 'data'> = readEnvironment()): string {
  const named = option ?? data
  if (named !== undefined) return resolve(named)
  const raw = join(projectRoot, 'data/raw')
  if (existsSync(raw) && readdirSync(raw).some((file) => /\.csv$/i.test(file))) return raw
  return join(projectRoot, 'data/sample')
}

/**
 * The file with the offers for the customers of a folder of tables: `--offers` when given, else the environment's
 * STUDY_OFFERS, else offers.json beside the tables, else data/offers.json. A file that was named is never replaced by
 * another.
 */
export function offersFile(
  folder: string,
  option?: string,
  { offers }: Pick<Environment, 'offers'> = readEnvironment(),
): string {
  const named = option ?? offers
  if (named !== undefined) return resolve(named)
  const beside = join(folder, 'offers.json')
  return existsSync(beside) ? beside : join(projectRoot, 'data/offers.json')
}
