import type { AllocationProblem } from '@one-click/allocation'
import { type AllocationOptions, allocate, loadSolver } from '@one-click/allocation'
import { ArgumentError } from '@one-click/core'
import type { Highs } from 'highs'
import type { OfferLimits, OfferPlan, OfferProblem } from '../offers/offer-problem'

export type PlanOptions = Omit<AllocationOptions, 'quick'>

/**
 * By how much one unit more of each limit would raise kept − cost: the dual prices of the linear relaxation; 0 where a
 * limit does not bind.
 */
export interface LimitPrices {
  /** For one more unit of money; it is spent, and keeps one unit more than this. */
  readonly budget: number
  /** For one more contact. */
  readonly contacts: number
  /** For one more customer of each channel, shape (channels). */
  readonly channels: Float64Array
}

/** A plan with the prices of its limits. */
export interface PricedPlan extends OfferPlan {
  readonly prices: LimitPrices
}

/**
 * The plan with the largest kept − cost within the limits: each customer gets at most one option; total cost, number of
 * contacts and customers of each channel stay within theirs. No option is given that keeps no more than it costs, so
 * that the budget is a limit and no amount to be spent. A multiple-choice knapsack with several limits, solved with
 * HiGHS to the stated gap. The relaxation's bound is a proof whatever the solver's tolerances (see
 * `dualPrices`); where branch and cut lowers it, the bound holds to these tolerances.
 *
 * The same input gives the same plan. An option that another of the same customer equals or beats in kept − cost and in
 * use of every limit that can bind is not chosen; of exact equals the cheaper stands, then the one without contact,
 * then the first.
 *
 * @throws ArgumentError for arrays of different lengths, customers out of order, amounts below 0 or not finite
 */
export async function planOffers(
  problem: OfferProblem,
  limits: OfferLimits,
  options: PlanOptions = {},
): Promise<PricedPlan> {
  checkProblem(problem, limits)
  const { gap = 0 } = options
  if (!(gap >= 0 && gap < 1)) throw new ArgumentError('planOffers', 'needs a gap from 0 to below 1', gap)
  return bestPlan(await loadSolver(), problem, limits, options)
}

export interface BestPlanOptions extends AllocationOptions {
  /** What is maximised; default kept − cost of each option. */
  readonly value?: Float64Array
}

/** `planOffers` for a solver that is loaded and a problem that is checked. */
export function bestPlan(
  highs: Highs,
  problem: OfferProblem,
  limits: OfferLimits,
  { value = netGains(problem), ...options }: BestPlanOptions = {},
): PricedPlan {
  const { chosen, bound, gap, prices } = allocate(highs, offerAllocation(problem, limits), value, options)
  return { ...summarisePlan(problem, chosen), bound, gap, prices: limitPrices(prices) }
}

/**
 * The choice of offers as an allocation: resources are the budget, the contacts, then the channels. Contacts and
 * customers are whole, so a limit of 10.5 is one of 10. Between equals the cheaper option stands, then the one without
 * contact.
 */
export function offerAllocation(problem: OfferProblem, limits: OfferLimits): AllocationProblem {
  const { customers, customer, cost, contact, channel } = problem
  return {
    groups: customers,
    group: customer,
    resources: [
      { limit: limits.budget, amount: cost },
      { limit: Math.floor(limits.contacts), amount: contact },
      ...Array.from(limits.channels, (limit, c) => ({
        limit: Math.floor(limit),
        amount: Uint8Array.from(channel, (of) => (of === c ? 1 : 0)),
      })),
    ],
    preference: [cost, contact],
  }
}

/** Prices in the order of `offerAllocation`'s resources, by name. */
export function limitPrices([budget, contacts, ...channels]: Float64Array): LimitPrices {
  return { budget, contacts, channels: Float64Array.from(channels) }
}

/** kept − cost of each option. */
export function netGains({ kept, cost }: OfferProblem): Float64Array {
  return kept.map((profit, option) => profit - cost[option])
}

/** What a plan costs and keeps, and how many contacts it takes. */
export function summarisePlan(
  problem: OfferProblem,
  chosen: Int32Array,
): Pick<OfferPlan, 'chosen' | 'cost' | 'kept' | 'contacts'> {
  let [cost, kept, contacts] = [0, 0, 0]
  for (const option of chosen) {
    if (option < 0) continue
    cost += problem.cost[option]
    kept += problem.kept[option]
    contacts += problem.contact[option]
  }
  return { chosen, cost, kept, contacts }
}

/** @throws ArgumentError */
export function checkProblem(problem: OfferProblem, limits: OfferLimits): void {
  const { customers, customer, offer, channel, cost, kept, contact } = problem
  const fail = (rule: string, value?: unknown): never => {
    throw new ArgumentError('planOffers', rule, value)
  }
  for (const list of [offer, channel, cost, kept, contact]) {
    if (list.length !== customer.length) fail('needs every list of options to be of one length', list.length)
  }
  for (let i = 0; i < customer.length; i++) {
    if (customer[i] < (i > 0 ? customer[i - 1] : 0))
      fail('needs options with customers ascending', customer[i])
    if (customer[i] >= customers) fail(`needs customers below ${customers}`, customer[i])
    if (channel[i] >= limits.channels.length) fail('needs a limit for each channel', channel[i])
    if (!(cost[i] >= 0 && cost[i] < Number.POSITIVE_INFINITY)) fail('needs costs of at least 0', cost[i])
    if (!Number.isFinite(kept[i])) fail('needs finite kept profit', kept[i])
    if (contact[i] > 1) fail('needs contacts of 0 or 1', contact[i])
  }
  for (const limit of [limits.budget, limits.contacts, ...limits.channels]) {
    if (!(limit >= 0)) fail('needs limits of at least 0', limit)
  }
}
