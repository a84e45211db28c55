import { describe, expect, it } from 'vitest'
import { copyProblems } from '../../../lib/study/src/customers/copy-problems'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { realTablesFolder } from '../../support/real-tables'
import { type PlainCustomer, tablesOf } from './tables'

const customers = (count: number): PlainCustomer[] =>
  Array.from({ length: count }, (_, i) => ({
    id: 1000 + i,
    revenue: [5000 + 13 * i, 4000 + 17 * i, 3000 + 19 * i],
    minutes: [10 + (i % 7), 9 + (i % 5)],
    profit: 3 + (i % 4),
  }))

describe('copyProblems', () => {
  it('says who is equal to whom, in what they differ, and at which line', () => {
    const all = customers(60)
    const { revenue, minutes, profit } = all[4]
    all[30] = { ...all[30], revenue, minutes, profit, tier: 'премиум' }
    const [counted, problem, ...others] = copyProblems(tablesOf(all))
    expect(others).toEqual([])
    expect(counted).toMatchObject({ rule: 'copied-customer', count: 2 })
    expect(counted.message).toMatch(/^2 customers are equal .* held out together .* delete what was entered/)
    expect(problem).toMatchObject({
      severity: 'warning',
      file: 'market_file.csv',
      column: 'id',
      value: '1030',
      rule: 'copied-customer',
      count: 2,
    })
    expect(problem.line).toBe(tablesOf(all).tables.customers.lines[30])
    expect(problem.message).toContain('customers 1004, 1030 are equal in every monthly amount')
    expect(problem.message).toContain('they differ in Тип сервиса, Длительность, Неоплаченные_продукты')
  })

  it('says where all else is equal too', () => {
    const all = customers(60)
    // What the tables of tests derive from the id is the same 150 ids on.
    all[30] = { ...all[4], id: 1154, profit: 9 }
    const [, problem] = copyProblems(tablesOf(all))
    expect(problem.message).toBe(
      'customers 1004, 1154 are equal in every monthly amount; all else in this table is equal too',
    )
  })

  it('names ten of many, by the ids as they are written', () => {
    const equal = (copies: number) => {
      const all = customers(600).map((one, i) => ({ ...one, minutes: [10 + i, 9 + 2 * i] }))
      const { revenue, minutes } = all[100]
      return copyProblems(tablesOf(all.map((one, i) => (i < copies ? { ...one, revenue, minutes } : one))))
        .filter(({ column }) => column === 'id')
        .map(({ message }) => message)
    }
    const ten = Array.from({ length: 10 }, (_, i) => 1000 + i).join(', ')
    // The hundredth, whose amounts they have, is one of them.
    expect(equal(9)[0]).toMatch(new RegExp(`^customers ${ten.replace('1009', '1100')} are equal`))
    expect(equal(11)[0]).toMatch(new RegExp(`^customers ${ten}, … are equal`))
  })

  it('tells of a block of rows that repeats another, with its columns and lines', () => {
    const study = tablesOf(customers(60))
    const rows = Float64Array.from({ length: 60 }, (_, i) => 100 + 7 * (i >= 40 && i < 43 ? i - 30 : i))
    const columns = { ...study.tables.customers.columns, tenureDays: rows, unpaidItems: rows }
    const written = Array.from(rows, (_, i) => `00${1000 + i}`)
    const customersTable = { ...study.tables.customers, columns: { ...columns, writtenId: written } }
    const problems = copyProblems({ ...study, tables: { ...study.tables, customers: customersTable } })
    const place = { severity: 'warning', file: 'market_file.csv', rule: 'repeated-rows', count: 3 }
    expect(problems).toEqual([
      {
        ...place,
        message: expect.stringMatching(
          /^3 rows repeat earlier ones, run by run, in Тип сервиса, Длительность, Средний_просмотр_категорий_за_визит, Неоплаченные_продукты_штук_квартал: a model that has learned/,
        ),
      },
      {
        ...place,
        line: 42,
        column: 'id',
        value: '001040',
        message: 'customers 001040 to 001042 (3 rows) repeat 001010 to 001012, which begin at line 12',
      },
    ])
  })

  it('says nothing of customers who are all different', () => {
    expect(copyProblems(tablesOf(customers(60)))).toEqual([])
  })
})

it.skipIf(!realTablesFolder)('names the copies of the store’s tables by their ids', () => {
  const problems = copyProblems(loadStudyTables(realTablesFolder!))
  const copied = problems.filter(({ rule }) => rule === 'copied-customer')
  expect(copied).toHaveLength(22)
  expect(copied[0].count).toBe(42)
  const alike = copied.filter(({ message }) => /all else|differ in Покупательская активность$/.test(message))
  expect(alike).toHaveLength(11)
  expect(copied[1].message).toContain('215675, 215885')
  const repeated = problems.filter(({ rule }) => rule === 'repeated-rows')
  expect(repeated[0].count).toBe(181)
  expect(repeated[1].message).toBe(
    'customers 215846 to 215848 (3 rows) repeat 215393 to 215395, which begin at line 47',
  )
})
