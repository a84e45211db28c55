import { columnsByFeature, encode } from '../customers/encoding'
import type { FeatureTable } from '../customers/feature-table'
import { type CustomerModel, featuresOf, pipelinesOf } from '../evaluation/feature-preprocessor'
import { calibratedLogOdds } from '../models/calibration'
import { estimatorOf } from '../models/estimators'
import { ArgumentError } from '../util/errors'
import { type Matrix, matrix } from '../util/matrix'
import { type SamplingOptions, sampledShapleyValues } from './shapley/sampled-shapley'

/** Sampled Shapley values of the log-odds, by feature. */
export interface SampledContributions {
  readonly base: number
  readonly features: readonly string[]
  /** Shape (customers, features), in log-odds. */
  readonly values: Matrix
  /** Standard error of each value, likewise. */
  readonly standardErrors: Matrix
}

/**
 * Shapley values of the calibrated log-odds themselves, sampled (`sampledShapleyValues`): free of the rescaling
 * of `explainCustomers`, but slow and with an error. They serve to measure what the rescaling does.
 *
 * @param options half of `permutations` a multiple of the background's rows for the same base
 * @throws ArgumentError for a stack, or a model that is not calibrated
 */
export function sampledContributions(
  model: CustomerModel,
  table: FeatureTable,
  background: FeatureTable,
  options: SamplingOptions,
): SampledContributions {
  const [pipeline, ...others] = pipelinesOf(model)
  const { calibration, preprocessor: encoder, model: member } = pipeline
  if (others.length > 0 || model.kind === 'stack' || !calibration) {
    throw new ArgumentError('sampledContributions', 'needs one calibrated procedure', model.kind)
  }
  const estimator = estimatorOf(member.kind)
  const raw = sampledShapleyValues(
    (x) => calibratedLogOdds(calibration, estimator.predictProbability(member, x)),
    encode(encoder, table),
    encode(encoder, background),
    options,
  )
  const features = featuresOf(model, table)
  const values = matrix(table.rows, features.length)
  const standardErrors = matrix(table.rows, features.length)
  for (const [feature, columns] of columnsByFeature(encoder)) {
    const f = features.indexOf(feature)
    for (let i = 0; i < table.rows; i++) {
      const to = i * features.length + f
      for (const j of columns) {
        const from = i * raw.values.columns + j
        values.values[to] += raw.values.values[from]
        // Columns of one category share their walks: errors add up at worst.
        standardErrors.values[to] += raw.standardErrors.values[from]
      }
    }
  }
  return { base: raw.base, features, values, standardErrors }
}
