import { ArgumentError } from '@one-click/core'
import type { PowerOptions } from '@one-click/statistics'
import {
  brentRoot,
  type LookSchedule,
  lookSchedule,
  schedulePower,
  scheduleStandardErrors,
} from '@one-click/statistics'
import type { Strata } from './strata'

/** What the precision of an experiment follows from, by stratum; numbers only. */
export interface ExperimentDesign {
  readonly strata: readonly {
    readonly treatment: number
    readonly control: number
    /** Share of all customers. */
    readonly weight: number
    /** Mean of the predicted probabilities, and of their squares. */
    readonly probability: number
    readonly squaredProbability: number
  }[]
  /** Customers of one quarter, and their mean probability of decline without an offer. */
  readonly customers: number
  readonly probability: number
}

export interface PrecisionOptions extends Pick<PowerOptions, 'power'> {
  /** Whether the predicted probability is used for adjustment. Default true. */
  readonly prediction?: boolean
  /** One look after each quarter, each with as many customers. Default: one look with 95%. */
  readonly schedule?: LookSchedule
}

/** Where predictions leave nothing open, a design is known no better than this. */
const minStandardError = 1e-6

/** The design of a draw. @throws ArgumentError unless every stratum has customers of both arms */
export function experimentDesign(
  probability: Float64Array,
  treated: Uint8Array,
  { stratum, segments }: Strata,
): ExperimentDesign {
  const customers = probability.length
  const strata = segments.map((names, s) => {
    const rows = Array.from(stratum.keys()).filter((i) => stratum[i] === s)
    const treatment = rows.reduce((sum, i) => sum + treated[i], 0)
    if (treatment === 0 || treatment === rows.length) {
      throw new ArgumentError('experimentDesign', 'needs customers of both arms in', names.join(', '))
    }
    return {
      treatment,
      control: rows.length - treatment,
      weight: rows.length / customers,
      probability: rows.reduce((sum, i) => sum + probability[i], 0) / rows.length,
      squaredProbability: rows.reduce((sum, i) => sum + probability[i] ** 2, 0) / rows.length,
    }
  })
  const mean = probability.reduce((sum, p) => sum + p, 0) / customers
  return { strata, customers, probability: mean }
}

/**
 * Standard error of one quarter's difference in decline rates when the offer lowers every probability in the same
 * proportion, by `reduction` on average, and the predicted probabilities are right. Without the prediction the
 * outcomes of a stratum spread by p̄(1 − p̄); with it only what no prediction can know is left, the mean of
 * p(1 − p).
 */
export function plannedStandardError(
  { strata, probability }: ExperimentDesign,
  reduction: number,
  { prediction = true }: Pick<PrecisionOptions, 'prediction'> = {},
): number {
  const remaining = Math.max(0, Math.min(1 / probability, 1 - reduction / probability))
  const sum = strata.reduce((total, stratum) => {
    const spread = (factor: number) => {
      const share = factor * stratum.probability
      return share - (prediction ? factor ** 2 * stratum.squaredProbability : share ** 2)
    }
    return total + stratum.weight ** 2 * (spread(remaining) / stratum.treatment + spread(1) / stratum.control)
  }, 0)
  return Math.max(minStandardError, Math.sqrt(sum))
}

/** Probability to claim a benefit at any look of the schedule, one look after each quarter. */
export function plannedPower(
  design: ExperimentDesign,
  reduction: number,
  options: PrecisionOptions = {},
): number {
  const { schedule = lookSchedule(1) } = options
  return schedulePower(schedule, reduction / finalStandardError(design, reduction, options))
}

/**
 * The smallest reduction of the decline rate that is claimed with the wanted power within the schedule; NaN when not
 * even averting every decline is.
 */
export function detectableReduction(design: ExperimentDesign, options: PrecisionOptions = {}): number {
  const { schedule = lookSchedule(1) } = options
  const needed = scheduleStandardErrors(schedule, options)
  const excess = (reduction: number) => reduction - needed * finalStandardError(design, reduction, options)
  return excess(design.probability) > 0 ? brentRoot(excess, 0, design.probability) : Number.NaN
}

/**
 * Customers needed in both arms together to claim a reduction with the wanted power in one look; not rounded. Infinity
 * for a reduction of 0.
 */
export function customersNeeded(
  design: ExperimentDesign,
  reduction: number,
  { schedule = lookSchedule(1), ...options }: PrecisionOptions = {},
): number {
  const once = lookSchedule(1, schedule.level)
  const ratio =
    (scheduleStandardErrors(once, options) * plannedStandardError(design, reduction, options)) / reduction
  return design.customers * ratio ** 2
}

/** More looks than these need no more information. */
const maxSchedules = 20

/**
 * The smallest number of quarters, one look after each, within which a reduction is claimed with the wanted power;
 * Infinity for a reduction of 0.
 */
export function quartersNeeded(
  design: ExperimentDesign,
  reduction: number,
  options: PrecisionOptions = {},
): number {
  const { schedule = lookSchedule(1) } = options
  const once = customersNeeded(design, reduction, options) / design.customers
  const errors = (looks: number) => scheduleStandardErrors(lookSchedule(looks, schedule.level), options)
  const inflation = (looks: number) => (errors(looks) / errors(1)) ** 2
  for (let quarters = Math.max(1, Math.ceil(once)); quarters <= maxSchedules; quarters++) {
    if (once * inflation(quarters) <= quarters) return quarters
  }
  return Math.ceil(once * inflation(maxSchedules))
}

function finalStandardError(
  design: ExperimentDesign,
  reduction: number,
  { schedule, ...options }: PrecisionOptions,
): number {
  return plannedStandardError(design, reduction, options) / Math.sqrt(schedule?.looks ?? 1)
}

/** The same design with another share of control in every stratum. */
export function withControlShare(design: ExperimentDesign, controlShare: number): ExperimentDesign {
  return {
    ...design,
    strata: design.strata.map((stratum) => {
      const customers = stratum.treatment + stratum.control
      return { ...stratum, treatment: customers * (1 - controlShare), control: customers * controlShare }
    }),
  }
}
