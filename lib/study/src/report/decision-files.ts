import type { PriorShift } from '@one-click/learn'
import type { Customers } from '../customers/customers'
import type { ExperimentPlan } from '../decisions/experiment/experiment-plan'
import type { OfferCatalogue } from '../decisions/offers/offer-catalogue'
import type { SegmentStability } from '../decisions/segments/segment-stability'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import type { ScoreSource } from '../evaluation/out-of-fold-answers'
import type { UnfamiliarValue } from '../evaluation/unfamiliar-values'
import type { CustomerRisk } from '../explanation/customer-risk'
import { decisionsInForce, type OfferResults, type PlacedCustomers } from '../study/decision-results'
import type { Occasion } from '../study/occasion'
import type { PooledQuarter } from '../study/pooled-quarters'
import { valueFlags } from '../study/value-flags'
import { offersCsv } from './customer-files'
import { experimentCsv } from './experiment-files'
import { explorerContent } from './explorer/content'
import { explorerPage } from './explorer/page'
import type { CertaintySources } from './management/build/certainty-findings'
import { buildFindings } from './management/build-findings'
import { effectsKnown } from './management/findings'
import type { NotebookLink } from './management/notebook-link'
import { managementReport } from './management/page'
import { experimentSheet, offersSheet } from './spreadsheet-copies'
import { tellDecisions } from './told/told-decisions'

/** Every file of the decisions that a study or a plan may leave. */
export const decisionFileNames = [
  'index.html',
  'explorer.html',
  'offers.csv',
  'offers-excel.csv',
  'experiment.csv',
  'experiment-excel.csv',
] as const

/** A file that a command leaves in its folder. */
export interface ReportFile {
  /** Within the folder. */
  readonly name: string
  readonly text: string
}

/** Everything that was decided for the customers of some tables, and what it rests on. */
export interface DecidedTables {
  readonly occasion: Occasion
  /** From the share of declines that the model learned at to the one that the store states; absent without one. */
  readonly shift?: PriorShift
  readonly customers: Customers
  readonly risk: CustomerRisk
  /** Where each probability comes from, in the order of the risk; absent where the study's own folds judged. */
  readonly source?: readonly ScoreSource[]
  /** Values that the model has not met; absent where these customers are those that it learned from. */
  readonly unfamiliar?: readonly UnfamiliarValue[]
  readonly placed: PlacedCustomers
  /** Absent where the cut-offs were not learned from these customers. */
  readonly stability?: Pick<SegmentStability, 'changed'>
  readonly catalogue: OfferCatalogue
  readonly offers: OfferResults
  /** Absent where too few customers could take part. */
  readonly experiment?: ExperimentPlan
  /** What the figures on certainty rest on. */
  readonly certainty: CertaintySources
  /** Of every random choice. */
  readonly seed: number
  /** The model that what-if scores with. */
  readonly model: CustomerModel
  readonly notebooks: readonly NotebookLink[]
  /** Address of the plan for customers whose outcome is open, seen from the report; absent where there is none. */
  readonly openPlan?: string
  /** Earlier quarters that models learned from as well, where their tables are at hand; default: none. */
  readonly earlier?: readonly PooledQuarter[]
}

/**
 * The files that a study and a plan have in common: the report, the explorer, the offers, the draw. While an experiment
 * runs, explorer and offers follow it.
 */
export function decisionFiles(decided: DecidedTables): ReportFile[] {
  const { customers, risk, source, placed, catalogue, offers, experiment, model, occasion } = decided
  const { budget, decisions } = offers
  const flagOf = valueFlags(customers, decided.unfamiliar ?? [])
  const flags = Array.from(risk.rows, (row) => flagOf.get(row))
  const inForce = tellDecisions(decisionsInForce(decided, placed, offers, experiment), catalogue)
  const findings = buildFindings({ ...decided, ...placed, budget, decisions })
  const explorer = explorerContent({
    occasion: occasion.kind,
    ...(decided.shift && { shift: decided.shift }),
    effects: effectsKnown(budget.effects),
    customers,
    ...(decided.earlier && { earlier: decided.earlier }),
    risk,
    ...(source && { source }),
    ...(decided.unfamiliar && { unfamiliar: decided.unfamiliar }),
    decisions: inForce,
    catalogue,
    cuts: placed.cuts,
    model,
  })
  const unfamiliarRows = new Set(decided.unfamiliar?.map(({ row }) => row))
  const isUnfamiliar = Array.from(risk.rows, (row) => unfamiliarRows.has(row))
  const sheet = { decisions: inForce, catalogue, isUnfamiliar }
  const decisionOf = new Map(inForce.map((decision) => [decision.id, decision]))
  const writtenOf = (id: number) => decisionOf.get(id)?.written ?? id
  return [
    { name: 'index.html', text: managementReport(findings) },
    { name: 'explorer.html', text: explorerPage(explorer) },
    { name: 'offers.csv', text: offersCsv(inForce, source, flags) },
    { name: 'offers-excel.csv', text: offersSheet(sheet) },
    ...(experiment
      ? [
          {
            name: 'experiment.csv',
            text: experimentCsv(experiment.drawn, (id) => decisionOf.get(id)!, writtenOf),
          },
          { name: 'experiment-excel.csv', text: experimentSheet(experiment.drawn, sheet) },
        ]
      : []),
  ]
}
