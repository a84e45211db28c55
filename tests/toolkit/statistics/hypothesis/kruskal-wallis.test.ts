import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { kruskalWallisTest } from '../../../../lib/toolkit/statistics/src/hypothesis/kruskal-wallis'

const test = (values: readonly number[], groups: readonly string[]) =>
  kruskalWallisTest(Float64Array.from(values), groups)

describe('kruskalWallisTest', () => {
  it('compares the mean ranks of the groups', () => {
    // Rank sums 25 and 30 around 5.5: 9 · 2.5 / 82.5; with one degree of freedom p is that of a normal score √H.
    const two = test([1, 3, 5, 7, 9, 2, 4, 6, 8, 10], [...'aaaaabbbbb'])
    expect(two.h).toBeCloseTo(22.5 / 82.5, 12)
    expect(two.pValue).toBeCloseTo(2 * normalCdf(-Math.sqrt(22.5 / 82.5)), 8)
    expect(two.epsilonSquared).toBeCloseTo(0.2727272727 / 9, 10)
    // The groups part all the variance of the ranks: H = n − 1; with two degrees of freedom p = exp(−H / 2).
    const tied = test([1, 2, 1, 2, 1, 2, 2, 2], [...'abababcc'])
    expect(tied.h).toBeCloseTo(7, 10)
    expect(tied.pValue).toBeCloseTo(Math.exp(-3.5), 8)
    expect(tied.epsilonSquared).toBeCloseTo(1, 12)
  })

  it('finds nothing in one group, or where all values are equal', () => {
    const nothing = { h: 0, pValue: 1, epsilonSquared: 0 }
    expect(test([1, 2, 3], ['a', 'a', 'a'])).toEqual(nothing)
    expect(test([2, 2, 2], ['a', 'b', 'b'])).toEqual(nothing)
  })
})
