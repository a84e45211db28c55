import { describe, expect, it } from 'vitest'
import { expectedCalibrationError } from '../../../../lib/study/src/evaluation/model-comparison'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  calibrationBands,
  calibrationError,
} from '../../../../lib/toolkit/learn/src/evaluation/calibration-bands'
import { calibrationCurve } from '../../../../lib/toolkit/learn/src/evaluation/metrics'
import { poissonBinomialCdf } from '../../../../lib/toolkit/statistics/src/distributions/poisson-binomial'
import { wilsonInterval } from '../../../../lib/toolkit/statistics/src/intervals'

/** Customers whose outcome follows the probability, and that probability moved towards 0 and 1 by `stretch`. */
function judged(seed: number, rows: number, stretch = 1) {
  const random = new Random(seed)
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
  const logOdds = Float64Array.from({ length: rows }, () => -0.7 + 1.8 * random.normal())
  return {
    declines: Uint8Array.from(logOdds, (z) => (random.uniform() < sigmoid(z) ? 1 : 0)),
    probability: logOdds.map((z) => sigmoid(stretch * z)),
  }
}

describe('calibrationBands', () => {
  const { declines, probability } = judged(51, 237)
  const bands = calibrationBands(declines, probability, { bins: 7 })

  it('puts at least five customers into each bin, unless there are fewer, and has ten from fifty on', () => {
    for (let customers = 1; customers <= 120; customers++) {
      const labels = Uint8Array.from({ length: customers }, (_, i) => i % 2)
      const rising = Float64Array.from(labels, (_, i) => (i + 0.5) / customers)
      for (const sizes of [calibrationBands(labels, rising), calibrationCurve(labels, rising)]) {
        for (const bin of sizes) expect(bin.rows).toBeGreaterThanOrEqual(Math.min(5, customers))
        expect(customers >= 50 ? sizes.length : 10).toBe(10)
        expect(sizes.reduce((sum, bin) => sum + bin.rows, 0)).toBe(customers)
      }
    }
  })

  it('has the bins of the calibration curve, with Wilson’s intervals', () => {
    const curve = calibrationCurve(declines, probability, { bins: 7 })
    expect(bands.map(({ rows }) => rows)).toEqual(curve.map(({ rows }) => rows))
    bands.forEach((band, i) => {
      expect(band.meanProbability).toBeCloseTo(curve[i].meanProbability, 12)
      expect(band.positiveRate).toBeCloseTo(curve[i].positiveRate, 12)
      const events = Math.round(band.positiveRate * band.rows)
      expect(band.observed).toEqual(wilsonInterval(events, band.rows))
    })
  })

  it('gives equal probabilities the bounds of the binomial distribution', () => {
    const [band] = calibrationBands(
      Uint8Array.from({ length: 20 }, (_, i) => (i < 16 ? 1 : 0)),
      new Float64Array(20).fill(0.5),
      { bins: 1 },
    )
    // P(S ≤ 5) = 0.0207, P(S ≤ 6) = 0.0577; the same from above.
    expect(band.consistent).toEqual({ lower: 6 / 20, upper: 14 / 20 })
    expect(band.isConsistent).toBe(false)
  })

  it('takes a share at either end of its bounds for consistent, and none beyond', () => {
    const consistent = (ones: number) => {
      const labels = Uint8Array.from({ length: 20 }, (_, i) => (i < ones ? 1 : 0))
      return calibrationBands(labels, new Float64Array(20).fill(0.5), { bins: 1 })[0].isConsistent
    }
    expect([5, 6, 10, 14, 15].map(consistent)).toEqual([false, true, true, true, false])
  })

  it('takes the level it is given, for both bands', () => {
    const labels = Uint8Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : 0))
    const [band] = calibrationBands(labels, new Float64Array(20).fill(0.5), { bins: 1, level: 0.5 })
    expect(band.observed).toEqual(wilsonInterval(10, 20, { level: 0.5 }))
    // P(S ≤ 7) = 0.1316, P(S ≤ 8) = 0.2517.
    expect(band.consistent).toEqual({ lower: 8 / 20, upper: 12 / 20 })
  })

  it('leaves out bins without rows', () => {
    const bands = calibrationBands(Uint8Array.of(0, 1), Float64Array.of(0.2, 0.6), { bins: 5 })
    expect(bands.map(({ rows, positiveRate }) => [rows, positiveRate])).toEqual([
      [1, 0],
      [1, 1],
    ])
  })

  it('holds right probabilities at least as often as it says, wrong ones not', () => {
    let inside = 0
    let insideOfWrong = 0
    for (let trial = 0; trial < 60; trial++) {
      const right = judged(1000 + trial, 200)
      inside += calibrationBands(right.declines, right.probability).filter((band) => band.isConsistent).length
      const wrong = judged(1000 + trial, 200, 2.5)
      insideOfWrong += calibrationBands(wrong.declines, wrong.probability).filter(
        (band) => band.isConsistent,
      ).length
    }
    // 600 bins; counts are whole numbers, so that the band holds somewhat more than 95%.
    expect(inside / 600).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / 600))
    expect(inside / 600).toBeLessThan(1)
    expect(insideOfWrong / 600).toBeLessThan(0.8)
  })

  it('refuses what makes no sense', () => {
    expect(() => calibrationBands(declines, probability.subarray(1))).toThrow(/one probability for each/)
    expect(() => calibrationBands(declines, probability, { bins: 0 })).toThrow(/number of bins/)
    expect(() => calibrationBands(Uint8Array.of(1), Float64Array.of(1.5))).toThrow(/probabilities/)
  })
})

