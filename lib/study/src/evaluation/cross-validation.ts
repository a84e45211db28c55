import { compiledPath, type ParallelOptions, runParallel, take } from '@one-click/core'
import { logit, type MetricName, metrics, repeatedStratifiedSplits, sigmoid } from '@one-click/learn'
import type { CustomerModel, CustomerProcedure } from './feature-preprocessor'
import type { FoldResult, FoldTask } from './fold'
import { type FoldData, withEarlierRows } from './fold-data'

/** Mean and standard deviation of a metric over all folds of all repeats. */
export interface Score {
  readonly mean: number
  readonly sd: number
}

/** How one procedure did on customers it had not seen. */
export interface CrossValidation {
  readonly procedure: CustomerProcedure
  /** Out-of-fold probability of each row, for each repeat. */
  readonly probability: readonly Float64Array[]
  readonly scores: Readonly<Record<MetricName, Score>>
  /** Metric of each fold, repeats one after the other: for paired comparisons. */
  readonly foldScores: Readonly<Record<MetricName, Float64Array>>
  /** Log loss of the inner out-of-fold predictions in each fold, NaN where there are none (see `FoldResult`). */
  readonly innerLogLoss: Float64Array
  /** Settings chosen in each fold (see `FoldResult`). */
  readonly chosenOptions: readonly FoldResult['options'][]
  /** The fitted model of each fold, in the order of `foldTasks`; only where asked for. */
  readonly models?: readonly CustomerModel[]
}

export interface CrossValidationOptions extends ParallelOptions {
  /** Default 5. */
  readonly folds?: number
  /** Default 2. */
  readonly repeats?: number
  readonly seed: number
  /** The procedure whose fitted models are kept, to be explained. */
  readonly keepModelsOf?: CustomerProcedure
}

/**
 * The splits of repeated stratified cross-validation as tasks for one procedure; none parts copies. Customers of earlier
 * quarters are learned from in every fold but those that judge the same customer.
 */
export function foldTasks(
  data: Pick<FoldData, 'declines' | 'groups' | 'earlier'>,
  procedure: CustomerProcedure,
  { folds = 5, repeats = 2, seed }: Pick<CrossValidationOptions, 'folds' | 'repeats' | 'seed'>,
): FoldTask[] {
  const { declines, groups } = data
  return repeatedStratifiedSplits(declines, { folds, repeats, seed, groups }).map((split) => ({
    procedure,
    seed,
    ...split,
    train: withEarlierRows(data, split),
  }))
}

/**
 * Repeated stratified cross-validation of whole procedures (encoding, search, fit, calibration), on the same
 * splits for all, so that they can be compared fold by fold. Copies of one customer are held out together.
 */
export async function crossValidate(
  procedures: readonly CustomerProcedure[],
  data: FoldData,
  options: CrossValidationOptions,
): Promise<CrossValidation[]> {
  const tasks = procedures.map((procedure) =>
    foldTasks(data, procedure, options).map((task) => ({
      ...task,
      keepModel: procedure === options.keepModelsOf,
    })),
  )
  const results = await runParallel<FoldData, readonly FoldTask[], FoldResult[]>(
    { module: compiledPath(__dirname, './fold'), name: 'runProcedures' },
    data,
    (tasks[0] ?? []).map((_, split) => tasks.map((ofProcedure) => ofProcedure[split])),
    options,
  )
  return procedures.map((procedure, p) =>
    summarise(
      procedure,
      data.declines,
      tasks[p].map((task, split) => ({ task, result: results[split][p] })),
    ),
  )
}

type Outcome = { task: FoldTask; result: FoldResult }

function summarise(
  procedure: CustomerProcedure,
  declines: Uint8Array,
  outcomes: readonly Outcome[],
): CrossValidation {
  const repeats = 1 + Math.max(...outcomes.map(({ task }) => task.repeat))
  const probability = Array.from({ length: repeats }, () => new Float64Array(declines.length))
  for (const { task, result } of outcomes) {
    task.test.forEach((row, i) => {
      probability[task.repeat][row] = result.probability[i]
    })
  }
  const names = Object.keys(metrics) as MetricName[]
  const foldScores = Object.fromEntries(
    names.map((name) => [
      name,
      Float64Array.from(outcomes, ({ task, result }) =>
        metrics[name](take(declines, task.test), result.probability),
      ),
    ]),
  ) as Record<MetricName, Float64Array>
  const scores = Object.fromEntries(names.map((name) => [name, scoreOf(foldScores[name])])) as Record<
    MetricName,
    Score
  >
  const models = outcomes.flatMap(({ result }) => result.model ?? [])
  return {
    procedure,
    probability,
    scores,
    foldScores,
    innerLogLoss: Float64Array.from(outcomes, ({ result }) => result.innerLogLoss ?? Number.NaN),
    chosenOptions: outcomes.map(({ result }) => result.options),
    ...(models.length > 0 && { models }),
  }
}

/** Mean and standard deviation (divisor n − 1). */
export function scoreOf(values: Float64Array): Score {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0)
  return { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 }
}

/** The mean over repeats of each row's out-of-fold log-odds (held finite, see `logit`), as a probability. */
export function meanOutOfFold({ probability }: Pick<CrossValidation, 'probability'>): Float64Array {
  return probability[0].map((_, row) => {
    const logOdds = probability.reduce((total, repeat) => total + logit(repeat[row]), 0)
    return sigmoid(logOdds / probability.length)
  })
}
