import { ArgumentError } from '@one-click/core'
import type { PipelineFit } from '@one-click/learn'
import { calibrate, calibratedLogOdds, combineLogOdds, sigmoid } from '@one-click/learn'
import type { FeatureTable } from '../customers/feature-table'
import {
  type CustomerModel,
  type CustomerProcedure,
  fitCustomerModel,
  type KnownFits,
} from './feature-preprocessor'

/** A fitted model with honest probabilities of the customers it was fitted on. */
export interface OutOfFoldFit {
  readonly model: CustomerModel
  /**
   * For each inner repeat, the calibrated probability of each customer by models that were not fitted on that
   * customer. The curve of the calibration is the model's own.
   */
  readonly outOfFold: readonly Float64Array[]
}

/**
 * As `fitCustomerModel`, with the out-of-fold probabilities of the search and the calibration: no further fit is
 * needed for them.
 *
 * @throws ArgumentError for a procedure that neither searches nor calibrates, and so has none
 */
export function fitOutOfFold(
  procedure: CustomerProcedure,
  table: FeatureTable,
  rows: Int32Array,
  declines: Uint8Array,
  seed: number,
  groups?: Int32Array,
): OutOfFoldFit {
  const known: KnownFits = new Map()
  const model = fitCustomerModel(procedure, table, rows, declines, seed, groups, known)
  const outOfFold = innerProbabilities(model, procedure, known)
  if (outOfFold.length === 0) {
    throw new ArgumentError('fitOutOfFold', 'needs a procedure that searches or calibrates', procedure.name)
  }
  return { model, outOfFold }
}

/**
 * The probabilities of the training rows by models of inner folds, calibrated and combined as the model is, for each
 * inner repeat; none where a procedure neither searches nor calibrates.
 * @param known fits that the model was made of
 */
export function innerProbabilities(
  model: CustomerModel,
  procedure: CustomerProcedure,
  known: KnownFits,
): Float64Array[] {
  const members = 'members' in procedure ? procedure.members : [procedure]
  const fits = members.map((member) => known.get(member)!)
  return fits[0].outOfFold.map((_, repeat) => probabilityOf(model, fits, repeat))
}

function probabilityOf(model: CustomerModel, fits: readonly PipelineFit[], repeat: number): Float64Array {
  if (model.kind === 'pipeline') {
    const probability = fits[0].outOfFold[repeat]
    return model.calibration ? calibrate(model.calibration, probability) : probability
  }
  const logOdds = fits.map(({ pipeline, outOfFold }) =>
    calibratedLogOdds(pipeline.calibration!, outOfFold[repeat]),
  )
  return combineLogOdds(model.combination, logOdds).map(sigmoid)
}
