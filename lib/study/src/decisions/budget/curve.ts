import { loadSolver, relaxedPrices } from '@one-click/allocation'
import type { Highs } from 'highs'
import type { OfferLimits, OfferProblem } from '../offers/offer-problem'
import { bestPlan, checkProblem, limitPrices, offerAllocation, type PricedPlan } from './plan-offers'

/** What a budget brings if it is spent for the most kept profit, the other limits as they are. */
export interface BudgetPoint {
  readonly budget: number
  /** What the plan costs, at most the budget. */
  readonly cost: number
  readonly kept: number
  /** kept − cost. */
  readonly net: number
  /** No plan within the budget keeps more than this. */
  readonly bound: number
  /** Profit kept for the next unit of money: the dual price of the budget in the linear relaxation. */
  readonly marginal: number
  /** Profit kept for one more contact: the dual price of the contact capacity there; 0 where it does not bind. */
  readonly contactPrice: number
  readonly contacts: number
  /** Customers who get an offer. */
  readonly customers: number
}

export interface BudgetCurve {
  /** From budget 0 to `saturated`, at rising budgets; kept never falls. */
  readonly points: readonly BudgetPoint[]
  /**
   * The plan with the largest kept − cost, whatever it costs: beyond its cost a unit of money returns less than a
   * unit. It is the plan within the limits' own budget where none gains more than the gap beyond that one.
   */
  readonly worthwhile: BudgetPoint
  /** The plan beyond whose cost more budget keeps nothing worth a millionth of it. */
  readonly saturated: BudgetPoint
}

export interface CurveOptions {
  /** Budgets above 0. Default 20. They are denser where the curve is steep: the k-th is (k / points)² of the last. */
  readonly points?: number
  /** Gap of each plan, larger where one is hard to prove (`bound`). Default 1e-4. */
  readonly gap?: number
  /** The plan with the largest kept − cost within all limits, where it is known. */
  readonly plan?: PricedPlan
}

/**
 * Profit kept by budget, if all of it is spent that still keeps something. The limits' own budget plays no part.
 * @throws ArgumentError for a problem that `planOffers` refuses
 */
export async function budgetCurve(
  problem: OfferProblem,
  limits: OfferLimits,
  { points = 20, gap = 1e-4, plan: known }: CurveOptions = {},
): Promise<BudgetCurve> {
  checkProblem(problem, limits)
  const highs = await loadSolver()
  const unlimited = { ...limits, budget: Number.POSITIVE_INFINITY }
  const atPrice = (price: number) => {
    const value = problem.kept.map((kept, option) => kept - price * problem.cost[option])
    return bestPlan(highs, problem, unlimited, { quick: true, gap, value })
  }
  const pointOf = (plan: PricedPlan, budget = plan.cost) =>
    budgetPoint(highs, problem, { ...limits, budget }, plan)
  const [unbounded, last] = [atPrice(1), atPrice(1e-6)]
  const worthwhile = known && netOf(known) >= (1 - gap) * netOf(unbounded) ? known : unbounded
  const list: BudgetPoint[] = []
  let best: PricedPlan | undefined
  for (let k = 0; k <= points; k++) {
    const budget = last.cost * (k / points) ** 2
    const plan = bestPlan(highs, problem, { ...limits, budget }, { quick: true, gap, value: problem.kept })
    // Within their gaps two plans can stand the wrong way round; a larger budget also allows the smaller plan.
    if (!best || plan.kept > best.kept) best = plan
    list.push(pointOf({ ...best, bound: Math.max(plan.bound, best.kept) }, budget))
    if (last.cost === 0) break
  }
  return {
    points: list,
    worthwhile: pointOf({ ...worthwhile, bound: worthwhile.kept }),
    saturated: pointOf({ ...last, bound: last.kept }),
  }
}

const netOf = ({ kept, cost }: PricedPlan) => kept - cost

/** A hair above a budget of 0 the relaxation tells what the first money brings. */
const firstMoney = 1e-3

function budgetPoint(
  highs: Highs,
  problem: OfferProblem,
  limits: OfferLimits,
  plan: PricedPlan,
): BudgetPoint {
  const { cost, kept, bound, contacts, chosen } = plan
  const withMoney = { ...limits, budget: Math.max(limits.budget, firstMoney) }
  const prices = limitPrices(relaxedPrices(highs, offerAllocation(problem, withMoney), problem.kept))
  return {
    budget: limits.budget,
    cost,
    kept,
    net: kept - cost,
    bound,
    marginal: prices.budget,
    contactPrice: prices.contacts,
    contacts,
    customers: chosen.reduce((count, option) => count + (option >= 0 ? 1 : 0), 0),
  }
}
