import { UserError } from '@one-click/core'
import type { Preprocessor } from '@one-click/learn'
import {
  type FittedPipeline,
  type FittedStack,
  fitPipelineOutOfFold,
  fitStack,
  type PipelineFit,
  type Procedure,
  predictPipeline,
  predictStack,
  type StackProcedure,
} from '@one-click/learn'
import { type Encoder, encode, fitEncoder } from '../customers/feature-encoding'
import type { FeatureTable } from '../customers/feature-table'
import { screenFeatures } from '../exploration/screening'

/** How a model of customers is made: from one estimator, or from several stacked. */
export type CustomerProcedure = Procedure | StackProcedure

/** A model that takes a feature table: encoders, estimators and calibration, all fitted together. */
export type CustomerModel = FittedPipeline<Encoder> | FittedStack<Encoder>

/** A feature table as the models take it: encoded by what the training rows taught. */
export function featurePreprocessor(table: FeatureTable): Preprocessor<Encoder> {
  return {
    fit(rows, { standardise, features, screening }) {
      const asked = features ?? table.features.map(({ name }) => name)
      const kept = screening ? screenFeatures(table, asked, rows, screening.y, screening.level) : asked
      const state = fitEncoder(table, rows, { scale: standardise, features: kept })
      const columns = state.columns.map(({ feature }) => feature)
      return { state, columns, transform: (wanted) => encode(state, table, wanted) }
    },
  }
}

/** Fits of single procedures on the same rows with the same seed, to be used again as members of stacks. */
export type KnownFits = Map<Procedure, PipelineFit<Encoder>>

/**
 * Fits a procedure on some rows of a feature table.
 * @param rows rows of the table
 * @param declines labels of `rows`, in the same order
 * @param groups copies among `rows` (`FoldData.groups`), in the same order: no inner split parts them
 * @param known fits that need not be done again; those done are added
 */
export function fitCustomerModel(
  procedure: CustomerProcedure,
  table: FeatureTable,
  rows: Int32Array,
  declines: Uint8Array,
  seed: number,
  groups?: Int32Array,
  known: KnownFits = new Map(),
): CustomerModel {
  const preprocessor = featurePreprocessor(table)
  const fitOnce = (single: Procedure) => {
    const fit = known.get(single) ?? fitPipelineOutOfFold(single, preprocessor, rows, declines, seed, groups)
    known.set(single, fit)
    return fit
  }
  return 'members' in procedure
    ? fitStack(procedure, preprocessor, rows, declines, seed, groups, fitOnce)
    : fitOnce(procedure).pipeline
}

/**
 * Probability of decline for each row of a feature table.
 * @throws UserError when the model gives none for some of them
 */
export function predictCustomers(model: CustomerModel, table: FeatureTable): Float64Array {
  const probability =
    model.kind === 'stack'
      ? predictStack(model, (encoder) => encode(encoder, table))
      : predictPipeline(model, encode(model.preprocessor, table))
  const lost = probability.reduce((count, p) => count + Number(!Number.isFinite(p)), 0)
  if (lost === 0) return probability
  throw new UserError(
    `the model gives no probability for ${lost} of ${probability.length} customers: its numbers are larger than any that ` +
      'training gives; train it again',
  )
}

/** The fitted pipelines of a model: its members, or itself. */
export function pipelinesOf(model: CustomerModel): readonly FittedPipeline<Encoder>[] {
  return model.kind === 'stack' ? model.members : [model]
}

/** Names of the features that a model reads, in the order of the table. */
export function featuresOf(model: CustomerModel, { features }: Pick<FeatureTable, 'features'>): string[] {
  const read = new Set(
    pipelinesOf(model).flatMap(({ preprocessor }) => preprocessor.columns.map(({ feature }) => feature)),
  )
  return features.map(({ name }) => name).filter((name) => read.has(name))
}
