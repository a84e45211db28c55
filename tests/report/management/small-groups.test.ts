import fc from 'fast-check'
import { fewestCustomers, groupsToMerge, mergeSmallGroups } from 'one-click'
import { describe, expect, it } from 'vitest'

const counts = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 })
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

describe('groupsToMerge', () => {
  it('names the small groups, and the next smallest while a single hidden group would follow from the total', () => {
    expect(groupsToMerge([9, 7, 6])).toEqual([])
    expect(groupsToMerge([9, 3, 2])).toEqual([1, 2])
    expect(groupsToMerge([9, 3, 7])).toEqual([1, 2])
    expect(groupsToMerge([9, 0, 7])).toEqual([])
    expect(groupsToMerge([4])).toEqual([0])
    expect(groupsToMerge([])).toEqual([])
    expect(groupsToMerge([2, 9], 2)).toEqual([])
  })

  it('hides no one, or at least so many that no one can be told from the total', () => {
    fc.assert(
      fc.property(counts, (sizes) => {
        const merged = groupsToMerge(sizes)
        const hidden = total(merged.map((group) => sizes[group]))
        const shown = sizes.filter((_, group) => !merged.includes(group))
        expect(shown.every((size) => size === 0 || size >= fewestCustomers)).toBe(true)
        if (total(sizes) >= fewestCustomers) expect(hidden === 0 || hidden >= fewestCustomers).toBe(true)
        else expect(hidden).toBe(total(sizes))
      }),
    )
  })
})

describe('mergeSmallGroups', () => {
  const merge = (small: readonly { name: string; customers: number }[]) => ({
    name: 'other',
    customers: total(small.map(({ customers }) => customers)),
  })
  const groups = (sizes: readonly number[]) => sizes.map((customers, i) => ({ name: `g${i}`, customers }))

  it('keeps the order and puts the merged group last', () => {
    expect(mergeSmallGroups(groups([3, 20, 4, 0, 8]), merge)).toEqual([
      { name: 'g1', customers: 20 },
      { name: 'g4', customers: 8 },
      { name: 'other', customers: 7 },
    ])
  })

  it('loses no customer and shows no small group, unless all together are too few', () => {
    fc.assert(
      fc.property(counts, (sizes) => {
        const shown = mergeSmallGroups(groups(sizes), merge).map(({ customers }) => customers)
        expect(shown.every((size) => size >= fewestCustomers)).toBe(true)
        expect(total(shown)).toBe(total(sizes) >= fewestCustomers ? total(sizes) : 0)
      }),
    )
  })
})
