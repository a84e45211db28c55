import type { FeatureTable } from '../customers/feature-table'
import type { Metric } from '../evaluation/metrics'
import { ArgumentError } from '../util/errors'
import { take } from '../util/matrix'
import { deriveSeed, Random } from '../util/random'

/** Features whose values are permuted together, under one name. */
export interface FeatureGroupOf {
  readonly name: string
  readonly features: readonly string[]
}

/** How much worse predictions become when a feature's values are shuffled among customers. */
export interface PermutationImportance {
  readonly name: string
  /** Loss of the metric at each repeat (positive = the feature matters), shape (repeats). */
  readonly losses: Float64Array
}

export interface PermutationOptions {
  /** Whether larger values of the metric are better; default true (ROC-AUC). */
  readonly greaterIsBetter?: boolean
  /** Default 10. */
  readonly repeats?: number
  readonly seed: number
  /** Default: every feature of the table on its own. */
  readonly groups?: readonly FeatureGroupOf[]
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019) on customers the model has not seen.
 * A category is shuffled as a whole, whatever number of columns encodes it.
 *
 * @param predict probability of decline for each row of a feature table
 * @returns one entry for each group, in the order given
 */
export function permutationImportance(
  predict: (table: FeatureTable) => Float64Array,
  table: FeatureTable,
  declines: Uint8Array,
  metric: Metric,
  options: PermutationOptions,
): PermutationImportance[] {
  const { greaterIsBetter = true, repeats = 10, seed } = options
  if (table.rows !== declines.length) {
    throw new ArgumentError('permutationImportance', 'needs one outcome for each row', declines.length)
  }
  const groups = options.groups ?? table.features.map(({ name }) => ({ name, features: [name] }))
  const sign = greaterIsBetter ? 1 : -1
  const baseline = metric(declines, predict(table))
  return groups.map(({ name, features }) => ({
    name,
    losses: Float64Array.from({ length: repeats }, (_, repeat) => {
      const order = shuffledRows(table.rows, deriveSeed(seed, 'permutation', name, repeat))
      const permuted = withShuffled(table, features, order)
      return sign * (baseline - metric(declines, predict(permuted)))
    }),
  }))
}

function shuffledRows(rows: number, seed: number): Int32Array {
  return new Random(seed).shuffle(Int32Array.from({ length: rows }, (_, i) => i))
}

/** The same table with the named features taken from other rows. */
function withShuffled(table: FeatureTable, features: readonly string[], order: Int32Array): FeatureTable {
  const numbers = { ...table.numbers }
  const categories = { ...table.categories }
  for (const name of features) {
    if (Object.hasOwn(numbers, name)) numbers[name] = take(table.numbers[name], order)
    else if (Object.hasOwn(categories, name))
      categories[name] = Array.from(order, (row) => table.categories[name][row])
    else throw new ArgumentError('permutationImportance', 'unknown feature', name)
  }
  return { ...table, numbers, categories }
}
