import { describe, expect, it } from 'vitest'
import { inputsOf } from '../../../lib/study/src/customers/expression'
import {
  featureDictionary,
  featureInputs,
  featureOf,
  features,
  inDeclaredOrder,
  modelFeatures,
  monthlyInputs,
} from '../../../lib/study/src/customers/features'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import { mustBeReached } from '../../support/must-be-reached'

const columns = new Map(
  tableSchemas.flatMap((table) => table.columns.map((column) => [column.name, { table, column }] as const)),
)
const customersColumns = tableSchemas.find(({ name }) => name === 'customers')!.columns

describe('the declared features', () => {
  it('have names and labels of their own', () => {
    for (const key of ['name', 'label', 'russian'] as const) {
      expect(new Set(features.map((feature) => feature[key])).size, key).toBe(features.length)
    }
  })

  it('read only what the join offers: columns of market_file.csv and months', () => {
    const offered = new Set<string>([
      ...customersColumns.map(({ name }) => name),
      ...monthlyInputs.map(({ name }) => name),
    ])
    expect(featureInputs.filter((name) => !offered.has(name))).toEqual([])
    const numbers = mustBeReached('a feature that is a number')
    const words = mustBeReached('a feature that is a category')
    for (const { name, kind, expression } of features) {
      const kinds = inputsOf(expression).map((read) => columns.get(read)?.column.kind ?? 'number')
      if (kind === 'number') {
        numbers()
        expect(kinds, name).toEqual(kinds.map(() => 'number'))
      } else {
        words()
        expect(expression, name).toEqual({ op: 'input', name })
      }
    }
  })

  it('never read the target, the id, or the profit that finance states', () => {
    for (const forbidden of ['activity', 'id', 'profit']) expect(featureInputs).not.toContain(forbidden)
  })

  it('use every column and every month there is to learn from', () => {
    const given = customersColumns.filter(({ name, target }) => name !== 'id' && !target)
    for (const { name } of [...given, ...monthlyInputs]) expect(featureInputs, name).toContain(name)
  })

  it('carry labels in both languages, a known group, and units for numbers', () => {
    for (const { name, label, russian, group, unit, kind } of features) {
      expect(kind === 'category' || unit !== '', name).toBe(true)
      expect(label, name).toMatch(/^[A-Z][\x20-\x7e]+$/)
      expect(russian, name).toMatch(/^[А-Я][а-яА-Я0-9 :.,-]+$/)
      expect(['communication', 'product', 'purchases', 'site'], name).toContain(group)
    }
  })

  it('take the group and unit of the column they are', () => {
    const reached = mustBeReached()
    for (const feature of features) {
      const own = columns.get(feature.name)?.column
      if (own && feature.expression.op === 'input') {
        reached()
        expect([feature.name, feature.group, feature.unit]).toEqual([own.name, own.group, own.unit])
      }
    }
  })

  it('say why a feature stays out of the models', () => {
    expect(modelFeatures).toEqual(features.filter(({ inModel }) => inModel))
    expect(modelFeatures.length).toBeGreaterThan(15)
    const silent = features.filter(({ inModel, note = '' }) => !inModel && !/\w{3}/.test(note))
    expect(silent.map(({ name }) => name)).toEqual([])
  })
})

describe('monthlyInputs', () => {
  it('name each month of each monthly table once, as the schema knows it', () => {
    const declared = tableSchemas.flatMap(({ name, columns: own }) =>
      (own.find((column) => column.name === 'period')?.values ?? []).map(
        ({ english }) => `${name} ${english}`,
      ),
    )
    expect(monthlyInputs.map(({ table, period }) => `${table} ${period}`).sort()).toEqual(declared.sort())
    for (const { table, column } of monthlyInputs) expect(columns.get(column)?.table.name).toBe(table)
  })
})

describe('featureOf and featureDictionary', () => {
  it('find a feature, and refuse a name that is none', () => {
    expect(featureOf('unpaidItems').label).toBe('Unpaid items')
    expect(() => featureOf('profit')).toThrow(UserError)
    expect(() => featureOf('profit')).toThrow(/"profit"/)
  })

  it('sort names as they are declared, each once, with names of no feature last', () => {
    const [first, second, third] = features.map(({ name }) => name)
    expect(inDeclaredOrder(['profit', third, first, third, 'id', second])).toEqual([
      first,
      second,
      third,
      'profit',
      'id',
    ])
  })

  it('document every feature in one row', () => {
    const rows = featureDictionary()
    expect(rows.map(({ feature }) => feature)).toEqual(features.map(({ label }) => label))
    const row = (name: string) => rows[features.findIndex((feature) => feature.name === name)]
    expect(row('revenueChange')).toEqual({
      group: 'purchases',
      feature: 'Revenue, this month / last month',
      russian: 'Выручка: текущий месяц к предыдущему',
      unit: 'ratio',
      computed: 'revenueCurrent / revenuePrevious',
      'in the model': 'yes',
    })
    expect(row('favouriteCategory')).toMatchObject({ unit: 'category', computed: 'as given' })
    expect(row('contactAllowed')['in the model']).toBe('yes')
    for (const cells of rows) expect(Object.values(cells).every((cell) => cell !== '')).toBe(true)
  })
})
