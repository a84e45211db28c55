import { ArgumentError } from '@one-click/core'
import type { LevelOptions } from '../intervals'
import { type StudentEstimate, studentEstimate } from './student-estimate'

/** One of several independent estimates of a difference. */
export interface DifferencePart {
  readonly estimate: number
  readonly standardError: number
  readonly degreesOfFreedom: number
  /** Fixed before the outcomes, so that these do not choose their own weight; above 0. */
  readonly weight: number
}

export interface PooledDifference extends StudentEstimate {
  /** Sum of the weights, and variance of the weighted sum of the estimates. */
  readonly weight: number
  readonly scoreVariance: number
}

/**
 * Weighted mean of independent estimates of a difference. Degrees of freedom after F. E. Satterthwaite, Biometrics
 * Bulletin 2 (1946). The weighted sum, estimate × weight, is a score with independent increments from part to part.
 *
 * @throws ArgumentError without parts, and for a weight that is not above 0
 * @example
 * ```ts
 * const part = { standardError: 1, degreesOfFreedom: 10, weight: 1 }
 * pooledDifference([{ ...part, estimate: 1 }, { ...part, estimate: 3 }]).estimate // → 2
 * ```
 */
export function pooledDifference(
  parts: readonly DifferencePart[],
  { level }: LevelOptions = {},
): PooledDifference {
  if (parts.length === 0 || !parts.every(({ weight }) => weight > 0)) {
    throw new ArgumentError('pooledDifference', 'needs parts with weights above 0', parts.length)
  }
  const sum = (of: (part: DifferencePart) => number) => parts.reduce((total, part) => total + of(part), 0)
  const weight = sum((part) => part.weight)
  const estimate = sum((part) => part.weight * part.estimate) / weight
  const variance = (part: DifferencePart) => (part.weight * part.standardError) ** 2
  const scoreVariance = sum(variance)
  const standardError = Math.sqrt(scoreVariance) / weight
  const spread = sum((part) => variance(part) ** 2 / part.degreesOfFreedom)
  const degreesOfFreedom = spread > 0 ? scoreVariance ** 2 / spread : sum((part) => part.degreesOfFreedom)
  return {
    ...studentEstimate(estimate, standardError, degreesOfFreedom, level),
    weight,
    scoreVariance,
  }
}

/**
 * The weight of Mantel and Haenszel for two groups: the harmonic mean of their sizes, halved.
 * @example
 * ```ts
 * mantelHaenszelWeight(60, 30) // → 20
 * ```
 */
export function mantelHaenszelWeight(treatment: number, control: number): number {
  return (treatment * control) / (treatment + control)
}
