import { describe, expect, it } from 'vitest'
import { outlierBounds, outlierRule } from '../../../lib/study/src/tables/outliers'
import { Random } from '../../../lib/toolkit/core/src/random'

const oneToNinetyNine = Array.from({ length: 99 }, (_, i) => i + 1)

describe('outlierBounds', () => {
  it('counts scaled median absolute deviations from the median', () => {
    // |x − 50| of 1…99 are 0, 1, 1, …, 49, 49: their median is 25.
    const { lower, upper, median, scale } = outlierBounds(oneToNinetyNine, { factor: 3 })
    expect(median).toBe(50)
    expect(scale).toBeCloseTo(1.4826 * 25, 12)
    expect(lower).toBeCloseTo(50 - 3 * 1.4826 * 25, 12)
    expect(upper).toBeCloseTo(50 + 3 * 1.4826 * 25, 12)
  })

  it('takes the middle of an even number of values', () => {
    expect(outlierBounds([...oneToNinetyNine, 100]).median).toBe(50.5)
  })

  it('is not moved by how wild the wild value is', () => {
    const near = outlierBounds([...oneToNinetyNine, 1000])
    expect(outlierBounds([...oneToNinetyNine, 1e12])).toEqual(near)
  })

  it('estimates the standard deviation of a normal sample', () => {
    const random = new Random(7)
    const sample = Array.from({ length: 20_000 }, () => 5 + 3 * random.normal())
    expect(Math.abs(outlierBounds(sample).scale - 3)).toBeLessThan(0.1)
  })

  it('falls back to the mean deviation where most values are equal', () => {
    const mostlyTwo = [...Array(60).fill(2), ...Array(20).fill(3), ...Array(20).fill(1)]
    const { scale, upper } = outlierBounds(mostlyTwo)
    expect(scale).toBeCloseTo(1.2533 * 0.4, 12)
    expect(upper).toBeGreaterThan(3)
    expect(outlierBounds([...Array(99).fill(2), 500]).upper).toBeLessThan(500)
  })

  it('calls nothing implausible among equal or few values', () => {
    for (const values of [Array(50).fill(3), [1, 2, 1e9], []]) {
      const { lower, upper } = outlierBounds(values)
      expect([lower, upper]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
    }
  })

  it('needs twenty values, unless told otherwise', () => {
    const values = oneToNinetyNine.slice(0, 20)
    // The median is 10.5 and the deviations 0.5, 0.5, …, 9.5, 9.5, whose median is 5.
    expect(outlierBounds(values).upper).toBeCloseTo(10.5 + 20 * 1.4826 * 5, 10)
    expect(outlierBounds(values.slice(1))).toEqual({
      lower: Number.NEGATIVE_INFINITY,
      upper: Number.POSITIVE_INFINITY,
      median: 11,
      scale: 0,
    })
    expect(outlierBounds([1, 2, 3], { minimumCount: 3, factor: 1 })).toEqual({
      lower: 2 - 1.4826,
      upper: 2 + 1.4826,
      median: 2,
      scale: 1.4826,
    })
  })

  it('states the rule that it follows by default', () => {
    const { median, scale, upper } = outlierBounds(oneToNinetyNine)
    const factor = (upper - median) / scale
    expect(outlierRule).toBe(
      `further than ${factor} robust standard deviations (1.4826 × MAD) from the median`,
    )
  })

  it('leaves its input alone', () => {
    const values = Float64Array.from({ length: 30 }, (_, i) => (i * 7) % 30)
    const copy = values.slice()
    outlierBounds(values)
    expect(values).toEqual(copy)
  })
})
