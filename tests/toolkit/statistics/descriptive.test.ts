import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'
import {
  mean,
  median,
  quantile,
  quantiles,
  standardDeviation,
  summarize,
  variance,
} from '../../../lib/toolkit/statistics/src/descriptive'
import { columnNamed, expectClose, reference } from './reference'

const { descriptive } = reference

describe('quantile', () => {
  it('equals numpy', () => {
    expect([...quantiles(columnNamed('skewed'), descriptive.quantileShares)]).toEqual(descriptive.quantiles)
  })
  it('interpolates between order statistics and leaves its input alone', () => {
    const values = Float64Array.of(40, 10, 30, 20)
    expect([quantile(values, 0), quantile(values, 0.5), quantile(values, 1), quantile(values, 0.25)]).toEqual(
      [10, 25, 40, 17.5],
    )
    expect([...values]).toEqual([40, 10, 30, 20])
    expect(median(Float64Array.of(3, 1, 2))).toBe(2)
  })
  it('grows with the share', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const values = fc.float64Array({ minLength: 1, maxLength: 20, noNaN: true, min: -1e9, max: 1e9 })
    fc.assert(
      fc.property(values, share, share, (x, p, q) => {
        expect(quantile(x, Math.min(p, q))).toBeLessThanOrEqual(quantile(x, Math.max(p, q)) + 1e-6)
      }),
    )
  })
  it('refuses empty columns, NaN and shares outside 0 to 1', () => {
    expect(() => quantile(new Float64Array(0), 0.5)).toThrow(ArgumentError)
    expect(() => quantile(Float64Array.of(1, Number.NaN), 0.5)).toThrow(ArgumentError)
    expect(() => quantile(Float64Array.of(1), 1.2)).toThrow(ArgumentError)
  })
})

describe('mean and variance', () => {
  it('agree with numpy', () => {
    expectClose(mean(columnNamed('skewed')), descriptive.mean, 0, 1e-14)
    expectClose(variance(columnNamed('skewed')), descriptive.variance, 0, 1e-13)
  })
  it('keep their digits far from zero', () => {
    expect(variance(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3))).toBe(1)
  })
  it('follow shift and scale', () => {
    const x = columnNamed('normal')
    const moved = x.map((value) => 3 * value - 7)
    expectClose(mean(moved), 3 * mean(x) - 7, 1e-13)
    expectClose(standardDeviation(moved), 3 * standardDeviation(x), 1e-13)
  })
})

describe('summarize', () => {
  it('lists count, moments, extremes and quartiles', () => {
    expect(summarize(Float64Array.of(4, 1, 3, 2))).toEqual({
      count: 4,
      mean: 2.5,
      standardDeviation: Math.sqrt(5 / 3),
      minimum: 1,
      lowerQuartile: 1.75,
      median: 2.5,
      upperQuartile: 3.25,
      maximum: 4,
    })
    expect(summarize(Float64Array.of(5)).standardDeviation).toBeNaN()
  })
})
