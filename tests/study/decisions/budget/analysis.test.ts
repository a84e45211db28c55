import { beforeAll, describe, expect, it } from 'vitest'
import type { BudgetAnalysis } from '../../../../lib/study/src/decisions/budget/analysis'
import { analyseBudget } from '../../../../lib/study/src/decisions/budget/analysis'
import { budgetCurve } from '../../../../lib/study/src/decisions/budget/curve'
import { atLowEnd } from '../../../../lib/study/src/decisions/budget/low-end'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import {
  drawAssumptions,
  planChances,
  planRegret,
  planUncertainty,
  triangularFactor,
} from '../../../../lib/study/src/decisions/budget/plan-uncertainty'
import { drawProbabilityFactors } from '../../../../lib/study/src/decisions/budget/probability-draws'
import { applyScenario } from '../../../../lib/study/src/decisions/budget/scenario'
import { tornado } from '../../../../lib/study/src/decisions/budget/tornado'
import { deriveSeed, Random } from '../../../../lib/toolkit/core/src/random'
import { standardDeviation } from '../../../../lib/toolkit/statistics/src/index'
import { exampleAnalysis, exampleGap, exampleInput } from './example-analysis'

const input = exampleInput()
const { problem, limits, catalogue } = input
let analysis: BudgetAnalysis
beforeAll(async () => {
  analysis = await exampleAnalysis()
})

describe('analyseBudget', () => {
  it('is plain data, the same every time', async () => {
    expect(structuredClone(analysis)).toEqual(analysis)
    const small = () => exampleAnalysis({ draws: 3, points: 3 })
    expect(await small()).toEqual(await small())
  })

  it('recommends the plan of planOffers, which no policy beats', async () => {
    const plan = await planOffers(problem, limits, { gap: exampleGap })
    expect(analysis.plan).toEqual(plan)
    expect(analysis.net).toBe(plan.kept - plan.cost)
    expect(analysis.customers.offered).toBe(plan.chosen.filter((option) => option >= 0).length)
    expect(analysis.customers.withOptions).toBe(new Set(problem.customer).size)
    for (const { kept, cost } of analysis.policies) expect(kept - cost).toBeLessThanOrEqual(plan.bound)
  })

  it('takes as the best budget that of the plan where none gains more, and else a larger one', async () => {
    const { worthwhile } = analysis.curve
    const settings = { seed: 1, draws: 2, points: 2, gap: exampleGap }
    const rich = await analyseBudget(
      { ...input, limits: { ...limits, budget: 2 * worthwhile.cost } },
      settings,
    )
    expect(rich.curve.worthwhile).toMatchObject({ cost: rich.plan.cost, kept: rich.plan.kept })
    const poor = await analyseBudget(
      { ...input, limits: { ...limits, budget: worthwhile.cost / 2 } },
      settings,
    )
    expect(poor.curve.worthwhile.net).toBeGreaterThan(poor.net)
    expect(poor.curve.worthwhile.cost).toBeGreaterThan(worthwhile.cost / 2)
    expect(poor.plan.cost).toBeLessThanOrEqual(worthwhile.cost / 2)
  })

  it('says what is left at the low end of all effects', async () => {
    const { plan, lowEnd, breakEven } = analysis
    const factors = catalogue.offers.map(({ effect: { low, likely } }) => low / likely)
    const nets = breakEven.offers.map(({ offer, kept, cost }) => factors[offer] * kept - cost)
    expect(lowEnd.net).toBeCloseTo(
      nets.reduce((sum, net) => sum + net, 0),
      9,
    )
    expect(lowEnd.paying).toBe(nets.filter((net) => net >= 0).length)
    const low = { ...problem, kept: problem.kept.map((kept, k) => factors[problem.offer[k]] * kept) }
    const best = await planOffers(low, limits)
    expect(lowEnd.best.net).toBeGreaterThanOrEqual(0.99 * (best.kept - best.cost))
    expect(lowEnd.best.net).toBeLessThanOrEqual(best.bound + 1e-9)
    expect(lowEnd.best.net).toBeGreaterThanOrEqual(lowEnd.net)
    const dear = { ...problem, cost: problem.cost.map((cost) => 1000 * (cost + 1)) }
    const none = await atLowEnd(
      dear,
      limits,
      plan.chosen,
      catalogue.offers.map(({ effect }) => effect),
    )
    expect(none).toMatchObject({ paying: 0, best: { customers: 0, net: 0 } })
  })
})

