import { logit, sigmoid } from '@one-click/learn'

/**
 * Probability for one unit of a row's contributions in log-odds: the slope of the line from the starting point to the
 * row on the logistic curve. So the contributions' shares of probability add up to the difference between
 * the starting point's probability and the row's.
 * @param base log-odds of the starting point
 * @example
 * ```ts
 * const rows = { base: Float64Array.of(0), probability: Float64Array.of(0.75) }
 * probabilityPerLogOdds(rows, 0).toFixed(4) // → '0.2276'
 * ```
 */
export function probabilityPerLogOdds(
  { base, probability }: { readonly base: Float64Array; readonly probability: Float64Array },
  position: number,
): number {
  const start = sigmoid(base[position])
  const distance = logit(probability[position]) - base[position]
  return Math.abs(distance) > 1e-6 ? (probability[position] - start) / distance : start * (1 - start)
}
