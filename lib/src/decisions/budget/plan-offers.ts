import type { Highs } from 'highs'
import { ArgumentError } from '../../util/errors'
import type { OfferLimits, OfferPlan, OfferProblem } from '../offers/offer-problem'
import { bestChoice } from './best-choice'
import { pack } from './packing'
import { loadSolver } from './solver'

export interface PlanOptions {
  /** Largest (bound − (kept − cost)) / bound at which the search stops. Default 1e-4. */
  readonly gap?: number
  /** Most seconds for each run of branch and cut, after which the gap may be larger. Default: no limit. */
  readonly seconds?: number
  /** Most nodes of each run of branch and cut, likewise, but the same on every machine. Default: no limit. */
  readonly nodes?: number
}

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
 * `relaxationPrices`); where branch and cut lowers it, the bound holds to these tolerances.
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

export interface BestPlanOptions extends PlanOptions {
  /** What is maximised; default kept − cost of each option. */
  readonly value?: Float64Array
  /** For plans that are made by the dozen: hard ones end soon, at a larger gap, which they state. Default false. */
  readonly quick?: boolean
}

const quickNodes = 100

/** `planOffers` for a solver that is loaded and a problem that is checked. */
export function bestPlan(
  highs: Highs,
  problem: OfferProblem,
  limits: OfferLimits,
  {
    gap = 1e-4,
    quick = false,
    seconds,
    nodes = quick ? quickNodes : undefined,
    value = netGains(problem),
  }: BestPlanOptions = {},
): PricedPlan {
  const packing = pack(problem, value, limits)
  const best = bestChoice(highs, packing, { gap, seconds, nodes, quick })
  const chosen = new Int32Array(problem.customers).fill(-1)
  for (const i of best.choice) {
    if (i >= 0) chosen[problem.customer[packing.option[i]]] = packing.option[i]
  }
  const prices = { budget: 0, contacts: 0, channels: new Float64Array(limits.channels.length) }
  packing.resources.forEach(({ name, channel, limit }, r) => {
    if (name === 'channel') prices.channels[channel] = best.price[r] / limit
    else prices[name] = best.price[r] / limit
  })
  const bound = Math.max(best.bound, best.value)
  return {
    ...summarisePlan(problem, chosen),
    bound,
    gap: bound > 0 ? (bound - best.value) / bound : 0,
    prices,
  }
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
