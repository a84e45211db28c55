import fc from 'fast-check'
import {
  type CustomerRisk,
  type FeatureTable,
  featureOf,
  matrixFromRows,
  probabilityChangeOf,
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
const risk = (rows: number[], contributions: number[][], probability = 0.75): CustomerRisk => ({
  rows: Int32Array.from(rows),
  probability: new Float64Array(rows.length).fill(probability),
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
    // Odds of 3 divided by 3, 2, 1.1 and 1.01: probabilities of 1/2, 3/5, 30/41 and 300/401.
    const [third, half, tenth, hundredth] = [3, 2, 1.1, 1.01].map(Math.log)
    const customers = risk(
      [0, 1],
      [
        [0, 0, 0, 0, 0],
        [tenth, -3, third, hundredth, half],
      ],
    )
    const reasons = reasonsOf(customers, 1, table, typical, { most: 9 })
    expect(reasons.map(({ feature, contribution, text }) => ({ feature, contribution, text }))).toEqual([
      {
        feature: 'promoShare',
        contribution: third,
        text: 'Share bought on promotion 0.5 (typical 0.33), +25 points',
      },
      {
        feature: 'favouriteCategory',
        contribution: half,
        text: 'Favourite category: Сад и огород, +15 points',
      },
      { feature: 'pagesPerVisit', contribution: tenth, text: 'Pages per visit 9 (typical 8), +2 points' },
      { feature: 'serviceTier', contribution: hundredth, text: 'Service tier: premium, less than a point' },
    ])
    for (const [i, lower] of [1 / 2, 3 / 5, 30 / 41, 300 / 401].entries()) {
      expect(reasons[i].probabilityChange).toBeCloseTo(0.75 - lower, 14)
    }
  })

  it('says one point, and how little it is where the risk hardly changes', () => {
    const sizeOf = (contribution: number, probability: number) =>
      reasonsOf(risk([0], [[contribution, 0, 0, 0, 0]], probability), 0, table, typical)[0].text.split(
        ', ',
      )[1]
    expect(sizeOf(0.04, 0.5)).toBe('+1 point')
    expect(sizeOf(0.019, 0.5)).toBe('less than a point')
    expect(sizeOf(0.021, 0.5)).toBe('+1 point')
    expect(sizeOf(0.061, 0.5)).toBe('+2 points')
    expect(sizeOf(3, 1e-4)).toBe('less than a point')
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
    // Odds of 3 / e² and of 3 / e.
    expect(first.text).toBe('Pages per visit 3 (typical 8), +46 points')
    expect(second.text).toBe(`${featureOf('revenueCurrent').label} 4322 (typical 100), +23 points`)
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

describe('probabilityChangeOf', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  const size = fc.double({ min: -30, max: 30, noNaN: true })

  it('is what the probability falls by when its odds are divided', () => {
    expect(probabilityChangeOf(0.8, Math.log(4))).toBeCloseTo(0.3, 14)
    expect(probabilityChangeOf(0.5, -Math.log(3))).toBeCloseTo(-0.25, 14)
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), size, (p, contribution) => {
        const odds = p / (1 - p) / Math.exp(contribution)
        expect(Math.abs(probabilityChangeOf(p, contribution) - (p - odds / (1 + odds)))).toBeLessThan(1e-12)
      }),
    )
  })

  it('has the sign of the contribution, certain probabilities included, and leaves a probability', () => {
    for (const p of [0, 1e-300, 1e-15, 0.5, 1]) {
      expect(probabilityChangeOf(p, 0)).toBe(0)
      expect(probabilityChangeOf(p, 0.5)).toBeGreaterThan(0)
      expect(probabilityChangeOf(p, -0.5)).toBeLessThan(0)
    }
    fc.assert(
      fc.property(chance, size, (p, contribution) => {
        const change = probabilityChangeOf(p, contribution)
        expect(change * contribution).toBeGreaterThanOrEqual(0)
        expect(p - change).toBeGreaterThanOrEqual(-2e-15)
        expect(p - change).toBeLessThanOrEqual(1 + 2e-15)
      }),
    )
  })

  it('grows with the contribution', () => {
    fc.assert(
      fc.property(chance, size, fc.double({ min: 0, max: 5, noNaN: true }), (p, contribution, more) => {
        expect(probabilityChangeOf(p, contribution + more)).toBeGreaterThanOrEqual(
          probabilityChangeOf(p, contribution),
        )
      }),
    )
  })
})
