import { describe, expect, it } from 'vitest'
import { computeFeatures } from '../../../lib/study/src/customers/feature-table'
import { features } from '../../../lib/study/src/customers/features'
import { categoryDifferences } from '../../../lib/study/src/exploration/category-differences'
import { scoreDifference } from '../../../lib/toolkit/statistics/src/hypothesis/score-difference'

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
    expect(found[0].difference).toEqual(
      scoreDifference([{ treatment: { events: 2, total: 3 }, control: { events: 0, total: 3 } }]),
    )
  })
})
