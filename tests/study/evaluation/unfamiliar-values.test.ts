import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import type { TrainingReference } from '../../../lib/study/src/evaluation/training-reference'
import { unfamiliarValues } from '../../../lib/study/src/evaluation/unfamiliar-values'
import { unfamiliarInWords } from '../../../lib/study/src/study/value-flags'
import { tablesOf } from '../customers/tables'

const reference: Pick<TrainingReference, 'features'> = {
  features: [
    { kind: 'number', feature: 'revenueCurrent', values: Float64Array.of(100, 250, 900) },
    { kind: 'number', feature: 'revenueChange', values: Float64Array.of(0.5, 2) },
    {
      kind: 'category',
      feature: 'favouriteCategory',
      categories: [{ category: 'Кухонная посуда', customers: 3 }],
    },
  ],
}

describe('unfamiliarValues', () => {
  it('names every value outside those of the training customers, the extremes not among them', () => {
    const customers = buildCustomers(
      tablesOf([
        { id: 1, revenue: [100, 100, 1] },
        { id: 2, revenue: [900, 450, 1] },
        { id: 3, revenue: [901, 450, 1], category: 'Сад и огород' },
        { id: 4, revenue: [99, 99, 1] },
      ]),
    )
    const found = unfamiliarValues(customers, customers.activeRows, reference)
    expect(found).toEqual([
      { row: 2, feature: 'revenueCurrent', kind: 'outside' },
      { row: 2, feature: 'revenueChange', kind: 'outside' },
      { row: 2, feature: 'favouriteCategory', kind: 'unseen' },
      { row: 3, feature: 'revenueCurrent', kind: 'outside' },
    ])
    expect(unfamiliarInWords(found, 4)).toMatch(
      /^2 of 4 customers have .*\(revenueCurrent 2, revenueChange 1, favouriteCategory 1\).*npm run drift/,
    )
  })

  it('knows what customers of earlier quarters had', () => {
    const [amount, change, category] = reference.features
    const met = { least: 99, most: 899 }
    const earlier = {
      features: [{ ...amount, earlier: met }, change, { ...category, earlier: ['Сад и огород'] }],
    }
    const customers = buildCustomers(
      tablesOf([
        { id: 1, revenue: [99, 99, 1], category: 'Сад и огород' },
        { id: 2, revenue: [900, 450, 1], category: 'Техника' },
        { id: 3, revenue: [901, 901, 1] },
        { id: 4, revenue: [98, 98, 1] },
      ]),
    )
    const known = earlier as Pick<TrainingReference, 'features'>
    expect(unfamiliarValues(customers, customers.activeRows, known)).toEqual([
      { row: 1, feature: 'favouriteCategory', kind: 'unseen' },
      { row: 2, feature: 'revenueCurrent', kind: 'outside' },
      { row: 3, feature: 'revenueCurrent', kind: 'outside' },
    ])
  })

  it('finds nothing where customers are those of the reference, whatever they bought', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 20 }),
        (amounts) => {
          const customers = buildCustomers(
            tablesOf(amounts.map((amount, i) => ({ id: 1 + i, revenue: [amount, 700, 700] }))),
          )
          const values = customers.features.numbers.revenueCurrent.slice().sort()
          const own = { features: [{ kind: 'number' as const, feature: 'revenueCurrent', values }] }
          expect(unfamiliarValues(customers, customers.activeRows, own)).toEqual([])
          const [least, most] = [values[0], values[values.length - 1]]
          const narrower = {
            kind: 'number' as const,
            feature: 'revenueCurrent',
            values: Float64Array.of(least),
          }
          const outside = unfamiliarValues(customers, customers.activeRows, { features: [narrower] })
          expect(outside.length).toBe(amounts.filter((amount) => amount > least).length)
          expect(outside.length > 0).toBe(most > least)
        },
      ),
    )
  })

  it('says so where there is nothing to compare with, or nothing to tell', () => {
    expect(unfamiliarInWords(undefined, 4)).toMatch(/cannot be told; train the model again/)
    expect(unfamiliarInWords([], 4)).toBe('No value lies outside those that the model learned from.')
  })
})
