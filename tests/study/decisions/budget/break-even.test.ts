import { beforeAll, describe, expect, it } from 'vitest'
import { breakEven } from '../../../../lib/study/src/decisions/budget/break-even'
import { type PricedPlan, planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import { applyScenario } from '../../../../lib/study/src/decisions/budget/scenario'
import { randomProblem } from './random-problem'

const problem = randomProblem({ customers: 80, options: 4, seed: 11 })
const limits = { budget: 90, contacts: 40, channels: new Float64Array(3).fill(50) }
const effects = [0.1, 0.2, 0.3, 0.4]
/** What is told of a plan holds for any, however near to the best. */
let plan: PricedPlan
beforeAll(async () => {
  plan = await planOffers(problem, limits, { gap: 0.01 })
})

describe('breakEven', () => {
  it('gives the factor at which the plan keeps what it costs', () => {
    const { chosen, cost, kept } = plan
    const { factor } = breakEven(problem, chosen, effects)
    const there = applyScenario(problem, { effect: new Float64Array(4).fill(factor) })
    const keptThere = chosen.reduce((sum, option) => sum + (option < 0 ? 0 : there.kept[option]), 0)
    expect(keptThere).toBeCloseTo(cost, 9)
    expect(factor).toBeCloseTo(cost / kept, 12)
  })

  it('gives each offer its own, which together make up the plan', () => {
    const { chosen, cost, kept } = plan
    const { offers } = breakEven(problem, chosen, effects)
    expect(offers.map(({ offer }) => offer)).toEqual([0, 1, 2, 3])
    expect(offers.reduce((sum, one) => sum + one.cost, 0)).toBeCloseTo(cost, 9)
    expect(offers.reduce((sum, one) => sum + one.kept, 0)).toBeCloseTo(kept, 9)
    for (const one of offers) {
      expect(one.factor * one.kept).toBeCloseTo(one.cost, 9)
      expect(one.effect).toBeCloseTo(one.factor * effects[one.offer], 12)
    }
  })

  it('knows below which factor no plan pays', async () => {
    const { none } = breakEven(problem, new Int32Array(80).fill(-1), effects)
    const netAt = async (factor: number) => {
      const there = applyScenario(problem, { profitLost: factor })
      const { kept, cost } = await planOffers(there, { ...limits, budget: 1e9 })
      return kept - cost
    }
    expect(await netAt(none * 0.999)).toBe(0)
    expect(await netAt(none * 1.001)).toBeGreaterThan(0)
  })

  it('counts an offer by hand: customers, cost, kept, and leaves out who gets none', () => {
    const small = {
      ...problem,
      customers: 4,
      customer: Int32Array.of(0, 1, 2, 3),
      offer: Uint16Array.of(2, 0, 2, 1),
      channel: new Uint16Array(4),
      cost: Float64Array.of(1, 2, 3, 0),
      kept: Float64Array.of(4, 10, 6, 0),
      contact: new Uint8Array(4),
    }
    expect(breakEven(small, Int32Array.of(0, 1, 2, -1), [0.1, 0.2, 0.3])).toEqual({
      factor: 6 / 20,
      // What keeps nothing says nothing of what pays, even where it costs nothing.
      none: 0.2,
      offers: [
        { offer: 0, customers: 1, cost: 2, kept: 10, factor: 0.2, effect: 0.2 * 0.1 },
        { offer: 2, customers: 2, cost: 4, kept: 10, factor: 0.4, effect: 0.4 * 0.3 },
      ],
    })
  })

  it('is 0 where nothing is planned', () => {
    const nothing = { ...problem, kept: problem.kept.map(() => 0) }
    expect(breakEven(nothing, new Int32Array(80).fill(-1), effects)).toEqual({
      factor: 0,
      none: 0,
      offers: [],
    })
  })
})
