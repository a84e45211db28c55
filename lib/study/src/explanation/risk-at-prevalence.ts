import type { Matrix } from '@one-click/core'
import { type PriorShift, priorShiftOffset, probabilityAtPrevalence } from '@one-click/learn'
import type { CustomerRisk } from './customer-risk'

/**
 * The risk as it is at another share of declines. Contributions to log-odds stay what they are: the shift moves the
 * starting point alone. Of each customer's probability the reasons keep the same share, as in the draws of uncertain
 * probabilities, so that less risk never means more to be kept by an offer; the points still add up to the new
 * probability less the (likewise shrunk) starting point.
 */
export function riskAtPrevalence(risk: CustomerRisk, shift: PriorShift): CustomerRisk {
  const offset = priorShiftOffset(shift)
  const probability = probabilityAtPrevalence(risk.probability, shift)
  const ratio = probability.map((p, i) => (risk.probability[i] > 0 ? p / risk.probability[i] : 1))
  const scaled = ({ rows, columns, values }: Matrix): Matrix => ({
    rows,
    columns,
    values: values.map((value, k) => value * ratio[Math.floor(k / columns)]),
  })
  const { start, values, standardErrors, parts, otherwise } = risk.points
  return {
    ...risk,
    probability,
    base: risk.base.map((value) => value + offset),
    points: {
      start: start.map((value, i) => value * ratio[i]),
      values: scaled(values),
      standardErrors: scaled(standardErrors),
      parts: parts.map(scaled),
      otherwise: { meanVote: scaled(otherwise.meanVote), logOdds: scaled(otherwise.logOdds) },
    },
  }
}
