import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  brierScore,
  calibrationBins,
  calibrationCurve,
  logLoss,
  type Metric,
  metrics,
  rocAuc,
  rocCurve,
} from '../../../../lib/toolkit/learn/src/evaluation/metrics'
import { areaUnderCurve } from '../../../contract/problems'
import { reference } from '../../../study/evaluation/reference'

const outcomes = (...values: number[]) => Uint8Array.from(values)
const chances = (...values: number[]) => Float64Array.from(values)

/** Labels of both classes with probabilities, many of them tied. */
const judged = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 8 })), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((rows) => new Set(rows.map(([y]) => y)).size === 2)
  .map((rows) => ({
    y: Uint8Array.from(rows, ([y]) => y),
    p: Float64Array.from(rows, ([, eighths]) => eighths / 8),
  }))

describe.each(reference.cases.map((example) => [example.name, example] as const))(
  'scikit-learn 1.9.1, %s',
  (_, { y, p, ...expected }) => {
    const declines = Uint8Array.from(y)
    const probability = Float64Array.from(p)

    it('gives the same metrics within 1e-12', () => {
      expect(Math.abs(rocAuc(declines, probability) - expected.rocAuc)).toBeLessThan(1e-12)
      expect(Math.abs(logLoss(declines, probability) - expected.logLoss)).toBeLessThan(1e-12)
      expect(Math.abs(brierScore(declines, probability) - expected.brier)).toBeLessThan(1e-12)
    })

    it('gives the same ROC curve within 1e-12', () => {
      const { falsePositiveRate, truePositiveRate } = rocCurve(declines, probability)
      expect(falsePositiveRate).toHaveLength(expected.falsePositiveRate.length)
      falsePositiveRate.forEach((rate, i) => {
        expect(Math.abs(rate - expected.falsePositiveRate[i])).toBeLessThan(1e-12)
        expect(Math.abs(truePositiveRate[i] - expected.truePositiveRate[i])).toBeLessThan(1e-12)
      })
    })
  },
)

describe('calibrationCurve and scikit-learn 1.9.1', () => {
  it.each(
    reference.cases.flatMap(({ calibration, ...example }) =>
      calibration ? [{ ...example, calibration }] : [],
    ),
  )('give the same curve within 1e-12, $name', ({ y, p, calibration }) => {
    const { bins, mean, share } = calibration
    const curve = calibrationCurve(Uint8Array.from(y), Float64Array.from(p), { bins })
    expect(curve.map(({ rows }) => rows)).toEqual(Array(10).fill(20))
    curve.forEach(({ meanProbability, positiveRate }, i) => {
      expect(Math.abs(meanProbability - mean[i])).toBeLessThan(1e-12)
      expect(Math.abs(positiveRate - share[i])).toBeLessThan(1e-12)
    })
  })
})

describe('rocAuc', () => {
  it('is the share of concordant pairs, ties half', () => {
    expect(rocAuc(outcomes(1, 0), chances(0.9, 0.1))).toBe(1)
    expect(rocAuc(outcomes(1, 0), chances(0.1, 0.9))).toBe(0)
    expect(rocAuc(outcomes(1, 0), chances(0.3, 0.3))).toBe(0.5)
    fc.assert(
      fc.property(judged, ({ y, p }) => {
        expect(Math.abs(rocAuc(y, p) - areaUnderCurve(y, p))).toBeLessThan(1e-12)
      }),
    )
  })

  it('follows the order alone, and turns round with the labels', () => {
    fc.assert(
      fc.property(judged, ({ y, p }) => {
        expect(
          rocAuc(
            y,
            p.map((value) => value ** 3 / 2 - 7),
          ),
        ).toBe(rocAuc(y, p))
        const turned = y.map((label) => 1 - label)
        expect(Math.abs(rocAuc(turned, p) - (1 - rocAuc(y, p)))).toBeLessThan(1e-12)
      }),
    )
  })
})

describe('logLoss and brierScore', () => {
  it('are the means they say', () => {
    const y = outcomes(1, 0, 1)
    const p = chances(0.5, 0.25, 0.8)
    expect(logLoss(y, p)).toBeCloseTo(-(Math.log(0.5) + Math.log(0.75) + Math.log(0.8)) / 3, 14)
    expect(brierScore(y, p)).toBeCloseTo((0.25 + 0.0625 + 0.04) / 3, 14)
  })

  it('stay finite for certainty that was wrong', () => {
    expect(logLoss(outcomes(1), chances(0))).toBeCloseTo(-Math.log(1e-15), 10)
    expect(logLoss(outcomes(0), chances(1))).toBeCloseTo(-Math.log(1e-15), 1)
    expect(brierScore(outcomes(1, 0), chances(0, 1))).toBe(1)
  })

  it('are least for the true share among constant predictions', () => {
    const y = Uint8Array.from({ length: 50 }, (_, i) => (i < 19 ? 1 : 0))
    const constant = (p: number) => new Float64Array(50).fill(p)
    for (const metric of [logLoss, brierScore]) {
      for (const other of [0.37, 0.39]) {
        expect(metric(y, constant(0.38))).toBeLessThan(metric(y, constant(other)))
      }
    }
  })
})

