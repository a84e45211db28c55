import { type CustomerRisk, stretched } from '../../lib/study/src/explanation/customer-risk'
import { matrix } from '../../lib/toolkit/core/src/matrix'

/**
 * A made-up risk of which only contributions in log-odds are known: its points are these, stretched to
 * probability, by every convention.
 */
export function withPoints(risk: Omit<CustomerRisk, 'points'>): CustomerRisk {
  const values = stretched(risk.contributions.values, risk.base, risk.probability)
  return {
    ...risk,
    points: {
      start: risk.base.map((logOdds) => 1 / (1 + Math.exp(-logOdds))),
      values,
      standardErrors: matrix(values.rows, values.columns),
      parts: [values, values],
      otherwise: { meanVote: values, logOdds: values },
    },
  }
}
