import fc from 'fast-check'
import {
  balanceOfArms,
  customersNeeded,
  detectableReduction,
  drawArms,
  type ExperimentAssumptions,
  experimentCustomers,
  mean,
  type OfferProblem,
  planExperiment,
  plannedPower,
  strataOfSegments,
  withControlShare,
} from 'one-click'
import { describe, expect, it } from 'vitest'
import { madeCustomers } from './made-customers'

const customers = madeCustomers([150, 101, 3])
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
          const treated = drawArms(ids, segment, { seed, controlShare })
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
      drawArms(ids, segment, { seed, controlShare: 0.4 }).forEach((arm, i) => {
        times[i] += 1 - arm
      })
    }
    // Six standard errors of a share of 0.4 in 4,000 draws.
    for (const share of times) expect(Math.abs(share / 4000 - 0.4)).toBeLessThan(0.047)
  })

  it('does not depend on the order of customers, but on the seed', () => {
    const { ids, segment } = madeCustomers([20, 11])
    const treated = drawArms(ids, segment, { seed: 3 })
    const turned = drawArms(ids.slice().reverse(), [...segment].reverse(), { seed: 3 })
    expect(turned.reverse()).toEqual(treated)
    expect(drawArms(ids, segment, { seed: 4 })).not.toEqual(treated)
    expect(() => drawArms(ids, segment, { seed: 1, controlShare: 1 })).toThrow('share of control')
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
    const name = { en: 'made up', ru: 'пример' }
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

describe('experimentCustomers', () => {
  const problem: OfferProblem = {
    customers: 3,
    customer: Int32Array.from([0, 0, 1, 2]),
    offer: Uint16Array.from([0, 1, 0, 1]),
    channel: Uint16Array.from([0, 1, 1, 0]),
    cost: Float64Array.from([0.1, 0.5, 0.2, 0.1]),
    kept: Float64Array.from([0.6, 1.2, 0.1, 0.4]),
    contact: Uint8Array.from([1, 0, 0, 1]),
  }
  const catalogue: ExperimentAssumptions = {
    riskFrom: 0.5,
    profitLost: { likely: 0.6 },
    offers: [
      { id: 'first', effect: { low: 0.1, likely: 0.2, high: 0.3 } },
      { id: 'second', effect: { low: 0.2, likely: 0.4, high: 0.8 } },
    ],
    channels: [
      { id: 'message', reach: 0.5 },
      { id: 'site', reach: 1 },
    ],
  }
  const people = {
    ids: [11, 12, 13],
    segment: ['a', 'b', 'a'],
    probability: Float64Array.from([0.9, 0.6, 0.4]),
    profit: Float64Array.from([5, 4, 3]),
  }

  it('gives each customer at risk the option that keeps most after its cost', () => {
    const found = experimentCustomers(
      people,
      { problem, points: Float64Array.from([0.5, 0.5, 0.4, 0.3]) },
      catalogue,
    )
    expect([...found.ids]).toEqual([11, 12])
    expect(found.offer).toEqual(['second', 'first'])
    expect(found.channel).toEqual(['site', 'site'])
    expect([...found.cost]).toEqual([0.5, 0.2])
    expect(found.averted[0]).toBeCloseTo(5 * 3 * 0.6, 12)
    expect(found.reduction[0]).toBeCloseTo(0.4 * 0.5, 12)
    expect(found.lowReduction[1]).toBeCloseTo(0.1 * 0.4, 12)
    expect(found.highReduction[0]).toBeCloseTo(0.8 * 0.5, 12)
  })

  it('refuses arrays that do not go together', () => {
    expect(() => experimentCustomers(people, { problem, points: new Float64Array(2) }, catalogue)).toThrow(
      'people and points of the problem',
    )
  })
})

describe('planExperiment', () => {
  it('has no number of customers for offers that cost nothing, where any effect pays', () => {
    const free = { ...customers, cost: new Float64Array(customers.cost.length) }
    const { worth, withPrediction, textbookCustomers } = planExperiment(free, { seed: 1 })
    expect(worth.breakEven).toBe(0)
    expect(withPrediction.customersAtBreakEven).toBe(Number.POSITIVE_INFINITY)
    expect(withPrediction.quartersAtBreakEven).toBe(Number.POSITIVE_INFINITY)
    expect(textbookCustomers).toBe(Number.POSITIVE_INFINITY)
    expect(withPrediction.powerAtBreakEven).toBeCloseTo(0.05, 9)
  })

  const plan = planExperiment(customers, { seed: 1 })

  it('breaks even where the mean profit kept pays the mean cost', () => {
    const { worth } = plan
    expect(worth.breakEven * mean(customers.averted)).toBeCloseTo(mean(customers.cost), 12)
    expect(worth.assumed.likely).toBeCloseTo(mean(customers.reduction), 12)
  })

  it('finds the detectable reduction with the wanted power', () => {
    const { design, withPrediction, withoutPrediction } = plan
    expect(plannedPower(design, withPrediction.detectable)).toBeCloseTo(0.8, 5)
    expect(plannedPower(design, withoutPrediction.detectable, { prediction: false })).toBeCloseTo(0.8, 5)
    expect(withPrediction.detectable).toBeLessThan(withoutPrediction.detectable)
    expect(plan.varianceSaved).toBeGreaterThan(0)
  })

  it('finds the assumed reduction after the quarters that it asks for, and not one before', () => {
    const { design, worth, withPrediction } = plan
    const quarters = withPrediction.quartersAtAssumed
    const power = (count: number) => plannedPower(design, worth.assumed.likely, { quarters: count })
    expect(power(quarters)).toBeGreaterThanOrEqual(0.8)
    if (quarters > 1) expect(power(quarters - 1)).toBeLessThan(0.8)
    const needed = customersNeeded(design, worth.assumed.likely)
    expect(power(needed / design.customers)).toBeCloseTo(0.8, 5)
  })

  it('finds least with few controls, and more with more quarters', () => {
    const half = detectableReduction(withControlShare(plan.design, 0.5))
    expect(detectableReduction(withControlShare(plan.design, 0.1))).toBeGreaterThan(half)
    expect(detectableReduction(plan.design, { quarters: 4 })).toBeLessThan(plan.withPrediction.detectable)
    expect(detectableReduction({ ...plan.design, customers: 1, probability: 1e-6 })).toBeNaN()
  })

  it('counts the draw by segment and looks at further columns', () => {
    expect(plan.segments.map(({ treatment, control }) => treatment + control)).toEqual([150, 101, 3])
    expect(plan.design.strata.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    const covariates = [{ name: { en: 'id', ru: 'номер' }, values: customers.ids }]
    expect(planExperiment(customers, { seed: 1, covariates }).balance.rows).toHaveLength(5)
  })

  it('says what is missing when too few take part', () => {
    expect(() => planExperiment(madeCustomers([3]), { seed: 1 })).toThrow('two customers at risk')
  })
})
