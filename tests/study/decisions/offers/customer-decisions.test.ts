import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featureOf } from '../../../../lib/study/src/customers/features'
import { decideOffers } from '../../../../lib/study/src/decisions/offers/customer-decisions'
import { offerOptions } from '../../../../lib/study/src/decisions/offers/offer-options'
import type { OfferPlan } from '../../../../lib/study/src/decisions/offers/offer-problem'
import {
  profitAtRisk,
  type SegmentName,
  segmentNames,
} from '../../../../lib/study/src/decisions/segments/segments'
import { customerValue, reasonsOf, typicalValues } from '../../../../lib/study/src/explanation/reasons'
import { tellDecisions } from '../../../../lib/study/src/report/told/told-decisions'
import { valueClause } from '../../../../lib/study/src/report/told/value-clause'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { mustBeReached } from '../../../support/must-be-reached'
import { customersOf, type DecisionCase, planOf, realCatalogue, riskOf } from './decision-cases'

const everyone: DecisionCase[] = Array.from({ length: 60 }, (_, i) => ({
  id: 700 - i,
  consent: i % 2 === 0 ? 'нет' : 'да',
  category: i % 3 === 0 ? 'Кухонная посуда' : '$& сад',
  revenue: [i === 9 ? 106862.2 : 5000 + i, i % 10 === 4 ? 0 : 4000 + i, 4800 - i],
  profit: i % 11 === 3 ? -1 : 2 + (i % 5),
  pages: 1 + (i % 9),
  contacts: 3 + (i % 3),
}))
const customers = customersOf(everyone)
const { activeRows, features } = customers
const risk = riskOf(customers, 17)
const segments = Array.from(activeRows, (_, i): SegmentName => segmentNames[i % 4])
const options = offerOptions(customers, risk, realCatalogue)
const plan = planOf(options, (i) => (i % 4 === 0 ? 1 : (i % 5) / 5))
const decided = decideOffers(customers, risk, segments, realCatalogue, options, plan)
const decisions = tellDecisions(decided, realCatalogue)
const typical = typicalValues(features, customers.trainingRows)

/** A customer's value of a feature beside the usual one, in words. */
function clauseOf(name: string, position: number) {
  const feature = featureOf(name)
  return valueClause(feature, customerValue(feature, features, activeRows[position], typical))
}

