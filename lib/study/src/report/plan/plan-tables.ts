import type { ParallelOptions } from '@one-click/core'
import { deriveSeed, take, UserError } from '@one-click/core'
import type { Customers } from '../../customers/customers'
import type { BudgetAnalysisOptions } from '../../decisions/budget/analysis'
import type { ProbabilityEvidence } from '../../decisions/budget/probability-draws'
import type { OfferCatalogue } from '../../decisions/offers/offer-catalogue'
import { segmentCuts } from '../../decisions/segments/segment-cuts'
import { segmentStability } from '../../decisions/segments/segment-stability'
import { type ReferencedModel, readReferencedModel } from '../../evaluation/customer-model-file'
import type { DriftReport } from '../../evaluation/drift/drift-report'
import { minObserved } from '../../evaluation/drift/observed-customers'
import { earlierCustomers, type ModelFile } from '../../evaluation/model-file'
import {
  type JudgedCustomers,
  judgeCustomers,
  judgedAtPrevalence,
  trainingPrevalence,
} from '../../evaluation/out-of-fold-answers'
import { unfamiliarValues } from '../../evaluation/unfamiliar-values'
import { riskByModel } from '../../explanation/model-risk'
import { riskAtPrevalence } from '../../explanation/risk-at-prevalence'
import { buildDrift } from '../../study/build-drift'
import {
  type DecisionInput,
  placeCustomers,
  planOfferExperiment,
  planOfferResults,
} from '../../study/decision-results'
import type { DriftContent } from '../../study/drift-summary'
import { requireProfit } from '../../study/final-model'
import { customersOf, readTables } from '../../study/gathered-tables'
import type { ModelOccasion } from '../../study/occasion'
import { catalogueWith } from '../../study/offers-in-use'
import type { OnWarnings, ReadOptions } from '../../tables/read-study-tables'
import type { DecidedTables } from '../decision-files'
import { certaintyOfReference } from '../management/build/certainty-findings'

/** What a plan is made from. */
export interface PlanInput {
  /** Of tables with or without target. */
  readonly customers: Customers
  readonly file: ReferencedModel
  readonly catalogue: OfferCatalogue
  readonly quarter?: string
  /** Share of declining customers that the probabilities are moved to; default: as in the training tables. */
  readonly prevalence?: number
}

export interface PlanningOptions extends ParallelOptions {
  /** Of the budget's analysis; default as in a study. */
  readonly analysis?: Omit<BudgetAnalysisOptions, 'seed'>
}

/** A plan with what is told beside it. */
export interface PlannedTables {
  readonly decided: DecidedTables
  readonly judged: JudgedCustomers
  readonly modelOccasion: ModelOccasion
  /** The comparison with the training data; absent where too few customers are there. */
  readonly drift?: DriftContent
}

/** Where a plan is read from: paths as the user gave them. */
export interface PlanPaths {
  /** Of the four tables. */
  readonly folder: string
  readonly model: string
  readonly offers: string
  /** Effects that experiments measured, in place of the assumed ones. */
  readonly effects?: string
  readonly quarter?: string
  readonly prevalence?: number
}

/**
 * Reads what a plan is made from.
 * @param onWarnings gets what the reader warns of
 * @throws UserError for files that cannot be used, where nobody is active, or no profit is at risk
 */
export function readPlanInput(
  { folder, model, offers, effects, quarter, prevalence }: PlanPaths,
  onWarnings?: OnWarnings,
): PlanInput {
  const file = readReferencedModel(model)
  const catalogue = catalogueWith(offers, effects)
  return {
    customers: readOpenCustomers(folder, onWarnings),
    file,
    catalogue,
    ...(quarter !== undefined && { quarter }),
    ...(prevalence !== undefined && { prevalence }),
  }
}

/**
 * The customers of tables with or without target.
 * @throws UserError `requireOpenCustomers`, and for tables that cannot be used
 */
export function readOpenCustomers(folder: string, onWarnings?: OnWarnings): Customers {
  return requireOpenCustomers(folder, customersOf(folder, readTables(folder, openTables), onWarnings))
}

/** How tables are read whose outcome may be open. */
export const openTables: ReadOptions = { target: 'optional' }

