import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCustomers, type Customers, featureFrame } from '../../../lib/study/src/customers/customers'
import { features } from '../../../lib/study/src/customers/features'
import { partByActivity, valuesOfGroups } from '../../../lib/study/src/exploration/two-groups'
import { type PlainCustomer, tablesOf } from './tables'

const gather = (customers: readonly PlainCustomer[], hasTarget = true): Customers =>
  buildCustomers(tablesOf(customers, { hasTarget }))

/** Enough usual customers for the outlier rule, ids falling. */
const usual = (count: number): PlainCustomer[] =>
  Array.from({ length: count }, (_, i) => ({
    id: 1000 - i,
    activity: i % 3 === 0 ? 'Снизилась' : 'Прежний уровень',
    revenue: [5000 + 10 * i, 4900 - 7 * i, 4800 + 3 * i],
    minutes: [10 + (i % 7), 9 + (i % 5)],
    profit: 3 + (i % 4),
  }))

describe('buildCustomers', () => {
  it('tells active, inactive and incomplete customers apart', () => {
    const { count, ids, status, activeRows, trainingRows } = gather([
      { id: 7 },
      { id: 3, revenue: [0, 10, 10] },
      { id: 5, revenue: [10, 0, 10] },
      { id: 4, revenue: [10, 10, 0] },
      { id: 2, revenue: [10, undefined, 10] },
      { id: 8, minutes: [5, undefined] },
      { id: 6, profit: undefined },
      { id: 9, minutes: [0, 0], profit: -1 },
    ])
    expect(count).toBe(8)
    expect([...ids]).toEqual([7, 3, 5, 4, 2, 8, 6, 9])
    expect(status).toEqual([
      'scored',
      'inactive',
      'inactive',
      'inactive',
      'incomplete',
      'incomplete',
      'scored',
      'scored',
    ])
    expect([...activeRows]).toEqual([0, 6, 7])
    expect([...trainingRows]).toEqual([0, 6, 7])
  })

  it('flags an implausible month, keeps its customer active and out of training', () => {
    const customers = usual(40)
    customers[11] = { ...customers[11], revenue: [106862.2, 5000, 5000] }
    customers[20] = { ...customers[20], minutes: [10, 9000] }
    const { implausible, activeRows, trainingRows, status } = gather(customers)
    expect(implausible.map(({ row, id, input, value }) => ({ row, id, input, value }))).toEqual([
      { row: 11, id: 989, input: 'revenueCurrent', value: 106862.2 },
      { row: 20, id: 980, input: 'minutesPrevious', value: 9000 },
    ])
    for (const { value, lower, upper } of implausible) expect(value < lower || value > upper).toBe(true)
    expect(implausible[0].upper).toBeGreaterThan(5400)
    expect(status[11]).toBe('scored')
    expect(activeRows).toHaveLength(40)
    expect([...trainingRows]).toEqual([...activeRows].filter((row) => row !== 11 && row !== 20))
  })

  it('flags a month that is implausibly low, by the id as it is written', () => {
    const customers = usual(40).map((one, i) => ({ ...one, revenue: [5000 + i, 4900 + i, 4800 + i] }))
    customers[7] = { ...customers[7], revenue: [100, 4900, 4800] }
    const study = tablesOf(customers)
    const written = customers.map(({ id }) => `0${id}`)
    const columns = { ...study.tables.customers.columns, writtenId: written }
    const tables = { ...study.tables, customers: { ...study.tables.customers, columns } }
    const found = buildCustomers({ ...study, tables })
    expect(found.implausible.map(({ row, id, input, value }) => [row, id, input, value])).toEqual([
      [7, '0993', 'revenueCurrent', 100],
    ])
    expect(found.written).toEqual(written)
    expect(buildCustomers(study)).not.toHaveProperty('written')
  })

  it('reads no target where the tables are said to have none', () => {
    expect(buildCustomers({ ...tablesOf(usual(6)), hasTarget: false }).declines).toBeUndefined()
  })

  it('judges months of active customers only', () => {
    const customers = usual(40)
    customers[5] = { ...customers[5], revenue: [1e6, 0, 5000] }
    const { implausible, status } = gather(customers)
    expect([status[5], implausible]).toEqual(['inactive', []])
  })

  it('reads the target, and does without it', () => {
    const customers = usual(6)
    expect([...gather(customers).declines!]).toEqual([1, 0, 0, 1, 0, 0])
    const blind = gather(customers, false)
    expect(blind.declines).toBeUndefined()
    expect({ ...blind, declines: 0 }).toEqual({ ...gather(customers), declines: 0 })
  })

  it('computes every declared feature and no profit among them', () => {
    const {
      features: table,
      profit,
      fingerprint,
    } = gather([{ id: 2, revenue: [30, 20, 40], minutes: [5, 4], pages: 6, profit: 7.5, category: 'новая' }])
    expect([...profit]).toEqual([7.5])
    expect(fingerprint).toBe('of a test')
    const numeric = features.filter(({ kind }) => kind === 'number').map(({ name }) => name)
    expect(Object.keys(table.numbers)).toEqual(numeric)
    const value = (name: string) => table.numbers[name][0]
    expect(value('revenueChange')).toBe(1.5)
    expect(value('revenueChangeTwoMonths')).toBe(0.75)
    expect(value('revenueTotal')).toBe(90)
    expect(value('minutesChange')).toBe(1.25)
    expect(value('minutesTotal')).toBe(9)
    expect(value('revenuePerMinute')).toBe(6)
    expect(value('pagesPerCategory')).toBe(1.5)
    expect(table.categories).toEqual({
      serviceTier: ['стандарт'],
      contactAllowed: ['да'],
      favouriteCategory: ['новая'],
    })
  })

  it('holds for any small tables: every customer once, in order, with one status and its own values', () => {
    const month = fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined, freq: 8 })
    const customer = fc.record({
      id: fc.integer({ min: 0, max: 1e9 }),
      revenue: fc.tuple(month, month, month),
      minutes: fc.tuple(month, month),
      profit: fc.option(fc.integer({ min: -5, max: 9 }), { nil: undefined, freq: 8 }),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(customer, { selector: ({ id }) => id, minLength: 1, maxLength: 12 }),
        (drawn) => {
          const result = gather(drawn)
          expect([...result.ids]).toEqual(drawn.map(({ id }) => id))
          const expected = drawn.map(({ revenue, minutes }) => {
            if ([...revenue, ...minutes].includes(undefined)) return 'incomplete'
            return revenue.every((value) => value! > 0) ? 'scored' : 'inactive'
          })
          expect(result.status).toEqual(expected)
          expect([...result.activeRows]).toEqual(
            expected.flatMap((status, row) => (status === 'scored' ? [row] : [])),
          )
          expect([...result.features.numbers.revenueCurrent]).toEqual(
            drawn.map(({ revenue }) => revenue[0] ?? Number.NaN),
          )
          expect([...result.profit]).toEqual(drawn.map(({ profit }) => profit ?? Number.NaN))
          expect([...result.decisionRows]).toEqual(
            [...result.activeRows].filter((row) => drawn[row].profit !== undefined),
          )
          const flagged = new Set(result.implausible.map(({ row }) => row))
          expect([...result.trainingRows]).toEqual([...result.activeRows].filter((row) => !flagged.has(row)))
        },
      ),
      { numRuns: 40, seed: 5 },
    )
  })
})

