import { ArgumentError } from '@one-click/core'

function requireValues(where: string, values: Float64Array, atLeast = 1): void {
  if (values.length < atLeast) {
    throw new ArgumentError(where, `needs at least ${atLeast} value${atLeast > 1 ? 's' : ''}`, values.length)
  }
}

/**
 * Arithmetic mean. NaN among the values gives NaN.
 * @example
 * ```ts
 * mean(Float64Array.of(1, 2, 3, 4)) // → 2.5
 * ```
 */
export function mean(values: Float64Array): number {
  requireValues('mean', values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}

/**
 * Sample variance, with n − 1 below, in two passes. Needs at least two values.
 * @example
 * ```ts
 * variance(Float64Array.of(1, 2, 3, 4)) // → 1.667
 * ```
 */
export function variance(values: Float64Array): number {
  requireValues('variance', values, 2)
  const centre = mean(values)
  let squares = 0
  let rest = 0
  for (let i = 0; i < values.length; i++) {
    const difference = values[i] - centre
    squares += difference * difference
    rest += difference
  }
  return (squares - (rest * rest) / values.length) / (values.length - 1)
}

/**
 * Sample standard deviation, with n − 1 below. Needs at least two values.
 * @example
 * ```ts
 * standardDeviation(Float64Array.of(1, 2, 3, 4)) // → 1.291
 * ```
 */
export function standardDeviation(values: Float64Array): number {
  return Math.sqrt(variance(values))
}

/** A sorted copy; NaN is refused, because it has no place in an order. */
function sortedValues(where: string, values: Float64Array): Float64Array {
  requireValues(where, values)
  const sorted = values.slice().sort()
  if (Number.isNaN(sorted[sorted.length - 1])) throw new ArgumentError(where, 'needs numbers', Number.NaN)
  return sorted
}

/**
 * Quantile of values that are sorted already; see `quantile`.
 * @example
 * ```ts
 * sortedQuantile(Float64Array.of(1, 2, 3, 4), 0.25) // → 1.75
 * ```
 */
export function sortedQuantile(sorted: Float64Array, p: number): number {
  requireValues('sortedQuantile', sorted)
  if (!(p >= 0 && p <= 1)) throw new ArgumentError('sortedQuantile', 'needs a share in [0, 1]', p)
  const position = p * (sorted.length - 1)
  const below = Math.floor(position)
  const share = position - below
  if (share === 0) return sorted[below]
  const step = sorted[below + 1] - sorted[below]
  // From the nearer neighbour, as numpy does.
  return share < 0.5 ? sorted[below] + step * share : sorted[below + 1] - step * (1 - share)
}

/**
 * Quantile by linear interpolation between the order statistics: type 7 of Hyndman and Fan (1996), numpy's
 * and R's default.
 *
 * @param p share of values below, in [0, 1]
 * @example
 * ```ts
 * quantile(Float64Array.of(4, 2, 1, 3), 0.25) // → 1.75
 * ```
 */
export function quantile(values: Float64Array, p: number): number {
  return sortedQuantile(sortedValues('quantile', values), p)
}

/**
 * Several quantiles for one sorting, in the order asked.
 * @example
 * ```ts
 * quantiles(Float64Array.of(4, 2, 1, 3), [0.25, 1]) // → [1.75, 4]
 * ```
 */
export function quantiles(values: Float64Array, shares: readonly number[]): Float64Array {
  const sorted = sortedValues('quantiles', values)
  return Float64Array.from(shares, (p) => sortedQuantile(sorted, p))
}

/**
 * Middle value, or the mean of the two middle ones.
 * @example
 * ```ts
 * median(Float64Array.of(4, 2, 1, 3)) // → 2.5
 * ```
 */
export function median(values: Float64Array): number {
  return quantile(values, 0.5)
}

/** What a table of columns shows of each. */
export interface Summary {
  readonly count: number
  readonly mean: number
  /** With n − 1 below; NaN for a single value. */
  readonly standardDeviation: number
  readonly minimum: number
  readonly lowerQuartile: number
  readonly median: number
  readonly upperQuartile: number
  readonly maximum: number
}

/**
 * Count, mean, standard deviation, extremes and quartiles of a column.
 * @example
 * ```ts
 * summarize(Float64Array.of(4, 2, 1, 3)).upperQuartile // → 3.25
 * ```
 */
export function summarize(values: Float64Array): Summary {
  const sorted = sortedValues('summarize', values)
  return {
    count: values.length,
    mean: mean(values),
    standardDeviation: values.length > 1 ? standardDeviation(values) : Number.NaN,
    minimum: sorted[0],
    lowerQuartile: sortedQuantile(sorted, 0.25),
    median: sortedQuantile(sorted, 0.5),
    upperQuartile: sortedQuantile(sorted, 0.75),
    maximum: sorted[sorted.length - 1],
  }
}
