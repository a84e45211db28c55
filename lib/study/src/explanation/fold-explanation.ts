import { ArgumentError, compiledPath, deriveSeed, runParallel, take } from '@one-click/core'
import {
  type FeatureGroupOf,
  type PermutationImportance,
  permutationImportance,
  singleFeatures,
} from '@one-click/explain'
import { rocAuc } from '@one-click/learn'
import { type FeatureTable, takeCustomers } from '../customers/feature-table'
import { type CrossValidation, type CrossValidationOptions, foldTasks } from '../evaluation/cross-validation'
import { type CustomerModel, featuresOf } from '../evaluation/feature-preprocessor'
import type { FoldTask } from '../evaluation/fold'
import type { FoldData } from '../evaluation/fold-data'
import { backgroundOf } from './background'
import { type ExplainedCustomers, explainedCustomers } from './parallel-contributions'
import { permutableCustomers } from './permutable-customers'

/** Standard error, in probability, that no sampled share of a customer's probability shall exceed. */
export const pointError = 0.005

/** Times each feature, or group of features, is permuted within each held-out fold. */
export const permutationRepeats = 30

/** A fitted fold to be explained on the customers it held out. */
export interface FoldExplanationTask extends FoldTask {
  readonly model: CustomerModel
  /** Features permuted, each on its own or together; the models of other folds may read some that this one does not. */
  readonly permuted: readonly FeatureGroupOf[]
}

/** Explains the held-out customers, in the order of `test`. */
export interface FoldExplanation extends ExplainedCustomers {
  /** Rows of the learning table that the fold held out. */
  readonly test: Int32Array
  /** Loss of ROC-AUC for each feature that the model of any fold reads, then for each group. */
  readonly importance: readonly PermutationImportance[]
}

/** Permutation importance and Shapley values of one fold's model on the customers it has not seen. */
export function explainFold(data: FoldData, task: FoldExplanationTask): FoldExplanation {
  const { table, declines } = data
  const { model, test, permuted } = task
  const heldOut = takeCustomers(table, test)
  const permutable = permutableCustomers(model, heldOut, permuted)
  const background = takeCustomers(table, foldBackground(data, task))
  const seed = explanationSeed(task)
  return {
    test,
    importance: permutationImportance(permutable, take(declines, test), rocAuc, {
      repeats: permutationRepeats,
      seed,
    }),
    ...explainedCustomers({ model, background, options: { standardError: pointError, seed } }, heldOut),
  }
}

/** The background of a fold: a sample of the customers it held out, of whom the model knows no outcome by heart. */
export function foldBackground(
  data: Pick<FoldData, 'groups'>,
  task: Omit<FoldExplanationTask, 'permuted'>,
): Int32Array {
  return backgroundOf(data, task.test, explanationSeed(task))
}

function explanationSeed({ seed, repeat, fold }: FoldTask): number {
  return deriveSeed(seed, 'explanation', repeat, fold)
}

/** The folds of a cross-validation's first repeat, each with its model. */
export function explainableFolds(
  data: FoldData,
  { procedure, models }: CrossValidation,
  options: CrossValidationOptions,
): (FoldTask & { readonly model: CustomerModel })[] {
  const tasks = foldTasks(data, procedure, { ...options, repeats: 1 })
  if (!models || models.length < tasks.length) {
    throw new ArgumentError(
      'explainableFolds',
      `needs the ${tasks.length} fitted models`,
      models?.length ?? 0,
    )
  }
  return tasks.map((task, i) => ({ ...task, model: models[i] }))
}

/** Features that the model of any fold reads, in the order of the table. */
export function featuresOfFolds(
  { models = [] }: Pick<CrossValidation, 'models'>,
  table: Pick<FeatureTable, 'features'>,
): string[] {
  const read = new Set(models.flatMap((model) => featuresOf(model, table)))
  return table.features.map(({ name }) => name).filter((name) => read.has(name))
}

/**
 * Explains the folds of the first repeat of a cross-validation that kept its models: each customer once.
 * @param groups features to be permuted together, besides each on its own
 * @param options the same folds and seed as there
 */
export function explainFolds(
  data: FoldData,
  validation: CrossValidation,
  groups: readonly FeatureGroupOf[],
  options: CrossValidationOptions,
): Promise<FoldExplanation[]> {
  const folds = explainableFolds(data, validation, options)
  const permuted = [...singleFeatures(featuresOfFolds(validation, data.table)), ...groups]
  return runParallel(
    { module: compiledPath(__dirname, './fold-explanation'), name: 'explainFold' },
    data,
    folds.map((task) => ({ ...task, permuted })),
    options,
  )
}
