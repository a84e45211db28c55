import { describe, expect, it } from 'vitest'
import type { CrossValidation } from '../../../lib/study/src/evaluation/cross-validation'
import {
  bestOfOtherKinds,
  describeSettings,
  expectedCalibrationError,
  foldDifferences,
  pairedDifference,
} from '../../../lib/study/src/evaluation/model-comparison'
import { Random } from '../../../lib/toolkit/core/src/random'
import { studentCriticalValue } from '../../../lib/toolkit/statistics/src/intervals'
import { reference } from './reference'

function validation(
  logLoss: readonly number[],
  chosenOptions: CrossValidation['chosenOptions'] = [],
  procedure: CrossValidation['procedure'] = { name: 'any', estimator: 'logistic-regression' },
): CrossValidation {
  const scores = Float64Array.from(logLoss)
  const score = { mean: 0, sd: 0 }
  return {
    procedure,
    probability: [],
    scores: { rocAuc: score, logLoss: score, brier: score },
    foldScores: { rocAuc: new Float64Array(scores.length), logLoss: scores, brier: scores },
    innerLogLoss: new Float64Array(scores.length),
    chosenOptions,
  }
}

describe('pairedDifference', () => {
  it('is second minus first with the corrected interval, by hand', () => {
    // Differences 0.1, 0.3, 0.2: mean 0.2, variance 0.01; t for 2 degrees of freedom 4.302653.
    const { estimate, lower, upper } = pairedDifference(
      validation([0.4, 0.5, 0.6]),
      validation([0.5, 0.8, 0.8]),
      'logLoss',
      { folds: 3 },
    )
    const half = 4.302652729911275 * Math.sqrt(0.01 * (1 / 3 + 1 / 2))
    expect(estimate).toBeCloseTo(0.2, 14)
    expect(lower).toBeCloseTo(0.2 - half, 10)
    expect(upper).toBeCloseTo(0.2 + half, 10)
  })

  it('agrees with scipy 1.17.1 within 1e-10', () => {
    const { folds, differences, estimate, half } = reference.paired
    const first = differences.map((_, i) => 0.3 + 0.01 * i)
    const result = pairedDifference(
      validation(first),
      validation(differences.map((difference, i) => first[i] + difference)),
      'logLoss',
      { folds },
    )
    expect(Math.abs(result.estimate - estimate)).toBeLessThan(1e-10)
    expect(Math.abs(result.upper - result.estimate - half)).toBeLessThan(1e-10)
    expect(Math.abs(result.estimate - result.lower - half)).toBeLessThan(1e-10)
  })

  it('turns its sign with the order, and is 0 against itself', () => {
    const a = validation([0.31, 0.35, 0.42, 0.3])
    const b = validation([0.33, 0.36, 0.4, 0.36])
    const there = pairedDifference(a, b, 'logLoss', { folds: 4 })
    const back = pairedDifference(b, a, 'logLoss', { folds: 4 })
    expect([back.estimate, back.lower, back.upper]).toEqual([-there.estimate, -there.upper, -there.lower])
    expect(pairedDifference(a, a, 'logLoss', { folds: 4 })).toEqual({ estimate: 0, lower: 0, upper: 0 })
    expect(pairedDifference(a, b, 'rocAuc', { folds: 4 }).estimate).toBe(0)
  })

  it('refuses folds that cannot be paired', () => {
    const pair = (a: number[], b: number[]) => () =>
      pairedDifference(validation(a), validation(b), 'logLoss', { folds: 5 })
    expect(pair([0.1], [0.2])).toThrow(/two or more folds/)
    expect(pair([0.1, 0.2, 0.3], [0.2, 0.3])).toThrow(/the same two or more folds/)
  })
})

