import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cellsToWithhold,
  groupsToMerge,
  mergeSmallGroups,
  minShownCustomers,
  pointsToShow,
  rowsToWithhold,
} from '../../../lib/study/src/customers/small-groups'
import { mustBeReached } from '../../support/must-be-reached'

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
    expect(groupsToMerge([5, 9])).toEqual([])
    expect(groupsToMerge([5, 4, 1])).toEqual([1, 2])
    // Of equals the later one is merged.
    expect(groupsToMerge([3, 7, 7])).toEqual([0, 2])
  })

  it('hides no one, or at least so many that no one can be told from the total', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(counts, (sizes) => {
        const merged = groupsToMerge(sizes)
        const hidden = total(merged.map((group) => sizes[group]))
        const shown = sizes.filter((_, group) => !merged.includes(group))
        expect(shown.every((size) => size === 0 || size >= minShownCustomers)).toBe(true)
        if (total(sizes) >= minShownCustomers) {
          reached()
          expect(hidden === 0 || hidden >= minShownCustomers).toBe(true)
        } else expect(hidden).toBe(total(sizes))
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
        expect(shown.every((size) => size >= minShownCustomers)).toBe(true)
        expect(total(shown)).toBe(total(sizes) >= minShownCustomers ? total(sizes) : 0)
      }),
    )
  })
})

/** Whether the withheld counts of a line tell of no one: none; or several that add up to five, or all that could be withheld. */
const tellsOfNoOne = (line: readonly number[], isWithheld: (i: number) => boolean) => {
  const hidden = line.filter((_, i) => isWithheld(i))
  if (hidden.length === 0 || hidden.length === line.length) return true
  const isRest = line.every((count, i) => count === 0 || isWithheld(i))
  return hidden.length > 1 && (total(hidden) >= minShownCustomers || isRest)
}
const tables = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 15 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

describe('pointsToShow', () => {
  it('keeps the ends, and between them steps of none or of enough', () => {
    expect(pointsToShow([[0], [3], [5], [5], [8], [11], [30]])).toEqual([0, 2, 3, 5, 6])
    expect(pointsToShow([[0], [10], [12]])).toEqual([0, 2])
    expect(pointsToShow([[0], [2]])).toEqual([0, 1])
    expect(pointsToShow([])).toEqual([])
    expect(
      pointsToShow([
        [0, 0],
        [0, 6],
        [1, 12],
        [5, 12],
        [9, 20],
        [20, 20],
      ]),
    ).toEqual([0, 1, 3, 5])
  })

  it('leaves no step of a few, wherever the ends are far enough apart', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (steps) => {
        const counts = steps.map((_, i) => [total(steps.slice(0, i + 1))])
        const shown = pointsToShow(counts)
        expect([shown[0], shown.at(-1)]).toEqual([0, counts.length - 1])
        const all = counts[counts.length - 1][0] - counts[0][0]
        if (all > 0 && all < 5) return
        for (let k = 1; k < shown.length; k++) {
          reached()
          const step = counts[shown[k]][0] - counts[shown[k - 1]][0]
          expect(step === 0 || step >= 5).toBe(true)
        }
      }),
    )
  })
})

describe('rowsToWithhold', () => {
  it('withholds rows that tell of a few, and one more where a total would tell them', () => {
    expect(rowsToWithhold([[20], [30]])).toEqual([])
    expect(rowsToWithhold([[20], [3], [30]])).toEqual([0, 1])
    expect(rowsToWithhold([[20], [3], [4], [30]])).toEqual([1, 2])
    expect(
      rowsToWithhold([
        [40, 2],
        [50, 60],
        [7, 0],
      ]),
    ).toEqual([0, 1, 2])
    expect(rowsToWithhold([[0], [30]])).toEqual([])
    expect(rowsToWithhold([[5], [30]])).toEqual([])
    expect(rowsToWithhold([[20], [4], [0], [30]])).toEqual([0, 1])
    // Of equals the later one is withheld.
    expect(rowsToWithhold([[20], [3], [20]])).toEqual([1, 2])
    expect(rowsToWithhold([[2], [9]], 2)).toEqual([])
    expect(rowsToWithhold([])).toEqual([])
  })

  it('leaves no count of a few, and no withheld column that adds up to a few, as long as rows are left', () => {
    const reached = mustBeReached('a row that is shown')
    fc.assert(
      fc.property(tables, (rows) => {
        const withheld = new Set(rowsToWithhold(rows))
        rows.forEach((row, i) => {
          if (withheld.has(i)) return
          reached()
          for (const count of row) expect(count === 0 || count >= minShownCustomers).toBe(true)
        })
        rows[0].forEach((_, column) => {
          const hidden = total(rows.flatMap((row, i) => (withheld.has(i) ? [row[column]] : [])))
          const isAll = rows.every((row, i) => withheld.has(i) || total(row) === 0)
          expect(hidden === 0 || hidden >= minShownCustomers || isAll).toBe(true)
        })
      }),
    )
  })
})

describe('cellsToWithhold', () => {
  it('withholds a cell of a few with others of its row and its column', () => {
    expect(
      cellsToWithhold([
        [3, 20, 30],
        [40, 50, 60],
      ]),
    ).toEqual([
      [true, true, false],
      [true, true, false],
    ])
    expect(
      cellsToWithhold([
        [8, 20],
        [9, 0],
      ]),
    ).toEqual([
      [false, false],
      [false, false],
    ])
  })

  it('withholds the smallest cells that are enough', () => {
    expect(
      cellsToWithhold([
        [3, 20, 10],
        [40, 50, 60],
        [30, 70, 80],
      ]),
    ).toEqual([
      [true, false, true],
      [false, false, false],
      [true, false, true],
    ])
    expect(cellsToWithhold([[5, 20]])).toEqual([[false, false]])
    expect(cellsToWithhold([[1, 20]], 1)).toEqual([[false, false]])
    expect(cellsToWithhold([])).toEqual([])
  })

  it('lets no row and no column tell of a few by its total', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(tables, (counts) => {
        const withheld = cellsToWithhold(counts)
        counts.forEach((row, i) => {
          row.forEach((count, j) => {
            if (!withheld[i][j]) {
              reached()
              expect(count === 0 || count >= minShownCustomers).toBe(true)
            }
          })
          expect(tellsOfNoOne(row, (j) => withheld[i][j])).toBe(true)
        })
        counts[0].forEach((_, j) => {
          const column = counts.map((row) => row[j])
          expect(tellsOfNoOne(column, (i) => withheld[i][j])).toBe(true)
        })
      }),
    )
  })
})
