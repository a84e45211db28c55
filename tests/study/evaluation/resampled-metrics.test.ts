import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  foldParts,
  metricIntervals,
  repeatParts,
  resampledMetric,
} from '../../../lib/study/src/evaluation/resampled-metrics'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../lib/toolkit/core/src/random'
import {
  brierScore,
  logLoss,
  type Metric,
  metrics,
  rocAuc,
} from '../../../lib/toolkit/learn/src/evaluation/metrics'
import { repeatedStratifiedSplits } from '../../../lib/toolkit/learn/src/pipeline/folds'
import { normalCdf } from '../../../lib/toolkit/statistics/src/distributions/normal'
import reference from '../../reference/uncertainty.json'

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

const shareRight: Metric = (declines, probability) =>
  probability.filter((p, i) => p >= 0.5 === (declines[i] === 1)).length / probability.length

/** Labels, tied probabilities, and how often each row is drawn; both classes are drawn. */
const resample = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 6 }), fc.nat(3)), {
    minLength: 2,
    maxLength: 25,
  })
  .filter((rows) => new Set(rows.flatMap(([y, , count]) => (count > 0 ? [y] : []))).size === 2)
  .map((rows) => ({
    y: Uint8Array.from(rows, ([y]) => y),
    p: Float64Array.from(rows, ([, sixths]) => sixths / 6),
    counts: Uint32Array.from(rows, ([, , count]) => count),
  }))

describe('resampledMetric', () => {
  it.each(reference.weighted)('agrees with scikit-learn 1.9.1, rows weighed, within 1e-12', (example) => {
    const { y, p, counts } = example
    for (const [metric, expected] of [
      [rocAuc, example.rocAuc],
      [logLoss, example.logLoss],
      [brierScore, example.brier],
    ] as const) {
      const value = resampledMetric(
        metric,
        Uint8Array.from(y),
        Float64Array.from(p),
      )(Uint32Array.from(counts))
      expect(Math.abs(value - expected)).toBeLessThan(1e-12)
    }
  })

  it('is the metric of the rows drawn, for any metric', () => {
    fc.assert(
      fc.property(resample, ({ y, p, counts }) => {
        const drawn = Array.from(counts).flatMap((count, row) => Array<number>(count).fill(row))
        for (const metric of [...Object.values(metrics), shareRight]) {
          const value = resampledMetric(metric, y, p)(counts)
          expect(Math.abs(value - metric(take(y, drawn), take(p, drawn)))).toBeLessThan(1e-12)
        }
      }),
    )
  })

  it('reads the counts of its own rows', () => {
    const statistic = resampledMetric(
      brierScore,
      Uint8Array.of(1, 0),
      Float64Array.of(0.5, 0.9),
      Int32Array.of(4, 1),
    )
    expect(statistic(Uint32Array.of(9, 0, 9, 9, 3))).toBeCloseTo(0.25, 14)
  })

  it('has no value without rows or without a class, and refuses what the metric refuses', () => {
    const y = Uint8Array.of(1, 0)
    const p = Float64Array.of(0.5, 0.9)
    for (const metric of [...Object.values(metrics), shareRight]) {
      expect(resampledMetric(metric, y, p)(Uint32Array.of(0, 0))).toBeNaN()
    }
    expect(resampledMetric(rocAuc, y, p)(Uint32Array.of(2, 0))).toBeNaN()
    expect(() => resampledMetric(rocAuc, Uint8Array.of(1), p)).toThrow(/one probability/)
  })
})

describe('metricIntervals', () => {
  const random = new Random(91)
  const rows = 150
  const declines = Uint8Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? 1 : 0))
  const judge = () => Float64Array.from(declines, (y) => sigmoid(1.5 * y - 1 + random.normal()))
  const validation = { probability: [judge(), judge()] }
  const splits = repeatedStratifiedSplits(declines, { folds: 5, repeats: 2, seed: 2 })
  const options = { seed: 1, replicates: 300 }

  it('estimates the mean over folds, or over repeats', () => {
    const byFold = metricIntervals(declines, foldParts(validation, splits), metrics, options)
    const ofFolds = splits.map(({ repeat, test }) =>
      rocAuc(take(declines, test), take(validation.probability[repeat], test)),
    )
    expect(byFold.rocAuc.estimate).toBeCloseTo(ofFolds.reduce((a, b) => a + b) / 10, 12)
    const byRepeat = metricIntervals(declines, repeatParts(validation), metrics, options)
    const [first, second] = validation.probability.map((p) => rocAuc(declines, p))
    expect(byRepeat.rocAuc.estimate).toBeCloseTo((first + second) / 2, 12)
    expect(byRepeat.logLoss.estimate).toBeCloseTo(byFold.logLoss.estimate, 12)
    for (const { lower, estimate, upper } of [...Object.values(byFold), ...Object.values(byRepeat)]) {
      expect(lower < estimate && estimate < upper).toBe(true)
    }
  })

  it('draws all predictions of a customer together: a repeat said twice is no more evidence', () => {
    const [p] = validation.probability
    const once = metricIntervals(declines, repeatParts({ probability: [p] }), metrics, options)
    const twice = metricIntervals(declines, repeatParts({ probability: [p, p] }), metrics, options)
    for (const name of ['rocAuc', 'logLoss', 'brier'] as const) {
      expect(twice[name].lower).toBeCloseTo(once[name].lower, 12)
      expect(twice[name].upper).toBeCloseTo(once[name].upper, 12)
    }
  })

  it('holds the true ROC-AUC of normal scores as often as it says', () => {
    const source = new Random(77)
    const truth = normalCdf(1.6 / Math.SQRT2)
    const outcomes = Uint8Array.from({ length: 120 }, (_, i) => (i % 3 === 0 ? 1 : 0))
    let held = 0
    for (let trial = 0; trial < 150; trial++) {
      const p = Float64Array.from(outcomes, (y) => sigmoid(1.6 * y + source.normal()))
      const { auc } = metricIntervals(
        outcomes,
        repeatParts({ probability: [p] }),
        { auc: rocAuc },
        {
          seed: trial,
          replicates: 250,
          level: 0.9,
        },
      )
      if (auc.lower <= truth && truth <= auc.upper) held++
    }
    // Three standard errors of 150 trials around 90%.
    expect(held / 150).toBeGreaterThan(0.9 - 0.075)
    expect(held / 150).toBeLessThan(0.9 + 0.075)
  })

  it('refuses no parts', () => {
    expect(() => metricIntervals(declines, [], metrics, options)).toThrow(/at least one part/)
  })
})

it('says that it needs something to judge', () => {
  expect(() => metricIntervals(Uint8Array.of(0, 1), [], metrics, { seed: 1 })).toThrow(
    /metricIntervals.*at least one part/,
  )
})

it('has no value of a measure where nobody is drawn', () => {
  const nobody = new Uint32Array(2)
  for (const metric of [shareRight, ...Object.values(metrics)]) {
    expect(resampledMetric(metric, Uint8Array.of(0, 1), Float64Array.of(0.2, 0.7))(nobody)).toBeNaN()
  }
})
