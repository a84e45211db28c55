import { describe, expect, it } from 'vitest'
import {
  associationColumns,
  computeFeatures,
  joinFeatureTables,
  selectFeatures,
  takeCustomers,
} from '../../../lib/study/src/customers/feature-table'
import { type Feature, featureOf } from '../../../lib/study/src/customers/features'

const chosen: readonly Feature[] = ['revenueChange', 'serviceTier'].map(featureOf)
const columns = {
  revenueCurrent: Float64Array.of(10, 30, 9),
  revenuePrevious: Float64Array.of(20, 10, 3),
  serviceTier: ['премиум', 'стандарт', 'премиум'],
}
const table = computeFeatures(chosen, 3, columns)

describe('computeFeatures', () => {
  it('computes numbers and takes categories over', () => {
    expect(table).toEqual({
      rows: 3,
      features: chosen,
      numbers: { revenueChange: Float64Array.of(0.5, 3, 3) },
      categories: { serviceTier: ['премиум', 'стандарт', 'премиум'] },
    })
  })

  it('refuses a column that is missing or of the other kind', () => {
    const { serviceTier, ...numbers } = columns
    expect(() => computeFeatures(chosen, 3, numbers)).toThrow(
      /^computeFeatures: .*column of words \(got "serviceTier"\)/,
    )
    expect(() => computeFeatures(chosen, 3, { ...columns, serviceTier: Float64Array.of(1, 2, 3) })).toThrow(
      /column of words/,
    )
    expect(() => computeFeatures(chosen, 3, { ...columns, revenueCurrent: serviceTier })).toThrow(
      /unknown numeric input \(got "revenueCurrent"\)/,
    )
  })
})

describe('takeCustomers and selectFeatures', () => {
  it('take rows in the order given, as copies', () => {
    const taken = takeCustomers(table, Int32Array.of(2, 0, 2))
    expect(taken.rows).toBe(3)
    expect(taken.numbers.revenueChange).toEqual(Float64Array.of(3, 0.5, 3))
    expect(taken.categories.serviceTier).toEqual(['премиум', 'премиум', 'премиум'])
    taken.numbers.revenueChange[0] = 99
    expect(table.numbers.revenueChange[2]).toBe(3)
    expect(takeCustomers(table, [])).toMatchObject({ rows: 0, categories: { serviceTier: [] } })
  })

  it('keep the chosen features only', () => {
    const selected = selectFeatures(table, [featureOf('serviceTier')])
    expect(selected).toEqual({
      rows: 3,
      features: [featureOf('serviceTier')],
      numbers: {},
      categories: table.categories,
    })
  })
})

describe('associationColumns', () => {
  it('gives every feature as numbers, a category by the place of its value among the sorted ones', () => {
    expect(associationColumns(table)).toEqual([Float64Array.of(0.5, 3, 3), Float64Array.of(0, 1, 0)])
    const turned = takeCustomers(table, [1, 0, 2])
    expect(associationColumns(turned)[1]).toEqual(Float64Array.of(1, 0, 0))
  })
})

describe('joinFeatureTables', () => {
  it('puts the customers of one table behind those of the other', () => {
    const one = takeCustomers(table, [2])
    expect(joinFeatureTables([table, one])).toEqual(takeCustomers(table, [0, 1, 2, 2]))
    expect(joinFeatureTables([one])).toEqual(one)
  })
})

it('selects several features of many', () => {
  const names = ['revenueCurrent', 'revenueChange', 'serviceTier'].map(featureOf)
  const wide = computeFeatures(names, 3, columns)
  expect(selectFeatures(wide, chosen)).toEqual(table)
})
