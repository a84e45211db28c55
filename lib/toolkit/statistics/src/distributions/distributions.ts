import { ArgumentError } from '@one-click/core'
import { logUpperGamma, regularizedBeta } from './special-functions'

/**
 * Natural logarithm of the probability that a chi-square variable exceeds `x`; finite where the probability
 * itself is too small for a double.
 *
 * @throws ArgumentError unless degreesOfFreedom is positive
 */
export function chiSquareLogSurvival(x: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) {
    throw new ArgumentError('chiSquareLogSurvival', 'needs positive degrees of freedom', degreesOfFreedom)
  }
  return logUpperGamma(degreesOfFreedom / 2, x / 2)
}

/**
 * Probability that a chi-square variable with the given degrees of freedom exceeds `x`.
 * @example
 * ```ts
 * chiSquareSurvival(3.841, 1) // → 0.0500
 * ```
 */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return Math.exp(chiSquareLogSurvival(x, degreesOfFreedom))
}

/**
 * Probability that Student's t exceeds |t| in size, either side.
 * @example
 * ```ts
 * studentTwoSided(2.776, 4) // → 0.0500
 * ```
 */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) {
    throw new ArgumentError('studentTwoSided', 'needs positive degrees of freedom', degreesOfFreedom)
  }
  if (Number.isNaN(t)) return Number.NaN
  return regularizedBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t))
}
