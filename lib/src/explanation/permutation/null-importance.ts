import { columnsByFeature } from '../../customers/encoding'
import { foldTasks } from '../../evaluation/cross-validation'
import { featurePreprocessor } from '../../evaluation/feature-preprocessor'
import type { FoldData, FoldTask } from '../../evaluation/fold'
import { rocAuc } from '../../evaluation/metrics'
import { extraTrees } from '../../models/extra-trees'
import type { Procedure } from '../../models/pipeline'
import { ArgumentError } from '../../util/errors'
import { take } from '../../util/matrix'
import { type ParallelOptions, runParallel } from '../../util/parallel'
import { deriveSeed } from '../../util/random'
import { columnGroups, type FeatureGroupOf } from './permutable-table'
import { permutationImportance } from './permutation-importance'
import { shuffledTarget } from './shuffled-target'
import { permutableTrees } from './tree-permutation'

/** Times the target is shuffled. */
export const targetShuffles = 20

/** Trees of a null model: enough for the spread of importances, which more trees would only narrow. */
const nullTrees = 20

/** Permutations of each group in a null model's held-out fold. */
const nullRepeats = 5

export interface NullImportanceTask {
  readonly procedure: Procedure
  readonly groups: readonly FeatureGroupOf[]
  readonly shuffle: number
  readonly seed: number
  readonly folds: number
}

/**
 * Importance of each group, the mean over the folds of one shuffle of the target: the same work as for the
 * real target, with a smaller forest. Whatever it finds is luck.
 */
export function nullImportance(
  { table, declines, groups }: FoldData,
  task: NullImportanceTask,
): Float64Array {
  const target = shuffledTarget(declines, task.seed, task.shuffle)
  const tasks = foldTasks({ declines: target, groups }, task.procedure, {
    folds: task.folds,
    repeats: 1,
    seed: deriveSeed(task.seed, 'null folds', task.shuffle),
  })
  const means = new Float64Array(task.groups.length)
  for (const fold of tasks) {
    importanceOfFold({ table, declines: target, groups }, fold, task).forEach((mean, g) => {
      means[g] += mean / tasks.length
    })
  }
  return means
}

function importanceOfFold({ table, declines }: FoldData, fold: FoldTask, task: NullImportanceTask): number[] {
  const { procedure, groups, seed, shuffle } = task
  const fitSeed = deriveSeed(seed, 'null fit', shuffle, fold.fold)
  const encoder = featurePreprocessor(table).fit(fold.train, {
    standardise: false,
    features: procedure.features,
  })
  const options = { ...procedure.candidates?.[0], trees: nullTrees }
  const trees = extraTrees.fit(encoder.transform(fold.train), take(declines, fold.train), options, fitSeed)
  const columns = columnGroups(columnsByFeature(encoder.state), groups)
  return permutationImportance(
    permutableTrees(trees, encoder.transform(fold.test), columns),
    take(declines, fold.test),
    rocAuc,
    { repeats: nullRepeats, seed: fitSeed },
  ).map(({ mean }) => mean)
}

/**
 * Null importances for `shuffledTargetPValues`, one list for each shuffle of the target.
 * @param procedure extra trees; its first candidate's settings are used
 * @param options folds, default 5
 */
export function nullImportances(
  data: FoldData,
  procedure: Procedure,
  groups: readonly FeatureGroupOf[],
  { seed, folds = 5, ...options }: ParallelOptions & { readonly seed: number; readonly folds?: number },
): Promise<Float64Array[]> {
  if (procedure.estimator !== extraTrees.kind) {
    throw new ArgumentError('nullImportances', 'needs extra trees', procedure.estimator)
  }
  const tasks = Array.from({ length: targetShuffles }, (_, shuffle) => ({
    procedure,
    groups,
    shuffle,
    seed,
    folds,
  }))
  return runParallel(
    { module: 'explanation/permutation/null-importance', name: 'nullImportance' },
    data,
    tasks,
    options,
  )
}
