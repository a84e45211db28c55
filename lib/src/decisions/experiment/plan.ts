import { mean, variance } from '../../statistics/descriptive'
import { detectableStandardErrors, type PowerOptions, twoProportionSampleSize } from '../../statistics/power'
import { StudyError } from '../../util/errors'
import { horizonMonths } from '../segments/segments'
import { type Balance, type BalanceColumn, balanceOfArms } from './balance'
import { type DrawOptions, drawArms } from './draw'
import type { ExperimentCustomers } from './participants'
import {
  customersNeeded,
  detectableReduction,
  type ExperimentDesign,
  experimentDesign,
  type PrecisionOptions,
  plannedPower,
  plannedStandardError,
  withControlShare,
} from './precision'
import { type Strata, strataOfSegments } from './strata'
import { type ExperimentWorth, experimentWorth } from './worth'

export interface ExperimentOptions extends DrawOptions, PowerOptions {
  /**
   * Most quarters that are pooled, each followed by one analysis: stated with the first quarter's draw and kept. Default:
   * as many as the smallest effect worth having needs, from 2 to 8.
   */
  readonly plannedQuarters?: number
  /** Further columns whose balance is looked at; probability, profit, cost and assumed reduction are always. */
  readonly covariates?: readonly BalanceColumn[]
}

/** Participants and the arm that each was drawn into. */
export interface DrawnCustomers extends ExperimentCustomers {
  /** 1: gets the offer; 0: gets the usual news. Shape (participants). */
  readonly treated: Uint8Array
}

/** The draw of one quarter. */
export interface DrawnQuarter extends DrawnCustomers {
  /** Label of the quarter; empty where a file states none. */
  readonly quarter: string
  /** Most quarters that are pooled, with one analysis after each: the planned number of looks. */
  readonly plannedQuarters: number
}

/** One segment of the draw. */
export interface PlannedSegment {
  readonly segment: string
  readonly treatment: number
  readonly control: number
  /** Mean predicted probability of decline, and mean profit a month. */
  readonly probability: number
  readonly profit: number
}

/** What an experiment can find with one way of estimating. */
export interface PlannedPrecision {
  /** Standard error of the difference in decline rates at the smallest effect worth having. */
  readonly standardError: number
  /** Smallest mean reduction found with the wanted power in one quarter; NaN when none is. */
  readonly detectable: number
  /** Power to find the smallest reduction worth having, and the assumed one. */
  readonly powerAtBreakEven: number
  readonly powerAtAssumed: number
  /**
   * Customers in both arms together, and quarters to pool, to find them with the wanted power; Infinity for an effect
   * of 0.
   */
  readonly customersAtBreakEven: number
  readonly customersAtAssumed: number
  readonly quartersAtBreakEven: number
  readonly quartersAtAssumed: number
}

/** The whole plan of an experiment: who, in which arm, what it can find. */
export interface ExperimentPlan {
  readonly seed: number
  readonly controlShare: number
  readonly level: number
  readonly power: number
  readonly months: number
  readonly drawn: DrawnQuarter
  readonly segments: readonly PlannedSegment[]
  readonly balance: Balance
  readonly worth: ExperimentWorth
  readonly design: ExperimentDesign
  /** Adjusted for the predicted probability, and by the plain stratified difference. */
  readonly withPrediction: PlannedPrecision
  readonly withoutPrediction: PlannedPrecision
  /** Share of the plain estimate's variance that the prediction saves, and so of the customers. */
  readonly varianceSaved: number
  /**
   * Customers that the textbook formula for two shares asks for at the smallest effect worth having; Infinity where
   * offers cost nothing, so that any effect is.
   */
  readonly textbookCustomers: number
  /** Smallest reduction found, by share of control. */
  readonly allocations: readonly { readonly controlShare: number; readonly detectable: number }[]
  /** Smallest difference in profit a month, per customer, found with the wanted power; no adjustment. */
  readonly detectableProfit: number
}

/**
 * Plans the experiment that measures what offers do: draws treatment and control within segments and says which
 * effect that can find. Metric: whether activity has declined at the end of the three months.
 *
 * @throws StudyError with fewer than two customers for each arm
 */
