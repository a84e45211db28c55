import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../lib/toolkit/core/src/random'
import { mean, standardDeviation } from '../../../lib/toolkit/statistics/src/descriptive'
import {
  bootstrapInterval,
  criticalValue,
  studentCriticalValue,
  wilsonInterval,
} from '../../../lib/toolkit/statistics/src/intervals'
import { columnNamed, expectClose, reference } from './reference'

describe('wilsonInterval', () => {
  it('agrees with scipy', () => {
    for (const [events, total, lower, upper] of reference.descriptive.wilson) {
      const interval = wilsonInterval(events, total)
      expectClose(interval.lower, lower, 1e-14)
      expectClose(interval.upper, upper, 1e-14)
    }
  })
  it('has bounds at which the score test is just at its critical value', () => {
    const { estimate, lower, upper } = wilsonInterval(17, 60, { level: 0.9 })
    for (const bound of [lower, upper]) {
      expectClose(
        Math.abs(estimate - bound) / Math.sqrt((bound * (1 - bound)) / 60),
        criticalValue(0.9),
        1e-12,
      )
    }
  })
  it('mirrors when events and non-events change places', () => {
    const a = wilsonInterval(3, 40)
    const b = wilsonInterval(37, 40)
    expectClose(a.lower, 1 - b.upper, 1e-15)
    expectClose(a.upper, 1 - b.lower, 1e-15)
  })
  it('refuses impossible counts', () => {
    expect(() => wilsonInterval(0, 0)).toThrow(ArgumentError)
    expect(() => wilsonInterval(5, 4)).toThrow(ArgumentError)
    expect(() => wilsonInterval(1, 4, { level: 1 })).toThrow(ArgumentError)
  })
})

describe('bootstrapInterval', () => {
  const x = columnNamed('normal')
  const ofMean = (seed: number, level = 0.95) =>
    bootstrapInterval(x.length, (rows) => mean(take(x, rows)), { seed, level })

  it('is close to the normal interval of a mean', () => {
    const { estimate, lower, upper } = ofMean(1)
    const half = (1.96 * standardDeviation(x)) / Math.sqrt(x.length)
    expectClose(estimate, mean(x), 1e-15)
    expectClose(lower, mean(x) - half, 0.15 * half)
    expectClose(upper, mean(x) + half, 0.15 * half)
  })
  it('repeats with its seed and narrows with a lower level', () => {
    expect(ofMean(2)).toEqual(ofMean(2))
    expect(ofMean(2)).not.toEqual(ofMean(3))
    expect(ofMean(2, 0.5).upper).toBeLessThan(ofMean(2).upper)
  })
  it('leaves out resamples without a value', () => {
    const values = Float64Array.of(1, 2, 3, 4)
    const statistic = (rows: Int32Array) => (rows[0] === 0 ? Number.NaN : mean(take(values, rows)))
    const { estimate, lower } = bootstrapInterval(4, statistic, { seed: 1 })
    expect(estimate).toBeNaN()
    expect(lower).toBeGreaterThan(1)
    expect(bootstrapInterval(4, () => Number.NaN, { seed: 1 }).upper).toBeNaN()
  })
  it('covers the true mean about as often as it says', () => {
    const random = new Random(11)
    let covered = 0
    for (let trial = 0; trial < 300; trial++) {
      const sample = Float64Array.from({ length: 60 }, () => random.normal())
      const options = { seed: trial, replicates: 300, level: 0.9 }
      const { lower, upper } = bootstrapInterval(60, (rows) => mean(take(sample, rows)), options)
      if (lower <= 0 && upper >= 0) covered++
    }
    expect(covered / 300).toBeGreaterThan(0.84)
    expect(covered / 300).toBeLessThan(0.95)
  })
})

describe('studentCriticalValue', () => {
  it('agrees with the tables of Student’s t', () => {
    // scipy 1.17.1: t.ppf(0.975, df)
    const table = [
      [1, 12.706204736],
      [4, 2.776445105],
      [9, 2.262157163],
      [19, 2.093024054],
      [1000, 1.962339081],
    ]
    for (const [degreesOfFreedom, critical] of table) {
      expect(Math.abs(studentCriticalValue(degreesOfFreedom) - critical)).toBeLessThan(1e-8)
    }
    expect(studentCriticalValue(30, 0.99)).toBeCloseTo(2.75, 4)
    expect(studentCriticalValue(1e6)).toBeCloseTo(1.95997, 4)
    expect(() => studentCriticalValue(4, 1)).toThrow(/level between 0 and 1/)
  })
})
