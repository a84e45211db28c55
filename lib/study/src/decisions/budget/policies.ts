import { rounding } from '@one-click/allocation'
import type { OfferLimits, OfferPlan, OfferProblem } from '../offers/offer-problem'
import { checkProblem, summarisePlan } from './plan-offers'

/** Plain ways to hand out offers, to compare a plan with. */
export const policyNames = ['riskFirst', 'profitAtRiskFirst', 'sameForAll', 'bestReturnFirst'] as const
export type PolicyName = (typeof policyNames)[number]

/** What a plain policy gives each customer, and what that costs and keeps. */
export interface PolicyResult extends Pick<OfferPlan, 'chosen' | 'cost' | 'kept' | 'contacts'> {
  readonly policy: PolicyName
  /** Customers who get an offer. */
  readonly customers: number
  /** Index of the one offer that `sameForAll` makes, and of its channel; -1 elsewhere and where it makes none. */
  readonly offer: number
  readonly channel: number
}

/** What plain policies know of customers, by position in the customers' list. */
export interface BudgetCustomers {
  readonly probability: Float64Array
  /** Probability × profit over the horizon. */
  readonly profitAtRisk: Float64Array
}

/**
 * Plain policies on the same options and limits. Each goes down a list once, gives what still fits and skips what
 * does not; nobody gets two options, and none that keeps nothing.
 * - `riskFirst`: customers by falling probability, each the option of theirs that keeps most and still fits.
 * - `profitAtRiskFirst`: the same by falling profit at risk.
 * - `sameForAll`: one offer by one channel for everyone who has it among their options, by falling profit at risk; of
 *   all offers and channels the one that keeps most.
 * - `bestReturnFirst`: options by falling kept profit for each unit of cost; no plain policy, but the usual greedy rule.
 *
 * Between equals the earlier customer, then the earlier option.
 *
 * @returns in the order of `policyNames`
 * @throws ArgumentError for a problem that `planOffers` refuses
 */
export function plainPolicies(
  problem: OfferProblem,
  limits: OfferLimits,
  { probability, profitAtRisk }: BudgetCustomers,
): PolicyResult[] {
  checkProblem(problem, limits)
  const everyOption = Array.from(problem.customer.keys())
  const { customer } = problem
  /** Customers by the first score, the options of each by the second. */
  const falling = (score: Score, own: Score) =>
    [...everyOption].sort(
      (a, b) => score(b) - score(a) || customer[a] - customer[b] || own(b) - own(a) || a - b,
    )
  const byProfitAtRisk = falling(
    (option) => profitAtRisk[customer[option]],
    (option) => problem.kept[option],
  )
  const byRisk = falling(
    (option) => probability[customer[option]],
    (option) => problem.kept[option],
  )
  const byReturn = falling(
    (option) => returnOf(problem, option),
    () => 0,
  )
  const give = (policy: PolicyName, order: readonly number[]): PolicyResult => {
    const plan = handOut(problem, limits, order)
    const customers = plan.chosen.reduce((count, option) => count + (option >= 0 ? 1 : 0), 0)
    return { policy, ...plan, customers, offer: -1, channel: -1 }
  }
  const kinds = [...new Set(everyOption.map((option) => kindOf(problem, option)))].sort((a, b) => a - b)
  const same = kinds.map((kind) => ({
    ...give(
      'sameForAll',
      byProfitAtRisk.filter((option) => kindOf(problem, option) === kind),
    ),
    offer: Math.floor(kind / channelsMost),
    channel: kind % channelsMost,
  }))
  return [
    give('riskFirst', byRisk),
    give('profitAtRiskFirst', byProfitAtRisk),
    same.reduce((best, one) => (one.kept > best.kept ? one : best), give('sameForAll', [])),
    give('bestReturnFirst', byReturn),
  ]
}

type Score = (option: number) => number

const channelsMost = 65536
const kindOf = ({ offer, channel }: OfferProblem, option: number) =>
  offer[option] * channelsMost + channel[option]

/** An option that costs nothing stands before all that cost something. */
function returnOf({ kept, cost }: OfferProblem, option: number): number {
  return cost[option] > 0 ? kept[option] / cost[option] : Number.MAX_VALUE
}

/** Takes options in order, each that fits and whose customer has none yet. */
function handOut(problem: OfferProblem, limits: OfferLimits, order: readonly number[]) {
  const chosen = new Int32Array(problem.customers).fill(-1)
  const channels = Float64Array.from(limits.channels)
  let { budget, contacts } = limits
  const slack = Number.isFinite(budget) ? rounding * budget : 0
  for (const option of order) {
    const at = problem.customer[option]
    const channel = problem.channel[option]
    if (chosen[at] >= 0 || !(problem.kept[option] > 0)) continue
    if (
      problem.cost[option] > budget + slack ||
      problem.contact[option] > contacts ||
      channels[channel] < 1
    ) {
      continue
    }
    chosen[at] = option
    budget -= problem.cost[option]
    contacts -= problem.contact[option]
    channels[channel]--
  }
  return summarisePlan(problem, chosen)
}
