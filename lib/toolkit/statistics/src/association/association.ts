import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import { type Interval, type LevelOptions, wilsonInterval } from '../intervals'
import { pearsonChiSquare } from './contingency'

export interface CramersVOptions {
  /** Frees the estimate of its upward bias (W. Bergsma, J. Korean Statist. Soc. 42, 2013). Default true. */
  readonly biasCorrection?: boolean
}

/**
 * Cramér's V of a table of counts: association of two categorical variables, 0 (none) to 1. Empty rows and
 * columns are left out; NaN when fewer than two rows or columns remain.
 * @example
 * ```ts
 * cramersV({ rows: 2, columns: 2, values: Float64Array.of(20, 5, 10, 15) }) // → 0.386
 * ```
 */
export function cramersV(counts: Matrix, options: CramersVOptions = {}): number {
  const { statistic, total, rows, columns } = pearsonChiSquare(counts)
  if (rows < 2 || columns < 2) return Number.NaN
  const phi2 = statistic / total
  if (options.biasCorrection === false) return Math.sqrt(phi2 / Math.min(rows - 1, columns - 1))
  const freed = Math.max(0, phi2 - ((rows - 1) * (columns - 1)) / (total - 1))
  const freedRows = rows - (rows - 1) ** 2 / (total - 1)
  const freedColumns = columns - (columns - 1) ** 2 / (total - 1)
  return Math.sqrt(freed / Math.min(freedRows - 1, freedColumns - 1))
}

/** Events among all of a group. */
export interface Share {
  readonly events: number
  readonly total: number
}

/**
 * Difference of two shares, a − b, with an interval made from the two Wilson intervals (method 10 of
 * R. G. Newcombe, Statistics in Medicine 17, 1998).
 * @example
 * ```ts
 * riskDifference({ events: 8, total: 10 }, { events: 1, total: 6 }) // → { estimate: 0.633, lower: 0.130, upper: 0.831 }
 * ```
 */
export function riskDifference(a: Share, b: Share, options: LevelOptions = {}): Interval {
  const first = wilsonInterval(a.events, a.total, options)
  const second = wilsonInterval(b.events, b.total, options)
  const estimate = first.estimate - second.estimate
  return {
    estimate,
    lower: estimate - Math.hypot(first.estimate - first.lower, second.upper - second.estimate),
    upper: estimate + Math.hypot(first.upper - first.estimate, second.estimate - second.lower),
  }
}

/**
 * Ratio of two shares, a / b, with an interval made from the two Wilson intervals (A. Donner and G. Y. Zou,
 * Statist. Methods in Medical Research 21, 2012), so that a share of 0 gives a bound too. Infinity when only
 * `b` has no events.
 *
 * @throws ArgumentError when neither group has events
 */
export function riskRatio(a: Share, b: Share, options: LevelOptions = {}): Interval {
  if (a.events === 0 && b.events === 0) throw new ArgumentError('riskRatio', 'needs events in one group', 0)
  const p = wilsonInterval(a.events, a.total, options)
  const q = wilsonInterval(b.events, b.total, options)
  const centre = p.estimate * q.estimate
  const below = p.lower * (2 * p.estimate - p.lower)
  const above = p.upper * (2 * p.estimate - p.upper)
  const wide = q.upper * (2 * q.estimate - q.upper)
  const narrow = q.lower * (2 * q.estimate - q.lower)
  const root = (product: number) => Math.sqrt(Math.max(0, centre * centre - product))
  return {
    estimate: p.estimate / q.estimate,
    // The published (centre − root) / wide, rearranged so that `wide` may be 0.
    lower: below === 0 ? 0 : below / (centre + root(below * wide)),
    upper: narrow === 0 ? Number.POSITIVE_INFINITY : (centre + root(above * narrow)) / narrow,
  }
}
