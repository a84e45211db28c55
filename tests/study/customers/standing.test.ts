import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import {
  countStandings,
  countsInWords,
  standingInWords,
  standingTable,
} from '../../../lib/study/src/customers/standing'
import { type PlainCustomer, tablesOf } from './tables'

const gather = (customers: readonly PlainCustomer[]) => buildCustomers(tablesOf(customers))

describe('the standing of customers', () => {
  const customers = gather([
    { id: 1 },
    { id: 2, revenue: [10, 0, 0] },
    { id: 3, revenue: [0, 10, 10] },
    { id: 4, revenue: [10, undefined, 10] },
    { id: 5, revenue: [undefined, undefined, undefined], minutes: [undefined, 3] },
    { id: 6, minutes: [undefined, undefined] },
    { id: 7, profit: undefined },
  ])

  it('says why a customer is not scored: which month without a purchase, which table without a row', () => {
    expect(customers.standing.map(standingInWords)).toEqual([
      '',
      'bought nothing: previous month, month before previous',
      'bought nothing: current month',
      'market_money.csv: no row for previous month',
      'market_money.csv: no row; market_time.csv: no row for current month',
      'market_time.csv: no row',
      '',
    ])
  })

  it('scores customers without profit, as profit is no feature, and decides nothing for them', () => {
    expect(customers.status[6]).toBe('scored')
    expect([...customers.activeRows]).toEqual([0, 6])
    expect([...customers.trainingRows]).toEqual([0, 6])
    expect([...customers.decisionRows]).toEqual([0])
  })

  it('counts everyone, with the reasons', () => {
    const counts = countStandings(customers.standing)
    expect(counts).toMatchObject({ total: 7, scored: 2, inactive: 2, incomplete: 3 })
    expect(countsInWords(counts)).toBe(
      '2 scored, 2 inactive (bought nothing: current month 1, previous month 1, month before previous 1), ' +
        '3 incomplete (no row in: market_money.csv 2, market_time.csv 2)',
    )
    expect(countsInWords(countStandings(gather([{ id: 1 }]).standing))).toBe(
      '1 scored, 0 inactive, 0 incomplete',
    )
    expect(standingTable(customers).map((row) => [row.status, row.customers])).toEqual([
      ['scored', 1],
      ['scored, nothing decided', 1],
      ['inactive', 2],
      ['incomplete', 3],
    ])
  })

  it('tells what each status means, and of profit only where some have none', () => {
    expect(standingTable(customers)).toEqual([
      { status: 'scored', meaning: 'bought in each of the three months: active', customers: 1 },
      {
        status: 'scored, nothing decided',
        meaning: 'active, but money.csv states no profit',
        customers: 1,
      },
      { status: 'inactive', meaning: 'bought nothing in at least one month', customers: 2 },
      {
        status: 'incomplete',
        meaning: 'a table lacks rows: market_money.csv, market_time.csv',
        customers: 3,
      },
    ])
    expect(standingTable(gather([{ id: 1 }])).map(({ status, meaning }) => `${status}: ${meaning}`)).toEqual([
      'scored: bought in each of the three months: active',
      'inactive: bought nothing in at least one month',
      'incomplete: a table lacks rows',
    ])
  })

  it('asks for purchases, not for time on the site: who buys without a visit is scored', () => {
    const { standing } = gather([
      { id: 1, minutes: [0, 0] },
      { id: 2, minutes: [0, 0], revenue: [10, 0, 10] },
    ])
    expect(standing.map(({ status, idle }) => [status, idle])).toEqual([
      ['scored', []],
      ['inactive', ['revenuePrevious']],
    ])
    expect(countStandings(standing).idle).toEqual([{ input: 'revenuePrevious', customers: 1 }])
  })

  it('leaves out reasons that nobody has', () => {
    const { idle, lacking } = countStandings(
      gather([
        { id: 1, revenue: [0, 10, 10] },
        { id: 2, minutes: [undefined, 3] },
      ]).standing,
    )
    expect(idle.map((row) => row.customers)).toEqual([1])
    expect(lacking).toEqual([{ file: 'market_time.csv', customers: 1 }])
  })

  it('accounts for all customers of any tables', () => {
    const month = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined })
    const customer = fc.record({
      id: fc.integer({ min: 0, max: 1e9 }),
      revenue: fc.tuple(month, month, month),
      minutes: fc.tuple(month, month),
      profit: fc.option(fc.integer(), { nil: undefined }),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(customer, { selector: ({ id }) => id, minLength: 1, maxLength: 20 }),
        (drawn) => {
          const all = gather(drawn)
          const { total, scored, inactive, incomplete } = countStandings(all.standing)
          expect([total, scored + inactive + incomplete]).toEqual([drawn.length, drawn.length])
          const rows = standingTable(all)
          expect(rows.reduce((sum, row) => sum + row.customers, 0)).toBe(drawn.length)
          for (const standing of all.standing) {
            expect(standingInWords(standing) === '').toBe(standing.status === 'scored')
          }
        },
      ),
    )
  })
})
