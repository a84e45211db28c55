import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { brentRoot } from '../../../../lib/toolkit/statistics/src/distributions/root-search'
import { expectClose } from '../reference'

describe('brentRoot', () => {
  it('finds roots of smooth, flat and kinked functions', () => {
    expectClose(
      brentRoot((x) => x * x - 2, 0, 2),
      Math.SQRT2,
      1e-12,
    )
    expectClose(
      brentRoot((x) => Math.cos(x) - x, 0, 1),
      0.7390851332151607,
      1e-12,
    )
    expectClose(
      brentRoot((x) => (x - 0.3) ** 9, 0, 1),
      0.3,
      1e-12,
    )
    expectClose(
      brentRoot((x) => (x < 0.123 ? -1 : 1), 0, 1),
      0.123,
      1e-12,
    )
    expectClose(
      brentRoot((x) => Math.exp(-50 * x) - 1e-9, 0, 1),
      (9 * Math.LN10) / 50,
      1e-12,
    )
  })
  it('takes few steps on smooth functions and uses known values at the bounds', () => {
    let calls = 0
    const f = (x: number) => {
      calls++
      return x ** 3 + x - 1
    }
    brentRoot(f, 0, 1, { lowerValue: -1, upperValue: 1 })
    expect(calls).toBeLessThan(12)
  })
  it('gives a root at a bound and refuses bounds of one sign', () => {
    expect(brentRoot((x) => x, 0, 1)).toBe(0)
    expect(brentRoot((x) => x - 1, 0, 1)).toBe(1)
    expect(() => brentRoot((x) => x + 1, 0, 1)).toThrow(ArgumentError)
    expect(() => brentRoot(() => Number.NaN, 0, 1)).toThrow(ArgumentError)
  })
})
