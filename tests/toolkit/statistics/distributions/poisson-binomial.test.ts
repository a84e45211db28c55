import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  countQuantile,
  countTwoSided,
  poissonBinomialCdf,
} from '../../../../lib/toolkit/statistics/src/distributions/poisson-binomial'
import reference from '../../../reference/uncertainty.json'

/** P(S = k) by going through every pattern of outcomes. */
function massByPatterns(p: Float64Array): Float64Array {
  const mass = new Float64Array(p.length + 1)
  for (let pattern = 0; pattern < 2 ** p.length; pattern++) {
    let chance = 1
    let successes = 0
    p.forEach((value, i) => {
      const hit = (pattern >> i) & 1
      chance *= hit ? value : 1 - value
      successes += hit
    })
    mass[successes] += chance
  }
  return mass
}

const shares = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 0, maxLength: 8 })
  .map((values) => Float64Array.from(values))

describe('poissonBinomialCdf', () => {
  it.each(reference.counts)('agrees with scipy 1.17.1 within 1e-12', ({ p, cdf, quantiles }) => {
    const own = poissonBinomialCdf(Float64Array.from(p))
    own.forEach((value, k) => {
      expect(Math.abs(value - cdf[k])).toBeLessThan(1e-12)
    })
    for (const [share, successes] of quantiles) expect(countQuantile(own, share)).toBe(successes)
  })

  it('counts every pattern of outcomes, and gives its p-value', () => {
    fc.assert(
      fc.property(shares, (p) => {
        const cdf = poissonBinomialCdf(p)
        const mass = massByPatterns(p)
        let below = 0
        mass.forEach((chance, k) => {
          const above = 1 - below
          below += chance
          expect(Math.abs(cdf[k] - below)).toBeLessThan(1e-12)
          expect(Math.abs(countTwoSided(cdf, k) - Math.min(1, 2 * Math.min(below, above)))).toBeLessThan(
            1e-11,
          )
        })
      }),
    )
  })

  it('goes over to the normal distribution without a jump', () => {
    const random = new Random(9)
    const p = Float64Array.from({ length: 5000 }, () => random.uniform() ** 2)
    const exact = poissonBinomialCdf(p)
    const normal = poissonBinomialCdf(Float64Array.of(...p, 0))
    expect(normal).toHaveLength(5002)
    exact.forEach((value, k) => {
      expect(Math.abs(value - normal[k])).toBeLessThan(5e-4)
    })
    expect(normal[5001]).toBe(1)
    const certain = poissonBinomialCdf(new Float64Array(5001).fill(1))
    expect([certain[5000], certain[5001]]).toEqual([0, 1])
  })

  it('refuses what is no probability, and counts that cannot be', () => {
    expect(() => poissonBinomialCdf(Float64Array.of(0.5, 1.2))).toThrow(/trial 1 \(got 1.2\)/)
    expect(() => countTwoSided(Float64Array.of(0.5, 1), 2)).toThrow(/from 0 to 1/)
  })
})