describe('budgetCurve', () => {
  it('never keeps less with more budget, and ends where more brings nothing', async () => {
    const { points, saturated } = analysis.curve
    expect(points).toHaveLength(11)
    expect(points[0]).toMatchObject({ budget: 0, cost: 0 })
    points.forEach(({ budget, cost, kept, net, bound }, k) => {
      expect(cost).toBeLessThanOrEqual(budget * (1 + 1e-9))
      expect(net).toBeCloseTo(kept - cost, 9)
      expect(bound).toBeGreaterThanOrEqual(kept)
      expect(kept).toBeGreaterThanOrEqual(k === 0 ? 0 : points[k - 1].kept)
    })
    const everything = await planOffers(
      { ...problem, cost: problem.cost.map(() => 0) },
      { ...limits, budget: Number.POSITIVE_INFINITY },
    )
    expect(saturated.kept).toBeGreaterThanOrEqual(everything.kept * (1 - 2.1e-3))
    expect(saturated.kept).toBeLessThanOrEqual(everything.bound + 1e-9)
    expect(points[10].marginal).toBeLessThan(0.2)
  })

  it('has falling marginal returns that match what more budget keeps', async () => {
    const { points } = await budgetCurve(problem, limits, { points: 8, gap: 1e-5 })
    for (let k = 1; k < points.length; k++) {
      const [before, after] = [points[k - 1], points[k]]
      expect(after.marginal).toBeLessThanOrEqual(before.marginal + 1e-6)
      const slope = (after.bound - before.bound) / (after.budget - before.budget)
      const slack = (before.bound - before.kept + after.bound - after.kept) / (after.budget - before.budget)
      expect(slope).toBeLessThanOrEqual(before.marginal + slack + 0.3)
      expect(slope).toBeGreaterThanOrEqual(after.marginal - slack - 0.3)
    }
  })

  it('finds the budget beyond which a unit returns less than a unit', async () => {
    const { points, worthwhile } = await budgetCurve(problem, limits, { points: 8, gap: 1e-6 })
    for (const { net } of points) expect(net).toBeLessThanOrEqual(worthwhile.net + 1e-3)
    for (const step of [-12, -6, 6, 12]) {
      const other = await planOffers(problem, { ...limits, budget: worthwhile.budget + step })
      expect(other.kept - other.cost).toBeLessThanOrEqual(worthwhile.net + 1e-3)
    }
    // The price of the relaxation, which steps from above 1 to below where one customer's option is divided.
    expect(Math.abs(worthwhile.marginal - 1)).toBeLessThan(0.05)
  })

  it('is flat where nothing can be kept', async () => {
    const nothing = { ...problem, kept: problem.kept.map(() => 0) }
    const { points, saturated } = await budgetCurve(nothing, limits)
    expect(points).toHaveLength(1)
    expect(saturated).toMatchObject({ budget: 0, kept: 0, customers: 0 })
  })
})

