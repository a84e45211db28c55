import { take, UserError } from '@one-click/core'
import type { Customers } from '../customers/customers'
import { analyseBudget, type BudgetAnalysis, type BudgetAnalysisOptions } from '../decisions/budget/analysis'
import type { ProbabilityEvidence } from '../decisions/budget/probability-draws'
import { type ExperimentPlan, planExperiment } from '../decisions/experiment/experiment-plan'
import { experimentCustomers } from '../decisions/experiment/participants'
import { quarterOfTables } from '../decisions/experiment/quarter'
import { type CustomerDecision, decideOffers } from '../decisions/offers/customer-decisions'
import type { OfferCatalogue } from '../decisions/offers/offer-catalogue'
import { limitsOf } from '../decisions/offers/offer-limits'
import { type OfferOptions, offerOptions } from '../decisions/offers/offer-options'
import { type ReasonClusters, reasonClusters } from '../decisions/reason-clusters/reason-clusters'
import { chooseSegmentCuts, type SegmentCutChoice } from '../decisions/segments/segment-cuts'
import { profileSegments, type SegmentProfile } from '../decisions/segments/segment-profiles'
import {
  type RepeatStability,
  repeatProbabilities,
  repeatStability,
  type SegmentStability,
  segmentStability,
} from '../decisions/segments/segment-stability'
import {
  assignSegments,
  profitAtRisk,
  type SegmentCuts,
  type SegmentName,
} from '../decisions/segments/segments'
import type { CrossValidation } from '../evaluation/cross-validation'
import type { CustomerRisk } from '../explanation/customer-risk'

/** What decisions start from: everything known of the active customers, and what may be offered. */
export interface DecisionInput {
  readonly customers: Customers
  readonly risk: CustomerRisk
  /** Customers with known outcome, these or those of the training: how far the probabilities can be trusted. */
  readonly evidence: ProbabilityEvidence
  readonly catalogue: OfferCatalogue
  readonly seed: number
  /** Label of the quarter that the experiment is drawn for; default: one that follows from the tables. */
  readonly quarter?: string
}

/** The map of risk and profit, cut somewhere; arrays are in the order of the risk's customers. */
export interface PlacedCustomers {
  readonly cuts: SegmentCuts
  readonly segments: readonly SegmentName[]
  readonly profiles: readonly SegmentProfile[]
  /** Customers at risk, parted by why; absent where there is nothing to part. */
  readonly clusters?: ReasonClusters
}

/** The map cut where these customers themselves say so, and how stable that is. */
export interface Segmentation extends PlacedCustomers {
  readonly choice: SegmentCutChoice
  readonly stability: SegmentStability
  /** What each repeat of the cross-validation would have made of it. */
  readonly repeats: readonly RepeatStability[]
}

/** Who gets which offer by the plan, and what that costs and brings. */
export interface OfferResults {
  readonly options: OfferOptions
  readonly budget: BudgetAnalysis
  /** What the plan gives, without an experiment; see `decisionsInForce`. */
  readonly decisions: readonly CustomerDecision[]
}

/** Places the customers on the map with given cut-offs; says what sets each segment apart and why it is at risk. */
export function placeCustomers(
  { customers, risk, catalogue, seed }: DecisionInput,
  cuts: SegmentCuts,
): PlacedCustomers {
  const profit = take(customers.profit, risk.rows)
  const segments = assignSegments(risk.probability, profit, cuts)
  const clusters = reasonClusters(risk, profit, customers.features, segments, {
    riskFrom: catalogue.riskFrom,
    groups: take(customers.groups, risk.rows),
    seed,
  })
  return {
    cuts,
    segments,
    profiles: profileSegments(segments, risk, profit, customers.features, {
      seed,
      groups: take(customers.groups, risk.rows),
    }),
    ...(clusters && { clusters }),
  }
}

/**
 * Cuts the map of the customers that a cross-validation judged, and says how stable it is.
 * @param validation the procedure that judged them
 */
export function segmentCustomers(
  input: DecisionInput,
  validation: Pick<CrossValidation, 'probability'>,
): Segmentation {
  const { customers, risk, seed } = input
  const profit = take(customers.profit, risk.rows)
  const choice = chooseSegmentCuts(risk.probability, profit)
  const repeats = repeatProbabilities(customers, risk, validation)
  return {
    ...placeCustomers(input, choice.cuts),
    choice,
    stability: segmentStability(risk.probability, profit, {
      seed,
      groups: take(customers.groups, risk.rows),
    }),
    repeats: repeatStability(risk.probability, profit, choice.cuts, repeats),
  }
}

/** Ends the search for a better plan where customers are so alike that a proof takes too long; the gap is reported. */
const planNodes = 5000

/** The options of every customer, the plan within the catalogue's limits, and the decision for each customer. */
export async function planOfferResults(
  { customers, risk, evidence, catalogue, seed }: DecisionInput,
  { segments }: Pick<Segmentation, 'segments'>,
  analysis: Omit<BudgetAnalysisOptions, 'seed'> = {},
): Promise<OfferResults> {
  const options = offerOptions(customers, risk, catalogue)
  const atRisk = profitAtRisk(risk.probability, take(customers.profit, risk.rows))
  const total = atRisk.reduce((sum, value) => sum + value, 0)
  const budget = await analyseBudget(
    {
      problem: options.problem,
      points: options,
      limits: limitsOf(catalogue, risk.rows.length, total),
      catalogue,
      customers: { probability: risk.probability, profitAtRisk: atRisk },
      evidence,
    },
    { nodes: planNodes, ...analysis, seed },
  )
  return {
    options,
    budget,
    decisions: decideOffers(customers, risk, segments, catalogue, options, budget.plan),
  }
}

/**
 * The experiment that would measure what the offers of the plan do; undefined where too few customers could take part.
 */
export function planOfferExperiment(
  { customers, risk, catalogue, seed, quarter = quarterOfTables(customers.fingerprint) }: DecisionInput,
  { segments }: Pick<Segmentation, 'segments'>,
  { options, budget }: Pick<OfferResults, 'options' | 'budget'>,
): ExperimentPlan | undefined {
  const people = {
    ids: take(customers.ids, risk.rows),
    groups: take(customers.groups, risk.rows),
    segment: segments,
    probability: risk.probability,
    profit: take(customers.profit, risk.rows),
  }
  try {
    const planned = { ...options, chosen: budget.plan.chosen }
    return planExperiment(experimentCustomers(people, planned, catalogue), { seed, quarter })
  } catch (error) {
    if (error instanceof UserError && error.name === 'UserError') return undefined
    throw error
  }
}

/** The decisions to carry out: while the experiment runs, what it gives each customer, else what the plan gives. */
export function decisionsInForce(
  { customers, risk, catalogue }: Pick<DecisionInput, 'customers' | 'risk' | 'catalogue'>,
  { segments }: Pick<Segmentation, 'segments'>,
  { options, budget, decisions }: OfferResults,
  experiment?: Pick<ExperimentPlan, 'drawn'>,
): readonly CustomerDecision[] {
  return experiment
    ? decideOffers(customers, risk, segments, catalogue, options, budget.plan, experiment.drawn)
    : decisions
}