describe('featureFrame', () => {
  it('holds the chosen rows with target, features and profit', () => {
    const customers = gather(usual(5))
    const frame = featureFrame(customers, [3, 1], features.slice(0, 4))
    expect(frame.columns).toEqual([
      'id',
      'activity',
      'serviceTier',
      'contactAllowed',
      'marketingContacts6m',
      'marketingContactsCurrent',
      'profit',
    ])
    expect(frame.columns.map((name) => frame.column(name).values)).toEqual([
      [997, 999],
      ['declines', 'holds'],
      ['стандарт', 'стандарт'],
      ['да', 'да'],
      [4.2, 4.2],
      [4, 4],
      [6, 4],
    ])
    expect(featureFrame(gather(usual(5), false), [0]).columns).not.toContain('activity')
  })
})

describe('partByActivity', () => {
  it('parts chosen rows by the target and takes their values', () => {
    const customers = gather(usual(7))
    const groups = partByActivity(customers, Int32Array.of(6, 0, 1, 2))
    expect(groups).toEqual({ of: Int32Array.of(6, 0), others: Int32Array.of(1, 2) })
    expect(
      valuesOfGroups(
        groups,
        Float64Array.from({ length: 7 }, (_, i) => 10 * i),
      ),
    ).toEqual({
      of: Float64Array.of(60, 0),
      others: Float64Array.of(10, 20),
    })
    const blind = partByActivity(gather(usual(7), false), Int32Array.of(0, 1))
    expect(blind).toEqual({ of: new Int32Array(0), others: new Int32Array(0) })
  })
})
