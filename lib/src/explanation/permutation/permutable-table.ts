import type { FeatureTable } from '../../customers/feature-table'
import { ArgumentError } from '../../util/errors'
import { take } from '../../util/matrix'
import { type ColumnGroup, checkPermutations, type PermutableModel } from './permutable-model'

/** Features whose values are permuted together, under one name. */
export interface FeatureGroupOf {
  readonly name: string
  readonly features: readonly string[]
}

/** Every feature on its own. */
export function singleFeatures(names: readonly string[]): FeatureGroupOf[] {
  return names.map((name) => ({ name, features: [name] }))
}

/**
 * The columns that carry groups of features in one model's encoding; none for features it does not encode.
 * @param columnsOf columns of each feature (`columnsByFeature` of the model's encoder)
 */
export function columnGroups(
  columnsOf: ReadonlyMap<string, readonly number[]>,
  groups: readonly FeatureGroupOf[],
): ColumnGroup[] {
  return groups.map(({ name, features }) => ({
    name,
    columns: features.flatMap((feature) => columnsOf.get(feature) ?? []),
  }))
}

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
