import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import type { OfferLimits, OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { randomLimits, randomProblem } from './random-problem'

/** The largest kept − cost, by trying every plan; customers one after the other. */
function bruteForce(problem: OfferProblem, limits: OfferLimits): number {
  const { customer, channel, cost, kept, contact } = problem
  const room = Array.from(limits.channels)
  const best = (at: number, budget: number, contacts: number): number => {
    if (at === problem.customers) return 0
    let most = best(at + 1, budget, contacts)
    for (let i = customer.indexOf(at); i >= 0 && customer[i] === at; i++) {
      if (cost[i] > budget + 1e-9 || contact[i] > contacts || room[channel[i]] < 1) continue
      room[channel[i]]--
      most = Math.max(most, kept[i] - cost[i] + best(at + 1, budget - cost[i], contacts - contact[i]))
      room[channel[i]]++
    }
    return most
  }
  return best(0, limits.budget, limits.contacts)
}

/** Three kinds of customers, each with the same three options. */
function alikeProblem(customers: number): OfferProblem {
  const options = [
    { cost: 0.04, effect: 0.05 },
    { cost: 0.11, effect: 0.13 },
    { cost: 0.37, effect: 0.31 },
  ]
  const rows = Array.from({ length: 3 * customers }, (_, i) => {
    const profit = [3.84, 5.53, 4.01][Math.floor(i / 3) % 3]
    const { cost, effect } = options[i % 3]
    return { customer: Math.floor(i / 3), channel: i % 3, cost: cost + 0.01 * profit, net: effect * profit }
  })
  return {
    customers,
    customer: Int32Array.from(rows, (row) => row.customer),
    offer: Uint16Array.from(rows, (row) => row.channel),
    channel: Uint16Array.from(rows, (row) => row.channel),
    cost: Float64Array.from(rows, ({ cost }) => cost),
    kept: Float64Array.from(rows, ({ cost, net }) => cost + net),
    contact: Uint8Array.from(rows, (row) => Math.min(1, row.channel)),
  }
}

function expectWithin(problem: OfferProblem, limits: OfferLimits, chosen: Int32Array): void {
  expect(chosen).toHaveLength(problem.customers)
  let [cost, contacts] = [0, 0]
  const channels = limits.channels.map(() => 0)
  const offered = [...chosen.keys()].filter((at) => chosen[at] >= 0)
  expect(offered.map((at) => problem.customer[chosen[at]])).toEqual(offered)
  for (const option of chosen.filter((each) => each >= 0)) {
    cost += problem.cost[option]
    contacts += problem.contact[option]
    channels[problem.channel[option]]++
  }
  expect(cost).toBeLessThanOrEqual(limits.budget * (1 + 1e-9))
  expect(contacts).toBeLessThanOrEqual(limits.contacts)
  channels.forEach((customers, channel) => {
    expect(customers).toBeLessThanOrEqual(limits.channels[channel])
  })
}

const netOf = ({ kept, cost }: { kept: number; cost: number }) => kept - cost

const unlimited = (channels: number): OfferLimits => ({
  budget: Number.POSITIVE_INFINITY,
  contacts: Number.POSITIVE_INFINITY,
  channels: new Float64Array(channels).fill(Number.POSITIVE_INFINITY),
})

describe('planOffers against every possible plan', () => {
  it.each([false, true])('finds the optimum of 200 small problems (whole numbers: %s)', async (whole) => {
    let bound = 0
    for (let seed = 1; seed <= 200; seed++) {
      const problem = randomProblem({ customers: 7, options: 3, seed, whole })
      const limits = randomLimits(problem, 3, 1000 + seed)
      const plan = await planOffers(problem, limits, { gap: 0 })
      const optimum = bruteForce(problem, limits)
      expect(netOf(plan), `seed ${seed}`).toBeCloseTo(optimum, 6)
      expect(plan.bound).toBeGreaterThanOrEqual(optimum - 1e-9)
      expect(plan.gap).toBeLessThan(1e-6)
      expectWithin(problem, limits, plan.chosen)
      if (optimum < bruteForce(problem, unlimited(3)) - 1e-9) bound++
    }
    expect(bound).toBeGreaterThan(120) // the limits did limit
  })

  it.each(['budget', 'contacts', 'channels'] as const)('is exact where only %s limits', async (name) => {
    for (let seed = 1; seed <= 60; seed++) {
      const problem = randomProblem({ customers: 8, options: 3, seed: 500 + seed })
      const total = problem.cost.reduce((sum, cost) => sum + cost, 0)
      const limit = { budget: 0.15 * total, contacts: 3, channels: Float64Array.of(2, 1, 0) }
      const limits = { ...unlimited(3), [name]: limit[name] }
      const plan = await planOffers(problem, limits, { gap: 0 })
      expect(netOf(plan), `seed ${seed}`).toBeCloseTo(bruteForce(problem, limits), 6)
    }
  })
})

describe('planOffers', () => {
  const channels = 3
  const anyProblem = fc.record({
    customers: fc.integer({ min: 1, max: 60 }),
    options: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer(),
    whole: fc.boolean(),
  })

  it('keeps every limit, proves its gap and says what the plan adds up to', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, fc.integer(), async (settings, seed) => {
        const problem = randomProblem(settings)
        const limits = randomLimits(problem, channels, seed)
        const plan = await planOffers(problem, limits)
        expectWithin(problem, limits, plan.chosen)
        const options = Array.from(plan.chosen).filter((option) => option >= 0)
        const sum = (list: ArrayLike<number>) => options.reduce((total, option) => total + list[option], 0)
        expect(plan.kept).toBeCloseTo(sum(problem.kept), 9)
        expect(plan.cost).toBeCloseTo(sum(problem.cost), 9)
        expect(plan.contacts).toBe(sum(problem.contact))
        expect(plan.bound).toBeGreaterThanOrEqual(netOf(plan) - 1e-9)
        for (const option of options) expect(problem.kept[option]).toBeGreaterThan(problem.cost[option])
        expect(plan.gap).toBeLessThanOrEqual(1e-4)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('never gains less, beyond the gap, when a limit grows', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, fc.integer(), fc.nat({ max: 4 }), async (settings, seed, which) => {
        const problem = randomProblem(settings)
        const limits = randomLimits(problem, channels, seed)
        const more = {
          budget: limits.budget + (which === 0 ? 5 : 0),
          contacts: limits.contacts + (which === 1 ? 2 : 0),
          channels: limits.channels.map((limit, c) => limit + (which === c + 2 ? 2 : 0)),
        }
        const [small, large] = [await planOffers(problem, limits), await planOffers(problem, more)]
        expect(netOf(large)).toBeGreaterThanOrEqual(netOf(small) * (1 - 1e-4) - 1e-9)
        expect(large.bound).toBeGreaterThanOrEqual(netOf(small) - 1e-9)
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  it('gains the same, beyond the gap, when customers stand in another order', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const problem = randomProblem({ customers: 80, options: 4, seed })
      const limits = randomLimits(problem, channels, seed)
      const order = new Random(seed).shuffle(Array.from({ length: 80 }, (_, at) => at))
      const options = order.flatMap((at) =>
        Array.from(problem.customer.keys()).filter((i) => problem.customer[i] === at),
      )
      const moved: OfferProblem = {
        customers: 80,
        customer: Int32Array.from(options, (i) => order.indexOf(problem.customer[i])),
        offer: Uint16Array.from(options, (i) => problem.offer[i]),
        channel: Uint16Array.from(options, (i) => problem.channel[i]),
        cost: Float64Array.from(options, (i) => problem.cost[i]),
        kept: Float64Array.from(options, (i) => problem.kept[i]),
        contact: Uint8Array.from(options, (i) => problem.contact[i]),
      }
      const [one, other] = [await planOffers(problem, limits), await planOffers(moved, limits)]
      expect(Math.abs(netOf(one) - netOf(other))).toBeLessThanOrEqual(1e-4 * one.bound + 1e-9)
    }
  })

  it('gives the same plan every time, also on 1,300 customers with five options', async () => {
    const problem = randomProblem({ customers: 1300, options: 5, seed: 5 })
    const limits = {
      budget: 700,
      contacts: 300,
      channels: Float64Array.of(Number.POSITIVE_INFINITY, 200, 60),
    }
    const [one, other] = [await planOffers(problem, limits), await planOffers(problem, limits)]
    expect(other).toEqual(one)
    expect(one.gap).toBeLessThanOrEqual(1e-4)
    expectWithin(problem, limits, one.chosen)
  })

  it('reaches a smaller gap when asked', async () => {
    const problem = randomProblem({ customers: 300, options: 5, seed: 6 })
    const limits = { budget: 120, contacts: 90, channels: Float64Array.of(1e9, 60, 30) }
    const [coarse, fine] = [
      await planOffers(problem, limits, { gap: 0.05 }),
      await planOffers(problem, limits, { gap: 1e-7 }),
    ]
    expect(fine.gap).toBeLessThanOrEqual(1e-7)
    expect(netOf(fine)).toBeGreaterThanOrEqual(netOf(coarse) - 1e-9)
    expect(netOf(fine)).toBeLessThanOrEqual(coarse.bound + 1e-9)
  })

  it('ends at the given nodes where customers are alike, with a plan in the limits and a true bound', async () => {
    const problem = alikeProblem(150)
    const limits = { budget: 20.595, contacts: 75, channels: Float64Array.of(1e9, 1e9, 45) }
    const [short, again] = [
      await planOffers(problem, limits, { gap: 1e-7, nodes: 1 }),
      await planOffers(problem, limits, { gap: 1e-7, nodes: 1 }),
    ]
    expect(again).toEqual(short)
    expectWithin(problem, limits, short.chosen)
    expect(short.gap).toBeGreaterThan(1e-7)
    const longer = await planOffers(problem, limits, { gap: 1e-7, nodes: 400 })
    expect(netOf(longer)).toBeGreaterThanOrEqual(netOf(short))
    expect(netOf(longer)).toBeLessThanOrEqual(short.bound)
    expect(longer.gap).toBeLessThanOrEqual(1e-7)
  })

  it('takes the cheaper, then the one without contact, then the first of options that keep the same', async () => {
    const equal = (cost: number[], contact: number[]): OfferProblem => ({
      customers: 1,
      customer: new Int32Array(3),
      offer: Uint16Array.of(0, 1, 2),
      channel: new Uint16Array(3),
      cost: Float64Array.from(cost),
      kept: new Float64Array(3).fill(5),
      contact: Uint8Array.from(contact),
    })
    const chosen = async (cost: number[], contact: number[]) =>
      (await planOffers(equal(cost, contact), unlimited(1))).chosen[0]
    expect(await chosen([2, 1, 2], [0, 1, 0])).toBe(1)
    expect(await chosen([1, 1, 1], [1, 1, 0])).toBe(2)
    expect(await chosen([1, 1, 1], [1, 1, 1])).toBe(0)
  })

  it('leaves money unspent that would keep less than it costs', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (settings) => {
        const problem = randomProblem(settings)
        const free = await planOffers(problem, unlimited(channels), { gap: 0 })
        const rich = await planOffers(problem, { ...unlimited(channels), budget: free.cost + 1 }, { gap: 0 })
        expect(netOf(rich)).toBeCloseTo(netOf(free), 6)
        expect(rich.prices.budget).toBe(0)
      }),
      { numRuns: 40, seed: 3 },
    )
  })

  it('chooses nothing where nothing is kept or nothing may be used', async () => {
    const problem = randomProblem({ customers: 20, options: 3, seed: 9 })
    const worthless = { ...problem, kept: problem.kept.map((kept) => -kept) }
    const none = { budget: 0, contacts: 0, channels: new Float64Array(3) }
    for (const plan of [await planOffers(worthless, unlimited(3)), await planOffers(problem, none)]) {
      expect(new Set(plan.chosen)).toEqual(new Set([-1]))
      expect(plan).toMatchObject({ kept: 0, cost: 0, contacts: 0, bound: 0, gap: 0 })
    }
    const empty = await planOffers(randomProblem({ customers: 0, options: 1, seed: 1 }), none)
    expect(empty.chosen).toHaveLength(0)
  })

  it('prices a limit by what one unit more of it gains', async () => {
    // One option for each customer, cost 1 each: the price of money is what the last customer within the budget gains.
    const count = 1000
    const kept = Float64Array.from({ length: count }, (_, at) => (count - at) / 100)
    const problem: OfferProblem = {
      customers: count,
      customer: Int32Array.from({ length: count }, (_, at) => at),
      offer: new Uint16Array(count),
      channel: new Uint16Array(count),
      cost: new Float64Array(count).fill(1),
      kept,
      contact: new Uint8Array(count).fill(1),
    }
    const byBudget = await planOffers(problem, { ...unlimited(1), budget: 300.5 })
    expect(byBudget.prices.budget).toBeCloseTo(kept[300] - 1, 6)
    expect(byBudget.prices.contacts).toBe(0)
    const byContacts = await planOffers(problem, { ...unlimited(1), contacts: 200 })
    expect(byContacts.prices.contacts).toBeGreaterThanOrEqual(kept[200] - 1 - 1e-6)
    expect(byContacts.prices.contacts).toBeLessThanOrEqual(kept[199] - 1 + 1e-6)
    const byChannel = await planOffers(problem, { ...unlimited(1), channels: Float64Array.of(99.9) })
    expect(byChannel.contacts).toBe(99)
    expect(byChannel.prices.channels[0]).toBeCloseTo(kept[99] - 1, 1)
  })

  it('refuses what is no problem', async () => {
    const problem = randomProblem({ customers: 5, options: 2, seed: 3 })
    const limits = unlimited(3)
    const wrong: [string, Partial<OfferProblem>, Partial<OfferLimits>][] = [
      ['one length', { cost: problem.cost.slice(1) }, {}],
      ['one length', { contact: problem.contact.slice(1) }, {}],
      ['one length', { kept: problem.kept.slice(1) }, {}],
      ['customers ascending', { customer: problem.customer.map((at) => 4 - at) }, {}],
      ['customers ascending', { customer: problem.customer.map((at) => at - problem.customer[0] - 1) }, {}],
      ['customers below', { customers: problem.customer.at(-1)! }, {}],
      ['costs of at least 0', { cost: problem.cost.map(() => -1e-9) }, {}],
      ['costs of at least 0', { cost: problem.cost.map(() => Number.POSITIVE_INFINITY) }, {}],
      ['finite kept profit', { kept: problem.kept.map(() => Number.NaN) }, {}],
      ['finite kept profit', { kept: problem.kept.map(() => Number.NEGATIVE_INFINITY) }, {}],
      ['contacts of 0 or 1', { contact: problem.contact.map(() => 2) }, {}],
      ['limits of at least 0', {}, { budget: -1 }],
      ['limits of at least 0', {}, { contacts: Number.NaN }],
      ['limits of at least 0', {}, { channels: Float64Array.of(1, 1, -1) }],
      ['a limit for each channel', {}, { channels: new Float64Array(Math.max(...problem.channel)) }],
    ]
    for (const [rule, change, limit] of wrong) {
      const refused = await planOffers({ ...problem, ...change }, { ...limits, ...limit }).catch(
        (error: unknown) => error,
      )
      expect(refused, rule).toBeInstanceOf(ArgumentError)
      expect((refused as ArgumentError).message).toContain(rule)
    }
    for (const gap of [-1, 1, Number.NaN]) {
      await expect(planOffers(problem, limits, { gap })).rejects.toThrow('needs a gap from 0 to below 1')
    }
    const free = { ...problem, cost: problem.cost.map(() => 0) }
    await expect(planOffers(free, limits)).resolves.toMatchObject({ cost: 0 })
  })
})
