import {
  type CustomerRisk,
  type FeatureTable,
  featureOf,
  matrixFromRows,
  reasonsOf,
  typicalValues,
} from 'one-click'
import { describe, expect, it } from 'vitest'

const names = ['pagesPerVisit', 'revenueCurrent', 'promoShare', 'serviceTier', 'favouriteCategory']
const table: FeatureTable = {
  rows: 3,
  features: names.map(featureOf),
  numbers: {
    pagesPerVisit: Float64Array.of(3, 9, 8),
    revenueCurrent: Float64Array.of(4321.6, 100.4, 99.996),
    promoShare: Float64Array.of(0.256, 0.5, 1 / 3),
  },
  categories: {
    serviceTier: ['стандарт', 'премиум', 'премиум'],
    favouriteCategory: ['Кухонная посуда', 'Сад и огород', 'Товары для детей'],
  },
}
const risk = (rows: number[], contributions: number[][]): CustomerRisk => ({
  rows: Int32Array.from(rows),
  probability: new Float64Array(rows.length),
  base: new Float64Array(rows.length),
  contributions: { features: names, values: matrixFromRows(contributions) },
})
const typical = typicalValues(table, [0, 1, 2])

describe('typicalValues', () => {
  it('is the median of each number over the chosen rows', () => {
    expect(typical).toEqual({ pagesPerVisit: 8, revenueCurrent: 100.4, promoShare: 1 / 3 })
    expect(typicalValues(table, [0, 1]).pagesPerVisit).toBe(6)
  })
})

describe('reasonsOf', () => {
  it('lists what raises the risk, largest first, in words', () => {
    const reasons = reasonsOf(
      risk(
        [0, 1],
        [
          [0, 0, 0, 0, 0],
          [0.2, -3, 0.5, 0.1, 0.4],
        ],
      ),
      1,
      table,
      typical,
      {
        most: 9,
      },
    )
    expect(reasons).toEqual([
      { feature: 'promoShare', contribution: 0.5, text: 'Share bought on promotion 0.5 (typical 0.33)' },
      { feature: 'favouriteCategory', contribution: 0.4, text: 'Favourite category: Сад и огород' },
      { feature: 'pagesPerVisit', contribution: 0.2, text: 'Pages per visit 9 (typical 8)' },
      { feature: 'serviceTier', contribution: 0.1, text: 'Service tier: premium' },
    ])
  })

  it('reads the value of the customer’s row, not of its position', () => {
    const [first, second] = reasonsOf(
      risk(
        [2, 0],
        [
          [0, 0, 0, 0, 0],
          [2, 1, 0, 0, 0],
        ],
      ),
      1,
      table,
      typical,
    )
    expect(first.text).toBe('Pages per visit 3 (typical 8)')
    expect(second.text).toBe(`${featureOf('revenueCurrent').label} 4322 (typical 100)`)
  })

  it('gives at most three, fewer when fewer raise the risk, none when none does', () => {
    const count = (contributions: number[], most?: number) =>
      reasonsOf(risk([0], [contributions]), 0, table, typical, { most }).length
    expect(count([5, 4, 3, 2, 1])).toBe(3)
    expect(count([5, 4, 3, 2, 1], 4)).toBe(4)
    expect(count([0, -1, 0, 2, -9])).toBe(1)
    expect(count([0, -1, -0, -2, -9])).toBe(0)
  })

  it('orders equal contributions by name', () => {
    const reasons = reasonsOf(risk([0], [[1, 1, 1, 1, 1]]), 0, table, typical, { most: 5 })
    expect(reasons.map(({ feature }) => feature)).toEqual([...names].sort())
  })
})
