import { type PriorShift, priorShiftOffset, probabilityAtPrevalence } from '../evaluation/prevalence'
import type { Matrix } from '../util/matrix'
import type { CustomerRisk } from './customer-risk'

/**
 * The risk as it is at another share of declines. Contributions to log-odds stay what they are: the shift moves the
 * starting point alone. Shares of the probability are stretched so that they add up to the new probability less the
 * new starting point (the rescale rule, as calibration curves are passed).
 */
export function riskAtPrevalence(risk: CustomerRisk, shift: PriorShift): CustomerRisk {
  const offset = priorShiftOffset(shift)
  const probability = probabilityAtPrevalence(risk.probability, shift)
  const start = probabilityAtPrevalence(risk.points.start, shift)
  const stretch = probability.map((p, i) => {
    const before = risk.probability[i] - risk.points.start[i]
    // At the starting point itself: the slope of the shift there.
    if (Math.abs(before) < 1e-6) return slopeAt(risk.probability[i], p)
    return (p - start[i]) / before
  })
  const stretched = ({ rows, columns, values }: Matrix): Matrix => ({
    rows,
    columns,
    values: values.map((value, k) => value * stretch[Math.floor(k / columns)]),
  })
  const { values, standardErrors, otherwise } = risk.points
  return {
    ...risk,
    probability,
    base: risk.base.map((value) => value + offset),
    points: {
      start,
      values: stretched(values),
      standardErrors: stretched(standardErrors),
      otherwise: { meanVote: stretched(otherwise.meanVote), logOdds: stretched(otherwise.logOdds) },
    },
  }
}

/** Derivative of the shifted probability by the probability. */
function slopeAt(before: number, after: number): number {
  return before > 0 && before < 1 ? (after * (1 - after)) / (before * (1 - before)) : 1
}
