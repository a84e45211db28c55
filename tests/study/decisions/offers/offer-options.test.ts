import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Customers } from '../../../../lib/study/src/customers/customers'
import { mayBeContacted, openChannels } from '../../../../lib/study/src/decisions/offers/contact-permission'
import type { Offer, OfferCatalogue } from '../../../../lib/study/src/decisions/offers/offer-catalogue'
import { type OfferOptions, offerOptions } from '../../../../lib/study/src/decisions/offers/offer-options'
import { horizonMonths } from '../../../../lib/study/src/decisions/segments/segments'
import type { CustomerRisk } from '../../../../lib/study/src/explanation/customer-risk'
import { raisedRisk } from '../../../../lib/study/src/explanation/reasons'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { mustBeReached } from '../../../support/must-be-reached'
import { withPoints } from '../../../support/risk-points'
import { customersOf, type DecisionCase, realCatalogue, riskOf } from './decision-cases'

const [site, message, call] = realCatalogue.channels
const offer = (id: string, addresses: string[], channels: string[], others: Partial<Offer> = {}): Offer => ({
  ...realCatalogue.offers[0],
  id,
  addresses,
  channels,
  cost: 0.1,
  effect: { low: 0.1, likely: 0.2, high: 0.4 },
  ...others,
})
const small: OfferCatalogue = {
  ...realCatalogue,
  riskFrom: 0.5,
  contactCeiling: 5,
  profitLost: { low: 0.25, likely: 0.5, high: 1 },
  channels: [
    { ...site, reach: 0.5, cost: 0.01, limit: undefined },
    { ...message, reach: 1, cost: 0.05, limit: undefined },
    { ...call, reach: 1, cost: 0.5, limit: { share: 0.1 } },
  ],
  offers: [
    offer('pages', ['pagesPerVisit', 'unpaidItems'], ['site', 'message']),
    offer('letter', ['promoShare'], ['message']),
  ],
}

/** Options of one customer whose log-odds go from 0 to log 3 (probability 3/4) by these contributions. */
function optionsOf(
  contributions: Record<string, number>,
  who: Partial<DecisionCase> = {},
  catalogue = small,
): string[] {
  const customers = customersOf([{ id: 1, profit: 4, ...who }])
  const risk = withPoints({
    rows: customers.activeRows,
    probability: Float64Array.of(0.75),
    base: Float64Array.of(0),
    contributions: {
      features: Object.keys(contributions),
      values: matrixFromRows([Object.values(contributions)]),
    },
  })
  return inWords(offerOptions(customers, risk, catalogue), catalogue)
}

function inWords({ problem, points, feature }: OfferOptions, { offers, channels }: OfferCatalogue): string[] {
  return feature.map((reason, k) => {
    const numbers = [problem.cost[k], problem.kept[k], points[k]].map((value) => Number(value.toFixed(6)))
    return [offers[problem.offer[k]].id, channels[problem.channel[k]].id, ...numbers, reason].join(' ')
  })
}

describe('offerOptions through a channel with a limit', () => {
  /** A call that costs less than a message and reaches twice as many: with or without a limit. */
  const withCalls = (limit: { share: number } | undefined): OfferCatalogue => ({
    ...small,
    channels: [
      small.channels[0],
      { ...message, reach: 0.5, limit: undefined },
      { ...call, cost: 0.005, reach: 1, limit },
    ],
    offers: [offer('pages', ['pagesPerVisit'], ['message', 'call'])],
  })
  const channelsOf = (catalogue: OfferCatalogue) =>
    optionsOf({ pagesPerVisit: Math.log(3) }, {}, catalogue).map((words) => words.split(' ')[1])

  it('leave what is worse in every way to choose, since not everyone can be reached by the better', () => {
    expect(channelsOf(withCalls({ share: 0.1 }))).toEqual(['message', 'call'])
    expect(channelsOf(withCalls(undefined))).toEqual(['call'])
  })
})

