import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCopies } from '../../../lib/study/src/customers/copies'
import { type JoinedColumns, joinTables } from '../../../lib/study/src/customers/join'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { Random } from '../../../lib/toolkit/core/src/random'
import { realTablesFolder } from '../../support/real-tables'

/** Customers whose every value is drawn at random. */
function randomColumns(count: number, seed: number): Record<string, Float64Array | string[]> {
  const random = new Random(seed)
  const numbers = (most: number) => Float64Array.from({ length: count }, () => random.integer(most))
  return {
    id: Float64Array.from({ length: count }, (_, i) => 1000 + i),
    serviceTier: Array.from({ length: count }, () => (random.uniform() < 0.3 ? 'премиум' : 'стандарт')),
    tenureDays: numbers(900),
    categoriesPerVisit: numbers(6),
    unpaidItems: numbers(10),
    revenueCurrent: numbers(9000),
    revenuePrevious: numbers(9000),
    revenueBeforePrevious: numbers(9000),
    minutesCurrent: numbers(20),
    minutesPrevious: numbers(20),
  }
}

const amounts = [
  'revenueCurrent',
  'revenuePrevious',
  'revenueBeforePrevious',
  'minutesCurrent',
  'minutesPrevious',
]
const block = ['serviceTier', 'tenureDays', 'categoriesPerVisit', 'unpaidItems']

function copyRow(
  columns: Record<string, Float64Array | string[]>,
  names: string[],
  from: number,
  to: number,
) {
  for (const name of names) columns[name][to] = columns[name][from]
}

describe('findCopies', () => {
  it('finds nothing among customers drawn independently', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { amounts, runs, groups } = findCopies(randomColumns(600, seed) as JoinedColumns)
      expect({ amounts, runs }).toEqual({ amounts: [], runs: [] })
      expect(groups).toEqual(Int32Array.from({ length: 600 }, (_, i) => i))
    }
  })

  it('finds those equal in every monthly amount, wherever they stand', () => {
    const columns = randomColumns(300, 1)
    copyRow(columns, amounts, 17, 250)
    copyRow(columns, amounts, 17, 40)
    copyRow(columns, amounts.slice(1), 3, 90)
    const { amounts: found, groups } = findCopies(columns as JoinedColumns)
    expect(found).toEqual([{ kind: 'amounts', rows: [17, 40, 250] }])
    expect(new Set([groups[17], groups[40], groups[250]]).size).toBe(1)
    expect(groups[3]).not.toBe(groups[90])
    expect(new Set(groups).size).toBe(298)
  })

  it('finds a run of rows that repeats another, and follows it to its end', () => {
    const columns = randomColumns(300, 2)
    for (let i = 0; i < 5; i++) copyRow(columns, block, 20 + i, 130 + i)
    copyRow(columns, block, 60, 200)
    const { runs, groups } = findCopies(columns as JoinedColumns)
    expect(runs).toEqual([{ kind: 'run', first: 20, second: 130, length: 5 }])
    for (let i = 0; i < 5; i++) expect(groups[20 + i]).toBe(groups[130 + i])
    // One row alone may be chance.
    expect(groups[60]).not.toBe(groups[200])
  })

  it('follows a run to the last row of the file', () => {
    const columns = randomColumns(300, 6)
    for (let i = 0; i < 3; i++) copyRow(columns, block, 10 + i, 297 + i)
    expect(findCopies(columns as JoinedColumns).runs).toEqual([
      { kind: 'run', first: 10, second: 297, length: 3 },
    ])
  })

  it('ends a run where it would repeat itself', () => {
    const columns = randomColumns(300, 7)
    for (let i = 0; i < 6; i++) copyRow(columns, block, 20 + i, 23 + i)
    expect(findCopies(columns as JoinedColumns).runs).toEqual(
      [
        [20, 23],
        [20, 26],
        [23, 26],
      ].map(([first, second]) => ({ kind: 'run', first, second, length: 3 })),
    )
  })

  it('gives runs in the order of the earlier ones', () => {
    const columns = randomColumns(300, 8)
    for (const [from, to] of [
      [50, 100],
      [20, 130],
      [20, 160],
    ]) {
      for (let i = 0; i < 3; i++) copyRow(columns, block, from + i, to + i)
    }
    expect(findCopies(columns as JoinedColumns).runs.map(({ first, second }) => [first, second])).toEqual([
      [20, 130],
      [20, 160],
      [50, 100],
      [130, 160],
    ])
  })

  it('puts copies of copies into one group, and tells of no run whose rows are known to be copies', () => {
    const columns = randomColumns(300, 3)
    for (let i = 0; i < 4; i++) {
      copyRow(columns, [...amounts, ...block], 10 + i, 100 + i)
      copyRow(columns, block, 100 + i, 200 + i)
    }
    const { runs, groups } = findCopies(columns as JoinedColumns)
    expect(runs.map(({ first, second }) => [first, second])).toEqual([
      [10, 200],
      [100, 200],
    ])
    for (let i = 0; i < 4; i++) {
      expect([groups[100 + i], groups[200 + i]]).toEqual([groups[10 + i], groups[10 + i]])
    }
  })

  it('calls nothing a copy where values are so common that chance makes them equal', () => {
    const columns = randomColumns(200, 4)
    for (const name of amounts) (columns[name] as Float64Array).fill(0)
    ;(columns.tenureDays as Float64Array).fill(10)
    ;(columns.unpaidItems as Float64Array).fill(0)
    const { amounts: found, runs } = findCopies(columns as JoinedColumns)
    expect([found, runs]).toEqual([[], []])
  })

  it('compares no customer whom a table lacks', () => {
    const columns = randomColumns(300, 5)
    copyRow(columns, amounts, 1, 2)
    for (const row of [1, 2]) columns.minutesCurrent[row] = Number.NaN
    expect(findCopies(columns as JoinedColumns).amounts).toEqual([])
  })

  it('finds every pair that was put in, whatever their places', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 249 }), { minLength: 2, maxLength: 20 }),
        fc.integer(),
        (rows, seed) => {
          const columns = randomColumns(250, seed)
          const pairs = Array.from({ length: rows.length >> 1 }, (_, i) => [rows[2 * i], rows[2 * i + 1]])
          for (const [from, to] of pairs) copyRow(columns, amounts, from, to)
          const { groups } = findCopies(columns as JoinedColumns)
          expect(new Set(groups).size).toBe(250 - pairs.length)
          for (const [from, to] of pairs) expect(groups[to]).toBe(groups[from])
        },
      ),
      { numRuns: 50 },
    )
  })
})

it.skipIf(!realTablesFolder)('finds the copies of the store’s tables', () => {
  const { amounts: found, runs } = findCopies(joinTables(loadStudyTables(realTablesFolder!)))
  expect(found).toHaveLength(21)
  expect(runs.reduce((sum, { length }) => sum + length, 0)).toBe(181)
})
