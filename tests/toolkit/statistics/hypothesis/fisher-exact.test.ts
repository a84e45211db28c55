import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { fisherExactTest } from '../../../../lib/toolkit/statistics/src/hypothesis/fisher-exact'
import { driftReference } from '../drift-reference'

const share = ([events, total]: readonly [number, number]) => ({ events, total })

describe('fisherExactTest', () => {
  it.each(driftReference.fisher)('agrees with scipy: $a against $b', ({ a, b, pValue }) => {
    // 1e-8 relative: sums over logarithms of factorials of up to 190,000.
    expect(Math.abs(fisherExactTest(share(a), share(b)) / pValue - 1)).toBeLessThan(1e-8)
  })

  it('is the same either way round, and for what did not happen', () => {
    const shares = fc.nat(40).chain((total) => fc.tuple(fc.nat(total), fc.constant(total)))
    fc.assert(
      fc.property(shares, shares, (a, b) => {
        const p = fisherExactTest(share(a), share(b))
        const others = ([events, total]: [number, number]) => share([total - events, total])
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(fisherExactTest(share(b), share(a))).toBeCloseTo(p, 10)
        expect(fisherExactTest(others(a), others(b))).toBeCloseTo(p, 10)
      }),
    )
  })

  it('refuses what are no counts', () => {
    for (const [events, total] of [
      [3, 2],
      [-1, 4],
      [0.5, 4],
      [Number.NaN, 4],
    ]) {
      expect(() => fisherExactTest({ events, total }, { events: 1, total: 2 })).toThrow(ArgumentError)
    }
  })
})
