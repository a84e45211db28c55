import { describe, expect, it } from 'vitest'
import {
  mantelHaenszelWeight,
  pooledDifference,
} from '../../../../lib/toolkit/statistics/src/hypothesis/pooled-difference'
import { scoreDifference } from '../../../../lib/toolkit/statistics/src/hypothesis/score-difference'
import { studentCriticalValue } from '../../../../lib/toolkit/statistics/src/intervals'

const part = (estimate: number, standardError: number, degreesOfFreedom: number, weight: number) => ({
  estimate,
  standardError,
  degreesOfFreedom,
  weight,
})

describe('pooledDifference', () => {
  it('of one part is the part with its Student interval', () => {
    const pooled = pooledDifference([part(0.2, 0.1, 12, 7)], { level: 0.9 })
    expect(pooled.estimate).toBeCloseTo(0.2, 12)
    expect(pooled.degreesOfFreedom).toBeCloseTo(12, 9)
    expect(pooled.upper).toBeCloseTo(0.2 + 0.1 * studentCriticalValue(12, 0.9), 12)
  })

  it('is the weighted mean; its score adds up and its degrees are Satterthwaite’s', () => {
    const pooled = pooledDifference([part(0.1, 0.1, 10, 1), part(0.4, 0.2, 20, 3)])
    expect(pooled.estimate).toBeCloseTo((0.1 + 3 * 0.4) / 4, 12)
    expect(pooled.scoreVariance).toBeCloseTo(0.01 + 9 * 0.04, 12)
    expect(pooled.standardError).toBeCloseTo(Math.sqrt(0.37) / 4, 12)
    expect(pooled.degreesOfFreedom).toBeCloseTo(0.37 ** 2 / (0.01 ** 2 / 10 + 0.36 ** 2 / 20), 9)
    // Two parts alike have twice the degrees of one.
    expect(pooledDifference([part(0, 1, 9, 2), part(0, 1, 9, 2)]).degreesOfFreedom).toBeCloseTo(18, 9)
  })

  it('knows no spread as certainty, and refuses weights that are none', () => {
    expect(pooledDifference([part(0, 0, 5, 1)])).toMatchObject({ lower: 0, upper: 0, pValue: 1 })
    expect(pooledDifference([part(0.1, 0, 5, 1)]).pValue).toBe(0)
    expect(() => pooledDifference([])).toThrow('weights above 0')
    expect(() => pooledDifference([part(0, 1, 9, 0)])).toThrow('weights above 0')
    expect(mantelHaenszelWeight(30, 10)).toBe(7.5)
  })
})

describe('scoreDifference with weights', () => {
  const strata = [
    { treatment: { events: 20, total: 40 }, control: { events: 30, total: 40 } },
    { treatment: { events: 9, total: 10 }, control: { events: 5, total: 10 } },
  ]

  it('takes them in place of the customers, whatever their unit', () => {
    expect(scoreDifference(strata, { weights: [80, 20] })).toEqual(scoreDifference(strata))
    expect(scoreDifference(strata, { weights: [8, 2] }).upper).toBeCloseTo(scoreDifference(strata).upper, 9)
    expect(scoreDifference(strata, { weights: [1, 1] }).estimate).toBeCloseTo((-0.25 + 0.4) / 2, 12)
  })
})
