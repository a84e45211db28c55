import { categoryDifferences, computeFeatures, features, shareDifference } from 'one-click'
import { describe, expect, it } from 'vitest'

describe('shareDifference', () => {
  it('gives the intervals that Newcombe (1998, table II, method 10) printed', () => {
    const printed = [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [10, 10, 0, 20, 0.6791, 1],
      [10, 10, 0, 10, 0.6075, 1],
    ] as const
    for (const [events, total, otherEvents, otherTotal, lower, upper] of printed) {
      const interval = shareDifference(events, total, otherEvents, otherTotal)
      expect(interval.estimate).toBeCloseTo(events / total - otherEvents / otherTotal, 12)
      expect(interval.lower).toBeCloseTo(lower, 4)
      expect(interval.upper).toBeCloseTo(upper, 4)
    }
  })

  it('turns round with the groups', () => {
    const one = shareDifference(3, 17, 9, 20)
    const other = shareDifference(9, 20, 3, 17)
    expect(other.lower).toBeCloseTo(-one.upper, 12)
    expect(other.upper).toBeCloseTo(-one.lower, 12)
  })
})

describe('categoryDifferences', () => {
  it('compares the shares of every value, one that a group lacks too, furthest first', () => {
    const category = features.find(({ name }) => name === 'favouriteCategory')!
    const table = computeFeatures([category], 7, {
      favouriteCategory: ['a', 'a', 'b', 'b', 'b', 'c', 'a'],
    })
    const found = categoryDifferences(table, { of: Int32Array.of(0, 1, 2), others: Int32Array.of(3, 4, 5) })
    expect(found.map(({ category: word, share, shareOfOthers }) => [word, share, shareOfOthers])).toEqual([
      ['a', 2 / 3, 0],
      ['b', 1 / 3, 2 / 3],
      ['c', 0, 1 / 3],
    ])
    expect(found[0].difference).toEqual(shareDifference(2, 3, 0, 3))
  })
})