describe('tornado', () => {
  it('moves the net gain as the assumption says', () => {
    const { plan, net } = analysis
    const bar = (kind: string, index = -1) =>
      analysis.tornado.find((one) => one.kind === kind && one.index === index)!
    expect(bar('cost').low.samePlan).toBeCloseTo(net + 0.25 * plan.cost, 9)
    expect(bar('cost').high.samePlan).toBeCloseTo(net - 0.25 * plan.cost, 9)
    expect(bar('profitLost').low.samePlan).toBeCloseTo((plan.kept * 0.3) / 0.5 - plan.cost, 9)
    const { kept } = analysis.breakEven.offers.find(({ offer }) => offer === 1)!
    expect(bar('effect', 1).low.samePlan).toBeCloseTo(net - kept, 9)
    expect(bar('effect', 1).high.samePlan).toBeCloseTo(net + kept / 2, 9)
    expect(bar('reach', 2).high.value).toBe(1)
    expect(bar('contacts').low.samePlan).toBeUndefined()
    expect(bar('contacts').low.value).toBe(30)
    expect(bar('channel', 0)).toBeUndefined()
    expect(bar('effect', 4)).toBeUndefined() // no option uses it
  })

  it('has a bar for the ways to count points, from the least gain to the most', async () => {
    const options = problem.kept.length
    const points = {
      points: new Float64Array(options).fill(0.2),
      pointErrors: new Float64Array(options).fill(0.01),
      pointParts: [],
      otherwise: {
        meanVote: new Float64Array(options).fill(0.25),
        logOdds: Float64Array.from({ length: options }, (_, k) => (k % 2 === 0 ? 0.1 : 0.2)),
      },
    }
    const settings = { seed: 1, draws: 2, points: 2, gap: exampleGap }
    const {
      tornado: bars,
      conventions,
      keptError,
      plan,
    } = await analyseBudget({ ...input, points }, settings)
    const chosen = [...plan.chosen].filter((option) => option >= 0)
    const keptBy = (factor: (option: number) => number) =>
      chosen.reduce((sum, option) => sum + factor(option) * problem.kept[option], 0)
    const nets = [plan.kept, 1.25 * plan.kept, keptBy((k) => (k % 2 === 0 ? 0.5 : 1))].map(
      (kept) => kept - plan.cost,
    )
    expect(conventions!.map(({ way }) => way)).toEqual(['probability', 'meanVote', 'logOdds'])
    conventions!.forEach(({ kept, net }, w) => {
      expect(net).toBeCloseTo(nets[w], 9)
      expect(kept - plan.cost).toBeCloseTo(net, 9)
    })
    const { low, high, width } = bars.find(({ kind }) => kind === 'points')!
    expect(low.label!.en).toBe('by the log-odds')
    expect(low.samePlan).toBeCloseTo(nets[2], 9)
    expect(high.label!.en).toBe('by the mean vote')
    expect(high.samePlan).toBeCloseTo(nets[1], 9)
    expect(width).toBeCloseTo(nets[1] - nets[2], 9)
    const anew = await planOffers(
      applyScenario(problem, { points: points.otherwise.logOdds.map((value) => value / 0.2) }),
      limits,
      { gap: exampleGap },
    )
    expect(low.replanned + 1e-9).toBeGreaterThan(low.samePlan!)
    expect(Math.abs(low.replanned - (anew.kept - anew.cost))).toBeLessThan(0.05 * anew.kept)
    expect(keptError).toBeCloseTo(0.05 * Math.hypot(...chosen.map((option) => problem.kept[option])), 9)
    expect(analysis.tornado.some(({ kind }) => kind === 'points')).toBe(false)
    expect(analysis).not.toHaveProperty('conventions')
  })

  it('sorts its bars by width', () => {
    const widths = analysis.tornado.map(({ width }) => width)
    expect(widths).toEqual([...widths].sort((a, b) => b - a))
  })

  it('plans anew for the largest net gain', async () => {
    const { plan, probability } = analysis
    const settings = { chosen: plan.chosen, net: probability.net, scenarios: probability.net.values.length }
    const scenarios = Array.from({ length: settings.scenarios }, () => ({}))
    const bars = await tornado(problem, limits, catalogue, { ...settings, scenarios }, { spread: 0.5 })
    const { high } = bars.find(({ kind }) => kind === 'budget')!
    const larger = await planOffers(problem, { ...limits, budget: 1.5 * limits.budget })
    expect(high.replanned).toBeCloseTo(larger.kept - larger.cost, 9)
  })
})

