import { columnsByFeature, encode } from '../customers/encoding'
import type { FeatureTable } from '../customers/feature-table'
import { type CustomerModel, featuresOf } from '../evaluation/feature-preprocessor'
import { type Matrix, matrix } from '../util/matrix'
import { Random } from '../util/random'
import { kernelShapleyValues } from './kernel-shapley'
import { isTrees, logOddsParts } from './log-odds-parts'
import { treeShapleyValues } from './tree-shapley'

/** What each feature adds to a customer's log-odds of declining: base + the row's sum = log-odds. */
export interface Contributions {
  /** Mean log-odds over the background customers. */
  readonly base: number
  readonly features: readonly string[]
  /** Shape (customers, features), in log-odds; positive raises the risk. */
  readonly values: Matrix
}

/**
 * Exact Shapley values of a model's log-odds, against background customers (interventional: a feature outside
 * a coalition takes the background customer's value). The log-odds are linear in the members' scores, so the
 * members' own Shapley values are weighed and summed; so are the columns that encode one category.
 *
 * @param table customers to explain
 * @param background customers that stand for "on average", usually a sample of the training rows
 * @throws ArgumentError for a model whose members have no exact Shapley values
 */
export function explainCustomers(
  model: CustomerModel,
  table: FeatureTable,
  background: FeatureTable,
): Contributions {
  const features = featuresOf(model, table)
  const { intercept, parts } = logOddsParts(model)
  const values = matrix(table.rows, features.length)
  let base = intercept
  for (const { encoder, model: member, weight } of parts) {
    if (weight === 0) continue
    const x = encode(encoder, table)
    const z = encode(encoder, background)
    const shapley = isTrees(member) ? treeShapleyValues(member, x, z) : kernelShapleyValues(member, x, z)
    base += weight * shapley.base
    for (const [feature, columns] of columnsByFeature(encoder)) {
      const f = features.indexOf(feature)
      for (let i = 0; i < table.rows; i++) {
        let sum = 0
        for (const j of columns) sum += shapley.values.values[i * shapley.values.columns + j]
        values.values[i * features.length + f] += weight * sum
      }
    }
  }
  return { base, features, values }
}

/** Rows drawn without replacement, ascending: the customers that stand for "on average". */
export function backgroundSample(rows: Int32Array, size: number, seed: number): Int32Array {
  return new Random(seed).shuffle(rows.slice()).slice(0, size).sort()
}
