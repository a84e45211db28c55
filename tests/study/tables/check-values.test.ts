import { describe, expect, it } from 'vitest'
import { reportInactive, reportOutliers } from '../../../lib/study/src/tables/check-values'
import { outlierRule } from '../../../lib/study/src/tables/outliers'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import type { TableReading } from '../../../lib/study/src/tables/table-reading'

const [, revenueSchema] = tableSchemas
const months = revenueSchema.columns.find(({ name }) => name === 'period')!.values!.map(({ word }) => word)
const everyone = () => true

function revenueOf(rows: readonly (readonly [id: number, month: number, revenue: number])[], columns = {}) {
  const problems = new ProblemList('market_money.csv')
  const reading = {
    schema: revenueSchema,
    problems,
    lines: Int32Array.from(rows, (_, i) => i + 2),
    columns: {
      id: Float64Array.from(rows, ([id]) => id),
      period: rows.map(([, month]) => months[month]),
      revenue: Float64Array.from(rows, ([, , revenue]) => revenue),
      ...columns,
    },
  } as unknown as TableReading
  return { reading, told: () => problems.problems }
}

/** Thirty customers with ordinary revenue in two months. */
const ordinary = [0, 1].flatMap((month) =>
  Array.from({ length: 30 }, (_, i) => [i, month, 5000 + 1000 * month + 10 * i] as const),
)
const place = { file: 'market_money.csv', column: 'Выручка' }

describe('reportOutliers', () => {
  it('finds none among ordinary numbers', () => {
    const { reading, told } = revenueOf(ordinary)
    reportOutliers(reading, everyone)
    expect(told()).toEqual([])
  })

  it('judges each month by itself, above and below', () => {
    const { reading, told } = revenueOf([...ordinary, [90, 0, 100_000], [91, 1, 0], [92, 0, 90_000]])
    reportOutliers(reading, everyone)
    expect(told()).toEqual([
      {
        ...place,
        severity: 'warning',
        line: 62,
        value: '100000',
        count: 2,
        rule: 'outlier',
        message: `100000 is implausible for ${months[0]}, ${outlierRule}, 5155: 2 rows (lines 62, 64)`,
      },
      {
        ...place,
        severity: 'warning',
        line: 63,
        value: '0',
        count: 1,
        rule: 'outlier',
        message: `0 is implausible for ${months[1]}, ${outlierRule}, 6140: 1 row (line 63)`,
      },
    ])
  })

  it('leaves out rows that are not used, from the search and from the median', () => {
    const { reading, told } = revenueOf([...ordinary, [90, 0, 100_000]])
    reportOutliers(reading, (row) => row !== 60)
    expect(told()).toEqual([])
    reportOutliers(reading, (row) => row === 60)
    expect(told()).toEqual([])
  })

  it('takes a table without months, or without the column, as it is', () => {
    const wild = revenueOf([...ordinary.slice(0, 30), [90, 0, 100_000]], { period: undefined })
    reportOutliers(wild.reading, everyone)
    expect(wild.told()).toMatchObject([
      { message: `100000 is implausible, ${outlierRule}, 5150: 1 row (line 32)` },
    ])
    const none = revenueOf(ordinary, { revenue: undefined })
    reportOutliers(none.reading, everyone)
    expect(none.told()).toEqual([])
  })
})

describe('reportInactive', () => {
  const all = (id: number, revenue: readonly [number, number, number]) =>
    revenue.map((each, month) => [id, month, each] as const)

  it('warns of customers who bought nothing in a month', () => {
    const { reading, told } = revenueOf([...all(1, [5, 5, 5]), ...all(2, [5, 0, 5]), ...all(3, [0, 0, 5])])
    reportInactive(reading, everyone)
    expect(told()).toEqual([
      {
        file: 'market_money.csv',
        severity: 'warning',
        line: 6,
        column: 'id',
        value: '2',
        count: 2,
        rule: 'inactive-customer',
        message:
          '2 customers bought nothing in at least one of the three months and will not be scored: id 2, 3',
      },
    ])
  })

  it('says nothing where everyone bought, where rows are not used, or a column is missing', () => {
    const bought = revenueOf([...all(1, [5, 5, 5]), ...all(2, [5, 5, 5])])
    reportInactive(bought.reading, everyone)
    const unused = revenueOf([...all(1, [5, 5, 5]), ...all(2, [5, 0, 5])])
    reportInactive(unused.reading, (row) => row !== 4)
    const noId = revenueOf(all(1, [0, 0, 0]), { id: undefined })
    reportInactive(noId.reading, everyone)
    const noRevenue = revenueOf(all(1, [0, 0, 0]), { revenue: undefined })
    reportInactive(noRevenue.reading, everyone)
    expect([bought, unused, noId, noRevenue].map(({ told }) => told())).toEqual([[], [], [], []])
  })

  it('refuses tables in which nobody bought in each month', () => {
    const { reading, told } = revenueOf([...all(1, [5, 0, 5]), ...all(2, [5, 5, 0])], {
      writtenId: ['01', '01', '01', '02', '02', '02'],
    })
    reportInactive(reading, everyone)
    expect(told()).toEqual([
      {
        ...place,
        severity: 'error',
        line: 3,
        value: '0',
        count: 2,
        rule: 'no-active-customer',
        message:
          'every customer bought nothing in at least one of the three months (2 customers): nobody can be scored; check that the column holds the months' +
          "' revenue",
      },
    ])
  })

  it('counts only used rows and months with revenue as bought', () => {
    const rules = (used: (row: number) => boolean, first: readonly [number, number, number]) => {
      const { reading, told } = revenueOf([...all(1, first), ...all(2, [5, 0, 5])])
      reportInactive(reading, used)
      return told().map(({ rule }) => rule)
    }
    expect(rules(everyone, [5, 5, 5])).toEqual(['inactive-customer'])
    expect(rules((row) => row !== 0, [5, 5, 5])).toEqual(['no-active-customer'])
    expect(rules(everyone, [5, 5, -1])).toEqual(['no-active-customer'])
    expect(rules(everyone, [5, 5, Number.NaN])).toEqual(['no-active-customer'])
  })
})
