import { expect, it } from 'vitest'
import type { CrossValidation } from '../../../lib/study/src/evaluation/cross-validation'
import { chooseInFolds } from '../../../lib/study/src/evaluation/nested-choice'

/** Two folds of two rows each; the probability says which procedure judged, the scores which fold. */
function judged(name: string, innerLogLoss: number[], mark: number): CrossValidation {
  const score = { mean: Number.NaN, sd: Number.NaN }
  const folds = Float64Array.of(mark, 10 * mark)
  return {
    procedure: { name, estimator: 'extra-trees' },
    probability: [new Float64Array(4).fill(mark)],
    scores: { rocAuc: score, logLoss: score, brier: score },
    foldScores: { rocAuc: folds, logLoss: folds, brier: folds },
    innerLogLoss: Float64Array.from(innerLogLoss),
    chosenOptions: [],
  }
}

const splits = [
  { repeat: 0, test: Int32Array.of(0, 3) },
  { repeat: 0, test: Int32Array.of(1, 2) },
]

it('lets each fold be judged by the procedure that its own inner folds prefer', () => {
  const choice = chooseInFolds(
    [judged('a', [0.3, 0.2], 0.1), judged('b', [0.2, 0.25], 0.4), judged('none', [Number.NaN, 0.1], 0.9)],
    splits,
  )
  expect(choice.picks).toEqual([
    { name: 'a', folds: 1 },
    { name: 'b', folds: 1 },
  ])
  expect([...choice.probability[0]]).toEqual([0.4, 0.1, 0.1, 0.4])
  expect([...choice.foldScores.logLoss]).toEqual([0.4, 1])
  expect(choice.scores.logLoss.mean).toBeCloseTo(0.7, 12)
})

it('refuses models without inner predictions', () => {
  expect(() => chooseInFolds([judged('none', [Number.NaN, 1], 0.5)], splits)).toThrow(/inner predictions/)
})
