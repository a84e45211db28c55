import { fitNonNegativeLogistic, type NonNegativeLogistic } from '../calibration/non-negative-logistic'

/** A weighted sum of members' log-odds: Σ weights[m] · log-odds of member m + intercept. */
export type Combination = NonNegativeLogistic

/** Strength of the prior that the weights are those of a plain mean. */
const priorStrength = 10

/**
 * Logistic regression of labels on members' log-odds (stacked generalisation). The weights are drawn towards
 * the plain mean of the members by a normal prior; a member whose weight would be negative is left out.
 *
 * Wolpert (1992): Stacked generalization. Neural Networks 5, 241–259. Breiman (1996): Stacked regressions.
 * Machine Learning 24, 49–64 (weights that are not negative).
 *
 * @param logOdds of each member for rows it was not fitted on, shape (members)(rows)
 * @param y labels of the rows
 * @throws ArgumentError without members, for lengths that differ, or a single class
 */
export function fitCombination(logOdds: readonly Float64Array[], y: Uint8Array): Combination {
  return fitNonNegativeLogistic(logOdds, y, { mean: 1 / logOdds.length, strength: priorStrength })
}

/**
 * The log-odds of the combination for each row.
 *
 * @example
 * ```ts
 * const combination = { weights: Float64Array.of(0.5, 0.5), intercept: 0 }
 * Array.from(combineLogOdds(combination, [Float64Array.of(1, 2), Float64Array.of(3, -2)])) // → [2, 0]
 * ```
 */
export function combineLogOdds(
  { weights, intercept }: Combination,
  logOdds: readonly Float64Array[],
): Float64Array {
  return logOdds[0].map((_, row) =>
    weights.reduce((sum, weight, member) => sum + weight * logOdds[member][row], intercept),
  )
}
