import { columnsByFeature, encode } from '../customers/encoding'
import type { FeatureTable } from '../customers/feature-table'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import type { ExtraTreesModel } from '../models/extra-trees'
import { ArgumentError } from '../util/errors'
import { type Matrix, matrix } from '../util/matrix'
import { Random } from '../util/random'
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
 * Exact Shapley values of the calibrated extra trees on the log-odds scale, against background customers.
 * The calibration is linear in the trees' mean probability there, so the trees' own Shapley values are scaled
 * by its slope; the columns that encode one category are summed.
 *
 * @param table customers to explain
 * @param background customers that stand for "on average", usually a sample of the training rows
 */
export function explainCustomers(
  model: CustomerModel,
  table: FeatureTable,
  background: FeatureTable,
): Contributions {
  const { calibration } = model
  if (model.model.kind !== 'extra-trees' || calibration?.scale !== 'probability') {
    throw new ArgumentError('explainCustomers', 'needs calibrated extra trees', model.model.kind)
  }
  const encoder = model.preprocessor
  const raw = treeShapleyValues(
    model.model as ExtraTreesModel,
    encode(encoder, table),
    encode(encoder, background),
  )
  const groups = [...columnsByFeature(encoder)]
  const values = matrix(table.rows, groups.length)
  groups.forEach(([, columns], g) => {
    for (let i = 0; i < table.rows; i++) {
      for (const j of columns) {
        values.values[i * groups.length + g] +=
          calibration.slope * raw.values.values[i * raw.values.columns + j]
      }
    }
  })
  return {
    base: calibration.slope * raw.base + calibration.intercept,
    features: groups.map(([feature]) => feature),
    values,
  }
}

/** Rows drawn without replacement, ascending: the customers that stand for "on average". */
export function backgroundSample(rows: Int32Array, size: number, seed: number): Int32Array {
  return new Random(seed).shuffle(rows.slice()).slice(0, size).sort()
}
