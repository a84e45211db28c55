import { describe, expect, it } from 'vitest'
import { checkIds, count, listIds } from '../../../lib/study/src/tables/check-ids'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import type { TableReading } from '../../../lib/study/src/tables/table-reading'

const [customersSchema, , minutesSchema, profitSchema] = tableSchemas
const periods = minutesSchema.columns.find(({ name }) => name === 'period')!.values!.map(({ word }) => word)
const nothing = Number.NaN

function readingOf(
  schema: typeof customersSchema,
  ids: readonly number[] | undefined,
  columns = {},
): TableReading {
  return {
    schema,
    problems: new ProblemList(schema.file),
    lines: Int32Array.from(ids ?? [], (_, i) => i + 2),
    columns: ids === undefined ? {} : { id: Float64Array.from(ids), ...columns },
  } as unknown as TableReading
}
const customersOf = (ids: readonly number[] | undefined, columns = {}) =>
  readingOf(customersSchema, ids, columns)
const profitOf = (ids: readonly number[] | undefined, columns = {}) => readingOf(profitSchema, ids, columns)
/** Minutes by id and month. */
const minutesOf = (rows: readonly (readonly [number, number])[], columns = {}) =>
  readingOf(
    minutesSchema,
    rows.map(([id]) => id),
    { period: rows.map(([, month]) => periods[month]), ...columns },
  )

function check(customers: TableReading, reading: TableReading) {
  return { unknown: [...checkIds(customers, reading)], problems: reading.problems.problems }
}

describe('checkIds', () => {
  it('finds nothing where the ids are the same', () => {
    expect(check(customersOf([1, 2]), profitOf([2, 1]))).toEqual({ unknown: [0, 0], problems: [] })
    const both = minutesOf([1, 2].flatMap((id) => periods.map((_, month) => [id, month] as const)))
    expect(check(customersOf([1, 2]), both).problems).toEqual([])
  })

  it('sets aside rows of nobody, with their lines', () => {
    expect(check(customersOf([1, 2]), profitOf([7, 1, nothing, 2, 8]))).toEqual({
      unknown: [1, 0, 0, 0, 1],
      problems: [
        {
          severity: 'warning',
          file: 'money.csv',
          line: 2,
          column: 'id',
          value: '7',
          count: 2,
          rule: 'unknown-customer',
          message: 'customers that are not in market_file.csv: 2 rows (lines 2, 6) set aside',
        },
      ],
    })
  })

  it('refuses tables of different customers', () => {
    const { unknown, problems } = check(
      customersOf([1, 2]),
      profitOf([nothing, 7], { writtenId: ['', '07'] }),
    )
    expect(unknown).toEqual([0, 0])
    expect(problems).toEqual([
      {
        severity: 'error',
        file: 'money.csv',
        column: 'id',
        value: '07',
        rule: 'no-id-overlap',
        message: 'no id of this file is in market_file.csv: the tables belong to different customers',
      },
    ])
  })

  it('compares nothing where a table has no ids', () => {
    const empty = [profitOf(undefined), profitOf([nothing])]
    for (const reading of empty) expect(check(customersOf([1]), reading).problems).toEqual([])
    for (const none of [customersOf(undefined), customersOf([nothing])]) {
      expect(check(none, profitOf([1, 2]))).toEqual({ unknown: [0, 0], problems: [] })
    }
  })

  it('names who is absent, by the id that market_file.csv writes', () => {
    const written = { writtenId: ['01', 'x', '02', '03'] }
    const absent = check(customersOf([1, nothing, 2, 3], written), profitOf([1])).problems
    expect(absent.filter(({ rule }) => rule === 'absent-customer')).toEqual([
      {
        severity: 'warning',
        file: 'money.csv',
        column: 'id',
        value: '02',
        count: 2,
        rule: 'absent-customer',
        message:
          '2 customers of market_file.csv without profit in this table: no offer can be decided for them: id 02, 03',
      },
    ])
    const lacking = (ids: readonly number[]) =>
      check(customersOf(ids), minutesOf(periods.map((_, month) => [1, month] as const))).problems
    expect(lacking([1, 2])).toEqual([
      {
        severity: 'warning',
        file: 'market_time.csv',
        column: 'id',
        value: '2',
        count: 1,
        rule: 'absent-customer',
        message: '1 customer of market_file.csv is absent from this table and cannot be scored: id 2',
      },
    ])
    expect(lacking([1, 2, 3])[0].message).toBe(
      '2 customers of market_file.csv are absent from this table and cannot be scored: id 2, 3',
    )
  })

  it('takes the first writing of a customer who stands twice', () => {
    const customers = customersOf([1, 2, 2], { writtenId: ['1', '002', '02'] })
    const { problems } = check(customers, profitOf([1]))
    expect(problems.find(({ rule }) => rule === 'absent-customer')).toMatchObject({ value: '002' })
  })

  it('names who lacks a row for a period', () => {
    const reading = minutesOf([
      [1, 0],
      [1, 1],
      [2, 0],
      [3, 1],
      [9, 0],
    ])
    expect(
      check(customersOf([1, 2, 3]), reading).problems.filter(({ rule }) => rule === 'absent-period'),
    ).toEqual([
      {
        severity: 'warning',
        file: 'market_time.csv',
        column: 'Период',
        value: periods[0],
        count: 1,
        rule: 'absent-period',
        message: `1 customer without a row for ${periods[0]} cannot be scored: id 3`,
      },
      expect.objectContaining({
        value: periods[1],
        message: `1 customer without a row for ${periods[1]} cannot be scored: id 2`,
      }),
    ])
    expect(check(customersOf([1, 2, 3]), minutesOf([[1, 0]], { period: undefined })).problems).toHaveLength(1)
  })

  it('tells of ids that are written otherwise', () => {
    const { problems } = check(customersOf([1, 2], { writtenId: ['01', '02'] }), profitOf([1, 2]))
    expect(problems.map(({ rule }) => rule)).toEqual(['id-written-otherwise'])
  })
})

it('counts and lists ids', () => {
  expect([count(['a'], 'customer'), count([], 'customer'), count(['a', 'b'], 'row')]).toEqual([
    '1 customer',
    '0 customers',
    '2 rows',
  ])
  const ids = ['1', '2', '3', '4', '5', '6']
  expect(listIds(ids.slice(0, 5))).toBe('id 1, 2, 3, 4, 5')
  expect(listIds(ids)).toBe('id 1, 2, 3, 4, 5, …')
})