describe('foldDifferences', () => {
  const first = validation([0.4, 0.5, 0.6, 0.5, 0.2, 0.3])
  const second = validation([0.5, 0.7, 0.6, 0.4, 0.5, 0.4])

  it('is the mean, its error raised for the overlap of training folds, and the number of folds, by hand', () => {
    // Differences 0.1, 0.2, 0, −0.1, 0.3, 0.1: mean 0.1, squares 0.01 · (0 + 1 + 1 + 4 + 4 + 0), variance 0.02.
    const threeFoldsTwice = foldDifferences(first, second, 'logLoss', { folds: 3 })
    expect(threeFoldsTwice.estimate).toBeCloseTo(0.1, 14)
    expect(threeFoldsTwice.error).toBeCloseTo(Math.sqrt(0.02 * (1 / 6 + 1 / 2)), 14)
    expect(threeFoldsTwice.count).toBe(6)
    const sixFolds = foldDifferences(first, second, 'logLoss', { folds: 6 })
    expect(sixFolds.error).toBeCloseTo(Math.sqrt(0.02 * (1 / 6 + 1 / 5)), 14)
  })

  it('is what pairedDifference’s interval is made of', () => {
    const { estimate, error, count } = foldDifferences(first, second, 'logLoss', { folds: 3 })
    const interval = pairedDifference(first, second, 'logLoss', { folds: 3 })
    expect(interval.estimate).toBe(estimate)
    expect(interval.upper - estimate).toBeCloseTo(studentCriticalValue(count - 1) * error, 14)
  })

  it('has no error where all folds differ alike, and looks at the metric asked for', () => {
    const raised = validation([0.65, 0.75, 0.85, 0.75, 0.45, 0.55])
    const { estimate, error } = foldDifferences(first, raised, 'logLoss', { folds: 3 })
    expect(estimate).toBeCloseTo(0.25, 14)
    expect(error).toBeLessThan(1e-15)
    expect(foldDifferences(first, raised, 'rocAuc', { folds: 3 })).toEqual({
      estimate: 0,
      error: 0,
      count: 6,
    })
  })

  it('refuses folds that cannot be paired', () => {
    expect(() => foldDifferences(validation([1]), validation([1]), 'logLoss', { folds: 5 })).toThrow(
      /foldDifferences: needs the same two or more folds of both \(got 1\)/,
    )
  })
})

describe('expectedCalibrationError', () => {
  it('is the weighted distance of predicted and observed share, by hand', () => {
    const y = Uint8Array.of(0, 1, 1, 1)
    // Lower bin: 0.3 predicted, 0.5 observed; upper bin: 0.9 predicted, 1 observed.
    expect(expectedCalibrationError(y, Float64Array.of(0.2, 0.4, 0.8, 1), { bins: 2 })).toBeCloseTo(0.15, 14)
    expect(expectedCalibrationError(y, Float64Array.of(0, 1, 1, 1), { bins: 4 })).toBe(0)
    expect(expectedCalibrationError(y, Float64Array.of(1, 0, 0, 0), { bins: 2 })).toBe(0.5)
  })

  it('is small for true probabilities and as large as a constant shift', () => {
    const random = new Random(6)
    const p = Float64Array.from({ length: 20_000 }, () => 0.2 + 0.5 * random.uniform())
    const y = Uint8Array.from(p, (value) => (random.uniform() < value ? 1 : 0))
    expect(expectedCalibrationError(y, p)).toBeLessThan(0.02)
    expect(
      expectedCalibrationError(
        y,
        p.map((value) => value + 0.2),
      ),
    ).toBeCloseTo(0.2, 1)
  })
})

describe('describeSettings', () => {
  it('names the most frequent settings and how often they were chosen', () => {
    const two = { minLeaf: 2, featureShare: 0.25 }
    const five = { minLeaf: 5, featureShare: 0.25 }
    expect(describeSettings(validation([], [five, two, two]))).toBe(
      'minLeaf 2, featureShare 0.25 (2 of 3 folds)',
    )
    expect(describeSettings(validation([], [{}, {}]))).toBe('defaults (2 of 2 folds)')
  })

  it('gives the mean weight of each member of a stack, in the order of the members', () => {
    const members = ['Trees', 'SVM'].map((name) => ({ name, estimator: 'logistic-regression' }))
    const chosen = [
      { SVM: 0, Trees: 1.2 },
      { SVM: 0.3, Trees: 0.8 },
    ]
    expect(describeSettings(validation([], chosen, { name: 'Stack', members }))).toBe(
      'weights: Trees 1.00, SVM 0.15',
    )
  })
})

describe('bestOfOtherKinds', () => {
  const model = (estimator: string, mean: number): CrossValidation => {
    const plain = validation([], [], { name: estimator, estimator } as CrossValidation['procedure'])
    return { ...plain, scores: { ...plain.scores, logLoss: { mean, sd: 0 } } }
  }
  const chosen = model('extra-trees', 0.35)
  const twin = model('extra-trees', 0.1)

  it('says whether another kind of model is better than the chosen one, which it can be', () => {
    const worse = model('k-nearest-neighbours', 0.4)
    const better = model('support-vector-machine', 0.33)
    expect(bestOfOtherKinds([chosen, twin, worse], chosen)).toEqual({ rival: worse, isBetter: false })
    expect(bestOfOtherKinds([worse, chosen, better], chosen)).toEqual({ rival: better, isBetter: true })
    expect(() => bestOfOtherKinds([chosen, twin], chosen)).toThrow(/another kind/)
  })
})
