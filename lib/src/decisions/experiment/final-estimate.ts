import type { Interval } from '../../statistics/intervals'
import { decisionCourse } from './decision-course'
import type { SequentialAnalysis } from './sequential-analysis'
import { experimentBounds } from './sequential-design'

/**
 * Estimate and interval of an experiment that has ended.
 *
 * An experiment ends on the estimate that it has found, so that the estimate is biased: after a claim it is too large on
 * average, the more so the smaller the true effect. The estimate here takes off what experiments whose true effect is
 * the plain estimate, and that end with the same decision, show too much (or, where they stop, too little) on average:
 * one step of a parametric bootstrap of the bias given the decision (X. Fan, D. L. DeMets, K. K. G. Lan, Journal of
 * Biopharmaceutical Statistics 14, 2004). That halves the bias; `scripts/measure-experiment.mjs` shows what is left.
 *
 * The interval is the repeated one of the look that decided. It holds the true effect with at least the level of the
 * design however the experiment came to its end, and says what the decision says.
 *
 * @param level of the design
 * @returns undefined while the experiment goes on
 */
export function finalEstimate(
  { looks, ended, decision, scores, plannedQuarters }: SequentialAnalysis,
  level: number,
): Interval | undefined {
  if (ended === undefined || decision === 'go on') return undefined
  const { reduction, bound, breakEven } = looks[ended]
  const { estimate, lower, upper } = reduction
  // Later looks are taken to add what those up to the end did on average.
  const project = (values: readonly number[]) =>
    Array.from({ length: plannedQuarters }, (_, k) =>
      k <= ended ? values[k] : (values[ended] * (k + 1)) / (ended + 1),
    )
  const weight = project(scores.weight)
  const projected = project(scores.variance)
  // In units in which the interval of the last look is bound × standard error on either side.
  const standardError = (upper - lower) / (2 * bound)
  const scale = (standardError * weight[ended]) ** 2 / projected[ended]
  if (!(scale > 0)) return reduction
  const variance = projected.map((value) => scale * value)
  const bounds = experimentBounds(variance, plannedQuarters, { level })
  const course = decisionCourse(
    bounds.map((look, k) => ({ variance: variance[k], weight: weight[k], bound: look.bound })),
    estimate,
    breakEven,
  )
  const bias = course.meanEstimate[decision] - estimate
  if (!Number.isFinite(bias)) return reduction
  return { estimate: Math.min(upper, Math.max(lower, estimate - bias)), lower, upper }
}

/**
 * How much the decision makes the pooled estimate of all quarters given too large on average; 0 while the experiment
 * goes on. Quarters after the end were chosen by no estimate and water it down.
 */
export function decisionBias(
  { looks, ended, scores: { weight } }: SequentialAnalysis,
  final: Interval | undefined,
): number {
  if (ended === undefined || final === undefined) return 0
  return ((looks[ended].reduction.estimate - final.estimate) * weight[ended]) / weight[weight.length - 1]
}
