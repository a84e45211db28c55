import { take } from '@one-click/core'
import type { Customers } from '../../customers/customers'
import type { BudgetAnalysis } from '../../decisions/budget/analysis'
import type { ExperimentPlan } from '../../decisions/experiment/experiment-plan'
import type { CustomerDecision } from '../../decisions/offers/customer-decisions'
import type { OfferCatalogue } from '../../decisions/offers/offer-catalogue'
import type { ReasonClusters } from '../../decisions/reason-clusters/reason-clusters'
import type { SegmentProfile } from '../../decisions/segments/segment-profiles'
import type { SegmentStability } from '../../decisions/segments/segment-stability'
import { horizonMonths, type SegmentCuts } from '../../decisions/segments/segments'
import type { CustomerRisk } from '../../explanation/customer-risk'
import type { Occasion } from '../../study/occasion'
import type { PooledQuarter } from '../../study/pooled-quarters'
import { provenanceOf } from '../../study/provenance'
import { buildCertainty, type CertaintySources } from './build/certainty-findings'
import { buildExperiment } from './build/experiment-findings'
import { buildMoney } from './build/money-findings'
import { buildStake } from './build/stake-findings'
import { buildOffers } from './build/what-findings'
import { buildWho } from './build/who-findings'
import { buildWhy } from './build/why-findings'
import type { ManagementFindings } from './findings'
import type { NotebookLink } from './notebook-link'

/** Everything that the study has found, with single customers in it. */
export interface FindingSources {
  readonly occasion: Occasion
  readonly customers: Customers
  readonly risk: CustomerRisk
  readonly cuts: SegmentCuts
  readonly profiles: readonly SegmentProfile[]
  /** Absent where the cut-offs were not learned from these customers. */
  readonly stability?: Pick<SegmentStability, 'changed'>
  /** Absent where too few customers are at risk to be parted. */
  readonly clusters?: Pick<ReasonClusters, 'clusters'>
  readonly catalogue: OfferCatalogue
  readonly budget: BudgetAnalysis
  readonly decisions: readonly CustomerDecision[]
  readonly experiment?: ExperimentPlan
  /** What the figures on certainty rest on. */
  readonly certainty: CertaintySources
  /** Of every random choice. */
  readonly seed: number
  readonly notebooks: readonly NotebookLink[]
  readonly openPlan?: string
  /** Earlier quarters that models learned from as well; default: none. */
  readonly earlier?: readonly PooledQuarter[]
}

/** What management is told, out of everything that the study has found; no customer is in it. */
export function buildFindings(sources: FindingSources): ManagementFindings {
  const { customers, risk, cuts, profiles, stability, catalogue, budget, seed, experiment } = sources
  const profit = take(customers.profit, risk.rows)
  return {
    occasion: sources.occasion,
    provenance: provenanceOf(customers, sources.earlier),
    ...(catalogue.unit && { unit: catalogue.unit }),
    months: horizonMonths,
    stake: buildStake(customers, risk, catalogue.profitLost, seed),
    who: buildWho({ probability: risk.probability, profit }, cuts, profiles, catalogue.riskFrom, stability),
    why: buildWhy(customers, risk, catalogue.riskFrom, sources.clusters),
    what: buildOffers(sources.decisions, catalogue, budget.limits),
    money: buildMoney(budget, catalogue.plan.budget),
    certainty: buildCertainty(sources.certainty, catalogue.riskFrom),
    ...(experiment && { experiment: buildExperiment(experiment) }),
    notebooks: sources.notebooks,
    ...(sources.openPlan !== undefined && { openPlan: sources.openPlan }),
  }
}
