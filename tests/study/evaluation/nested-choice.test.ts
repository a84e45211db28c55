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
  expect(() => chooseInFolds([judged('none', [Number.NaN, 1], 0.5)], splits)).toThrow(
    /chooseInFolds.*inner predictions/,
  )
})

it('counts how often each was chosen, the most frequent first, and none that never was', () => {
  const three = [...splits, { repeat: 0, test: Int32Array.of(4) }]
  const long = (name: string, inner: number[], mark: number) => {
    const made = judged(name, inner, mark)
    const folds = new Float64Array(3).fill(mark)
    return {
      ...made,
      probability: [new Float64Array(5)],
      foldScores: { rocAuc: folds, logLoss: folds, brier: folds },
    }
  }
  const { picks, foldScores } = chooseInFolds(
    [
      long('never', [0.5, 0.5, 0.5], 0.1),
      long('once', [0.2, 0.4, 0.4], 0.2),
      long('twice', [0.3, 0.3, 0.3], 0.3),
      // As good as the one before in the last: the first stands.
      long('late', [0.6, 0.6, 0.3], 0.4),
    ],
    three,
  )
  expect(picks).toEqual([
    { name: 'twice', folds: 2 },
    { name: 'once', folds: 1 },
  ])
  expect([...foldScores.brier]).toEqual([0.2, 0.3, 0.3])
})
