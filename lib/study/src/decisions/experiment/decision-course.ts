import { SequentialDensity } from '@one-click/statistics'
import type { SequentialDecision } from './sequential-design'

/** One look of the rule. */
export interface CourseLook {
  /** Variance of the score, and its mean for an effect of 1. The estimate is the score divided by the second. */
  readonly variance: number
  readonly weight: number
  /** Z from which on a benefit is claimed. */
  readonly bound: number
}

/** The decisions that end an experiment. */
export type FinalDecision = Exclude<SequentialDecision, 'go on'>

/** What the rule does under one true effect. */
export interface DecisionCourse {
  /** Probability that the look after each quarter ends the experiment with this decision, shape (quarters). */
  readonly rollOut: Float64Array
  readonly stop: Float64Array
  /** Probability that the planned quarters pass without a decision. */
  readonly end: number
  readonly expectedQuarters: number
  /**
   * Mean of the plain estimate over the experiments that end with each decision; NaN where none does. A decision is made
   * because of the estimate, so that this is not the true effect.
   */
  readonly meanEstimate: Readonly<Record<FinalDecision, number>>
}

/**
 * What the rule does under a true effect, by exact recursion, if it is followed: each look rolls out where the
 * repeated interval is above 0 and reaches the break-even, and stops where it ends below the break-even (which includes
 * harm).
 *
 * @param looks all that are planned
 * @param breakEven smallest effect that pays, from 0 on
 */
export function decisionCourse(
  looks: readonly CourseLook[],
  effect: number,
  breakEven: number,
): DecisionCourse {
  const rollOut = new Float64Array(looks.length)
  const stop = new Float64Array(looks.length)
  const sums: Record<FinalDecision, number> = { 'roll out': 0, stop: 0, end: 0 }
  let density = SequentialDensity.start()
  let expectedQuarters = 0
  let end = 0
  looks.forEach(({ variance, weight, bound }, k) => {
    const look = { variance, mean: effect * weight }
    const perZ = Math.sqrt(variance) / weight
    const lower = breakEven / perZ - bound
    const upper = Math.max(bound, lower)
    const above = density.between(look, upper, Number.POSITIVE_INFINITY)
    const below = density.between(look, Number.NEGATIVE_INFINITY, lower)
    expectedQuarters += density.mass
    rollOut[k] = above.probability
    stop[k] = below.probability
    sums['roll out'] += perZ * above.sum
    sums.stop += perZ * below.sum
    if (k === looks.length - 1) {
      const inside = density.between(look, lower, upper)
      end = inside.probability
      sums.end = perZ * inside.sum
    } else {
      density = density.within(look, lower, upper)
    }
  })
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
  return {
    rollOut,
    stop,
    end,
    expectedQuarters,
    meanEstimate: {
      'roll out': sums['roll out'] / total(rollOut),
      stop: sums.stop / total(stop),
      end: sums.end / end,
    },
  }
}
