import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import { balanceOfArms } from '../../../../lib/study/src/decisions/experiment/balance'
import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import { planExperiment } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import { experimentCustomers } from '../../../../lib/study/src/decisions/experiment/participants'
import {
  customersNeeded,
  detectableReduction,
  plannedPower,
  quartersNeeded,
  withControlShare,
} from '../../../../lib/study/src/decisions/experiment/precision'
import { strataOfSegments } from '../../../../lib/study/src/decisions/experiment/strata'
import type { OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'
import { mean } from '../../../../lib/toolkit/statistics/src/descriptive'
import { lookSchedule } from '../../../../lib/toolkit/statistics/src/sequential/look-schedule'
import { madeCustomers } from './made-customers'

const customers = madeCustomers([150, 101, 3])
const quarter = '2026-Q4'
const countControls = (treated: Uint8Array) => treated.filter((arm) => arm === 0).length

describe('drawArms', () => {
  it('gives each segment its share, rounded up or down, and two of each arm from four customers on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer(),
        (sizes, controlShare, seed) => {
          const { ids, segment } = madeCustomers(sizes)
          const treated = drawArms(ids, segment, { seed, quarter, controlShare })
          sizes.forEach((size, s) => {
            const controls = countControls(treated.filter((_, i) => segment[i] === `segment ${s + 1}`))
            const fewest = size >= 4 ? 2 : size >= 2 ? 1 : 0
            expect(controls).toBeGreaterThanOrEqual(fewest)
            expect(size - controls).toBeGreaterThanOrEqual(fewest)
            const clamped = Math.max(fewest, Math.min(size - fewest, size * controlShare))
            expect(Math.abs(controls - clamped)).toBeLessThan(1)
          })
        },
      ),
    )
  })

  it('draws every customer into control equally often', () => {
    const { ids, segment } = madeCustomers([7, 12])
    const times = new Float64Array(19)
    for (let seed = 0; seed < 4000; seed++) {
      drawArms(ids, segment, { seed, quarter, controlShare: 0.4 }).forEach((arm, i) => {
        times[i] += 1 - arm
      })
    }
    // Six standard errors of a share of 0.4 in 4,000 draws.
    for (const share of times) expect(Math.abs(share / 4000 - 0.4)).toBeLessThan(0.047)
  })

  it('does not depend on the order of customers, but on the seed', () => {
    const { ids, segment } = madeCustomers([20, 11])
    const treated = drawArms(ids, segment, { seed: 3, quarter })
    const turned = drawArms(ids.slice().reverse(), [...segment].reverse(), { seed: 3, quarter })
    expect(turned.reverse()).toEqual(treated)
    expect(drawArms(ids, segment, { seed: 4, quarter })).not.toEqual(treated)
    expect(() => drawArms(ids, segment, { seed: 1, quarter: '' })).toThrow('label of a quarter')
    expect(() => drawArms(ids, segment, { seed: 1, quarter, controlShare: 1 })).toThrow('share of control')
  })
})

describe('the draw of another quarter', () => {
  it('is independent of this one: the same customers meet their arm again half of the time', () => {
    const { ids, segment } = madeCustomers([60, 41])
    const arms = Array.from({ length: 400 }, (_, q) => drawArms(ids, segment, { seed: 1, quarter: `q${q}` }))
    let same = 0
    for (let q = 1; q < arms.length; q++) same += arms[q].filter((arm, i) => arm === arms[q - 1][i]).length
    // Five standard errors of a share of a half in about 40,000 pairs.
    expect(Math.abs(same / (399 * 101) - 0.5)).toBeLessThan(0.0125)
  })
})

describe('strataOfSegments', () => {
  it('puts segments with too few customers of an arm together', () => {
    const segment = ['a', 'a', 'a', 'a', 'b', 'b', 'c', 'c', 'd']
    const treated = Uint8Array.from([1, 1, 0, 0, 1, 0, 1, 0, 1])
    const { stratum, segments } = strataOfSegments(segment, treated)!
    expect(segments).toEqual([['a'], ['d', 'b', 'c']])
    expect([...stratum]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1])
    const alone = strataOfSegments(segment.slice(0, 5), treated.slice(0, 5))!
    expect(alone.segments).toEqual([['b', 'a']])
    expect(strataOfSegments(['a', 'b', 'c'], Uint8Array.from([1, 1, 0]))).toBeUndefined()
  })
})