describe('every metric and curve', () => {
  const functions: [string, Metric | typeof rocCurve | typeof calibrationCurve][] = [
    ...Object.entries(metrics),
    ['rocCurve', rocCurve],
    ['calibrationCurve', calibrationCurve],
  ]

  it.each(functions)('%s refuses lengths that differ, nothing, and NaN', (name, judge) => {
    const called = { brier: 'brierScore' }[name] ?? name
    expect(() => judge(outcomes(1), chances(0.5, 0.5))).toThrow(called)
    expect(() => judge(outcomes(1, 0), chances(0.5))).toThrow(/one probability for each outcome/)
    expect(() => judge(outcomes(), chances())).toThrow(/one probability for each outcome/)
    expect(() => judge(outcomes(1, 0, 1), chances(0.5, 0.5, Number.NaN))).toThrow(/row 2 \(got NaN\)/)
    expect(() => judge(outcomes(1, 0), chances(Number.NaN, 0.5))).toThrow(/row 0 \(got NaN\)/)
  })

  it.each(functions)('%s does not depend on the order of rows and leaves them', (_, judge) => {
    const { y, p } = {
      y: outcomes(1, 0, 0, 1, 1, 0, 1, 0),
      p: chances(0.9, 0.1, 0.4, 0.35, 0.8, 0.7, 0.2, 0.15),
    }
    const before = judge(y, p)
    expect([y, p]).toEqual([
      outcomes(1, 0, 0, 1, 1, 0, 1, 0),
      chances(0.9, 0.1, 0.4, 0.35, 0.8, 0.7, 0.2, 0.15),
    ])
    const after = judge(y.slice().reverse(), p.slice().reverse())
    if (typeof before === 'number') expect(after).toBeCloseTo(before, 14)
    else expect(after).toEqual(before)
  })

  it.each([
    ['rocAuc', rocAuc],
    ['rocCurve', rocCurve],
  ])('%s refuses a single class, where it says nothing', (name, judge) => {
    for (const label of [0, 1]) {
      expect(() => judge(outcomes(label, label), chances(0.2, 0.4))).toThrow(
        new ArgumentError(name, 'needs both classes'),
      )
    }
  })
})

describe('rocCurve', () => {
  it('runs from (0, 0) to (1, 1), never back, and encloses the area', () => {
    fc.assert(
      fc.property(judged, ({ y, p }) => {
        const { falsePositiveRate: x, truePositiveRate: t } = rocCurve(y, p)
        expect([x[0], t[0], x.at(-1), t.at(-1)]).toEqual([0, 0, 1, 1])
        expect(x).toHaveLength(1 + new Set(p).size)
        let area = 0
        for (let i = 1; i < x.length; i++) {
          expect(x[i] >= x[i - 1] && t[i] >= t[i - 1]).toBe(true)
          area += ((x[i] - x[i - 1]) * (t[i] + t[i - 1])) / 2
        }
        expect(Math.abs(area - rocAuc(y, p))).toBeLessThan(1e-12)
      }),
    )
  })
})

describe('calibrationCurve', () => {
  it('puts every row into one of the bins, in order of probability', () => {
    const random = new Random(4)
    const p = Float64Array.from({ length: 53 }, () => random.uniform())
    const y = p.map((value) => (random.uniform() < value ? 1 : 0))
    const declines = Uint8Array.from(y)
    const bins = calibrationCurve(declines, p)
    expect(bins).toHaveLength(10)
    const sizes = bins.map(({ rows }) => rows)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    const total = (of: 'meanProbability' | 'positiveRate') =>
      bins.reduce((sum, bin) => sum + bin.rows * bin[of], 0)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(53)
    expect(total('meanProbability')).toBeCloseTo(
      p.reduce((sum, value) => sum + value, 0),
      10,
    )
    expect(total('positiveRate')).toBeCloseTo(
      y.reduce((sum, value) => sum + value, 0),
      10,
    )
    const means = bins.map(({ meanProbability }) => meanProbability)
    expect(means).toEqual([...means].sort((a, b) => a - b))
  })

  it('has ten bins unless told, fewer where each would have fewer than five rows', () => {
    expect([1, 4, 5, 9, 10, 49, 50, 1000].map(calibrationBins)).toEqual([1, 1, 1, 1, 2, 9, 10, 10])
  })

  it('leaves out bins without rows', () => {
    expect(calibrationCurve(outcomes(0, 1), chances(0.2, 0.6), { bins: 5 })).toEqual([
      { rows: 1, meanProbability: 0.2, positiveRate: 0 },
      { rows: 1, meanProbability: 0.6, positiveRate: 1 },
    ])
  })
})
