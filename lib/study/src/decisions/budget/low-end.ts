import { loadSolver } from '@one-click/allocation'
import type { EffectRange } from '../offers/offer-catalogue'
import type { OfferLimits, OfferProblem } from '../offers/offer-problem'
import { bestPlan, summarisePlan } from './plan-offers'
import { applyScenario } from './scenario'

/** What is left if every effect is at the low end of its range, all at once. */
export interface LowEnd {
  /** kept − cost of the plan as it is. */
  readonly net: number
  /** Offers of the plan that still keep what they cost, among those who get them. */
  readonly paying: number
  /** The best plan for this case: its customers, none where no offer would pay, and kept − cost. */
  readonly best: { readonly customers: number; readonly net: number }
}

/**
 * The plan at the low end of all effects.
 * @param chosen option of each customer by the plan @param effects of the catalogue's offers
 */
export async function atLowEnd(
  problem: OfferProblem,
  limits: OfferLimits,
  chosen: Int32Array,
  effects: readonly EffectRange[],
): Promise<LowEnd> {
  const highs = await loadSolver()
  const effect = Float64Array.from(effects, ({ low, likely }) => (likely === 0 ? 1 : low / likely))
  const there = applyScenario(problem, { effect })
  const { kept, cost } = summarisePlan(there, chosen)
  const nets = new Map<number, number>()
  for (const option of chosen) {
    if (option < 0) continue
    const offer = there.offer[option]
    nets.set(offer, (nets.get(offer) ?? 0) + there.kept[option] - there.cost[option])
  }
  const best = bestPlan(highs, there, limits, { quick: true })
  return {
    net: kept - cost,
    paying: [...nets.values()].filter((net) => net >= 0).length,
    best: {
      customers: best.chosen.reduce((count, option) => count + Number(option >= 0), 0),
      net: best.kept - best.cost,
    },
  }
}