describe('uncertainty', () => {
  const scenarios = [0.5, 1, 2].map((profitLost) => ({ profitLost }))

  it('knows scenarios that scale all profit alike', async () => {
    const { plan } = analysis
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
    const { plan } = analysis
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

  it('draws each offer’s effect in the combined draws', () => {
    const { plan, combined, independent, together } = analysis
    const effects = catalogue.offers.map(({ effect }) => effect)
    const worlds = drawProbabilityFactors(input.customers.probability, input.evidence, {
      draws: 150,
      seed: 1,
    }).map((probability) => ({ probability }))
    const frozen = (own: typeof effects, sharedError: number) =>
      planChances(
        problem,
        plan.chosen,
        worlds,
        { effects: own, profitLost: catalogue.profitLost, sharedError },
        { seed: 1, draws: 4 },
      ).net.values
    expect(combined.net.values).toEqual(frozen(effects, 0.5))
    expect(independent.net.values).toEqual(frozen(effects, 0))
    expect(together.net.values).toEqual(frozen(effects, 1))
    expect(combined.net.values).toHaveLength(4 * 5 * analysis.probability.net.values.length)
    // Freezing any offer that the plan gives changes every draw.
    for (const { offer } of analysis.breakEven.offers) {
      const { likely } = effects[offer]
      const without = frozen(
        effects.map((effect, k) => (k === offer ? { low: likely, likely, high: likely } : effect)),
        0.5,
      )
      without.forEach((net, draw) => {
        expect(Math.abs(net - combined.net.values[draw])).toBeGreaterThan(1e-9)
      })
    }
  })

  it('keeps in each draw what the plan keeps in a scenario with its assumptions', () => {
    const { plan } = analysis
    const worlds = drawProbabilityFactors(input.customers.probability, input.evidence, {
      draws: 3,
      seed: 2,
    }).map((probability) => ({ probability }))
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

  it('knows the chance to pay to a tenth of a point, whatever the seed', () => {
    // Costs at which the chance is far from 0 and 1, where it is known worst.
    const { plan } = analysis
    const dear = { ...problem, cost: problem.cost.map((cost) => (cost * plan.kept) / (1.3 * plan.cost)) }
    const unknown = {
      effects: catalogue.offers.map(({ effect }) => effect),
      profitLost: catalogue.profitLost,
      sharedError: 0.5,
    }
    const chances = [1, 2, 3, 4].map(
      (seed) =>
        planChances(
          dear,
          plan.chosen,
          drawProbabilityFactors(input.customers.probability, input.evidence, { draws: 1000, seed }).map(
            (probability) => ({ probability }),
          ),
          unknown,
          { seed },
        ).pays,
    )
    expect(standardDeviation(Float64Array.from(chances))).toBeLessThan(0.002)
    expect(chances[0]).toBeGreaterThan(0.5)
    expect(chances[0]).toBeLessThan(0.98)
  }, 60_000)

  it('widens with what offers have in common', async () => {
    const analysed = async (sharedError: number) => {
      const found = await analyseBudget(
        { ...input, catalogue: { ...catalogue, sharedError } },
        { seed: 1, draws: 100, assumptionDraws: 5, points: 2, gap: exampleGap },
      )
      expect(found.sharedError).toBe(sharedError)
      return found
    }
    const all = [await analysed(0), await analysed(0.5), await analysed(1)]
    expect(all[0].combined).toEqual(all[0].independent)
    const [apart, half, together] = all.map(({ combined: { net } }) => net.upper - net.lower)
    expect(half).toBeGreaterThan(1.02 * apart)
    expect(together).toBeGreaterThan(1.02 * half)
    expect(analysis.sharedError).toBe(0.5)
  })

  it('counts the measured among the offers of the plan', async () => {
    const [{ offer }] = analysis.breakEven.offers
    const measured = { level: 0.95, customers: 100 }
    const offers = catalogue.offers.map((one, k) =>
      k === offer || k === 4 ? { ...one, effect: { ...one.effect, measured } } : one,
    )
    const { effects } = await analyseBudget(
      { ...input, catalogue: { ...catalogue, offers } },
      { seed: 1, draws: 2, points: 2, gap: exampleGap },
    )
    // No option uses offer 4.
    expect(effects).toEqual({ planned: analysis.breakEven.offers.length, measured: 1 })
    expect(analysis.effects).toEqual({ planned: analysis.breakEven.offers.length, measured: 0 })
  })

  it('widens when effects are drawn too', () => {
    const { probability, combined } = analysis
    expect(combined.net.upper - combined.net.lower).toBeGreaterThan(
      probability.net.upper - probability.net.lower,
    )
    for (const one of [probability.net, combined.net]) {
      expect(one.lower).toBeLessThanOrEqual(one.median)
      expect(one.median).toBeLessThanOrEqual(one.upper)
    }
  })

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
})
