import type { Interval } from '@one-click/statistics'
import { decisionCourse } from './decision-course'
import type { SequentialAnalysis } from './sequential-analysis'
import { experimentBounds } from './sequential-design'

/**
 * Estimate and interval of an experiment that has ended.
 *
 * A roll-out follows from a large estimate, so that after one the estimate is too large on average, the more so the
 * smaller the true effect. Taken off is what experiments whose true effect is the plain estimate, and that roll out, show
 * too much on average: one step of a parametric bootstrap of the bias given the decision (X. Fan, D. L. DeMets,
 * K. K. G. Lan, Journal of Biopharmaceutical Statistics 14, 2004). Where the effect is small, half of the bias is left with
 * many quarters and two thirds with one or two; `scripts/measure-experiment.mjs` shows how much. Other decisions move
 * nothing into use, and their estimate stays as it is.
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
  if (ended === undefined) return undefined
  const { reduction, bound, breakEven } = looks[ended]
  if (decision !== 'roll out') return reduction
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
  const bias = course.meanEstimate['roll out'] - estimate
  return { estimate: bias > 0 ? Math.max(lower, estimate - bias) : estimate, lower, upper }
}

/**
 * What the final estimate takes off, as a share of all quarters given; 0 without a roll-out. Quarters after the end were chosen by no estimate and water it down.
 */
export function decisionBias(
  { looks, ended, scores: { weight } }: SequentialAnalysis,
  final: Interval | undefined,
): number {
  if (ended === undefined || final === undefined) return 0
  return ((looks[ended].reduction.estimate - final.estimate) * weight[ended]) / weight[weight.length - 1]
}