describe('decideOffers', () => {
  it('decides for every active customer once, in order, with that customer’s own numbers', () => {
    expect(activeRows).toHaveLength(54)
    expect(decisions.map(({ id }) => id)).toEqual(Array.from(activeRows, (row) => everyone[row].id))
    const atRisk = profitAtRisk(risk.probability, take(customers.profit, activeRows))
    decisions.forEach((decision, position) => {
      const who = everyone[activeRows[position]]
      expect(decision).toMatchObject({
        segment: segments[position],
        probability: risk.probability[position],
        profit: who.profit,
        profitAtRisk: atRisk[position],
        contactAllowed: who.consent === 'да',
        flagged: who.id === 691,
      })
      expect(decision.arm).toBe('none')
    })
    expect(decisions.filter(({ flagged }) => flagged)).toHaveLength(1)
  })

  it('gives what the plan gives, by its channel, at its cost', () => {
    const reached = mustBeReached()
    let offered = 0
    plan.chosen.forEach((option, position) => {
      const decision = decisions[position]
      if (option < 0) return
      reached()
      offered++
      const offer = realCatalogue.offers[options.problem.offer[option]]
      const channel = realCatalogue.channels[options.problem.channel[option]]
      expect(decision).toMatchObject({
        offer: offer.id,
        offerName: offer.name,
        channel: channel.id,
        channelName: channel.name,
        cost: options.problem.cost[option],
        kept: options.problem.kept[option],
      })
      expect(decision.options).toContainEqual({
        offer: offer.id,
        channel: channel.id,
        cost: decision.cost,
        kept: decision.kept,
        contact: channel.needsConsent,
        points: options.points[option],
      })
      expect(decision.uplift).toBe(offer.effect.likely * channel.reach * options.points[option])
    })
    expect(offered).toBeGreaterThan(10)
    expect(decisions.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(plan.cost, 12)
    expect(decisions.reduce((sum, { kept }) => sum + kept, 0)).toBeCloseTo(plan.kept, 12)
  })

  it('begins the reasons with the one that the sentence names, which the offer addresses', () => {
    const reached = mustBeReached()
    const reachedToo = mustBeReached()
    const withOptions = mustBeReached('a customer with options')
    let moved = 0
    decided.forEach((decision, position) => {
      const { reasons, offer, options: own, planned } = decision
      const largest = reasonsOf(risk, position, features, typical)
      if (own.length === 0) {
        reached()
        expect(reasons).toEqual(largest)
        return
      }
      withOptions()
      expect(reasons).toHaveLength(largest.length)
      if (planned) {
        reachedToo()
        const { addresses } = realCatalogue.offers.find(({ id }) => id === offer)!
        expect(addresses).toContain(reasons[0].feature)
      }
      const [first, ...others] = reasons
      const rest = reasonsOf(risk, position, features, typical, { most: 50 }).filter(
        ({ feature }) => feature !== first.feature,
      )
      expect(others).toEqual(rest.slice(0, others.length))
      moved += Number(first.feature !== largest[0].feature)
    })
    expect(moved).toBeGreaterThan(3)
  })

  it('gives only treatment what the plan gives while an experiment runs', () => {
    const reached = mustBeReached()
    const others = mustBeReached('a customer outside treatment')
    const withOffer = decisions.filter(({ planned }) => planned)
    const ids = withOffer.slice(0, -2).map(({ id }) => id)
    const drawn = { ids, treated: Uint8Array.from(ids, (_, i) => i % 2) }
    const during = tellDecisions(
      decideOffers(customers, risk, segments, realCatalogue, options, plan, drawn),
      realCatalogue,
    )
    during.forEach((decision, position) => {
      const alone = decisions[position]
      const place = ids.indexOf(decision.id)
      const arm = place < 0 ? 'none' : place % 2 === 1 ? 'treatment' : 'control'
      expect(decision.planned).toEqual(alone.planned)
      expect(decision.reasons).toEqual(alone.reasons)
      if (arm === 'treatment') {
        reached()
        expect(decision).toEqual({ ...alone, arm })
        return
      }
      others()
      expect(decision).toMatchObject({ arm, offer: 'news', channel: 'site', cost: 0, kept: 0, uplift: 0 })
      expect(decision.why.ru.includes('но клиент в контрольной группе эксперимента: оставьте')).toBe(
        arm === 'control',
      )
      expect(decision.why.en.includes('in the experiment’s control group: leave it at')).toBe(
        arm === 'control',
      )
    })
    expect(new Set(during.map(({ arm }) => arm)).size).toBe(3)
    const other = { ids: [...ids, -5], treated: Uint8Array.from([...drawn.treated, 1]) }
    expect(() => decideOffers(customers, risk, segments, realCatalogue, options, plan, other)).toThrow(
      /plan offers nothing \(got 1\)/,
    )
  })

  it('gives the usual news on the site where the plan gives nothing', () => {
    const others = decisions.filter((_, position) => plan.chosen[position] < 0)
    expect(others.length).toBeGreaterThan(10)
    for (const decision of others) {
      expect(decision).toMatchObject({ offer: 'news', channel: 'site', cost: 0, kept: 0 })
    }
  })

  it('lists every option of the customer', () => {
    expect(decisions.flatMap((decision) => decision.options.map(({ kept }) => kept))).toEqual([
      ...options.problem.kept,
    ])
  })

  it('says why: the reason that the offer answers, or why there is none', () => {
    const reached = mustBeReached()
    const reachedToo = mustBeReached()
    const usual = mustBeReached('a customer without an offer')
    const seen = new Set<string>()
    decisions.forEach(({ why, text, probability, profit }, position) => {
      const option = plan.chosen[position]
      const own = decisions[position].options.length
      if (option >= 0) {
        reached()
        const clause = clauseOf(options.feature[option], position)
        expect(why.ru.startsWith(`${clause.ru}: предложите ${text.ru}, `)).toBe(true)
        expect(why.en.startsWith(`${clause.en}: offer ${text.en}, `)).toBe(true)
        return
      }
      const [ru, en] =
        own > 0
          ? [
              'но в бюджет и лимиты плана предложение не вошло',
              'but no offer fits the plan’s budget and limits',
            ]
          : probability < realCatalogue.riskFrom
            ? ['Не в группе риска', 'Not at risk']
            : profit <= 0
              ? ['прибыли клиент не приносит', 'the customer brings no profit']
              : ['подходящего предложения нет', 'no offer fits']
      seen.add(ru)
      usual()
      if (own > 0) {
        reachedToo()
        const theirs = [...options.problem.customer.keys()].filter(
          (k) => options.problem.customer[k] === position,
        )
        const worth = theirs.map((k) => options.problem.kept[k] - options.problem.cost[k])
        const best = theirs[worth.indexOf(Math.max(...worth))]
        const clause = clauseOf(options.feature[best], position)
        expect(why.ru.startsWith(clause.ru)).toBe(true)
      }
      expect(why.ru).toContain(ru)
      expect(why.en).toContain(en)
      expect(why.ru.endsWith(`: оставьте ${text.ru}, на сайте.`)).toBe(true)
      expect(why.en.endsWith(`: leave it at ${text.en}, on the site.`)).toBe(true)
    })
    expect(seen.size).toBeGreaterThanOrEqual(3)
  })

  it('writes the category into the text: in English where it is known, else as it stands', () => {
    const english = decisions.map(({ text }) => text.en).join('\n')
    const russian = decisions.map(({ text }) => text.ru).join('\n')
    expect(english).toContain('kitchenware')
    expect(english).toContain('$& сад')
    expect(english).not.toMatch(/Кухонная/)
    expect(russian).toContain('«Кухонная посуда»')
    expect(russian).toContain('«$& сад»')
    const sentences = decisions.map(({ why }) => `${why.ru}\n${why.en}`).join('\n')
    expect(`${english}${russian}${sentences}`).not.toMatch(/[{}]|undefined|NaN/)
  })

  it('leaves text of a category as it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('{category}', "$`$'$1$$", '<b>', '=1+1')),
        (category) => {
          const one = customersOf([{ id: 1, category }])
          const nothing: OfferPlan = { ...plan, chosen: Int32Array.of(-1) }
          const catalogue = { ...realCatalogue, riskFrom: 1 }
          const own = riskOf(one, 3)
          const [{ text }] = tellDecisions(
            decideOffers(one, own, ['Save now'], catalogue, offerOptions(one, own, catalogue), nothing),
            catalogue,
          )
          expect(text.ru).toBe(`обычные новости категории «${category}» без скидки`)
        },
      ),
    )
  })

  it('refuses segments, options or a plan of other customers', () => {
    const decide = (one: readonly SegmentName[], chosen: Int32Array) =>
      decideOffers(customers, risk, one, realCatalogue, options, { ...plan, chosen })
    expect(() => decide(segments.slice(1), plan.chosen)).toThrow(/decideOffers: needs .* of 54 customers/)
    expect(() => decide(segments, plan.chosen.slice(1))).toThrow(/of 54 customers/)
    const last = options.problem.kept.length - 1
    const wrong = plan.chosen.slice()
    wrong[options.problem.customer[0]] = last
    expect(() => decide(segments, wrong)).toThrow(/an option that is not theirs \(got \d+\)/)
    wrong[options.problem.customer[0]] = last + 1
    expect(() => decide(segments, wrong)).toThrow(/an option that is not theirs/)
  })

  it('never contacts anyone without consent or above the ceiling, whatever the plan picks', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
        (picks) => {
          const any = planOf(options, (customer) => picks[customer])
          const all = decideOffers(customers, risk, segments, realCatalogue, options, any)
          expect(all).toHaveLength(54)
          all.forEach(({ channel, contactAllowed }, position) => {
            const contacts = features.numbers.marketingContactsCurrent[activeRows[position]]
            if (!contactAllowed || contacts >= realCatalogue.contactCeiling) {
              reached()
              expect(channel).toBe('site')
            }
          })
        },
      ),
      { numRuns: 30 },
    )
  })
})
