import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import { plainPolicies, policyNames } from '../../../../lib/study/src/decisions/budget/policies'
import type { OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { mustBeReached } from '../../../support/must-be-reached'
import { randomLimits, randomProblem } from './random-problem'

/** A dear call that keeps more and a site offer for two customers, a site offer for the third. */
const problem: OfferProblem = {
  customers: 3,
  customer: Int32Array.of(0, 0, 1, 1, 2),
  offer: Uint16Array.of(0, 1, 1, 0, 1),
  channel: Uint16Array.of(1, 0, 0, 1, 0),
  cost: Float64Array.of(4, 1, 1, 4, 1),
  kept: Float64Array.of(6, 5, 3, 9, 2),
  contact: Uint8Array.of(1, 0, 0, 1, 0),
}
const limits = { budget: 6, contacts: 1, channels: Float64Array.of(2, 5) }
const customers = { probability: Float64Array.of(0.9, 0.6, 0.8), profitAtRisk: Float64Array.of(1, 7, 4) }

describe('plainPolicies', () => {
  const policies = () => plainPolicies(problem, limits, customers)

  it('names its policies in one order', () => {
    expect(policies().map(({ policy }) => policy)).toEqual([...policyNames])
  })

  it('goes down its list, gives the option that keeps most and fits, and skips what does not', () => {
    const [risk, profitAtRisk] = policies()
    // Customer 0 takes the call; 2 the site; for 1 the call has no contact left, the site offer fits: cost 6.
    expect(Array.from(risk.chosen)).toEqual([0, 2, 4])
    expect(risk).toMatchObject({ cost: 6, kept: 11, contacts: 1, customers: 3, offer: -1, channel: -1 })
    // Customer 1 takes the call, then 2 and 0 the site.
    expect(Array.from(profitAtRisk.chosen)).toEqual([1, 3, 4])
    expect(profitAtRisk).toMatchObject({ cost: 6, kept: 16 })
  })

  it('makes everyone the one offer that keeps most', () => {
    const [, , same] = policies()
    // Site for all: two may get it, by profit at risk customers 1 and 2: 5; the call for customer 1: 9.
    expect(Array.from(same.chosen)).toEqual([-1, 3, -1])
    expect(same).toMatchObject({ kept: 9, offer: 0, channel: 1, customers: 1 })
  })

  it('takes the best return first', () => {
    const [, , , greedy] = policies()
    // Returns: 1.5, 5, 3, 2.25, 2; the site has two places: customers 0 and 1.
    expect(Array.from(greedy.chosen)).toEqual([1, 2, -1])
  })

  it('goes by the score of the customer, then by what keeps most, whatever the order of the options', () => {
    // The first customer is the least likely to decline; of the second the later option keeps more.
    const three: OfferProblem = {
      customers: 3,
      customer: Int32Array.of(0, 1, 1, 2),
      offer: Uint16Array.of(0, 0, 1, 0),
      channel: new Uint16Array(4),
      cost: Float64Array.of(1, 1, 1, 1),
      kept: Float64Array.of(9, 2, 3, 4),
      contact: new Uint8Array(4),
    }
    const one = { budget: 2, contacts: 0, channels: Float64Array.of(9) }
    const about = { probability: Float64Array.of(0.5, 0.9, 0.7), profitAtRisk: Float64Array.of(1, 1, 1) }
    const [risk, profitAtRisk] = plainPolicies(three, one, about)
    expect(Array.from(risk.chosen)).toEqual([-1, 2, 3])
    // Between equals the earlier customer.
    expect(Array.from(profitAtRisk.chosen)).toEqual([0, 2, -1])
  })

  it('keeps each limit on its own, and spends the budget to the last', () => {
    const none = Number.POSITIVE_INFINITY
    const free = { budget: none, contacts: none, channels: Float64Array.of(none, none) }
    const chosenOf = (changed: object) => {
      const [risk] = plainPolicies(problem, { ...free, ...changed }, customers)
      return Array.from(risk.chosen)
    }
    expect(chosenOf({})).toEqual([0, 3, 4])
    // One call of 4 and one site offer of 1; the last, the least likely to decline, gets nothing.
    expect(chosenOf({ budget: 5 })).toEqual([0, -1, 4])
    expect(chosenOf({ budget: 4.9 })).toEqual([0, -1, -1])
    expect(chosenOf({ contacts: 1 })).toEqual([0, 2, 4])
    expect(chosenOf({ contacts: 0 })).toEqual([1, 2, 4])
    expect(chosenOf({ channels: Float64Array.of(1, none) })).toEqual([0, 3, 4])
    expect(chosenOf({ channels: Float64Array.of(1, 1) })).toEqual([0, -1, 4])
    // .1 and .2 are a hair more than .3.
    const [tenths] = plainPolicies(
      { ...problem, cost: Float64Array.of(9, 0.1, 9, 9, 0.2), kept: Float64Array.of(0, 5, 0, 0, 2) },
      { ...free, budget: 0.3 },
      customers,
    )
    expect(Array.from(tenths.chosen)).toEqual([1, -1, 4])
  })

  it('takes what costs nothing first, whatever it keeps', () => {
    const gift = { ...problem, cost: Float64Array.of(4, 0, 1, 4, 1), kept: Float64Array.of(60, 0.1, 3, 9, 2) }
    const [, , , greedy] = plainPolicies(gift, limits, customers)
    // The gift leaves the call of the first unmade, though it returns 15.
    expect(Array.from(greedy.chosen)).toEqual([1, 2, -1])
    // What keeps nothing is no gift.
    const [, , , other] = plainPolicies({ ...gift, kept: Float64Array.of(60, 0, 3, 9, 2) }, limits, customers)
    expect(Array.from(other.chosen)).toEqual([0, 2, 4])
  })

  it('makes everyone the first of offers that keep as much, and names none where nothing is kept', () => {
    const alike: OfferProblem = {
      customers: 1,
      customer: Int32Array.of(0, 0, 0),
      offer: Uint16Array.of(11, 2, 2),
      channel: Uint16Array.of(0, 1, 0),
      cost: Float64Array.of(1, 1, 1),
      kept: Float64Array.of(3, 3, 3),
      contact: new Uint8Array(3),
    }
    const about = { probability: Float64Array.of(0.5), profitAtRisk: Float64Array.of(1) }
    const [, , same] = plainPolicies(alike, limits, about)
    expect(same).toMatchObject({ policy: 'sameForAll', offer: 2, channel: 0, customers: 1 })
    const [, , none] = plainPolicies({ ...alike, kept: new Float64Array(3) }, limits, about)
    expect(none).toMatchObject({ policy: 'sameForAll', offer: -1, channel: -1, customers: 0, kept: 0 })
  })

  it('never beats the plan, and keeps the limits', async () => {
    const reached = mustBeReached()
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 60 }), async (seed, count) => {
        const any = randomProblem({ customers: count, options: 4, seed })
        const within = randomLimits(any, 3, seed + 1)
        const random = new Random(seed)
        const about = {
          probability: Float64Array.from({ length: count }, () => random.uniform()),
          profitAtRisk: Float64Array.from({ length: count }, () => 10 * random.uniform()),
        }
        const plan = await planOffers(any, within, { gap: 1e-3 })
        for (const { chosen, cost, kept, contacts } of plainPolicies(any, within, about)) {
          expect(kept - cost).toBeLessThanOrEqual(plan.bound + 1e-9)
          expect(kept - cost).toBeLessThanOrEqual((plan.kept - plan.cost) * (1 + 1.1e-3) + 1e-9)
          expect(cost).toBeLessThanOrEqual(within.budget * (1 + 1e-6))
          expect(contacts).toBeLessThanOrEqual(within.contacts)
          const used = within.channels.map(() => 0)
          chosen.forEach((option, at) => {
            if (option >= 0) {
              reached()
              expect(any.customer[option]).toBe(at)
              used[any.channel[option]]++
            }
          })
          used.forEach((number, channel) => {
            expect(number).toBeLessThanOrEqual(within.channels[channel])
          })
        }
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('gives nothing that keeps nothing, and nothing without options', () => {
    const worthless = { ...problem, kept: new Float64Array(5) }
    for (const one of plainPolicies(worthless, limits, customers)) expect(one.customers).toBe(0)
    const none = randomProblem({ customers: 0, options: 1, seed: 1 })
    const nobody = { probability: new Float64Array(0), profitAtRisk: new Float64Array(0) }
    expect(plainPolicies(none, { ...limits, channels: new Float64Array(3) }, nobody)).toHaveLength(4)
  })
})
