import { ArgumentError, deriveSeed, Random } from '@one-click/core'
import { sortedQuantile } from './descriptive'
import { studentTwoSided } from './distributions/distributions'
import { normalQuantile } from './distributions/normal'
import { brentRoot } from './distributions/root-search'

/** An estimate with the bounds of its confidence interval, all in one unit. */
export interface Interval {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}

export interface LevelOptions {
  /** Share of such intervals that hold the true value, between 0 and 1. Default 0.95. */
  readonly level?: number
}

/**
 * The standard normal quantile that leaves (1 − level) / 2 above it: 1.96 for 0.95.
 * @example
 * ```ts
 * criticalValue(0.95) // → 1.96
 * ```
 */
export function criticalValue(level = 0.95): number {
  checkLevel('criticalValue', level)
  return normalQuantile(0.5 + level / 2)
}

/**
 * The size that Student's t exceeds, on either side, with probability 1 − level: 2.78 for 4 degrees at 0.95.
 * @example
 * ```ts
 * studentCriticalValue(4) // → 2.776
 * ```
 */
export function studentCriticalValue(degreesOfFreedom: number, level = 0.95): number {
  checkLevel('studentCriticalValue', level)
  const excess = (t: number) => studentTwoSided(t, degreesOfFreedom) - (1 - level)
  let upper = 2
  while (excess(upper) > 0) upper *= 2
  return brentRoot(excess, 0, upper)
}

function checkLevel(where: string, level: number): void {
  if (!(level > 0 && level < 1)) throw new ArgumentError(where, 'needs a level between 0 and 1', level)
}

/**
 * Interval of a share, from `events` among `total`. Holds its level for small counts and shares near 0 or 1,
 * where the plain one fails. E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927).
 *
 * @throws ArgumentError unless 0 ≤ events ≤ total and total > 0
 * @example
 * ```ts
 * wilsonInterval(8, 10) // → { estimate: 0.8, lower: 0.490, upper: 0.943 }
 * ```
 */
export function wilsonInterval(events: number, total: number, options: LevelOptions = {}): Interval {
  if (!(total > 0 && events >= 0 && events <= total)) {
    throw new ArgumentError(
      'wilsonInterval',
      'needs 0 ≤ events ≤ total and total > 0',
      `${events} of ${total}`,
    )
  }
  const z = criticalValue(options.level)
  const share = events / total
  const scale = 1 + (z * z) / total
  const centre = (share + (z * z) / (2 * total)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))
  return {
    estimate: share,
    lower: events === 0 ? 0 : Math.max(0, centre - half),
    upper: events === total ? 1 : Math.min(1, centre + half),
  }
}

export interface BootstrapOptions extends LevelOptions {
  /** Resamples drawn. Default 2000. */
  readonly replicates?: number
  readonly seed: number
}

/**
 * Percentile bootstrap interval of any statistic (B. Efron, 1979): the rows are drawn again with replacement,
 * and the interval spans the middle of what the statistic then gives.
 *
 * @param size number of rows
 * @param statistic its value over the rows with the given indices, shape (size); the array is reused from
 *   call to call. Resamples for which it is NaN (one class only, say) are left out.
 * @example
 * ```ts
 * const x = Float64Array.of(1, 2, 3, 4)
 * bootstrapInterval(x.length, (rows) => mean(x.map((_, i) => x[rows[i]])), { seed: 1 }).estimate // → 2.5
 * ```
 */
export function bootstrapInterval(
  size: number,
  statistic: (rows: Int32Array) => number,
  options: BootstrapOptions,
): Interval {
  const { level = 0.95, replicates = 2000, seed } = options
  if (!(Number.isInteger(size) && size > 0)) {
    throw new ArgumentError('bootstrapInterval', 'needs a positive whole number of rows', size)
  }
  checkLevel('bootstrapInterval', level)
  const rows = Int32Array.from({ length: size }, (_, i) => i)
  const estimate = statistic(rows)
  const random = new Random(deriveSeed(seed, 'bootstrap'))
  const values = new Float64Array(replicates)
  let kept = 0
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let i = 0; i < size; i++) rows[i] = random.integer(size)
    const value = statistic(rows)
    if (!Number.isNaN(value)) values[kept++] = value
  }
  if (kept === 0) return { estimate, lower: Number.NaN, upper: Number.NaN }
  const sorted = values.subarray(0, kept).sort()
  return {
    estimate,
    lower: sortedQuantile(sorted, (1 - level) / 2),
    upper: sortedQuantile(sorted, (1 + level) / 2),
  }
}
