import { type Encoder, encode, fitEncoder } from '../customers/encoding'
import type { FeatureTable } from '../customers/feature-table'
import { type FittedPipeline, predictPipeline } from '../models/pipeline'
import type { Preprocessor } from '../models/preprocessor'

/** A pipeline that takes a feature table: encoder, estimator and calibration, all fitted together. */
export type CustomerModel = FittedPipeline<Encoder>

/** A feature table as the models take it: encoded by what the training rows taught. */
export function featurePreprocessor(table: FeatureTable): Preprocessor<Encoder> {
  return {
    fit(rows, { standardise }) {
      const state = fitEncoder(table, rows, { scale: standardise })
      return { state, transform: (wanted) => encode(state, table, wanted) }
    },
  }
}

/** Probability of decline for each row of a feature table. */
export function predictCustomers(model: CustomerModel, table: FeatureTable): Float64Array {
  return predictPipeline(model, encode(model.preprocessor, table))
}
