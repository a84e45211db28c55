import { takeCustomers } from '../customers/feature-table'
import { type CrossValidation, type CrossValidationOptions, foldTasks } from '../evaluation/cross-validation'
import { type CustomerModel, predictCustomers } from '../evaluation/feature-preprocessor'
import type { FoldData, FoldTask } from '../evaluation/fold'
import { rocAuc } from '../evaluation/metrics'
import { ArgumentError } from '../util/errors'
import { take } from '../util/matrix'
import { runParallel } from '../util/parallel'
import { deriveSeed } from '../util/random'
import { backgroundSample, type Contributions, explainCustomers } from './contributions'
import { permutableTable } from './permutable-table'
import { type PermutationLosses, permutationImportance } from './permutation-importance'

/** Customers of a model's training rows that stand for "on average" in its Shapley values. */
export const backgroundSize = 64

/** Times each feature is shuffled within each held-out fold. */
export const permutationRepeats = 5

/** A fitted fold to be explained on the customers it held out. */
export interface FoldExplanationTask extends FoldTask {
  readonly model: CustomerModel
}

export interface FoldExplanation {
  /** Rows of the learning table that the fold held out. */
  readonly test: Int32Array
  readonly importance: readonly PermutationLosses[]
  /** Of the held-out customers, in the order of `test`. */
  readonly contributions: Contributions
}

/** Permutation importance (ROC-AUC) and Shapley values of one fold's model on the customers it has not seen. */
export function explainFold({ table, declines }: FoldData, task: FoldExplanationTask): FoldExplanation {
  const { model, train, test } = task
  const seed = deriveSeed(task.seed, 'explanation', task.repeat, task.fold)
  const heldOut = takeCustomers(table, test)
  const background = takeCustomers(table, backgroundSample(train, backgroundSize, seed))
  return {
    test,
    importance: permutationImportance(
      permutableTable((permuted) => predictCustomers(model, permuted), heldOut),
      take(declines, test),
      rocAuc,
      { repeats: permutationRepeats, seed },
    ),
    contributions: explainCustomers(model, heldOut, background),
  }
}

/**
 * Explains the folds of the first repeat of a cross-validation that kept its models: each customer once.
 * @param options the same folds and seed as there
 */
export function explainFolds(
  data: FoldData,
  { procedure, models }: CrossValidation,
  options: CrossValidationOptions,
): Promise<FoldExplanation[]> {
  const tasks = foldTasks(data.declines, procedure, { ...options, repeats: 1 })
  if (!models || models.length < tasks.length) {
    throw new ArgumentError('explainFolds', `needs the ${tasks.length} fitted models`, models?.length ?? 0)
  }
  return runParallel(
    { module: 'explanation/fold-explanation', name: 'explainFold' },
    data,
    tasks.map((task, i) => ({ ...task, model: models[i] })),
    options,
  )
}

/** The losses of a feature over all folds and repeats. */
export interface FeatureImportance {
  readonly name: string
  /** Mean loss of ROC-AUC. */
  readonly mean: number
  /** 2.5 % and 97.5 % points over folds and repeats. */
  readonly lower: number
  readonly upper: number
}

/** Permutation importance over all folds, largest mean first. */
export function summariseImportance(explanations: readonly FoldExplanation[]): FeatureImportance[] {
  return explanations[0].importance
    .map(({ name }, j) => {
      const losses = explanations
        .flatMap(({ importance }) => Array.from(importance[j].losses))
        .sort((a, b) => a - b)
      const at = (share: number) => losses[Math.round(share * (losses.length - 1))]
      const mean = losses.reduce((total, loss) => total + loss, 0) / losses.length
      return { name, mean, lower: at(0.025), upper: at(0.975) }
    })
    .sort((a, b) => b.mean - a.mean)
}
