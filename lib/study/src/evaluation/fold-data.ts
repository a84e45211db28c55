import { take } from '@one-click/core'
import { type FeatureTable, joinFeatureTables } from '../customers/feature-table'

/** What all folds share: the customers a procedure learns from and is judged by. */
export interface FoldData {
  readonly table: FeatureTable
  readonly declines: Uint8Array
  /** Group of each customer: copies of one another share one (`Customers.groups`), and no split parts them. */
  readonly groups: Int32Array
  /** Customers of earlier quarters, who are only learned from. */
  readonly earlier?: EarlierCustomers
}

/** Customers of earlier quarters: models learn from them, nobody is judged by them, nothing is told about them. */
export interface EarlierCustomers {
  readonly table: FeatureTable
  readonly declines: Uint8Array
  /** Numbered as `FoldData.groups`: a customer of two quarters has one group. */
  readonly groups: Int32Array
}

/** Everyone there is to learn from: the customers of the data, then those of earlier quarters. */
export function everyone(data: FoldData): Omit<FoldData, 'earlier'> {
  const { earlier, ...own } = data
  return earlier ? pooledCustomers([own, earlier]) : own
}

/** Customers of several quarters, one quarter after the other. */
export function pooledCustomers(quarters: readonly EarlierCustomers[]): EarlierCustomers {
  return {
    table: joinFeatureTables(quarters.map(({ table }) => table)),
    declines: Uint8Array.from(quarters.flatMap(({ declines }) => [...declines])),
    groups: Int32Array.from(quarters.flatMap(({ groups }) => [...groups])),
  }
}

/** Rows of `everyone` to learn from before the customers of `test` are judged: whoever is none of them. */
export function withEarlierRows(
  { groups, earlier }: Pick<FoldData, 'groups' | 'earlier'>,
  { train, test }: { readonly train: Int32Array; readonly test: Int32Array },
): Int32Array {
  if (!earlier) return train
  const judged = new Set(take(groups, test))
  const rows = Int32Array.from(earlier.groups, (_, i) => groups.length + i)
  return Int32Array.from([...train, ...rows.filter((_, i) => !judged.has(earlier.groups[i]))])
}