/**
 * The customers, if a plan can be made for them.
 * @param folder named in the message
 * @throws UserError where nobody is active, or no profit is at risk
 */
export function requireOpenCustomers(folder: string, customers: Customers): Customers {
  if (customers.activeRows.length === 0) {
    throw new UserError(`${folder}: nobody bought in each of the three months: there is nobody to plan for`)
  }
  requireProfit(customers, folder)
  return customers
}

/**
 * Decides for the customers of tables whose outcome may be open, by a model file: what `study` does for customers with
 * known outcome, by the same code. What needs outcomes comes from what the file remembers of its training customers;
 * what is usual, and the average that reasons start from, is taken from the customers at hand.
 */
export async function planTables(
  { customers, file, catalogue, quarter, prevalence }: PlanInput,
  { analysis, ...parallel }: PlanningOptions = {},
): Promise<PlannedTables> {
  const seed = deriveSeed(file.header.seed, 'plan')
  const own = judgeCustomers(customers, customers.decisionRows, file)
  const explained = await riskByModel(customers, own, file.model, { ...parallel, seed })
  const moved = prevalence === undefined ? undefined : { from: trainingPrevalence(file), to: prevalence }
  const judged = moved ? judgedAtPrevalence(own, file, moved.to) : own
  const risk = moved ? riskAtPrevalence(explained, moved) : explained
  const input: DecisionInput = {
    customers,
    risk,
    evidence: evidenceOf(file),
    catalogue,
    seed,
    ...(quarter !== undefined && { quarter }),
  }
  const profit = take(customers.profit, risk.rows)
  const placed = placeCustomers(input, file.cuts ?? segmentCuts(risk.probability, profit))
  const offers = await planOfferResults(input, placed, analysis)
  const experiment = planOfferExperiment(input, placed, offers)
  const comparable = customers.trainingRows.length >= minObserved
  const drift = comparable ? buildDrift(customers, file) : undefined
  const modelOccasion = occasionOf(file, judged, drift?.report, { quarter, prevalence })
  return {
    judged,
    modelOccasion,
    ...(drift && { drift }),
    decided: {
      occasion: { kind: customers.declines ? 'rehearsal' : 'open', byModel: modelOccasion },
      ...(moved && { shift: moved }),
      customers,
      risk,
      source: judged.source,
      unfamiliar: unfamiliarValues(customers, risk.rows, file.reference),
      placed,
      ...(!file.cuts && {
        stability: segmentStability(risk.probability, profit, {
          seed,
          groups: take(customers.groups, risk.rows),
        }),
      }),
      catalogue,
      offers,
      ...(experiment && { experiment }),
      certainty: certaintyOfReference(file.reference, seed),
      seed,
      model: file.model,
      notebooks: [],
    },
  }
}

/** How far the probabilities can be trusted, as the training customers showed. */
function evidenceOf({ reference }: ReferencedModel): ProbabilityEvidence {
  const { declines, groups, repeats } = reference.scores
  if (!(declines.includes(0) && declines.includes(1))) {
    throw new UserError('the model file remembers customers of one outcome only: train the model again')
  }
  return { declines, groups, repeats }
}

function occasionOf(
  { header, learned, cuts }: Pick<ModelFile, 'header' | 'learned' | 'cuts'>,
  { source }: JudgedCustomers,
  drift: DriftReport | undefined,
  { quarter, prevalence }: Pick<PlanInput, 'quarter' | 'prevalence'>,
): ModelOccasion {
  const count = (wanted: (typeof source)[number]) => source.filter((one) => one === wanted).length
  const performance = drift?.performance?.now
  return {
    ...(quarter !== undefined && { quarter }),
    model: {
      customers: header.customers,
      fingerprint: header.fingerprint,
      ...(header.earlier && { earlier: earlierCustomers(header) }),
    },
    cuts: cuts ? 'training' : 'anew',
    ...(drift && {
      drift: { conclusion: drift.conclusion, alarms: drift.tests.filter(({ alarm }) => alarm).length },
    }),
    ...(learned && { learned: { same: count('out-of-fold'), changed: count('seen') } }),
    ...(performance && { measured: performance.measures }),
    ...(prevalence !== undefined && { prevalence }),
  }
}
