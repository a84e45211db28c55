import { describe, expect, it } from 'vitest'
import { joinTables } from '../../../lib/study/src/customers/join'
import { type PlainCustomer, tablesOf } from './tables'

const customers: PlainCustomer[] = [
  { id: 30, revenue: [301, 302, 303], minutes: [31, 32], profit: 3.1 },
  { id: 4, revenue: [41, 42, 43], minutes: [5, 6], profit: -0.4 },
  { id: 200, revenue: [2001, 2002, 2003], minutes: [21, 22], profit: 20 },
]

function joined(...given: Parameters<typeof tablesOf>): Record<string, unknown[]> {
  return Object.fromEntries(
    Object.entries(joinTables(tablesOf(...given))).map(([name, values]) => [
      name,
      Array.from<unknown>(values),
    ]),
  )
}

const expected = {
  id: [30, 4, 200],
  revenueCurrent: [301, 41, 2001],
  revenuePrevious: [302, 42, 2002],
  revenueBeforePrevious: [303, 43, 2003],
  minutesCurrent: [31, 5, 21],
  minutesPrevious: [32, 6, 22],
  profit: [3.1, -0.4, 20],
}

describe('joinTables', () => {
  it('keeps the order of the file although ids are not sorted', () => {
    expect(joined(customers)).toMatchObject(expected)
  })

  it('matches months and ids whatever the order of the other tables', () => {
    expect(joined(customers, { reorder: (rows) => [...rows].reverse() })).toMatchObject(expected)
    const interleaved = <Row>(rows: Row[]) => [
      ...rows.filter((_, i) => i % 2 === 1),
      ...rows.filter((_, i) => i % 2 === 0),
    ]
    expect(joined(customers, { reorder: interleaved })).toMatchObject(expected)
  })

  it('keeps the columns of market_file.csv and leaves no helper column', () => {
    const columns = joined(customers)
    expect(Object.keys(columns).sort()).toEqual(
      [
        ...Object.keys(tablesOf(customers).tables.customers.columns),
        ...Object.keys(expected).slice(1),
      ].sort(),
    )
    expect(columns.favouriteCategory).toEqual(Array(3).fill('Кухонная посуда'))
    expect(joined(customers, { hasTarget: false }).activity).toBeUndefined()
  })

  it('gives NaN where a table lacks the customer or the month', () => {
    const columns = joined([
      { id: 9, revenue: [1, undefined, 3], profit: undefined },
      { id: 2, minutes: [undefined, undefined] },
      { id: 5 },
    ])
    expect(columns).toMatchObject({
      id: [9, 2, 5],
      revenueCurrent: [1, 5000, 5000],
      revenuePrevious: [Number.NaN, 4900, 4900],
      revenueBeforePrevious: [3, 4800, 4800],
      minutesCurrent: [12, Number.NaN, 12],
      profit: [Number.NaN, 4, 4],
    })
  })

  it('gives NaN for a month that no customer has', () => {
    const columns = joined(customers.map((customer) => ({ ...customer, revenue: [1, 2, undefined] })))
    expect(columns).toMatchObject({ id: [30, 4, 200], revenueBeforePrevious: [NaN, NaN, NaN] })
  })

  it('gives NaN where nobody has a profit', () => {
    expect(
      joined([
        { id: 1, profit: undefined },
        { id: 2, profit: undefined },
      ]),
    ).toMatchObject({
      id: [1, 2],
      profit: [NaN, NaN],
    })
  })

  it('leaves words as they are, whatever they look like', () => {
    const words = ['NaN', 'null', 'undefined', '12', '', 'true', ' ', '__proto__']
    const columns = joined(words.map((category, i) => ({ id: 90 - i, category })))
    expect(columns.favouriteCategory).toEqual(words)
    expect(columns.id).toEqual(words.map((_, i) => 90 - i))
  })
})
