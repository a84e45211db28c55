import { detectableStandardErrors, type PowerOptions, powerOfEffect } from '../../statistics/power'
import { brentRoot } from '../../statistics/root-search'
import { ArgumentError } from '../../util/errors'
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

export interface PrecisionOptions extends PowerOptions {
  /** Whether the predicted probability is used for adjustment. Default true. */
  readonly prediction?: boolean
  /** Quarters pooled, each with as many customers. Default 1. */
  readonly quarters?: number
}

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
 * Standard error of the difference in decline rates when the offer lowers every probability in the same
 * proportion, by `reduction` on average, and the predicted probabilities are right. Without the prediction the
 * outcomes of a stratum spread by p̄(1 − p̄); with it only what no prediction can know is left, the mean of
 * p(1 − p).
 */
export function plannedStandardError(
  { strata, probability }: ExperimentDesign,
  reduction: number,
  { prediction = true, quarters = 1 }: PrecisionOptions = {},
): number {
  const remaining = Math.max(0, Math.min(1 / probability, 1 - reduction / probability))
  const sum = strata.reduce((total, stratum) => {
    const spread = (factor: number) => {
      const share = factor * stratum.probability
      return share - (prediction ? factor ** 2 * stratum.squaredProbability : share ** 2)
    }
    return total + stratum.weight ** 2 * (spread(remaining) / stratum.treatment + spread(1) / stratum.control)
  }, 0)
  return Math.sqrt(sum / quarters)
}

/** Power to tell a mean reduction of the decline rate from none. */
export function plannedPower(
  design: ExperimentDesign,
  reduction: number,
  options: PrecisionOptions = {},
): number {
  return powerOfEffect(reduction, plannedStandardError(design, reduction, options), options)
}

/** The smallest reduction of the decline rate found with the wanted power; NaN when not even averting every decline is. */
export function detectableReduction(design: ExperimentDesign, options: PrecisionOptions = {}): number {
  const needed = detectableStandardErrors(options)
  const excess = (reduction: number) => reduction - needed * plannedStandardError(design, reduction, options)
  return excess(design.probability) > 0 ? brentRoot(excess, 0, design.probability) : Number.NaN
}

/** Customers needed in both arms together to find a reduction with the wanted power; not rounded. */
export function customersNeeded(
  design: ExperimentDesign,
  reduction: number,
  options: Omit<PrecisionOptions, 'quarters'> = {},
): number {
  const ratio =
    (detectableStandardErrors(options) * plannedStandardError(design, reduction, options)) / reduction
  return design.customers * ratio ** 2
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
