import type { LookSchedule } from '../../statistics/look-schedule'
import { SequentialDensity } from '../../statistics/sequential-density'
import { type ExperimentDesign, plannedStandardError } from './precision'

/** What the rule does under one true effect: probabilities of each decision by quarter. */
export interface ExperimentCourse {
  /** True reduction of the decline rate. */
  readonly reduction: number
  /** Probability that the look after each quarter ends the experiment with this decision, shape (quarters). */
  readonly rollOut: Float64Array
  readonly stop: Float64Array
  /** Probability that the planned quarters pass without a decision. */
  readonly end: number
  readonly expectedQuarters: number
}

/**
 * The course of an experiment under a true effect, by exact recursion, if the rule is followed: each look with the
 * bounds of the schedule rolls out where the repeated interval is above 0 and reaches the break-even, and stops
 * where it ends below the break-even (which includes harm).
 *
 * @param breakEven smallest reduction that pays, from 0 on
 */
export function experimentCourse(
  design: ExperimentDesign,
  reduction: number,
  { looks, bounds }: LookSchedule,
  breakEven: number,
): ExperimentCourse {
  const information = plannedStandardError(design, reduction) ** -2
  const rollOut = new Float64Array(looks)
  const stop = new Float64Array(looks)
  let density = SequentialDensity.start()
  let expectedQuarters = 0
  for (let k = 0; k < looks; k++) {
    const variance = information * (k + 1)
    const look = { variance, mean: reduction * variance }
    const reach = density.mass
    const lower = breakEven * Math.sqrt(variance) - bounds[k]
    const upper = Math.max(bounds[k], lower)
    rollOut[k] = density.above(look, upper)
    stop[k] = Math.max(0, reach - density.above(look, lower))
    expectedQuarters += reach
    density = density.within(look, lower, upper)
  }
  return { reduction, rollOut, stop, end: density.mass, expectedQuarters }
}

/** Probability that the rule rolls out at any look. */
export function rollOutProbability({ rollOut }: ExperimentCourse): number {
  return rollOut.reduce((sum, probability) => sum + probability, 0)
}
