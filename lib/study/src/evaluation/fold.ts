import { deriveSeed, take } from '@one-click/core'
import type { Hyperparameters } from '@one-click/learn'
import { logLoss } from '@one-click/learn'
import { takeCustomers } from '../customers/feature-table'
import {
  type CustomerModel,
  type CustomerProcedure,
  fitCustomerModel,
  type KnownFits,
  predictCustomers,
} from './feature-preprocessor'
import { everyone, type FoldData } from './fold-data'
import { innerProbabilities } from './out-of-fold-fit'

/** One fit of one procedure: rows to learn from and rows to be judged by. */
export interface FoldTask {
  readonly procedure: CustomerProcedure
  readonly repeat: number
  readonly fold: number
  /** Rows of `everyone`: of the data, and after these of earlier quarters. */
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
  /**
   * Log loss of the (calibrated) predictions of the training rows by models of inner folds; absent where nothing is
   * searched or calibrated.
   */
  readonly innerLogLoss?: number
  readonly model?: CustomerModel
}

/** Fits on one fold's training rows and predicts its test rows. */
export function runFold(data: FoldData, task: FoldTask, known: KnownFits = new Map()): FoldResult {
  const { table, declines, groups } = everyone(data)
  const seed = deriveSeed(task.seed, 'fold', task.repeat, task.fold)
  const model = fitCustomerModel(
    task.procedure,
    table,
    task.train,
    take(declines, task.train),
    seed,
    take(groups, task.train),
    known,
  )
  const inner = innerProbabilities(model, task.procedure, known)
  return {
    ...(inner.length > 0 && { innerLogLoss: meanLogLoss(take(declines, task.train), inner) }),
    probability: predictCustomers(model, takeCustomers(data.table, task.test)),
    options: chosenOptions(model),
    ...(task.keepModel && { model }),
  }
}

/** Mean over the repeats. */
function meanLogLoss(declines: Uint8Array, repeats: readonly Float64Array[]): number {
  return repeats.reduce((sum, probability) => sum + logLoss(declines, probability), 0) / repeats.length
}

/** Runs several procedures on one fold; what one has fitted is not fitted again as a member of another. */
export function runProcedures(data: FoldData, tasks: readonly FoldTask[]): FoldResult[] {
  const known: KnownFits = new Map()
  return tasks.map((task) => runFold(data, task, known))
}

/** What the fit of a model chose: the settings of its search, or the weights of its members. */
export function chosenOptions(model: CustomerModel): Hyperparameters {
  if (model.kind === 'pipeline') return model.options
  return Object.fromEntries(
    model.members.map(({ procedure }, m) => [procedure.name, model.combination.weights[m]]),
  )
}
