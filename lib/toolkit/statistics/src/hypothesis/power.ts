import { ArgumentError } from '@one-click/core'
import { normalCdf, normalQuantile } from '../distributions/normal'
import { criticalValue } from '../intervals'

/** Error rates of a two-sided test. */
export interface PowerOptions {
  /** Level of the interval that decides; the type I error is 1 − level. Default 0.95. */
  readonly level?: number
  /** Probability with which the effect is to be found. Default 0.8. */
  readonly power?: number
}

/** Shares of two groups to be told apart. */
export interface TwoProportions {
  /** Share with the event in the control group, and in the treatment group; between 0 and 1. */
  readonly control: number
  readonly treatment: number
}

/**
 * Power of a two-sided test of a difference whose estimate is normal with the given standard error. Both tails
 * count, so it is 1 − level where there is no effect.
 * @example
 * ```ts
 * powerOfEffect(2.8, 1) // → 0.800
 * ```
 */
export function powerOfEffect(
  effect: number,
  standardError: number,
  { level }: Pick<PowerOptions, 'level'> = {},
): number {
  if (!(standardError > 0)) {
    throw new ArgumentError('powerOfEffect', 'needs a positive standard error', standardError)
  }
  const z = criticalValue(level)
  const shift = Math.abs(effect) / standardError
  return normalCdf(shift - z) + normalCdf(-shift - z)
}

/**
 * How many standard errors an effect must have to be found with the given power: 2.80 for 0.8 at 0.95.
 * @example
 * ```ts
 * detectableStandardErrors() // → 2.80
 * ```
 */
export function detectableStandardErrors({ level, power = 0.8 }: PowerOptions = {}): number {
  if (!(power > 0 && power < 1)) {
    throw new ArgumentError('detectableStandardErrors', 'needs a power between 0 and 1', power)
  }
  return criticalValue(level) + normalQuantile(power)
}

/**
 * Power of the two-sided test of two independent shares with pooled variance under the null hypothesis: formula
 * 4.14 of J. L. Fleiss, B. Levin, M. C. Paik, Statistical Methods for Rates and Proportions (2003), without
 * continuity correction, both tails counted.
 *
 * @param sizes units in the control and in the treatment group
 * @example
 * ```ts
 * twoProportionPower({ control: 0.1, treatment: 0.12 }, { control: 3841, treatment: 3841 }) // → 0.800
 * ```
 */
export function twoProportionPower(
  { control, treatment }: TwoProportions,
  sizes: { readonly control: number; readonly treatment: number },
  { level }: Pick<PowerOptions, 'level'> = {},
): number {
  checkShares(control, treatment)
  const { control: n0, treatment: n1 } = sizes
  if (!(n0 > 0 && n1 > 0)) {
    throw new ArgumentError('twoProportionPower', 'needs units in both groups', `${n0} and ${n1}`)
  }
  const pooled = (n0 * control + n1 * treatment) / (n0 + n1)
  const null_ = Math.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1))
  const actual = Math.sqrt((control * (1 - control)) / n0 + (treatment * (1 - treatment)) / n1)
  const bound = criticalValue(level) * null_
  const effect = Math.abs(treatment - control)
  return normalCdf((effect - bound) / actual) + normalCdf((-effect - bound) / actual)
}

/**
 * Units needed in both groups together to tell two shares apart (Fleiss, Levin, Paik 2003, formulas 4.14 and
 * 4.19, without continuity correction); not rounded.
 *
 * @param controlShare share of the units in the control group
 * @throws ArgumentError when the shares are equal
 * @example
 * ```ts
 * twoProportionSampleSize({ control: 0.1, treatment: 0.12 }) // → 7681.7
 * ```
 */
export function twoProportionSampleSize(
  { control, treatment }: TwoProportions,
  { level, power = 0.8, controlShare = 0.5 }: PowerOptions & { readonly controlShare?: number } = {},
): number {
  checkShares(control, treatment)
  if (control === treatment) {
    throw new ArgumentError('twoProportionSampleSize', 'needs two different shares', control)
  }
  checkControlShare('twoProportionSampleSize', controlShare)
  const pooled = controlShare * control + (1 - controlShare) * treatment
  const null_ = Math.sqrt((pooled * (1 - pooled)) / (controlShare * (1 - controlShare)))
  const actual = Math.sqrt(
    (control * (1 - control)) / controlShare + (treatment * (1 - treatment)) / (1 - controlShare),
  )
  const needed = criticalValue(level) * null_ + normalQuantile(power) * actual
  return (needed / (treatment - control)) ** 2
}

/**
 * The share of units in the control group that gives the most precise difference (J. Neyman, 1934): in
 * proportion to the spread of the metric in each group and, where units cost, to one over the root of what
 * one costs.
 *
 * @param cost of one unit in each group, in any one measure; default the same
 * @example
 * ```ts
 * neymanControlShare({ control: 1, treatment: 3 }) // → 0.25
 * ```
 */
export function neymanControlShare(
  standardDeviation: { readonly control: number; readonly treatment: number },
  cost: { readonly control: number; readonly treatment: number } = { control: 1, treatment: 1 },
): number {
  const values = [standardDeviation.control, standardDeviation.treatment, cost.control, cost.treatment]
  if (!values.every((value) => value > 0)) {
    throw new ArgumentError('neymanControlShare', 'needs positive spreads and costs', values.join(', '))
  }
  const control = standardDeviation.control / Math.sqrt(cost.control)
  const treatment = standardDeviation.treatment / Math.sqrt(cost.treatment)
  return control / (control + treatment)
}

/**
 * Refuses a share that is not between 0 and 1.
 * @param where the function that asks, for the message
 * @example
 * ```ts
 * checkControlShare('plan', 0.5) // → undefined
 * ```
 */
export function checkControlShare(where: string, share: number): void {
  if (!(share > 0 && share < 1)) {
    throw new ArgumentError(where, 'needs a share of control between 0 and 1', share)
  }
}

function checkShares(control: number, treatment: number): void {
  for (const share of [control, treatment]) {
    if (!(share > 0 && share < 1)) {
      throw new ArgumentError('two proportions', 'need shares between 0 and 1', share)
    }
  }
}