describe('calibrationError', () => {
  it('is the expected calibration error, within its interval, repeatable', () => {
    const { declines, probability } = judged(52, 400, 1.8)
    const error = calibrationError(declines, probability, { seed: 1, replicates: 300 })
    expect(error.estimate).toBeCloseTo(expectedCalibrationError(declines, probability), 12)
    expect(error.lower < error.estimate && error.estimate < error.upper).toBe(true)
    expect(calibrationError(declines, probability, { seed: 1, replicates: 300 })).toEqual(error)
  })

  it('expects by chance what the distribution of the counts says', () => {
    const { declines, probability } = judged(53, 90)
    const { byChance } = calibrationError(declines, probability, { bins: 1, seed: 1, replicates: 8000 })
    const cdf = poissonBinomialCdf(probability)
    const expected = probability.reduce((total, p) => total + p, 0)
    let exact = 0
    cdf.forEach((value, k) => {
      exact += (value - (k > 0 ? cdf[k - 1] : 0)) * Math.abs(k - expected)
    })
    // Four standard errors of 8,000 simulations.
    expect(Math.abs(byChance.mean - exact / 90)).toBeLessThan(
      (4 * 0.6 * (exact / 90)) / Math.sqrt(8000) + 1e-9,
    )
    expect(byChance.upper).toBeGreaterThan(byChance.mean)
  })

  it('is by hand the sum over bins of what is expected less what came, by rows', () => {
    // Two bins of two: 0.3 + 0.4 expected of which 2 came, 0.6 + 0.7 of which 1 came.
    const error = calibrationError(Uint8Array.of(1, 1, 1, 0), Float64Array.of(0.3, 0.4, 0.6, 0.7), {
      bins: 2,
      replicates: 50,
      seed: 1,
    })
    expect(error.estimate).toBeCloseTo((1.3 + 0.3) / 4, 12)
  })

  it('has bounds around the estimate that a lower level and fewer customers move', () => {
    const { declines, probability } = judged(55, 600, 2)
    const at = (level: number) => calibrationError(declines, probability, { level, seed: 1, replicates: 400 })
    const [half, most] = [at(0.5), at(0.95)]
    expect(half.estimate).toBe(most.estimate)
    expect(half.lower).toBeGreaterThan(most.lower)
    expect(half.upper).toBeLessThan(most.upper)
    // Resamples add noise to the error, which the basic interval takes off: it reaches further down than up.
    expect(most.estimate - most.lower).toBeGreaterThan(most.upper - most.estimate)
    expect(half.byChance.upper).toBeLessThan(most.byChance.upper)
    // All customers twice, drawn together, say no more than once.
    const twice = {
      declines: Uint8Array.of(...declines, ...declines),
      probability: Float64Array.of(...probability, ...probability),
    }
    const options = { bins: 10, seed: 1, replicates: 400 }
    const groups = Int32Array.from(twice.declines, (_, i) => i % 600)
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower
    const together = calibrationError(twice.declines, twice.probability, { ...options, groups })
    const apart = calibrationError(twice.declines, twice.probability, options)
    expect(width(together) / width(apart)).toBeGreaterThan(1.2)
  })

  it('refuses what makes no sense', () => {
    const { declines, probability } = judged(56, 20)
    expect(() => calibrationError(declines, probability, { seed: 1, level: 1 })).toThrow(/level/)
    expect(() => calibrationError(declines, probability, { seed: 1, bins: 2.5 })).toThrow(
      /calibrationBands.*number of bins/,
    )
    expect(() => calibrationError(new Uint8Array(0), new Float64Array(0), { seed: 1 })).toThrow(
      /calibrationBands.*one probability for each/,
    )
  })

  it('takes right probabilities for right, and tells wrong ones', () => {
    let rejected = 0
    let fromZero = 0
    for (let trial = 0; trial < 80; trial++) {
      const { declines, probability } = judged(2000 + trial, 200)
      const { pValue, lower } = calibrationError(declines, probability, { seed: trial, replicates: 150 })
      if (pValue <= 0.05) rejected++
      if (lower === 0) fromZero++
    }
    // 5% of 80 are 4; three standard errors.
    expect(rejected).toBeLessThanOrEqual(10)
    expect(rejected).toBeGreaterThan(0)
    expect(fromZero).toBeGreaterThanOrEqual(80 - rejected)
    const { declines, probability } = judged(54, 1000, 2)
    const wrong = calibrationError(declines, probability, { seed: 1, replicates: 400 })
    expect(wrong.pValue).toBeCloseTo(1 / 401, 12)
    expect(wrong.lower).toBeGreaterThan(0)
    expect(wrong.estimate).toBeGreaterThan(wrong.byChance.upper)
  })
})
