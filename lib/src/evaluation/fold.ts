import { type FeatureTable, takeCustomers } from '../customers/feature-table'
import type { Hyperparameters } from '../models/estimator'
import { take } from '../util/matrix'
import { deriveSeed } from '../util/random'
import {
  type CustomerModel,
  type CustomerProcedure,
  fitCustomerModel,
  predictCustomers,
} from './feature-preprocessor'

/** What all folds share: the customers a procedure learns from and is judged by. */
export interface FoldData {
  readonly table: FeatureTable
  readonly declines: Uint8Array
}

/** One fit of one procedure: rows to learn from and rows to be judged by. */
export interface FoldTask {
  readonly procedure: CustomerProcedure
  readonly repeat: number
  readonly fold: number
  readonly train: Int32Array
  readonly test: Int32Array
  readonly seed: number
  /** Whether the fitted model comes back with the result; default false. */
  readonly keepModel?: boolean
}

export interface FoldResult {
  /** Probability for each test row. */
  readonly probability: Float64Array
  /** The settings the search inside the training rows chose; of a stack, the weight of each member by name. */
  readonly options: Hyperparameters
  readonly model?: CustomerModel
}

/** Fits a procedure on the training rows of one fold. */
export function fitFold({ table, declines }: FoldData, task: FoldTask): CustomerModel {
  const seed = deriveSeed(task.seed, task.procedure.name, task.repeat, task.fold)
  return fitCustomerModel(task.procedure, table, task.train, take(declines, task.train), seed)
}

/** Fits on one fold's training rows and predicts its test rows. */
export function runFold(data: FoldData, task: FoldTask): FoldResult {
  const model = fitFold(data, task)
  return {
    probability: predictCustomers(model, takeCustomers(data.table, task.test)),
    options: chosenOptions(model),
    ...(task.keepModel && { model }),
  }
}

/** What the fit of a model chose: the settings of its search, or the weights of its members. */
export function chosenOptions(model: CustomerModel): Hyperparameters {
  if (model.kind === 'pipeline') return model.options
  return Object.fromEntries(
    model.members.map(({ procedure }, m) => [procedure.name, model.combination.weights[m]]),
  )
}
