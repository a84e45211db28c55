import { ArgumentError } from '@one-click/core'
import { type MetricName, metrics } from '@one-click/learn'
import { type CrossValidation, type Score, scoreOf } from './cross-validation'

/** The procedure with the least inner log loss in each outer fold, and how these choices did on the held-out customers. */
export interface NestedChoice extends Pick<CrossValidation, 'probability' | 'scores' | 'foldScores'> {
  /** How often each procedure was chosen, the most frequent first; those never chosen are left out. */
  readonly picks: readonly { readonly name: string; readonly folds: number }[]
}

/**
 * The choice among procedures made inside the training folds: in each outer fold the procedure whose inner
 * out-of-fold predictions have the least log loss judges the customers held out. Its figures are those of the whole
 * way of working, the choice included, so that nothing in them was picked by looking at the customers who judge it
 * (S. Varma & R. Simon, "Bias in error estimation when using cross-validation for model selection", BMC
 * Bioinformatics 7, 2006).
 *
 * @param models judged on the same folds; those without inner predictions cannot be chosen
 * @param splits those of the cross-validation, in its order
 * @throws ArgumentError where none can be chosen
 */
export function chooseInFolds(
  models: readonly CrossValidation[],
  splits: readonly { readonly repeat: number; readonly test: Int32Array }[],
): NestedChoice {
  const candidates = models.filter(({ innerLogLoss }) => innerLogLoss.every(Number.isFinite))
  if (candidates.length === 0)
    throw new ArgumentError('chooseInFolds', 'needs a model with inner predictions')
  const picks = splits.map((_, split) =>
    candidates.reduce((a, b) => (b.innerLogLoss[split] < a.innerLogLoss[split] ? b : a)),
  )
  const probability = candidates[0].probability.map((repeat) => new Float64Array(repeat.length))
  splits.forEach(({ repeat, test }, split) => {
    for (const row of test) probability[repeat][row] = picks[split].probability[repeat][row]
  })
  const names = Object.keys(metrics) as MetricName[]
  const foldScores = Object.fromEntries(
    names.map((name) => [name, Float64Array.from(picks, (model, split) => model.foldScores[name][split])]),
  ) as Record<MetricName, Float64Array>
  const scores = Object.fromEntries(names.map((name) => [name, scoreOf(foldScores[name])])) as Record<
    MetricName,
    Score
  >
  const counts = candidates
    .map((model) => ({
      name: model.procedure.name,
      folds: picks.filter((pick) => pick === model).length,
    }))
    .filter(({ folds }) => folds > 0)
  return { probability, scores, foldScores, picks: counts.sort((a, b) => b.folds - a.folds) }
}
