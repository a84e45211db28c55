import { compareText, UserError } from '@one-click/core'
import type { Customers } from '../customers/customers'
import type { OnWarnings, ReadOptions } from '../tables/read-study-tables'
import { customersOf, type GatheredTables } from './gathered-tables'

/**
 * The customers of earlier quarters, whose outcome is in their tables. They come in the order of their fingerprints: the
 * order of the folders changes no result.
 * @param customers those that everything is told about
 * @param gather reads the tables of a folder
 * @param warningsOf what is done with the warnings of a folder
 * @throws UserError for tables that cannot be used or carry no target, and for the same tables twice
 */
export async function readEarlierTables(
  customers: Pick<Customers, 'fingerprint'>,
  folders: readonly string[],
  gather: (folder: string, options: ReadOptions) => GatheredTables | Promise<GatheredTables>,
  warningsOf: (folder: string) => OnWarnings,
): Promise<Customers[]> {
  const known = new Map([[customers.fingerprint, 'the folder of --data']])
  const quarters: Customers[] = []
  for (const folder of folders) {
    const quarter = customersOf(folder, await gather(folder, { profit: 'optional' }), warningsOf(folder))
    const same = known.get(quarter.fingerprint)
    if (same !== undefined) {
      throw new UserError(`${folder} holds the same tables as ${same}: name another quarter with --earlier`)
    }
    if (quarter.trainingRows.length === 0) {
      throw new UserError(
        `${folder}: nobody bought in each of the three months: there is nothing to learn from`,
      )
    }
    known.set(quarter.fingerprint, folder)
    quarters.push(quarter)
  }
  return quarters.sort((a, b) => compareText(a.fingerprint, b.fingerprint))
}