export function planExperiment(customers: ExperimentCustomers, options: ExperimentOptions): ExperimentPlan {
  const { seed, quarter, controlShare = 0.5, level = 0.95, power = 0.8, covariates = [] } = options
  const treated = drawArms(customers.ids, customers.segment, { seed, quarter, controlShare })
  const strata = strataOfSegments(customers.segment, treated)
  if (strata === undefined) {
    throw new StudyError(
      `An experiment needs two customers at risk with an offer for each arm; here ${customers.ids.length} take part: ` +
        'lower riskFrom in data/offers.json or add customers to the tables',
    )
  }
  const design = experimentDesign(customers.probability, treated, strata)
  const worth = experimentWorth(customers)
  const rates = { level, power }
  const precision = (prediction: boolean) => plannedPrecision(design, worth, { ...rates, prediction })
  const withPrediction = precision(true)
  const withoutPrediction = precision(false)
  const { plannedQuarters = Math.min(8, Math.max(2, withPrediction.quartersAtBreakEven)) } = options
  return {
    seed,
    controlShare,
    level,
    power,
    months: horizonMonths,
    drawn: { ...customers, treated, quarter, plannedQuarters },
    segments: drawnSegments(customers, treated),
    balance: balanceOfArms([...usualColumns(customers), ...covariates], treated),
    worth,
    design,
    withPrediction,
    withoutPrediction,
    varianceSaved: 1 - (withPrediction.standardError / withoutPrediction.standardError) ** 2,
    textbookCustomers: textbookCustomers(design.probability, worth.breakEven, { ...rates, controlShare }),
    allocations: [0.5, 0.4, 0.3, 0.2, 0.1].map((share) => ({
      controlShare: share,
      detectable: detectableReduction(withControlShare(design, share), rates),
    })),
    detectableProfit:
      detectableStandardErrors(rates) * standardErrorOfMean(customers.profit, treated, strata),
  }
}

function textbookCustomers(
  probability: number,
  reduction: number,
  options: PowerOptions & Pick<DrawOptions, 'controlShare'>,
): number {
  if (!(reduction > 0)) return Number.POSITIVE_INFINITY
  const rates = { control: probability, treatment: Math.max(1e-6, probability - reduction) }
  return twoProportionSampleSize(rates, options)
}

function plannedPrecision(
  design: ExperimentDesign,
  { breakEven, assumed }: ExperimentWorth,
  options: PrecisionOptions,
): PlannedPrecision {
  const needed = (reduction: number) => customersNeeded(design, reduction, options)
  const quarters = (reduction: number) => Math.ceil(needed(reduction) / design.customers)
  return {
    standardError: plannedStandardError(design, breakEven, options),
    detectable: detectableReduction(design, options),
    powerAtBreakEven: plannedPower(design, breakEven, options),
    powerAtAssumed: plannedPower(design, assumed.likely, options),
    customersAtBreakEven: needed(breakEven),
    customersAtAssumed: needed(assumed.likely),
    quartersAtBreakEven: quarters(breakEven),
    quartersAtAssumed: quarters(assumed.likely),
  }
}

function drawnSegments(
  { segment, probability, profit }: ExperimentCustomers,
  treated: Uint8Array,
): PlannedSegment[] {
  return [...new Set(segment)].map((name) => {
    const of = (values: Float64Array) => mean(values.filter((_, i) => segment[i] === name))
    const arms = treated.filter((_, i) => segment[i] === name)
    const treatment = arms.reduce((sum, arm) => sum + arm, 0)
    return {
      segment: name,
      treatment,
      control: arms.length - treatment,
      probability: of(probability),
      profit: of(profit),
    }
  })
}

function usualColumns({ probability, profit, cost, reduction }: ExperimentCustomers): BalanceColumn[] {
  return [
    { name: { en: 'probability of decline', ru: 'вероятность снижения' }, values: probability },
    { name: { en: 'profit a month', ru: 'прибыль в месяц' }, values: profit },
    { name: { en: 'cost of the offer', ru: 'цена предложения' }, values: cost },
    { name: { en: 'assumed reduction', ru: 'предполагаемый эффект' }, values: reduction },
  ]
}

/** Standard error of the stratified difference in means of a column. */
function standardErrorOfMean(
  values: Float64Array,
  treated: Uint8Array,
  { stratum, segments }: Strata,
): number {
  const parts = segments.map((_, s) => {
    const members = values.filter((_, i) => stratum[i] === s)
    const treatment = treated.reduce((sum, arm, i) => sum + (stratum[i] === s ? arm : 0), 0)
    const weight = members.length / values.length
    return weight ** 2 * variance(members) * (1 / treatment + 1 / (members.length - treatment))
  })
  return Math.sqrt(parts.reduce((sum, part) => sum + part, 0))
}
