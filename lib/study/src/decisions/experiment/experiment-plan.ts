import { take, UserError } from '@one-click/core'
import {
  detectableStandardErrors,
  type LookSchedule,
  lookSchedule,
  mean,
  type PowerOptions,
  twoProportionSampleSize,
  variance,
} from '@one-click/statistics'
import { horizonMonths } from '../segments/segments'
import { type Balance, type BalanceColumn, balanceOfArms } from './balance'
import { type ExperimentCourse, experimentCourse } from './course'
import { type DrawOptions, drawArms } from './draw'
import type { ExperimentCustomers } from './participants'
import { type PlannedLook, type PlannedPrecision, plannedLooks, plannedPrecision } from './planned-precision'
import {
  detectableReduction,
  type ExperimentDesign,
  experimentDesign,
  quartersNeeded,
  withControlShare,
} from './precision'
import { type Strata, strataOfSegments } from './strata'
import { rowsOfUnits } from './units'
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

/** The whole plan of an experiment: who, in which arm, what it can find. */
export interface ExperimentPlan {
  readonly seed: number
  readonly controlShare: number
  readonly level: number
  readonly power: number
  readonly months: number
  /** Customers in the experiment's sense: participants, copies of one another counted as one. */
  readonly units: number
  /** Planned looks, one after each quarter, with their bounds; `drawn.plannedQuarters` of them. */
  readonly schedule: LookSchedule
  /** The same, look by look. */
  readonly looks: readonly PlannedLook[]
  readonly drawn: DrawnQuarter
  readonly segments: readonly PlannedSegment[]
  readonly balance: Balance
  readonly worth: ExperimentWorth
  readonly design: ExperimentDesign
  /** Adjusted for the predicted probability, and by the plain stratified difference. */
  readonly withPrediction: PlannedPrecision
  readonly withoutPrediction: PlannedPrecision
  /** What the rule does if the effect is as assumed, half of it, and none. */
  readonly courses: {
    readonly assumed: ExperimentCourse
    readonly half: ExperimentCourse
    readonly none: ExperimentCourse
  }
  /** Share of the plain estimate's variance that the prediction saves, and so of the customers. */
  readonly varianceSaved: number
  /**
   * Customers that the textbook formula for two shares asks for at the smallest effect worth having; Infinity where
   * offers cost nothing, so that any effect is.
   */
  readonly textbookCustomers: number
  /** Smallest reduction claimed with the wanted power within the planned quarters, by share of control. */
  readonly allocations: readonly { readonly controlShare: number; readonly detectable: number }[]
  /** Smallest difference in profit a month, per customer, that one quarter finds with the wanted power; no adjustment. */
  readonly detectableProfit: number
}

/**
 * Plans the experiment that measures what offers do: draws treatment and control within segments and says which
 * effect that can find. Copies of a customer go into one arm and count as one in what it can find. Metric: whether activity has declined at the end of the three months.
 *
 * @throws UserError with fewer than two customers for each arm
 */
export function planExperiment(customers: ExperimentCustomers, options: ExperimentOptions): ExperimentPlan {
  const { seed, quarter, controlShare = 0.5, level = 0.95, power = 0.8, covariates = [] } = options
  const { ids, units } = customers
  const treated = drawArms(ids, customers.segment, { seed, quarter, controlShare, units })
  const rows = rowsOfUnits(customers)
  const ofUnits = (values: Float64Array) => take(values, rows)
  const arms = take(treated, rows)
  const strata = strataOfSegments(
    Array.from(rows, (row) => customers.segment[row]),
    arms,
  )
  if (strata === undefined) {
    throw new UserError(
      `An experiment needs two customers at risk with an offer for each arm; here ${rows.length} take part: ` +
        'lower riskFrom in offers.json or add customers to the tables',
    )
  }
  const design = experimentDesign(ofUnits(customers.probability), arms, strata)
  const worth = experimentWorth(customers)
  const rates = { level, power }
  const needed = quartersNeeded(design, worth.breakEven, { power, schedule: lookSchedule(1, level) })
  const { plannedQuarters = Math.min(8, Math.max(2, needed)) } = options
  const schedule = lookSchedule(plannedQuarters, level)
  const precision = (prediction: boolean) => plannedPrecision(design, worth, { power, schedule, prediction })
  const withPrediction = precision(true)
  const withoutPrediction = precision(false)
  const course = (share: number) =>
    experimentCourse(design, share * worth.assumed.likely, schedule, worth.breakEven)
  return {
    seed,
    controlShare,
    level,
    power,
    months: horizonMonths,
    units: rows.length,
    schedule,
    looks: plannedLooks(schedule, withPrediction.standardError),
    drawn: { ...customers, treated, quarter, plannedQuarters },
    segments: drawnSegments(customers, treated),
    balance: balanceOfArms(
      [...usualColumns(customers), ...covariates].map(({ name, values }) => ({
        name,
        values: ofUnits(values),
      })),
      arms,
    ),
    worth,
    design,
    withPrediction,
    withoutPrediction,
    courses: { assumed: course(1), half: course(0.5), none: course(0) },
    varianceSaved: 1 - (withPrediction.standardError / withoutPrediction.standardError) ** 2,
    textbookCustomers: textbookCustomers(design.probability, worth.breakEven, { ...rates, controlShare }),
    allocations: [0.5, 0.4, 0.3, 0.2, 0.1].map((share) => ({
      controlShare: share,
      detectable: detectableReduction(withControlShare(design, share), { power, schedule }),
    })),
    detectableProfit:
      detectableStandardErrors(rates) * standardErrorOfMean(ofUnits(customers.profit), arms, strata),
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
    { name: 'probability', values: probability },
    { name: 'profit', values: profit },
    { name: 'cost', values: cost },
    { name: 'reduction', values: reduction },
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
