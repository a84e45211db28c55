import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import {
  benjaminiHochberg,
  mannWhitneyTest,
} from '../../../../lib/toolkit/statistics/src/hypothesis/group-tests'
import { columnNamed, expectAllClose, expectClose, reference } from '../reference'

describe('mannWhitneyTest', () => {
  it('agrees with scipy, ties included', () => {
    const inGroup = columnNamed('binary')
    for (const { column, u, pValue } of reference.groups) {
      const values = columnNamed(column as 'normal')
      const result = mannWhitneyTest(
        values.filter((_, i) => inGroup[i] === 1),
        values.filter((_, i) => inGroup[i] === 0),
      )
      expect(result.u).toBe(u)
      expectClose(result.pValue, pValue, 0, 1e-11)
    }
  })
  it('has complementary U and one p-value when the groups change places', () => {
    const a = Float64Array.of(1, 4, 4, 9)
    const b = Float64Array.of(2, 4, 3)
    expect(mannWhitneyTest(a, b).u + mannWhitneyTest(b, a).u).toBe(12)
    expect(mannWhitneyTest(a, b).pValue).toBe(mannWhitneyTest(b, a).pValue)
  })
  it('finds nothing among equal values and refuses empty groups', () => {
    expect(mannWhitneyTest(Float64Array.of(2, 2), Float64Array.of(2, 2, 2)).pValue).toBe(1)
    expect(() => mannWhitneyTest(new Float64Array(0), Float64Array.of(1))).toThrow(ArgumentError)
  })
})

describe('benjaminiHochberg', () => {
  it('agrees with scipy', () => {
    const { pValues, adjusted } = reference.benjaminiHochberg
    expectAllClose(benjaminiHochberg(pValues), adjusted, 1e-15)
  })
  it('keeps a single p-value and refuses what is none', () => {
    expect([...benjaminiHochberg([0.04])]).toEqual([0.04])
    expect(() => benjaminiHochberg([0.1, Number.NaN])).toThrow(ArgumentError)
  })
})
