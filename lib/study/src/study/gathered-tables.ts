import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { buildCustomers, type Customers } from '../customers/customers'
import {
  type OnWarnings,
  type ReadOptions,
  readStudyTables,
  tableFiles,
  unusableTables,
} from '../tables/read-study-tables'
import { type ReadResult, tableSchema } from '../tables/schema'
import { syntheticMarkerFile } from '../tables/synthesis-marker'
import { ResultCache } from './result-cache'

/** What the reading of a folder of tables gave. */
export interface GatheredTables extends Pick<ReadResult, 'problems' | 'balance'> {
  /** Absent where the tables have errors. */
  readonly customers?: Customers
}

/**
 * Reads the tables of a folder and joins them into customers, once for all who share the cache: whoever comes later
 * finds what was read by the content of the files.
 *
 * @param cache folder of the results that are kept
 */
export async function gatherTables(
  cache: string,
  folder: string,
  options: ReadOptions = {},
): Promise<GatheredTables> {
  const content = contentOf(folder, options)
  const read = () => readTables(folder, options)
  return content === undefined
    ? read()
    : new ResultCache(cache, content).get('customers', 'tables', [resolve(folder), options], read)
}

/**
 * The customers of tables that were read.
 * @param folder named in the message @param onWarnings gets the warnings when there are customers
 * @throws UserError `unusableTables`
 */
export function customersOf(
  folder: string,
  { customers, problems }: Pick<GatheredTables, 'customers' | 'problems'>,
  onWarnings: OnWarnings = () => {},
): Customers {
  if (customers === undefined) throw unusableTables(folder, problems)
  onWarnings(problems)
  return customers
}

/** The same for one process alone. */
export function readTables(folder: string, options: ReadOptions = {}): GatheredTables {
  const { tables, problems, balance } = readStudyTables(folder, options)
  return { problems, balance, ...(tables && { customers: buildCustomers(tables) }) }
}

/**
 * A digest of the files of a folder of tables; undefined where one of them is missing or cannot be read, which the
 * reading reports.
 */
function contentOf(folder: string, { profit }: ReadOptions): string | undefined {
  const hash = createHash('sha256')
  const optional = [syntheticMarkerFile, ...(profit === 'optional' ? [tableSchema('profit').file] : [])]
  try {
    for (const path of tableFiles(folder)) {
      const file = basename(path)
      if (optional.includes(file) && !existsSync(path)) continue
      if (!statSync(path).isFile()) return undefined
      hash.update(`${file} ${statSync(path).size} `).update(readFileSync(path))
    }
  } catch {
    return undefined
  }
  return hash.digest('hex')
}
