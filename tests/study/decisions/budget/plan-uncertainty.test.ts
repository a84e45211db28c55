import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import {
  drawAssumptions,
  planChances,
  planRegret,
  planUncertainty,
  triangularFactor,
} from '../../../../lib/study/src/decisions/budget/plan-uncertainty'
import { applyScenario } from '../../../../lib/study/src/decisions/budget/scenario'
import type { EffectRange } from '../../../../lib/study/src/decisions/offers/offer-catalogue'
import { deriveSeed, Random } from '../../../../lib/toolkit/core/src/random'
import { normalQuantile } from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { exampleInput } from './example-analysis'
import { smallCatalogue, smallChosen, smallLimits, smallProblem } from './small-plan'

const effects: EffectRange[] = [
  { low: 0.05, likely: 0.2, high: 0.4 },
  { low: 0, likely: 0.3, high: 0.55 },
  { low: 0.1, likely: 0.35, high: 0.55 },
]
const profitLost = { low: 0.3, likely: 0.6, high: 0.9 }
const draws = 4000
const scenarios = Array.from({ length: draws }, () => ({}))
const drawn = (sharedError: number, own = effects, seed = 3) =>
  drawAssumptions(scenarios, { effects: own, profitLost, sharedError }, seed)
const column = (sharedError: number, offer: number, own = effects) =>
  drawn(sharedError, own).map(({ effect }) => own[offer].likely * effect![offer])

/** The level at which a triangular distribution has a value. */
function levelOf({ low, likely, high }: EffectRange, value: number): number {
  return value < likely
    ? (value - low) ** 2 / ((high - low) * (likely - low))
    : 1 - (high - value) ** 2 / ((high - low) * (high - likely))
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  const products = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0)
  return products(a, ma, b, mb) / Math.sqrt(products(a, ma, a, ma) * products(b, mb, b, mb))
}

describe('drawAssumptions', () => {
  it('leaves what is believed of each offer as it is, whatever offers have in common', () => {
    for (const sharedError of [0, 0.5, 1]) {
      effects.forEach((effect, offer) => {
        // The levels of draws from a distribution are uniform: largest distance from it (Kolmogorov), p > 0.001.
        const levels = column(sharedError, offer)
          .map((value) => levelOf(effect, value))
          .sort((a, b) => a - b)
        const distance = Math.max(
          ...levels.map((level, i) => Math.max(level - i / draws, (i + 1) / draws - level)),
        )
        expect(distance).toBeLessThan(1.95 / Math.sqrt(draws))
      })
    }
  })

  it('has the stated correlation between the normal scores of any two offers', () => {
    for (const sharedError of [0, 0.3, 0.5, 0.9]) {
      const scores = effects.map((effect, offer) =>
        column(sharedError, offer).map((value) => normalQuantile(levelOf(effect, value))),
      )
      for (const [a, b] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ]) {
        // Standard error (1 − ρ²) / √draws, at most 0.016.
        expect(Math.abs(correlation(scores[a], scores[b]) - sharedError)).toBeLessThan(0.06)
      }
    }
  })

  it('moves all assumed effects together when they have all in common', () => {
    for (const { effect } of drawn(1).slice(0, 50)) {
      const levels = effects.map((one, offer) => levelOf(one, one.likely * effect![offer]))
      for (const level of levels) expect(level).toBeCloseTo(levels[0], 9)
    }
  })

  it('draws a measured effect from the normal distribution of its interval, apart from all others', () => {
    const measured = { low: -0.1, likely: 0.2, high: 0.5, measured: { level: 0.95, customers: 200 } }
    const own = [effects[0], measured, measured]
    const values = column(0.9, 1, own)
    const mean = values.reduce((sum, value) => sum + value, 0) / draws
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws)
    const expected = 0.3 / normalQuantile(0.975)
    expect(Math.abs(mean - 0.2)).toBeLessThan(4 * (expected / Math.sqrt(draws)))
    expect(Math.abs(deviation - expected)).toBeLessThan(4 * (expected / Math.sqrt(2 * draws)))
    const outside = values.filter((value) => value < measured.low || value > measured.high).length / draws
    expect(Math.abs(outside - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / draws))
    for (const other of [0, 2]) {
      expect(Math.abs(correlation(values, column(0.9, other, own)))).toBeLessThan(0.07)
    }
  })

  it('draws the lost share of profit too, apart from the effects, and keeps the rest of a scenario', () => {
    const probability = Float64Array.of(1.5, 0.5)
    const found = drawAssumptions(
      scenarios.map(() => ({ probability })),
      { effects, profitLost, sharedError: 1 },
      5,
    )
    for (const scenario of found) expect(scenario.probability).toBe(probability)
    const lost = found.map((scenario) => scenario.profitLost!)
    expect(Math.min(...lost)).toBeGreaterThanOrEqual(0.5)
    expect(Math.max(...lost)).toBeLessThanOrEqual(1.5)
    expect(new Set(lost).size).toBe(draws)
    expect(
      Math.abs(
        correlation(
          lost,
          found.map(({ effect }) => effect![0]),
        ),
      ),
    ).toBeLessThan(0.07)
  })

  it('depends on the seed, and a draw on no other draw', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, sharedError) => {
        const unknown = { effects, profitLost, sharedError }
        const [first, second] = drawAssumptions(scenarios.slice(0, 2), unknown, seed)
        expect(drawAssumptions(scenarios.slice(0, 1), unknown, seed)).toEqual([first])
        expect(second.effect).not.toEqual(first.effect)
        expect(drawAssumptions(scenarios.slice(0, 1), unknown, seed + 1)[0].effect).not.toEqual(first.effect)
      }),
      { numRuns: 30 },
    )
  })
})