describe('offerOptions', () => {
  const all = Math.log(3) // to three quarters, 0.25 above one half

  it('keeps effect × reach × points × profit × 3 months × share lost', () => {
    // 0.2 · 0.5 · 0.25 · 4 · 3 · 0.5 = 0.15 on the site, twice that by message
    expect(optionsOf({ pagesPerVisit: all })).toEqual([
      'pages site 0.11 0.15 0.25 pagesPerVisit',
      'pages message 0.15 0.3 0.25 pagesPerVisit',
    ])
  })

  it('counts the Shapley values of the probability, and keeps what other conventions would count', () => {
    const customers = customersOf([{ id: 1, profit: 4, consent: 'нет' }])
    const made = withPoints({
      rows: customers.activeRows,
      probability: Float64Array.of(0.75),
      base: Float64Array.of(0),
      contributions: { features: ['pagesPerVisit'], values: matrixFromRows([[all]]) },
    })
    const otherwise = { meanVote: matrixFromRows([[0.5]]), logOdds: matrixFromRows([[0.125]]) }
    const risk: CustomerRisk = {
      ...made,
      points: { ...made.points, otherwise, parts: [matrixFromRows([[0.2]]), matrixFromRows([[-0.3]])] },
    }
    const options = offerOptions(customers, risk, small)
    expect(inWords(options, small)).toEqual(['pages site 0.11 0.15 0.25 pagesPerVisit'])
    expect([...options.otherwise.meanVote]).toEqual([0.5])
    expect([...options.otherwise.logOdds]).toEqual([0.125])
    expect(options.pointParts.map((part) => [...part])).toEqual([[0.2], [-0.3]])
  })

  it('adds what an offer addresses of the reasons that raise the risk, and names the largest', () => {
    const contributions = {
      pagesPerVisit: all / 5,
      unpaidItems: all / 2,
      tenureDays: all / 2,
      promoShare: -all / 5,
    }
    expect(optionsOf(contributions, { consent: 'нет' })).toEqual(['pages site 0.11 0.105 0.175 unpaidItems'])
  })

  it('takes no more from a customer than the whole risk', () => {
    const contributions = { pagesPerVisit: 5 * all, tenureDays: -4 * all }
    expect(optionsOf(contributions, { consent: 'нет' })).toEqual(['pages site 0.11 0.45 0.75 pagesPerVisit'])
  })

  it('reaches customers without consent, or contacted too often, on the site only', () => {
    const reasons = { pagesPerVisit: all / 2, promoShare: all / 2 }
    const silent = ['pages site 0.11 0.075 0.125 pagesPerVisit']
    // The letter would keep no more than the pages by message, at the same cost.
    expect(optionsOf(reasons, { contacts: 4 })).toEqual([
      ...silent,
      'pages message 0.15 0.15 0.125 pagesPerVisit',
    ])
    expect(optionsOf(reasons, { contacts: 5 })).toEqual(silent)
    expect(optionsOf(reasons, { consent: 'нет' })).toEqual(silent)
  })

  it('has nothing for customers below the risk, without profit, or whose reasons no offer addresses', () => {
    expect(optionsOf({ pagesPerVisit: all }, {}, { ...small, riskFrom: 0.7501 })).toEqual([])
    expect(optionsOf({ pagesPerVisit: all }, {}, { ...small, riskFrom: 0.75 })).toHaveLength(2)
    expect(optionsOf({ pagesPerVisit: all }, { profit: 0 })).toEqual([])
    expect(optionsOf({ pagesPerVisit: all }, { profit: -4 })).toEqual([])
    expect(optionsOf({ tenureDays: all })).toEqual([])
  })

  it('opens offers to those who may get them', () => {
    const open = (eligible: Offer['eligible'], who: Partial<DecisionCase> = {}) =>
      optionsOf({ pagesPerVisit: all }, who, {
        ...small,
        offers: [offer('pages', ['pagesPerVisit'], ['site'], { eligible })],
      }).length
    expect(open({ probabilityFrom: 0.75 })).toBe(1)
    expect(open({ probabilityFrom: 0.76 })).toBe(0)
    expect(open({ tiers: ['премиум'] })).toBe(0)
    expect(open({ tiers: ['премиум'] }, { tier: 'премиум' })).toBe(1)
    expect(open({ categories: ['Сад'] })).toBe(0)
    expect(open({ categories: ['Сад', 'Кухонная посуда'] })).toBe(1)
    // Customer 1 of the tests has been there for 101 days.
    expect(open({ tenureDaysFrom: 101 })).toBe(1)
    expect(open({ tenureDaysFrom: 102 })).toBe(0)
    expect(open({ tenureDaysFrom: 101, tiers: ['премиум'] })).toBe(0)
  })

  it('refuses fewer than one option', () => {
    const customers = customersOf([{ id: 1 }])
    expect(() => offerOptions(customers, riskOf(customers, 1), small, { maxPerCustomer: 0 })).toThrow(
      /maxPerCustomer has to be at least 1 \(got 0\)/,
    )
  })
})

describe('openChannels', () => {
  it('keeps the order given', () => {
    const customers = customersOf([{ id: 1 }, { id: 2, consent: 'нет' }])
    const ids = (row: number) =>
      openChannels(['call', 'site', 'message'], customers, row, small).map(({ id }) => id)
    expect(ids(0)).toEqual(['call', 'site', 'message'])
    expect(ids(1)).toEqual(['site'])
  })
})

