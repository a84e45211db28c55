import { beforeAll, describe, expect, it } from 'vitest'
import type { BudgetAnalysis } from '../../../../lib/study/src/decisions/budget/analysis'
import { analyseBudget } from '../../../../lib/study/src/decisions/budget/analysis'
import { atLowEnd } from '../../../../lib/study/src/decisions/budget/low-end'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import { planChances } from '../../../../lib/study/src/decisions/budget/plan-uncertainty'
import { drawProbabilityFactors } from '../../../../lib/study/src/decisions/budget/probability-draws'
import { applyScenario } from '../../../../lib/study/src/decisions/budget/scenario'
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
    expect(low.way).toBe('logOdds')
    expect(low.samePlan).toBeCloseTo(nets[2], 9)
    expect(high.way).toBe('meanVote')
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
})

describe('uncertainty', () => {
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
})
