import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { cliffsDelta } from '../../../../lib/toolkit/statistics/src/association/effect-size'
import {
  kolmogorovSmirnovInterval,
  kolmogorovSmirnovTest,
  kolmogorovSurvival,
} from '../../../../lib/toolkit/statistics/src/hypothesis/kolmogorov-smirnov'
import { driftReference } from '../drift-reference'

describe('kolmogorovSmirnovTest', () => {
  it.each(driftReference.columns)('agrees with scipy: $name', ({ now, before, distance, kolmogorov }) => {
    const result = kolmogorovSmirnovTest(Float64Array.from(now), Float64Array.from(before))
    expect(result.distance).toBeCloseTo(distance, 12)
    expect(result.pValue).toBeCloseTo(kolmogorov, 12)
  })

  it.each(driftReference.kolmogorov)('has the limiting distribution of scipy at $x', ({ x, survival }) => {
    expect(kolmogorovSurvival(x)).toBeCloseTo(survival, 12)
  })

  it('rejects equal distributions at most as often as it says', () => {
    const random = new Random(77)
    const draw = () => Float64Array.from({ length: 90 }, () => random.integer(12))
    let rejected = 0
    for (let i = 0; i < 400; i++) if (kolmogorovSmirnovTest(draw(), draw()).pValue <= 0.05) rejected++
    expect(rejected / 400).toBeLessThanOrEqual(0.05)
  })

  it('refuses samples without values', () => {
    expect(() => kolmogorovSmirnovTest(new Float64Array(0), Float64Array.of(1))).toThrow(ArgumentError)
    expect(() => kolmogorovSmirnovTest(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow(
      ArgumentError,
    )
  })
})

describe('kolmogorovSmirnovInterval', () => {
  it('holds the true distance in at least 95% of draws', () => {
    const random = new Random(78)
    const truth = 0.3 // of uniform on [0, 1] and uniform on [0.3, 1.3]
    let held = 0
    for (let i = 0; i < 300; i++) {
      const a = Float64Array.from({ length: 80 }, () => random.uniform())
      const b = Float64Array.from({ length: 100 }, () => 0.3 + random.uniform())
      const { lower, upper } = kolmogorovSmirnovInterval(a, b)
      if (lower <= truth && truth <= upper) held++
    }
    expect(held / 300).toBeGreaterThanOrEqual(0.95)
  })
})

describe('cliffsDelta', () => {
  it.each(driftReference.columns)('agrees with scipy’s U: $name', ({ now, before, delta }) => {
    expect(cliffsDelta(Float64Array.from(now), Float64Array.from(before)).estimate).toBeCloseTo(delta, 12)
  })
})
