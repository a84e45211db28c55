import { ArgumentError } from '@one-click/core'
import { mean, variance } from '../descriptive'
import { logGamma } from '../distributions/special-functions'
import { criticalValue, type Interval, type LevelOptions } from '../intervals'
import { countBelow, countUpTo } from '../rank'

/**
 * Standardised difference of two group means, (mean of a − mean of b) / pooled standard deviation (J. Cohen,
 * 1988): about 0.2 is small, 0.5 medium, 0.8 large. ±Infinity or NaN when neither group varies.
 * @example
 * ```ts
 * cohensD(Float64Array.of(3, 4, 5), Float64Array.of(1, 2, 3)) // → 2.00
 * ```
 */
export function cohensD(a: Float64Array, b: Float64Array): number {
  const n = a.length + b.length
  const pooled = ((a.length - 1) * variance(a) + (b.length - 1) * variance(b)) / (n - 2)
  return (mean(a) - mean(b)) / Math.sqrt(pooled)
}

/**
 * Hedges' g: Cohen's d freed of its small-sample bias by the exact factor, with the large-sample interval of
 * L. V. Hedges and I. Olkin, Statistical Methods for Meta-Analysis (1985). Positive when `a` is larger.
 */
export function hedgesG(a: Float64Array, b: Float64Array, options: LevelOptions = {}): Interval {
  const freedom = a.length + b.length - 2
  if (freedom < 2) throw new ArgumentError('hedgesG', 'needs at least four values in all', freedom + 2)
  const factor = Math.exp(logGamma(freedom / 2) - logGamma((freedom - 1) / 2)) / Math.sqrt(freedom / 2)
  const estimate = factor * cohensD(a, b)
  const total = a.length + b.length
  const half =
    criticalValue(options.level) *
    Math.sqrt(total / (a.length * b.length) + (estimate * estimate) / (2 * total))
  return { estimate, lower: estimate - half, upper: estimate + half }
}

/** How the values of one group stand against another's: for each, (share below − share above). */
interface Dominance {
  /** Mean over all pairs: Cliff's delta. */
  readonly delta: number
  /** Sum of squared deviations of the rows' means from delta. */
  readonly squares: number
  /** Pairs with equal values. */
  readonly ties: number
}

function dominance(values: Float64Array, sortedOthers: Float64Array): Dominance {
  const n = sortedOthers.length
  const rows = new Float64Array(values.length)
  let total = 0
  let ties = 0
  for (let i = 0; i < values.length; i++) {
    const below = countBelow(sortedOthers, values[i])
    const upTo = countUpTo(sortedOthers, values[i])
    ties += upTo - below
    rows[i] = (below + upTo - n) / n
    total += below + upTo - n
  }
  const delta = total / (n * values.length)
  let squares = 0
  for (let i = 0; i < rows.length; i++) squares += (rows[i] - delta) ** 2
  return { delta, squares, ties }
}

function requireGroups(where: string, a: Float64Array, b: Float64Array): void {
  if (a.length === 0 || b.length === 0) throw new ArgumentError(where, 'needs two groups with values')
  if (a.some(Number.isNaN) || b.some(Number.isNaN))
    throw new ArgumentError(where, 'needs numbers', Number.NaN)
}

/**
 * Cliff's delta, P(a > b) − P(a < b) over all pairs, in [−1, 1], in O(n log n), with the asymmetric interval
 * of D. Feng and N. Cliff, J. Modern Applied Statist. Methods 3 (2004). 0 when the groups are alike, 1 when
 * every a is above every b. The interval is NaN when a group has one value only.
 * @example
 * ```ts
 * cliffsDelta(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6)) // → { estimate: -0.75, lower: -0.951, upper: -0.100 }
 * ```
 */
export function cliffsDelta(a: Float64Array, b: Float64Array, options: LevelOptions = {}): Interval {
  requireGroups('cliffsDelta', a, b)
  const rows = dominance(a, b.slice().sort())
  const estimate = rows.delta
  const m = a.length
  const n = b.length
  if (m < 2 || n < 2) return { estimate, lower: Number.NaN, upper: Number.NaN }
  const columns = dominance(b, a.slice().sort())
  const cells = m * n * (1 - estimate * estimate) - rows.ties
  const unbiased = (n * n * rows.squares + m * m * columns.squares - cells) / (m * n * (m - 1) * (n - 1))
  const error2 = Math.max(unbiased, (1 - estimate * estimate) / (m * n - 1))
  const z = criticalValue(options.level)
  const rest = 1 - estimate * estimate
  const spread = z * Math.sqrt(error2) * Math.sqrt(rest * rest + z * z * error2)
  const scale = rest + z * z * error2
  if (scale === 0) return { estimate, lower: estimate, upper: estimate }
  return {
    estimate,
    lower: Math.max(-1, (estimate * rest - spread) / scale),
    upper: Math.min(1, (estimate * rest + spread) / scale),
  }
}

/**
 * Common-language effect size (K. O. McGraw and S. P. Wong, 1992): the chance that a value drawn from `a` is
 * above one drawn from `b`, ties counted half. It is the ROC-AUC of the column, and (Cliff's delta + 1) / 2.
 * @example
 * ```ts
 * commonLanguageAuc(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6)) // → 0.125
 * ```
 */
export function commonLanguageAuc(a: Float64Array, b: Float64Array): number {
  requireGroups('commonLanguageAuc', a, b)
  return (dominance(a, b.slice().sort()).delta + 1) / 2
}