describe('balanceOfArms', () => {
  it('is the difference of means in standard deviations', () => {
    const name = 'made up'
    const treated = Uint8Array.from([1, 1, 0, 0])
    const { rows, byChance, beyondChance } = balanceOfArms(
      [
        { name, values: Float64Array.from([1, 3, 0, 2]) },
        { name, values: new Float64Array(4).fill(5) },
      ],
      treated,
    )
    expect(rows[0].standardised).toBeCloseTo(1 / Math.SQRT2, 12)
    expect(rows[1].standardised).toBe(0)
    expect(byChance).toBeCloseTo(1.96, 3)
    expect(beyondChance).toBe(0)
  })
})

describe('the treated', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  const offers = fc.array(fc.record({ cost: chance, effect: chance, address: chance }), {
    minLength: 1,
    maxLength: 3,
  })
  const channels = fc.array(
    fc.record({ reach: chance, cost: chance, contact: fc.boolean(), limit: fc.nat(8) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )

  /** Every offer by every channel for each customer. */
  function randomProblem(
    offered: readonly { cost: number; effect: number; address: number }[],
    ways: readonly { reach: number; cost: number; contact: boolean }[],
    people: { probability: Float64Array; profit: Float64Array },
  ) {
    const options = Array.from(people.probability.keys()).flatMap((customer) =>
      offered.flatMap((offer, o) => ways.map((way, w) => ({ customer, offer, o, way, w }))),
    )
    const points = Float64Array.from(
      options,
      ({ offer, customer }) => offer.address * people.probability[customer],
    )
    const problem: OfferProblem = {
      customers: people.probability.length,
      customer: Int32Array.from(options, ({ customer }) => customer),
      offer: Uint16Array.from(options, ({ o }) => o),
      channel: Uint16Array.from(options, ({ w }) => w),
      cost: Float64Array.from(options, ({ offer, way }) => offer.cost + way.cost),
      kept: Float64Array.from(
        options,
        ({ offer, way, customer }, i) => offer.effect * way.reach * points[i] * people.profit[customer],
      ),
      contact: Uint8Array.from(options, ({ way }) => Number(way.contact)),
    }
    return { problem, points }
  }

  it('stay within budget, contacts and channels, and lose money on nobody, whatever the catalogue', async () => {
    await fc.assert(
      fc.asyncProperty(
        offers,
        channels,
        fc.nat(20),
        fc.nat(12),
        fc.integer(),
        async (offered, ways, budget, contacts, seed) => {
          const made = madeCustomers([16, 9], { seed })
          const { problem, points } = randomProblem(offered, ways, made)
          const limits = { budget, contacts, channels: Float64Array.from(ways, ({ limit }) => limit) }
          const { chosen } = await planOffers(problem, limits)
          const found = experimentCustomers(
            made,
            { problem, points, chosen },
            {
              riskFrom: 0.6,
              profitLost: { likely: 0.5 },
              offers: offered.map(({ effect }, o) => ({
                id: `o${o}`,
                effect: { low: 0, likely: effect, high: 1 },
              })),
              channels: ways.map(({ reach }, w) => ({ id: `w${w}`, reach })),
            },
          )
          const treated = drawArms(found.ids, found.segment, { seed, quarter })
          const used = { budget: 0, contacts: 0, channels: ways.map(() => 0) }
          found.ids.forEach((id, i) => {
            const option = chosen[id - 1000]
            expect(found.cost[i]).toBe(problem.cost[option])
            expect(problem.kept[option]).toBeGreaterThan(problem.cost[option])
            expect(found.probability[i]).toBeGreaterThanOrEqual(0.6)
            used.budget += treated[i] * found.cost[i]
            used.contacts += treated[i] * problem.contact[option]
            used.channels[Number(found.channel[i].slice(1))] += treated[i]
          })
          expect(used.budget).toBeLessThanOrEqual(budget + 1e-9)
          expect(used.contacts).toBeLessThanOrEqual(contacts)
          for (const [w, count] of used.channels.entries()) expect(count).toBeLessThanOrEqual(ways[w].limit)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('planExperiment', () => {
  it('has no number of customers for offers that cost nothing, where any effect pays', () => {
    const free = { ...customers, cost: new Float64Array(customers.cost.length) }
    const { worth, withPrediction, textbookCustomers } = planExperiment(free, { seed: 1, quarter })
    expect(worth.breakEven).toBe(0)
    expect(withPrediction.customersAtBreakEven).toBe(Number.POSITIVE_INFINITY)
    expect(withPrediction.quartersAtBreakEven).toBe(Number.POSITIVE_INFINITY)
    expect(textbookCustomers).toBe(Number.POSITIVE_INFINITY)
    expect(withPrediction.powerAtBreakEven).toBeCloseTo(0.025, 6)
  })

  const plan = planExperiment(customers, { seed: 1, quarter })

  it('breaks even where the profit kept, weighted by what is at stake, pays the cost', () => {
    const { worth } = plan
    // At the break-even every assumed reduction is multiplied by one factor.
    const factor = worth.breakEven / mean(customers.reduction)
    const kept = customers.reduction.map((reduction, i) => factor * reduction * customers.averted[i])
    expect(mean(kept)).toBeCloseTo(mean(customers.cost), 12)
    expect(worth.breakEven * worth.averted).toBeCloseTo(mean(customers.cost), 12)
    expect(Math.abs(worth.averted - mean(customers.averted))).toBeGreaterThan(1e-4)
    const nothing = new Float64Array(customers.ids.length)
    const unknown = planExperiment({ ...customers, reduction: nothing }, { seed: 1, quarter }).worth
    expect(unknown.averted).toBeCloseTo(mean(customers.averted), 12)
    expect(worth.assumed.likely).toBeCloseTo(mean(customers.reduction), 12)
  })

  const { schedule } = plan

  it('claims the detectable reduction with the wanted power within the planned quarters', () => {
    const { design, withPrediction, withoutPrediction } = plan
    expect(schedule.looks).toBe(plan.drawn.plannedQuarters)
    expect(plannedPower(design, withPrediction.detectable, { schedule })).toBeCloseTo(0.8, 5)
    const plain = { schedule, prediction: false }
    expect(plannedPower(design, withoutPrediction.detectable, plain)).toBeCloseTo(0.8, 5)
    expect(plannedPower(design, withPrediction.detectableAtOnce)).toBeCloseTo(0.8, 5)
    expect(withPrediction.detectable).toBeLessThan(withoutPrediction.detectable)
    expect(withPrediction.detectable).toBeLessThan(withPrediction.detectableAtOnce)
    expect(plan.varianceSaved).toBeGreaterThan(0)
  })

  it('claims a reduction within the quarters that it asks for, and not within one fewer', () => {
    const { design } = plan
    const power = (reduction: number, looks: number) =>
      plannedPower(design, reduction, { schedule: lookSchedule(looks) })
    for (const reduction of [0.06, 0.09, 0.14]) {
      const quarters = quartersNeeded(design, reduction)
      expect(power(reduction, quarters)).toBeGreaterThanOrEqual(0.8)
      expect(power(reduction, quarters - 1)).toBeLessThan(0.8)
    }
    expect(quartersNeeded(design, 0.9)).toBe(1)
    const small = quartersNeeded(design, 0.01)
    expect(small).toBeGreaterThan(20)
    // One look more or less is 1% of information there.
    expect(small / (customersNeeded(design, 0.01) / design.customers)).toBeGreaterThan(1.02)
    expect(small / (customersNeeded(design, 0.01) / design.customers)).toBeLessThan(1.06)
  })

  it('plans as many quarters as the smallest effect worth having needs, from 2 to 8, unless told', () => {
    const cheap = { ...customers, cost: customers.cost.map((cost) => 0.05 * cost) }
    const dear = { ...customers, cost: customers.cost.map((cost) => 3 * cost) }
    expect(planExperiment(cheap, { seed: 1, quarter }).drawn.plannedQuarters).toBe(8)
    expect(planExperiment(dear, { seed: 1, quarter }).drawn.plannedQuarters).toBe(2)
    expect(planExperiment(customers, { seed: 1, quarter, plannedQuarters: 5 }).schedule.looks).toBe(5)
    const middle = planExperiment(
      { ...customers, cost: new Float64Array(254).fill(0.55) },
      { seed: 1, quarter },
    )
    expect(middle.drawn.plannedQuarters).toBe(middle.withPrediction.quartersAtBreakEven)
    expect(middle.drawn.plannedQuarters).toBeGreaterThan(2)
    expect(middle.drawn.plannedQuarters).toBeLessThan(8)
  })

  it('finds least with few controls, and more with more quarters', () => {
    const half = detectableReduction(withControlShare(plan.design, 0.5))
    expect(detectableReduction(withControlShare(plan.design, 0.1))).toBeGreaterThan(half)
    expect(detectableReduction(plan.design, { schedule: lookSchedule(4) })).toBeLessThan(half)
    expect(detectableReduction({ ...plan.design, customers: 1, probability: 1e-6 })).toBeNaN()
  })

  it('counts the draw by segment and looks at further columns', () => {
    expect(plan.segments.map(({ treatment, control }) => treatment + control)).toEqual([150, 101, 3])
    expect(plan.design.strata.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    const covariates = [{ name: 'id', values: customers.ids }]
    expect(planExperiment(customers, { seed: 1, quarter, covariates }).balance.rows).toHaveLength(5)
  })

  it('says what is missing when too few take part', () => {
    expect(() => planExperiment(madeCustomers([3]), { seed: 1, quarter })).toThrow('two customers at risk')
  })
})
