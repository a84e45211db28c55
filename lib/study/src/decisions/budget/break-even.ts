import type { OfferProblem } from '../offers/offer-problem'

/** What an offer's effect has to be for it to pay for itself, among those who get it. */
export interface OfferBreakEven {
  /** Index in the catalogue. */
  readonly offer: number
  readonly customers: number
  readonly cost: number
  readonly kept: number
  /** Factor on the assumed effect at which kept equals cost; below 1 the offer has a margin. */
  readonly factor: number
  /** The assumed effect times the factor. */
  readonly effect: number
}

/** By how much the effects may fall short of what is assumed. */
export interface BreakEven {
  /** Factor on all effects at once at which the plan's kept profit equals its cost; 0 for a plan without offers. */
  readonly factor: number
  /** Factor below which no option of anyone keeps what it costs, so that no plan pays; 0 without options. */
  readonly none: number
  /** Offers of the plan, in the catalogue's order. */
  readonly offers: readonly OfferBreakEven[]
}

/**
 * Break-even effects of a plan: kept profit is linear in the effects, so the factor is cost / kept.
 * @param chosen option of each customer
 * @param effects assumed effect of each offer of the catalogue, the one that `problem.kept` was made with
 */
export function breakEven(problem: OfferProblem, chosen: Int32Array, effects: ArrayLike<number>): BreakEven {
  const totals = Array.from(effects, () => ({ customers: 0, cost: 0, kept: 0 }))
  for (const option of chosen) {
    if (option < 0) continue
    const total = totals[problem.offer[option]]
    total.customers++
    total.cost += problem.cost[option]
    total.kept += problem.kept[option]
  }
  const offers = totals.flatMap((total, offer) => {
    if (total.customers === 0) return []
    const factor = total.cost / total.kept
    return [{ offer, ...total, factor, effect: factor * effects[offer] }]
  })
  const sum = (field: 'cost' | 'kept') => offers.reduce((whole, one) => whole + one[field], 0)
  let none = Number.POSITIVE_INFINITY
  problem.kept.forEach((kept, option) => {
    if (kept > 0) none = Math.min(none, problem.cost[option] / kept)
  })
  return {
    factor: offers.length > 0 ? sum('cost') / sum('kept') : 0,
    none: none < Number.POSITIVE_INFINITY ? none : 0,
    offers,
  }
}
