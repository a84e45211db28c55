import { ArgumentError, take } from '@one-click/core'
import {
  checkPermutations,
  type FeatureGroupOf,
  type PermutableModel,
  singleFeatures,
} from '@one-click/explain'
import type { FeatureTable } from '../customers/feature-table'

/**
 * Any model of a feature table by predicting again. A category is permuted as a whole, whatever number of
 * columns encodes it.
 *
 * @param predict score of each row of a feature table
 * @param groups default: every feature of the table on its own
 * @throws ArgumentError for features the table lacks
 */
export function permutableTable(
  predict: (table: FeatureTable) => Float64Array,
  table: FeatureTable,
  groups: readonly FeatureGroupOf[] = singleFeatures(table.features.map(({ name }) => name)),
): PermutableModel {
  for (const feature of groups.flatMap(({ features }) => features)) {
    if (!Object.hasOwn(table.numbers, feature) && !Object.hasOwn(table.categories, feature)) {
      throw new ArgumentError('permutableTable', 'unknown feature', feature)
    }
  }
  return {
    rows: table.rows,
    groups: groups.map(({ name }) => name),
    scores: () => predict(table),
    permutedScores(permutations) {
      checkPermutations('permutableTable', this, permutations)
      return groups.map(({ features }, g) =>
        permutations[g].map((order) => predict(withPermuted(table, features, order))),
      )
    },
  }
}

/** The same table with the named features taken from other rows. */
function withPermuted(table: FeatureTable, features: readonly string[], order: Int32Array): FeatureTable {
  const numbers = { ...table.numbers }
  const categories = { ...table.categories }
  for (const name of features) {
    if (Object.hasOwn(numbers, name)) numbers[name] = take(table.numbers[name], order)
    else categories[name] = Array.from(order, (row) => table.categories[name][row])
  }
  return { ...table, numbers, categories }
}