describe('triangularFactor', () => {
  it('draws triangles: the ends, and the mean of the three', () => {
    const range = { low: 0.1, likely: 0.2, high: 0.6 }
    expect(0.2 * triangularFactor(range, 0)).toBeCloseTo(0.1, 12)
    expect(0.2 * triangularFactor(range, 1)).toBeCloseTo(0.6, 12)
    expect(0.2 * triangularFactor(range, 0.2)).toBeCloseTo(0.2, 12) // the share below the peak
    const random = new Random(5)
    let sum = 0
    for (let i = 0; i < 20000; i++) sum += 0.2 * triangularFactor(range, random.uniform())
    expect(sum / 20000).toBeCloseTo(0.3, 2)
    expect(triangularFactor({ low: 0, likely: 0, high: 1 }, 0.7)).toBe(1)
    expect(triangularFactor({ low: 2, likely: 2, high: 2 }, 0.7)).toBe(1)
  })

  it('is 1 for a measured effect of 0 as well', () => {
    const measured = { low: -0.1, likely: 0, high: 0.1, measured: { level: 0.95, customers: 9 } }
    const unknown = { effects: [measured], profitLost, sharedError: 0 }
    for (const { effect } of drawAssumptions([{}, {}], unknown, 1)) expect([...effect]).toEqual([1])
  })
})

describe('planUncertainty and planRegret, worked out by hand', () => {
  /** Factors on what is kept: 13 f − 3 is the net gain. */
  const factors = Array.from({ length: 41 }, (_, draw) => ((draw * 7) % 41) / 10)
  const scenarios = factors.map((profitLost) => ({ profitLost }))

  it('tells mean, median and the ends of 95% of the draws', () => {
    const { kept, net, pays } = planUncertainty(smallProblem, smallChosen, scenarios)
    expect(net.values).toHaveLength(41)
    for (const [draw, factor] of factors.entries()) {
      expect(kept.values[draw]).toBeCloseTo(13 * factor, 9)
      expect(net.values[draw]).toBeCloseTo(13 * factor - 3, 9)
    }
    for (const [key, factor] of [
      ['mean', 2],
      ['median', 2],
      ['lower', 0.1],
      ['upper', 3.9],
    ] as const) {
      expect(kept[key]).toBeCloseTo(13 * factor, 9)
      expect(net[key]).toBeCloseTo(13 * factor - 3, 9)
    }
    // .3 of 13 is above 3, .2 is not.
    expect(pays).toBeCloseTo(38 / 41, 12)
  })

  it('holds a plan that keeps just what it costs for none that pays', () => {
    const even = { ...smallProblem, kept: smallProblem.cost }
    expect(planUncertainty(even, smallChosen, [{}, { profitLost: 2 }]).pays).toBe(0.5)
  })

  it('regrets what the best plan gains more, as a share of that, and counts whose offer changes', async () => {
    const effect = (site: number, call: number) => ({ effect: Float64Array.of(site, call, 1) })
    // A call at a quarter keeps 2: the plan nets 4, the site for both 6. At 0 nothing pays, and the plan loses 3.
    const regretOf = (...some: object[]) => planRegret(smallProblem, smallLimits, smallChosen, some, 1e-9)
    const one = await regretOf(effect(1, 0.25))
    expect(one.regret.median).toBeCloseTo(2, 9)
    expect(one.share).toBeCloseTo(1 / 3, 9)
    expect(one.changed.median).toBeCloseTo(1 / 3, 12)
    const nothing = await regretOf(effect(0, 0))
    expect(nothing.regret.median).toBeCloseTo(3, 9)
    expect(nothing.share).toBe(0)
    expect(nothing.changed.median).toBeCloseTo(2 / 3, 12)
    const { regret, share, changed, gap } = await regretOf(effect(1, 0.25), {}, effect(0, 0))
    expect(regret.values[1]).toBeCloseTo(0, 9)
    expect([regret.values[0], regret.values[2]].map((value) => Math.round(1e6 * value))).toEqual([2e6, 3e6])
    expect(share).toBe(0)
    expect(Array.from(changed.values, (value) => Math.round(3 * value))).toEqual([1, 0, 2])
    expect(gap).toBeLessThanOrEqual(1e-9)
  })

  it('regrets nothing where nobody has an option', async () => {
    const empty = {
      ...smallProblem,
      customer: new Int32Array(0),
      offer: new Uint16Array(0),
      channel: new Uint16Array(0),
      cost: new Float64Array(0),
      kept: new Float64Array(0),
      contact: new Uint8Array(0),
    }
    const { regret, share, changed } = await planRegret(
      empty,
      smallLimits,
      new Int32Array(4).fill(-1),
      [{}],
      1e-4,
    )
    expect([regret.median, share, changed.median]).toEqual([0, 0, 0])
  })

  it('draws the assumptions 250 times in each scenario unless told otherwise', () => {
    const unknown = {
      effects: smallCatalogue.offers.map(({ effect }) => effect),
      profitLost: smallCatalogue.profitLost,
      sharedError: 0.5,
    }
    const found = planChances(smallProblem, smallChosen, [{}, {}], unknown, { seed: 1 })
    expect(found.net.values).toHaveLength(500)
    // Other draws in another scenario.
    expect(found.kept.values.slice(0, 250)).not.toEqual(found.kept.values.slice(250))
    // The mean of the triangles: effects 7/30 and 1/3 in place of .2 and .4, loss .5.
    const wanted = 5 * (7 / 30 / 0.2) + 8 * (1 / 3 / 0.4)
    const many = planChances(smallProblem, smallChosen, [{}], unknown, { seed: 2, draws: 20_000 })
    expect(Math.abs(many.kept.mean - wanted)).toBeLessThan(0.15)
    expect(many.net.mean).toBeCloseTo(many.kept.mean - 3, 9)
  })
})

