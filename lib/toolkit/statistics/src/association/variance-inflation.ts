import { ArgumentError } from '@one-click/core'
import { pearsonMatrix } from '../rank'

/** Below this share of its variance left by the others, a column counts as their exact combination. */
const collinear = 1e-10

/**
 * What the other columns leave unexplained of column `target`: 1 − R². Cholesky factorisation of the others'
 * correlations, the one with most variance left first, so that combinations among the others do no harm.
 */
function unexplained(
  correlations: Float64Array,
  p: number,
  target: number,
  usable: readonly number[],
): number {
  const rest = usable.filter((j) => j !== target)
  const work = correlations.slice()
  for (;;) {
    let best = -1
    let most = collinear
    for (const j of rest) {
      if (work[j * p + j] > most) {
        most = work[j * p + j]
        best = j
      }
    }
    if (best < 0) return work[target * p + target]
    rest.splice(rest.indexOf(best), 1)
    const remaining = [...rest, target]
    for (const i of remaining) {
      const factor = work[i * p + best] / most
      for (const j of remaining) work[i * p + j] -= factor * work[best * p + j]
    }
  }
}

/**
 * Variance inflation factor of each column, 1 / (1 − R²) with R² of the column regressed (with an intercept)
 * on all others: 1 for a column unrelated to the rest; above 5 or 10 its coefficient is usually called
 * unstable (D. A. Belsley, E. Kuh, R. E. Welsch, Regression Diagnostics, 1980). Shape (columns).
 *
 * Infinity for a column that is a linear combination of others (R² within 1e-10 of 1), and only for those
 * that take part in it; NaN for a constant column, which the others' regressions leave out.
 *
 * @param columns at least one, of one length, finite
 * @example
 * ```ts
 * varianceInflation([Float64Array.of(1, 2, 3, 4), Float64Array.of(1, -1, -1, 1)]) // → [1.00, 1.00]
 * ```
 */
export function varianceInflation(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length
  if (p === 0) throw new ArgumentError('varianceInflation', 'needs at least one column', 0)
  const correlations = pearsonMatrix(columns).values
  const usable = columns.map((_, j) => j).filter((j) => !Number.isNaN(correlations[j * p + j]))
  const result = new Float64Array(p).fill(Number.NaN)
  for (const j of usable) {
    const left = unexplained(correlations, p, j, usable)
    result[j] = left > collinear ? 1 / left : Number.POSITIVE_INFINITY
  }
  return result
}