describe('options of many customers', () => {
  const someone = fc.record({
    consent: fc.constantFrom('да', 'нет'),
    contacts: fc.integer({ min: 3, max: 6 }),
    tier: fc.constantFrom('стандарт', 'премиум'),
    category: fc.constantFrom('Кухонная посуда', 'Домашний текстиль', '=1+1'),
    profit: fc.integer({ min: -100, max: 900 }).map((cents) => cents / 100),
    pages: fc.integer({ min: 1, max: 20 }),
  })
  const everyone = fc
    .array(someone, { minLength: 1, maxLength: 12 })
    .map((list) => list.map((one, i) => ({ id: 500 + i, ...one })))
  const cases = fc.tuple(everyone, fc.integer({ min: 0, max: 1e6 }))
  const check = (property: (customers: Customers, risk: CustomerRisk) => void) =>
    fc.assert(
      fc.property(cases, ([list, seed]) => {
        const customers = customersOf(list)
        property(customers, riskOf(customers, seed))
      }),
      { numRuns: 60 },
    )

  it('contacts nobody without consent or above the ceiling', () => {
    const reached = mustBeReached()
    check((customers, risk) => {
      const { problem } = offerOptions(customers, risk, realCatalogue)
      problem.customer.forEach((position, k) => {
        const channel = realCatalogue.channels[problem.channel[k]]
        expect(problem.contact[k]).toBe(Number(channel.needsConsent))
        if (channel.needsConsent) {
          reached()
          const row = risk.rows[position]
          expect(mayBeContacted(customers, row, realCatalogue)).toBe(true)
          expect(customers.features.categories.contactAllowed[row]).toBe('да')
          expect(customers.features.numbers.marketingContactsCurrent[row]).toBeLessThan(
            realCatalogue.contactCeiling,
          )
        }
      })
    })
  })

  it('offers against the customer’s own reasons, for no more points than the probability', () => {
    check((customers, risk) => {
      const { problem, points, feature } = offerOptions(customers, risk, realCatalogue)
      problem.customer.forEach((position, k) => {
        const { addresses, channels } = realCatalogue.offers[problem.offer[k]]
        const addressed = raisedRisk(risk, position).filter((raised) => addresses.includes(raised.feature))
        expect(feature[k]).toBe(addressed[0].feature)
        expect(addressed[0].probabilityChange).toBeGreaterThan(0)
        expect(points[k]).toBeGreaterThan(0)
        expect(points[k]).toBeLessThanOrEqual(risk.probability[position])
        expect(risk.probability[position]).toBeGreaterThanOrEqual(realCatalogue.riskFrom)
        expect(channels).toContain(realCatalogue.channels[problem.channel[k]].id)
        expect(problem.kept[k]).toBeGreaterThan(0)
        expect(problem.kept[k]).toBeLessThanOrEqual(
          points[k] * customers.profit[risk.rows[position]] * horizonMonths,
        )
      })
    })
  })

  it('orders customers, then offers; at most so many options, of which one needs no contact', () => {
    check((customers, risk) => {
      for (const maxPerCustomer of [2, 5]) {
        const { problem } = offerOptions(customers, risk, realCatalogue, { maxPerCustomer })
        for (let k = 1; k < problem.customer.length; k++) {
          const step = problem.customer[k] - problem.customer[k - 1]
          expect(step > 0 || (step === 0 && problem.offer[k] >= problem.offer[k - 1])).toBe(true)
        }
        for (const position of new Set(problem.customer)) {
          const own = [...problem.customer.keys()].filter((k) => problem.customer[k] === position)
          expect(own.length).toBeLessThanOrEqual(maxPerCustomer)
          expect(own.some((k) => problem.contact[k] === 0)).toBe(true)
        }
      }
    })
  })

  it('keeps in proportion to the effect and to the share of profit lost', () => {
    const scaled = (effect: number, lost: number): OfferCatalogue => ({
      ...realCatalogue,
      profitLost: { ...realCatalogue.profitLost, likely: lost * realCatalogue.profitLost.likely },
      offers: realCatalogue.offers.map((one) => ({
        ...one,
        effect: { ...one.effect, high: effect * one.effect.likely },
      })),
    })
    check((customers, risk) => {
      const settings = { maxPerCustomer: Infinity }
      const { problem } = offerOptions(customers, risk, realCatalogue, settings)
      const half = offerOptions(customers, risk, scaled(0.5, 0.5), { ...settings, effect: 'high' }).problem
      expect(half.offer).toEqual(problem.offer)
      problem.kept.forEach((kept, k) => {
        expect(half.kept[k]).toBeCloseTo(kept / 4, 12)
      })
    })
  })

  it('is the same each time, and for customers in any order', () => {
    check((customers, risk) => {
      const options = offerOptions(customers, risk, realCatalogue)
      expect(offerOptions(customers, risk, realCatalogue)).toEqual(options)
      const count = risk.rows.length
      const turned = Int32Array.from(risk.rows, (_, i) => count - 1 - i)
      const { features, values } = risk.contributions
      const rows = Array.from(turned, (i) => [
        ...values.values.subarray(i * values.columns, (i + 1) * values.columns),
      ])
      const backwards = withPoints({
        rows: Int32Array.from(turned, (i) => risk.rows[i]),
        probability: Float64Array.from(turned, (i) => risk.probability[i]),
        base: Float64Array.from(turned, (i) => risk.base[i]),
        contributions: { features, values: matrixFromRows(rows) },
      })
      const again = offerOptions(customers, backwards, realCatalogue)
      const lines = ({ problem, points, feature }: OfferOptions, position: (i: number) => number) =>
        feature.map((reason, k) =>
          [
            position(problem.customer[k]),
            problem.offer[k],
            problem.channel[k],
            problem.cost[k],
            problem.kept[k],
            points[k],
            reason,
          ].join(),
        )
      expect(lines(again, (i) => turned[i]).sort()).toEqual(lines(options, (i) => i).sort())
    })
  })
})
