import { ArgumentError } from '@one-click/core'
import type { CrossValidation } from './cross-validation'
import { foldDifferences } from './model-comparison'

/** What the rule of choice found. */
export interface Choice {
  readonly best: CrossValidation
  readonly chosen: CrossValidation
  /** By how much each model's log loss lies above the best one's, in the order of the models. */
  readonly distances: readonly {
    readonly model: CrossValidation
    readonly above: number
    readonly error: number
  }[]
}

/**
 * The plainest model whose log loss lies within one standard error of the best one's (Breiman, Friedman, Olshen
 * & Stone 1984, section 3.4.3). The error is that of the paired difference over folds, raised for the overlap of
 * training folds as in `pairedDifference`.
 *
 * @param models judged on the same folds, the plainest first
 * @param options folds of one repeat
 * @throws ArgumentError without models
 */
export function simplestWithinOneError(
  models: readonly CrossValidation[],
  { folds }: { readonly folds: number },
): Choice {
  if (models.length === 0) throw new ArgumentError('simplestWithinOneError', 'needs at least one model')
  const best = models.reduce((a, b) => (b.scores.logLoss.mean < a.scores.logLoss.mean ? b : a))
  const distances = models.map((model) => {
    const { estimate, error } = foldDifferences(best, model, 'logLoss', { folds })
    return { model, above: estimate, error }
  })
  const chosen = distances.find(({ above, error }) => above <= error)!.model
  return { best, chosen, distances }
}
