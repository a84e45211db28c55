import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeatureTable } from '../../../lib/study/src/customers/feature-table'
import { featureOf } from '../../../lib/study/src/customers/features'
import type { CustomerRisk } from '../../../lib/study/src/explanation/customer-risk'
import { raisedRisk, reasonsOf, typicalValues } from '../../../lib/study/src/explanation/reasons'
import { reasonText } from '../../../lib/study/src/report/told/reason-text'
import { matrixFromRows } from '../../../lib/toolkit/core/src/matrix'
import { probabilityPerLogOdds } from '../../../lib/toolkit/explain/src/probability-per-log-odds'
import { withPoints } from '../../support/risk-points'

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
const risk = (rows: number[], contributions: number[][], probability = 0.75): CustomerRisk =>
  withPoints({
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
    // From 1/2 to 3/4 it is log 3: a contribution of log 3 is all of the way.
    const [third, half, tenth, hundredth] = [3, 2, 1.1, 1.01].map(Math.log)
    const customers = risk(
      [0, 1],
      [
        [0, 0, 0, 0, 0],
        [tenth, -3, third, hundredth, half],
      ],
    )
    const reasons = reasonsOf(customers, 1, table, typical, { most: 9 })
    expect(reasons.map((reason) => ({ feature: reason.feature, text: reasonText(reason) }))).toEqual([
      {
        feature: 'promoShare',
        text: {
          ru: 'Доля покупок по акции 0,5 (у других обычно 0,33), +25 пунктов',
          en: 'Share bought on promotion 0.5 (typical 0.33), +25 points',
        },
      },
      {
        feature: 'favouriteCategory',
        text: {
          ru: 'Популярная категория: Сад и огород, +16 пунктов',
          en: 'Favourite category: Сад и огород, +16 points',
        },
      },
      {
        feature: 'pagesPerVisit',
        text: {
          ru: 'Страниц за визит 9 (у других обычно 8), +2 пункта',
          en: 'Pages per visit 9 (typical 8), +2 points',
        },
      },
      {
        feature: 'serviceTier',
        text: { ru: 'Тип сервиса: премиум, меньше пункта', en: 'Service tier: premium, less than a point' },
      },
    ])
    ;[third, half, tenth, hundredth].forEach((contribution, k) => {
      expect(reasons[k].probabilityChange).toBeCloseTo((0.25 * contribution) / third, 14)
    })
  })

  it('says one point, and how little it is where the risk hardly changes', () => {
    const sizeOf = (contribution: number, probability: number) => {
      const [reason] = reasonsOf(risk([0], [[contribution, 0, 0, 0, 0]], probability), 0, table, typical)
      const text = reasonText(reason)
      return [text.en.split(', ')[1], text.ru.split(', ')[1]]
    }
    expect(sizeOf(0.04, 0.5)).toEqual(['+1 point', '+1 пункт'])
    expect(sizeOf(0.019, 0.5)).toEqual(['less than a point', 'меньше пункта'])
    expect(sizeOf(0.021, 0.5)).toEqual(['+1 point', '+1 пункт'])
    expect(sizeOf(0.061, 0.5)).toEqual(['+2 points', '+2 пункта'])
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
    expect(reasonText(first).en).toBe('Pages per visit 3 (typical 8), +46 points')
    expect(reasonText(second)).toEqual({
      ru: 'Выручка, текущий месяц 4\u00a0322 (у других обычно 100), +23 пункта',
      en: 'Revenue this month 4,322 (typical 100), +23 points',
    })
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

describe('raisedRisk', () => {
  it('is what the reasons say in words', () => {
    const customers = risk([1], [[0.5, -1, 0.25, 0, 0.75]])
    const reasons = reasonsOf(customers, 0, table, typical, { most: 9 })
    expect(raisedRisk(customers, 0)).toEqual(reasons.map(({ value, usual, ...raised }) => raised))
    expect(reasons).toHaveLength(3)
  })

  it('goes by points, whatever the contributions to the log-odds are', () => {
    const made = risk([0], [[2, 1, -1, 0, 0]])
    const points = matrixFromRows([[-0.1, 0.05, 0.2, 0, 0]])
    expect(raisedRisk({ ...made, points: { ...made.points, values: points } }, 0)).toEqual([
      { feature: 'promoShare', probabilityChange: 0.2 },
      { feature: 'revenueCurrent', probabilityChange: 0.05 },
    ])
  })
})

describe('probabilityPerLogOdds', () => {
  const logOdds = fc.double({ min: -12, max: 12, noNaN: true })
  const logistic = (z: number) => 1 / (1 + Math.exp(-z))
  const customer = (base: number, z: number) => ({
    base: Float64Array.of(0, base),
    probability: Float64Array.of(0.5, logistic(z)),
  })

  it('shares out the way from the starting point to the customer', () => {
    fc.assert(
      fc.property(logOdds, logOdds, (base, z) => {
        const share = probabilityPerLogOdds(customer(base, z), 1)
        expect(Math.abs(share * (z - base) - (logistic(z) - logistic(base)))).toBeLessThan(1e-9)
        expect(share).toBeGreaterThan(0)
        expect(share).toBeLessThan(0.2501)
      }),
    )
  })

  it('is the slope of the curve where the customer stands at the starting point', () => {
    expect(probabilityPerLogOdds(customer(0, 0), 1)).toBe(0.25)
    for (const step of [1e-7, 1e-5, 1e-3]) {
      expect(probabilityPerLogOdds(customer(1, 1 + step), 1)).toBeCloseTo(logistic(1) * logistic(-1), 3)
    }
  })
})
