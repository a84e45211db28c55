import type { LookSchedule } from '@one-click/statistics'
import { type DecisionCourse, decisionCourse } from './decision-course'
import { type ExperimentDesign, plannedStandardError } from './precision'

/** What the rule does under one true effect: probabilities of each decision by quarter. */
export interface ExperimentCourse extends DecisionCourse {
  /** True reduction of the decline rate. */
  readonly reduction: number
}

/**
 * The course of a planned experiment under a true effect, every quarter like the first.
 *
 * @param breakEven smallest reduction that pays, from 0 on
 */
export function experimentCourse(
  design: ExperimentDesign,
  reduction: number,
  { bounds }: LookSchedule,
  breakEven: number,
): ExperimentCourse {
  const information = 1 / plannedStandardError(design, reduction) ** 2
  const looks = Array.from(bounds, (bound, k) => {
    const soFar = information * (k + 1)
    return { variance: soFar, weight: soFar, bound }
  })
  return { reduction, ...decisionCourse(looks, reduction, breakEven) }
}

/** Probability that the rule rolls out at any look. */
export function rollOutProbability({ rollOut }: DecisionCourse): number {
  return rollOut.reduce((sum, probability) => sum + probability, 0)
}
