import { type OfferCatalogue, usualSharedError } from '../offers/offer-catalogue'
import type { OfferLimits, OfferProblem } from '../offers/offer-problem'
import { type BreakEven, breakEven } from './break-even'
import { type BudgetCurve, budgetCurve } from './curve'
import { atLowEnd, type LowEnd } from './low-end'
import { type PlanOptions, type PricedPlan, planOffers } from './plan-offers'
import {
  type PlanRegret,
  type PlanUncertainty,
  planChances,
  planRegret,
  planUncertainty,
} from './plan-uncertainty'
import {
  countedPlans,
  type OfferPoints,
  type PlanByConvention,
  planErrorOf,
  waysToCount,
} from './point-conventions'
import { type BudgetCustomers, type PolicyResult, plainPolicies } from './policies'
import { drawProbabilityFactors, type ProbabilityEvidence } from './probability-draws'
import { type TornadoBar, tornado } from './tornado'

/** All that is said of the budget: plain data. Money is in the catalogue's unit, over the horizon. */
export interface BudgetAnalysis {
  readonly limits: OfferLimits
  /** What is recommended: the largest kept − cost within the limits, with the prices of the limits. */
  readonly plan: PricedPlan
  /** kept − cost of the plan. */
  readonly net: number
  /** Customers who get an offer of the plan, and those who have any option. */
  readonly customers: { readonly offered: number; readonly withOptions: number }
  /** Plain policies on the same options and limits, in the order of `policyNames`. */
  readonly policies: readonly PolicyResult[]
  readonly curve: BudgetCurve
  readonly breakEven: BreakEven
  readonly lowEnd: LowEnd
  /** Widest bar first. */
  readonly tornado: readonly TornadoBar[]
  /** The plan where only the probabilities are uncertain, and what knowing them would add. */
  readonly probability: PlanUncertainty & PlanRegret
  /** The plan where probabilities, effects and the lost share of profit are uncertain, effects in part together. */
  readonly combined: PlanUncertainty
  /** The same if every offer's effect erred on its own. */
  readonly independent: PlanUncertainty
  /** The same if all of what is not known of the assumed effects were common to the offers. */
  readonly together: PlanUncertainty
  /** The share of what is not known of effects that offers have in common. */
  readonly sharedError: number
  /** Offers of the plan, and how many of them have a measured effect. */
  readonly effects: { readonly planned: number; readonly measured: number }
  /** What the plan keeps by each way of counting points, that in use first; absent where only it is known. */
  readonly conventions?: readonly PlanByConvention[]
  /** Standard error of the plan's kept profit from sampling the points; likewise. */
  readonly keptError?: number
}

export interface BudgetAnalysisOptions extends PlanOptions {
  readonly seed: number
  /** Draws of uncertain probabilities in which plans are made anew. Default 200; five times as many where none is. */
  readonly draws?: number
  /** Draws of the assumptions in each of the latter; default that of `planChances`. */
  readonly assumptionDraws?: number
  /** Budgets of the curve above 0. Default 20. */
  readonly points?: number
  /** Share by which reach, costs and limits go down and up in the tornado. Default 0.25. */
  readonly spread?: number
}

/** What the options come from. */
export interface BudgetInput {
  /** Options counted with the likely effects and the likely loss. */
  readonly problem: OfferProblem
  readonly limits: OfferLimits
  readonly catalogue: Pick<OfferCatalogue, 'offers' | 'channels' | 'profitLost' | 'sharedError'>
  /** The points that the options were counted with, and as they are counted otherwise. */
  readonly points?: OfferPoints
  /** By position in the customers' list. */
  readonly customers: BudgetCustomers
  readonly evidence: ProbabilityEvidence
}

/** Draws of probabilities for the chance to pay for each in which a plan is made anew. */
const chanceDraws = 5

/** The plans of the curve and those made anew in other scenarios are many; they are made to these gaps at the finest. */
const curveGap = 2e-3
const anewGap = 5e-4

/**
 * The recommended plan and how far it can be trusted: plain policies, curve, break-even, one-way sensitivity, and
 * draws of what is uncertain.
 * @throws ArgumentError for a problem that `planOffers` refuses, or evidence that allows no draws
 */
export async function analyseBudget(
  { problem, limits, catalogue, points: counted, customers, evidence }: BudgetInput,
  { seed, draws = 200, assumptionDraws, points, spread, ...planOptions }: BudgetAnalysisOptions,
): Promise<BudgetAnalysis> {
  const plan = await planOffers(problem, limits, planOptions)
  const { gap = 1e-4 } = planOptions
  const { chosen } = plan
  const effects = catalogue.offers.map(({ effect }) => effect)
  const many = drawProbabilityFactors(customers.probability, evidence, {
    draws: chanceDraws * draws,
    seed,
  }).map((probability) => ({ probability }))
  const scenarios = many.slice(0, draws)
  const probability = planUncertainty(problem, chosen, scenarios)
  const anew = Math.max(gap, anewGap)
  const { profitLost, sharedError = usualSharedError } = catalogue
  const chances = (shared: number) =>
    planChances(
      problem,
      chosen,
      many,
      { effects, profitLost, sharedError: shared },
      { seed, draws: assumptionDraws },
    )
  const effectsOf = breakEven(
    problem,
    chosen,
    effects.map(({ likely }) => likely),
  )
  return {
    limits,
    plan,
    net: plan.kept - plan.cost,
    customers: {
      offered: chosen.reduce((count, option) => count + (option >= 0 ? 1 : 0), 0),
      withOptions: new Set(problem.customer).size,
    },
    policies: plainPolicies(problem, limits, customers),
    curve: await budgetCurve(problem, limits, { points, gap: Math.max(gap, curveGap), plan }),
    breakEven: effectsOf,
    lowEnd: await atLowEnd(problem, limits, chosen, effects),
    tornado: await tornado(
      problem,
      limits,
      catalogue,
      { chosen, net: probability.net, scenarios, conventions: counted && waysToCount(counted) },
      { gap: anew, spread },
    ),
    probability: {
      ...probability,
      ...(await planRegret(problem, limits, chosen, scenarios, anew)),
    },
    combined: chances(sharedError),
    independent: chances(0),
    together: chances(1),
    sharedError,
    effects: {
      planned: effectsOf.offers.length,
      measured: effectsOf.offers.filter(({ offer }) => effects[offer].measured).length,
    },
    ...(counted && {
      conventions: countedPlans(problem, chosen, counted),
      keptError: planErrorOf(problem, chosen, counted),
    }),
  }
}
