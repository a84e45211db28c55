import { ArgumentError, type Matrix, matrix } from '@one-click/core'
import { studentTwoSided } from './distributions/distributions'

/**
 * How many of the sorted values are below `value`.
 * @example
 * ```ts
 * countBelow(Float64Array.of(1, 2, 2, 3), 2) // → 1
 * ```
 */
export function countBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * How many of the sorted values are at most `value`.
 * @example
 * ```ts
 * countUpTo(Float64Array.of(1, 2, 2, 3), 2) // → 3
 * ```
 */
export function countUpTo(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Ranks from 1, equal values sharing the mean of their ranks (scipy's `rankdata`). Shape (values).
 * NaN has no rank and is refused.
 *
 * @example
 * ```ts
 * averageRanks(Float64Array.of(10, 20, 20, 5)) // → [2, 3.5, 3.5, 1]
 * ```
 */
export function averageRanks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort()
  if (Number.isNaN(sorted[sorted.length - 1])) {
    throw new ArgumentError(
      'averageRanks',
      'needs numbers, found NaN at index',
      values.findIndex(Number.isNaN),
    )
  }
  const ranks = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    ranks[i] = (countBelow(sorted, values[i]) + countUpTo(sorted, values[i]) + 1) / 2
  }
  return ranks
}

/** The values less their mean, scaled to a sum of squares of 1; NaN throughout when they are all equal. */
export function unitColumn(values: Float64Array): Float64Array {
  const n = values.length
  const result = new Float64Array(n)
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]
  const mean = sum / n
  let squares = 0
  for (let i = 0; i < n; i++) {
    result[i] = values[i] - mean
    squares += result[i] * result[i]
  }
  // The mean of equal numbers can miss them by a rounding, so equality is asked of the numbers themselves.
  const constant = values.every((value) => value === values[0])
  const scale = constant ? Number.NaN : 1 / Math.sqrt(squares)
  for (let i = 0; i < n; i++) result[i] *= scale
  return result
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return Math.min(1, Math.max(-1, sum))
}

function requirePair(where: string, x: Float64Array, y: Float64Array): void {
  if (x.length !== y.length) {
    throw new ArgumentError(where, 'needs two columns of one length', `${x.length} and ${y.length}`)
  }
  if (x.length < 2) throw new ArgumentError(where, 'needs at least two rows', x.length)
}

/**
 * Pearson's correlation of two columns of one length, in [−1, 1]; NaN when a column is constant.
 * @example
 * ```ts
 * pearsonCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(1, 4, 9)) // → 0.990
 * ```
 */
export function pearsonCorrelation(x: Float64Array, y: Float64Array): number {
  requirePair('pearsonCorrelation', x, y)
  return product(unitColumn(x), unitColumn(y))
}

/**
 * Spearman's rank correlation: Pearson's correlation of the average ranks, so ties need no correction.
 * In [−1, 1]; NaN when a column is constant.
 * @example
 * ```ts
 * spearmanCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(1, 4, 9)) // → 1.000
 * ```
 */
export function spearmanCorrelation(x: Float64Array, y: Float64Array): number {
  requirePair('spearmanCorrelation', x, y)
  return product(unitColumn(averageRanks(x)), unitColumn(averageRanks(y)))
}

/**
 * Two-sided p-value of a correlation of `n` rows by Student's t with n − 2 degrees of freedom, as scipy's.
 * @example
 * ```ts
 * correlationPValue(0.8, 10) // → 0.005456
 * ```
 */
export function correlationPValue(correlation: number, n: number): number {
  if (n < 3) return Number.NaN
  const rest = (1 - correlation) * (1 + correlation)
  return rest === 0 ? 0 : studentTwoSided(correlation * Math.sqrt((n - 2) / rest), n - 2)
}

function correlationMatrix(units: readonly Float64Array[]): Matrix {
  const p = units.length
  const result = matrix(p, p)
  for (let i = 0; i < p; i++) {
    result.values[i * p + i] = Number.isNaN(units[i][0]) ? Number.NaN : 1
    for (let j = 0; j < i; j++) {
      result.values[i * p + j] = result.values[j * p + i] = product(units[i], units[j])
    }
  }
  return result
}

function requireColumns(where: string, columns: readonly Float64Array[]): void {
  for (const column of columns) requirePair(where, columns[0], column)
}

/**
 * Pearson's correlation of every pair of columns, shape (columns, columns); NaN in a constant column's row.
 * @example
 * ```ts
 * pearsonMatrix([Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1)]).values // → [1.00, -1.00, -1.00, 1.00]
 * ```
 */
export function pearsonMatrix(columns: readonly Float64Array[]): Matrix {
  requireColumns('pearsonMatrix', columns)
  return correlationMatrix(columns.map(unitColumn))
}

/**
 * Spearman's correlation of every pair of columns, shape (columns, columns); NaN in a constant column's row.
 * @example
 * ```ts
 * spearmanMatrix([Float64Array.of(1, 2, 3), Float64Array.of(9, 4, 1)]).values // → [1.00, -1.00, -1.00, 1.00]
 * ```
 */
export function spearmanMatrix(columns: readonly Float64Array[]): Matrix {
  requireColumns('spearmanMatrix', columns)
  return correlationMatrix(columns.map((column) => unitColumn(averageRanks(column))))
}

/**
 * Positions in the order of rising values, ties by position.
 * @example
 * ```ts
 * risingOrder(Float64Array.of(30, 10, 20)) // → [1, 2, 0]
 * ```
 */
export function risingOrder(values: Float64Array): Int32Array {
  return Int32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b)
}
