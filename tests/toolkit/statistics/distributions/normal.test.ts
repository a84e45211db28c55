import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import {
  normalCdf,
  normalDensity,
  normalLogSurvival,
  normalQuantile,
  zFromLogP,
} from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { expectClose, reference } from '../reference'

describe('normalCdf', () => {
  // scipy squares a rounded z / √2, which costs it z² roundings of the result's size.
  it('agrees with scipy in the centre and far into both tails', () => {
    for (const [z, p] of reference.normal.cdf) expectClose(normalCdf(z), p, 0, 1e-16 * (10 + z * z))
  })
  it('has probabilities of opposite values that sum to 1', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (z) =>
        expectClose(normalCdf(z) + normalCdf(-z), 1, 4e-16),
      ),
    )
  })
  it('reaches its limits and keeps NaN', () => {
    expect([normalCdf(-Infinity), normalCdf(0), normalCdf(Infinity), normalCdf(Number.NaN)]).toEqual([
      0,
      0.5,
      1,
      Number.NaN,
    ])
  })
  it('has the density as its slope', () => {
    for (const z of [-2.2, -0.4, 0, 0.66, 1.7]) {
      expectClose((normalCdf(z + 1e-5) - normalCdf(z - 1e-5)) / 2e-5, normalDensity(z), 1e-10)
    }
  })
})

describe('normalQuantile', () => {
  it('agrees with scipy', () => {
    for (const [p, z] of reference.normal.quantile) expectClose(normalQuantile(p), z, 1e-16, 1e-15)
  })
  it('inverts normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 3, noNaN: true }), (z) =>
        expectClose(normalQuantile(normalCdf(z)), z, 1e-12),
      ),
    )
  })
  it('is infinite at 0 and 1 and refuses what is no probability', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
    expect(() => normalQuantile(1.1)).toThrow(ArgumentError)
    expect(() => normalQuantile(Number.NaN)).toThrow(ArgumentError)
  })
})

describe('zFromLogP', () => {
  it('agrees with scipy, also where the p-value underflows', () => {
    for (const [logP, z] of reference.normal.zFromLogP) expectClose(zFromLogP(logP), z, 0, 1e-13)
  })
  it('inverts the logarithm of the tail far out', () => {
    for (const logP of [-2000, -50_000, -1e7]) expectClose(normalLogSurvival(zFromLogP(logP)), logP, 0, 1e-14)
  })
  it('is infinite for a p-value of 0 and refuses more than 1', () => {
    expect(zFromLogP(-Infinity)).toBe(Infinity)
    expect(() => zFromLogP(0.1)).toThrow(ArgumentError)
  })
})
