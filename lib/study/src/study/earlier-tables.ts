import { compareText, StudyError } from '@one-click/core'
import { type Customers, gatherCustomers } from '../customers/customers'
import { loadStudyTables, type OnWarnings } from '../tables/read-study-tables'

/**
 * The customers of earlier quarters, whose outcome is in their tables. They come in the order of their fingerprints: the
 * order of the folders changes no result.
 * @param customers those that everything is told about
 * @param warningsOf what is done with the warnings of a folder
 * @throws StudyError for tables that cannot be used or carry no target, and for the same tables twice
 */
export function readEarlierTables(
  customers: Pick<Customers, 'fingerprint'>,
  folders: readonly string[],
  warningsOf: (folder: string) => OnWarnings,
): Customers[] {
  const known = new Map([[customers.fingerprint, 'the folder of --data']])
  const quarters = folders.map((folder) => {
    const quarter = gatherCustomers(loadStudyTables(folder, { profit: 'optional' }, warningsOf(folder)))
    const same = known.get(quarter.fingerprint)
    if (same !== undefined) {
      throw new StudyError(`${folder} holds the same tables as ${same}: name another quarter with --earlier`)
    }
    if (quarter.trainingRows.length === 0) {
      throw new StudyError(
        `${folder}: nobody bought in each of the three months: there is nothing to learn from`,
      )
    }
    known.set(quarter.fingerprint, folder)
    return quarter
  })
  return quarters.sort((a, b) => compareText(a.fingerprint, b.fingerprint))
}
