import { finiteJson } from '@one-click/core'
import type { Customers } from '../customers/customers'
import { countStandings } from '../customers/standing'
import type { BudgetAnalysis } from '../decisions/budget/analysis'
import type { ExperimentPlan } from '../decisions/experiment/experiment-plan'
import type { PlannedPrecision } from '../decisions/experiment/planned-precision'
import type { OfferCatalogue } from '../decisions/offers/offer-catalogue'
import type { CrossValidation } from '../evaluation/cross-validation'
import { moneyUnit } from '../words/money-unit'
import type { OfferResults, PlacedCustomers, Segmentation } from './decision-results'
import type { EvaluationResults } from './evaluation-results'
import type { QuotedNumbers } from './quoted-numbers'

/** What was decided for the customers of some tables. */
export interface PlanResults {
  readonly customers: Customers
  readonly segmentation: Pick<PlacedCustomers, 'cuts' | 'profiles'>
  readonly offers: Pick<OfferResults, 'budget'>
  readonly catalogue: Pick<OfferCatalogue, 'channels' | 'offers' | 'unit'>
  readonly experiment?: ExperimentPlan
}

export interface StudyResults extends PlanResults {
  readonly segmentation: Pick<Segmentation, 'cuts' | 'choice' | 'profiles'>
  readonly models: readonly CrossValidation[]
  readonly chosen: string
  /** The figures that count: of the procedure chosen anew inside the folds. */
  readonly nested: EvaluationResults['nested']['intervals']
  /** The chosen procedure on folds that part copies: what the figures must not be taken for. */
  readonly plain: CrossValidation['scores']
  readonly seed: number
  readonly splits: { readonly folds: number; readonly repeats: number }
  /** What each notebook quotes, by notebook. */
  readonly notebooks: Readonly<Record<string, QuotedNumbers>>
}

/** metrics.json: the results in numbers, and every number that the notebooks' prose quotes. */
export function metricsJson(results: StudyResults): string {
  const { models, chosen, nested, plain, segmentation, seed, splits } = results
  const { fingerprint, customers, segmentCuts, ...decided } = planNumbers(results)
  const content = {
    fingerprint,
    seed,
    splits,
    customers,
    models: Object.fromEntries(models.map(({ procedure, scores }) => [procedure.name, scores])),
    chosen,
    chosenInsideTheFolds: nested,
    onFoldsThatPartCopies: plain,
    segmentCuts: { ...segmentCuts, explained: segmentation.choice.explained },
    ...decided,
    notebooks: results.notebooks,
  }
  return `${finiteJson(content)}\n`
}

/** The customers, segments, budget and experiment of a plan in numbers. */
export function planNumbers({ customers, segmentation, offers, catalogue, experiment }: PlanResults) {
  const { count, activeRows, decisionRows, trainingRows, implausible, fingerprint, declines } = customers
  const { inactive, incomplete } = countStandings(customers.standing)
  return {
    fingerprint,
    customers: {
      total: count,
      active: activeRows.length,
      inactive,
      incomplete,
      withoutProfit: activeRows.length - decisionRows.length,
      training: trainingRows.length,
      ...(declines && { declining: trainingRows.filter((row) => declines[row] === 1).length }),
      implausibleValues: implausible.length,
    },
    segmentCuts: segmentation.cuts,
    segments: Object.fromEntries(
      segmentation.profiles.map(({ segment, customers, share, probability, profit, profitAtRisk }) => [
        segment,
        { customers, share, probability, profit, profitAtRisk },
      ]),
    ),
    budget: budgetNumbers(offers.budget, catalogue),
    ...(experiment && { experiment: experimentNumbers(experiment) }),
  }
}

/** The limits and what is kept within them; with offers.csv all that is needed to solve the problem again. */
function budgetNumbers(
  {
    limits,
    plan,
    net,
    customers,
    policies,
    curve,
    breakEven,
    lowEnd,
    combined,
    independent,
    sharedError,
    conventions,
    keptError,
  }: BudgetAnalysis,
  catalogue: StudyResults['catalogue'],
) {
  const { channels, offers } = catalogue
  const { chosen: _chosen, ...planned } = plan
  return {
    unit: moneyUnit(catalogue).en,
    limits: {
      budget: limits.budget,
      contacts: limits.contacts,
      channels: Object.fromEntries(channels.map(({ id }, i) => [id, plainData(limits.channels[i])])),
    },
    plan: plainData(planned),
    net,
    customers,
    policies: Object.fromEntries(
      policies.map(({ policy, cost, kept, customers }) => [policy, { cost, kept, customers }]),
    ),
    worthwhileBudget: curve.worthwhile.cost,
    breakEvenFactor: breakEven.factor,
    atLowEndOfEffects: lowEnd,
    breakEvenEffects: Object.fromEntries(
      breakEven.offers.map(({ offer, effect }) => [offers[offer].id, effect]),
    ),
    netUnderUncertainty: {
      median: combined.net.median,
      lower: combined.net.lower,
      upper: combined.net.upper,
    },
    chanceToPay: combined.pays,
    sharedError,
    ifEffectsErredApart: {
      lower: independent.net.lower,
      upper: independent.net.upper,
      chanceToPay: independent.pays,
    },
    ...(conventions && {
      byCountingOfPoints: Object.fromEntries(conventions.map(({ way, kept, net }) => [way, { kept, net }])),
      keptSamplingError: keptError,
    }),
  }
}

function experimentNumbers({
  drawn,
  design,
  worth,
  withPrediction,
  withoutPrediction,
  power,
  schedule,
  courses,
}: ExperimentPlan) {
  const treatment = drawn.treated.reduce((sum, arm) => sum + arm, 0)
  return plainData({
    treatment,
    control: drawn.treated.length - treatment,
    declineRate: design.probability,
    breakEvenReduction: worth.breakEven,
    assumedReduction: worth.assumed,
    power,
    withPrediction: precisionNumbers(withPrediction),
    withoutPrediction: precisionNumbers(withoutPrediction),
    quarter: drawn.quarter,
    schedule,
    courses,
  })
}

/** A reduction that can be found is null where none can. */
function precisionNumbers(precision: PlannedPrecision) {
  const found = (reduction: number) => (Number.isNaN(reduction) ? null : reduction)
  const { detectable, detectableAtOnce } = precision
  return { ...precision, detectable: found(detectable), detectableAtOnce: found(detectableAtOnce) }
}

/**
 * Typed arrays as lists; Infinity is null, as JSON knows none: nothing limits it, or no number of customers is enough.
 * NaN stays, so that it is refused when it is written.
 */
function plainData(value: unknown): unknown {
  if (typeof value === 'number') return value === Infinity ? null : value
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, plainData)
  if (Array.isArray(value)) return value.map(plainData)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainData(part)]))
}
