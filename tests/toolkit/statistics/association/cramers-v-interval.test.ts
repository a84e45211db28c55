import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  cramersVInterval,
  noncentralChiSquareSurvival,
} from '../../../../lib/toolkit/statistics/src/association/cramers-v-interval'
import { driftReference } from '../drift-reference'

describe('noncentralChiSquareSurvival', () => {
  it.each(driftReference.noncentral)('agrees with scipy at $x, $freedom, $noncentrality', (point) => {
    // 1e-9 relative: a sum over Poisson weights of up to 10,000.
    const survival = noncentralChiSquareSurvival(point.x, point.freedom, point.noncentrality)
    expect(Math.abs(survival / point.survival - 1)).toBeLessThan(1e-9)
  })

  it('refuses a negative noncentrality', () => {
    expect(() => noncentralChiSquareSurvival(1, 2, -1)).toThrow(ArgumentError)
  })
})

describe('cramersVInterval', () => {
  const tableOf = (rows: readonly (readonly number[])[]) =>
    matrix(rows.length, rows[0].length, Float64Array.from(rows.flat()))

  it.each(driftReference.cramersV)('agrees with scipy: $rows', ({ rows, estimate, lower, upper }) => {
    const interval = cramersVInterval(tableOf(rows))
    expect(interval.estimate).toBeCloseTo(estimate, 12)
    expect(interval.lower).toBeCloseTo(lower, 8)
    expect(interval.upper).toBeCloseTo(upper, 8)
  })

  it('holds the true value in about 95% of draws', () => {
    const random = new Random(79)
    // Shares 0.3 and 0.42 of two groups of 200: V² = p(1 − p) apart, here (0.12 / 2)² / (0.36 · 0.64).
    const truth = 0.06 / Math.sqrt(0.36 * 0.64)
    let held = 0
    for (let i = 0; i < 400; i++) {
      const events = [0.3, 0.42].map(
        (share) => Array.from({ length: 200 }, () => random.uniform()).filter((u) => u < share).length,
      )
      const { lower, upper } = cramersVInterval(tableOf(events.map((count) => [count, 200 - count])))
      if (lower <= truth && truth <= upper) held++
    }
    expect(held / 400).toBeGreaterThan(0.92)
    expect(held / 400).toBeLessThan(0.98)
  })

  it('is NaN for a single category', () => {
    expect(cramersVInterval(tableOf([[3], [4]])).estimate).toBeNaN()
  })
})