describe('planUncertainty and planRegret of many customers', () => {
  const { problem, limits, catalogue, customers } = exampleInput()
  const scenarios = [0.5, 1, 2].map((profitLost) => ({ profitLost }))
  it('knows scenarios that scale all profit alike', async () => {
    const plan = await planOffers(problem, limits, { gap: 1e-3 })
    const { kept, net, pays } = planUncertainty(problem, plan.chosen, scenarios)
    const known = [0.5, 1, 2].map((factor) => factor * plan.kept)
    known.forEach((value, draw) => {
      expect(kept.values[draw]).toBeCloseTo(value, 9)
      expect(net.values[draw]).toBeCloseTo(value - plan.cost, 9)
    })
    expect(kept.median).toBeCloseTo(plan.kept, 9)
    expect(pays).toBe(known.filter((value) => value > plan.cost).length / 3)
    const { regret, changed } = await planRegret(problem, limits, plan.chosen, scenarios, 1e-4)
    // Profit doubled or halved pays for other offers; only where it stays is there nothing to regret.
    expect(regret.values[1]).toBeLessThanOrEqual(1e-3 * plan.kept)
    expect(changed.median).toBeLessThan(0.5)
  })

  it('regrets what a plan that knew the scenario would keep, to the gap it states', async () => {
    const plan = await planOffers(problem, limits, { gap: 1e-3 })
    const scenario = { effect: Float64Array.of(3, 0.1, 0.1, 0.1, 1) }
    const { regret, share, changed, gap } = await planRegret(problem, limits, plan.chosen, [scenario], 1e-5)
    const there = applyScenario(problem, scenario)
    const informed = await planOffers(there, limits, { gap: 1e-5 })
    const ours = plan.chosen.reduce(
      (sum, option) => sum + (option < 0 ? 0 : there.kept[option] - there.cost[option]),
      0,
    )
    expect(gap).toBeLessThanOrEqual(5e-4)
    const least = (informed.kept - informed.cost) * (1 - gap) - ours
    expect(regret.median).toBeGreaterThanOrEqual(least)
    expect(regret.median).toBeLessThanOrEqual(informed.bound - ours + 1e-9)
    expect(share).toBeCloseTo(regret.median / (ours + regret.median), 9)
    expect(least).toBeGreaterThan(0.1 * ours)
    expect(changed.median).toBeGreaterThan(0.1)
  })

  it('keeps in each draw what the plan keeps in a scenario with its assumptions', async () => {
    const plan = await planOffers(problem, limits, { gap: 1e-3 })
    const random = new Random(4)
    const worlds = Array.from({ length: 3 }, () => ({
      probability: customers.probability.map(() => 0.5 + random.uniform()),
    }))
    const unknown = {
      effects: catalogue.offers.map(({ effect }) => effect),
      profitLost: catalogue.profitLost,
      sharedError: 0.5,
    }
    const found = planChances(problem, plan.chosen, worlds, unknown, { seed: 9, draws: 5 })
    const scenarios = worlds.flatMap((world, w) =>
      drawAssumptions(Array(5).fill(world), unknown, deriveSeed(9, 'assumptions of scenario', w)),
    )
    const one = planUncertainty(problem, plan.chosen, scenarios)
    expect(found.pays).toBe(one.pays)
    found.net.values.forEach((value, draw) => {
      expect(value).toBeCloseTo(one.net.values[draw], 9)
      expect(found.kept.values[draw]).toBeCloseTo(one.kept.values[draw], 9)
    })
  })
})
