import { takeCustomers } from '../customers/feature-table'
import { type CustomerModel, predictCustomers } from '../evaluation/feature-preprocessor'
import type { FoldData, FoldTask } from '../evaluation/fold'
import { rocAuc } from '../evaluation/metrics'
import { take } from '../util/matrix'
import { deriveSeed } from '../util/random'
import { backgroundSample, type Contributions, explainCustomers } from './contributions'
import { type PermutationImportance, permutationImportance } from './permutation-importance'

/** A fitted fold to be explained on the customers it held out. */
export interface FoldExplanationTask extends FoldTask {
  readonly model: CustomerModel
  readonly repeats: number
  readonly backgroundSize: number
}

export interface FoldExplanation {
  readonly importance: readonly PermutationImportance[]
  /** Of the held-out customers, in the order of the task's test rows. */
  readonly contributions: Contributions
}

/** Permutation importance and Shapley values of one fold's model on the customers it has not seen. */
export function explainFold({ table, declines }: FoldData, task: FoldExplanationTask): FoldExplanation {
  const { model, repeats, backgroundSize } = task
  const seed = deriveSeed(task.seed, 'explanation', task.repeat, task.fold)
  const heldOut = takeCustomers(table, task.test)
  const background = takeCustomers(table, backgroundSample(task.train, backgroundSize, seed))
  return {
    importance: permutationImportance(
      (permuted) => predictCustomers(model, permuted),
      heldOut,
      take(declines, task.test),
      rocAuc,
      { repeats, seed },
    ),
    contributions: explainCustomers(model, heldOut, background),
  }
}
