import type { CustomerRisk } from './customer-risk'

/** Mean absolute contribution of each feature, largest first, in log-odds. */
export function meanContributions(risk: CustomerRisk): { feature: string; size: number }[] {
  const { features, values } = risk.contributions
  return features
    .map((feature, j) => {
      let size = 0
      for (let i = 0; i < values.rows; i++) size += Math.abs(values.values[i * values.columns + j])
      return { feature, size: size / values.rows }
    })
    .sort((a, b) => b.size - a.size)
}
