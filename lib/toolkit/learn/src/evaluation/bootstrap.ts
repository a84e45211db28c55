import { ArgumentError, deriveSeed, Random } from '@one-click/core'
import {
  countBelow,
  countUpTo,
  criticalValue,
  type Interval,
  type LevelOptions,
  normalCdf,
  normalQuantile,
  sortedQuantile,
} from '@one-click/statistics'
import { drawResample, resamplingUnits, type Unit } from './resample'

/**
 * Statistics of a resample, given how often each row is in it, shape (rows); all ones are the data themselves. NaN
 * where the resample does not allow one.
 */
export type ResampleStatistics = (counts: Uint32Array) => ArrayLike<number>

export interface ResamplingOptions extends LevelOptions {
  /** Resamples drawn. Default 2000. */
  readonly replicates?: number
  /**
   * `percentile` (default): the middle of what the resamples give. `bca`: the same, corrected for bias and skew,
   * at the cost of one more evaluation for each row.
   */
  readonly method?: 'percentile' | 'bca'
  /**
   * Group of each row, shape (rows): rows of one group are drawn, and left out, together (cluster bootstrap; Davison
   * & Hinkley 1997, section 3.8), among groups of as many rows of each stratum. Default: each row on its own.
   */
  readonly groups?: Int32Array
  readonly seed: number
}

/**
 * Bootstrap intervals of statistics from the same resamples. Rows, or groups of them, are drawn with replacement within their stratum,
 * so that every resample has as many rows of each class as the data; all predictions of a row
 * are drawn together. B. Efron & R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapters 13
 * and 14; A. C. Davison & D. V. Hinkley, Bootstrap Methods and their Application (1997), section 5.3, for strata.
 *
 * @param strata stratum of each row, shape (rows)
 * @returns an interval for each statistic; its bounds are NaN where no resample allowed the statistic
 * @throws ArgumentError without rows, or for a level or a number of resamples that makes no sense
 * @example
 * ```ts
 * const values = [1, 2, 3, 4, 5, 6, 7, 8, 9]
 * const mean = (counts: Uint32Array) => [values.reduce((sum, value, i) => sum + counts[i] * value, 0) / 9]
 * const [interval] = bootstrapIntervals(new Uint8Array(9), mean, { seed: 1 })
 * interval.estimate // → 5
 * Array.of(interval.lower.toFixed(2), interval.upper.toFixed(2)) // → ['3.22', '6.78']
 * ```
 */
export function bootstrapIntervals(
  strata: Uint8Array,
  statistics: ResampleStatistics,
  options: ResamplingOptions,
): Interval[] {
  const { level = 0.95, method = 'percentile' } = options
  criticalValue(level) // refuses what is no level
  const members = resamplingUnits(strata, options.groups)
  const estimates = Float64Array.from(statistics(new Uint32Array(strata.length).fill(1)))
  const distributions = distributionsOf(members, statistics, estimates.length, options)
  const leftOut = method === 'bca' ? jackknife(members, statistics, estimates.length) : undefined
  return distributions.map((values, k) => {
    const estimate = estimates[k]
    const sorted = values.filter((value) => !Number.isNaN(value)).sort()
    if (sorted.length === 0) return { estimate, lower: Number.NaN, upper: Number.NaN }
    const [from, to] = leftOut
      ? bcaShares(estimate, sorted, leftOut[k], level)
      : [(1 - level) / 2, (1 + level) / 2]
    return { estimate, lower: sortedQuantile(sorted, from), upper: sortedQuantile(sorted, to) }
  })
}

/** Values of the statistics over the resamples, shape (statistics, replicates). */
function distributionsOf(
  members: readonly (readonly Unit[])[],
  statistics: ResampleStatistics,
  size: number,
  { replicates = 2000, seed }: ResamplingOptions,
): Float64Array[] {
  if (!(Number.isInteger(replicates) && replicates > 0)) {
    throw new ArgumentError('bootstrapIntervals', 'needs a positive whole number of resamples', replicates)
  }
  const random = new Random(deriveSeed(seed, 'stratified bootstrap'))
  const counts = new Uint32Array(rowsOf(members))
  const distributions = Array.from({ length: size }, () => new Float64Array(replicates))
  for (let replicate = 0; replicate < replicates; replicate++) {
    drawResample(members, random, counts)
    const values = statistics(counts)
    for (let k = 0; k < size; k++) distributions[k][replicate] = values[k]
  }
  return distributions
}

/** The statistics without each unit in turn, shape (statistics, strata, units of the stratum). */
function jackknife(
  members: readonly (readonly Unit[])[],
  statistics: ResampleStatistics,
  size: number,
): Float64Array[][] {
  const counts = new Uint32Array(rowsOf(members)).fill(1)
  const leftOut = Array.from({ length: size }, () => members.map((units) => new Float64Array(units.length)))
  members.forEach((units, stratum) => {
    units.forEach((unit, i) => {
      for (const row of unit) counts[row] = 0
      const values = statistics(counts)
      for (const row of unit) counts[row] = 1
      for (let k = 0; k < size; k++) leftOut[k][stratum][i] = values[k]
    })
  })
  return leftOut
}

function rowsOf(members: readonly (readonly Unit[])[]): number {
  return members.reduce((total, units) => units.reduce((sum, unit) => sum + unit.length, total), 0)
}

/**
 * The shares of the bootstrap distribution between which a bias-corrected and accelerated interval lies
 * (Efron 1987; Efron & Tibshirani 1993, section 14.3).
 *
 * @param sorted the statistic over the resamples, rising
 * @param leftOut the statistic without each row in turn, one array for each stratum
 */
export function bcaShares(
  estimate: number,
  sorted: Float64Array,
  leftOut: readonly Float64Array[],
  level = 0.95,
): [number, number] {
  const below = (countBelow(sorted, estimate) + countUpTo(sorted, estimate)) / (2 * sorted.length)
  // All resamples on one side: as far as their number can tell.
  const margin = 0.5 / sorted.length
  const bias = normalQuantile(Math.min(1 - margin, Math.max(margin, below)))
  const acceleration = accelerationOf(leftOut)
  const shareOf = (z: number) => {
    const shifted = bias + z
    return normalCdf(bias + shifted / (1 - acceleration * shifted))
  }
  const z = criticalValue(level)
  return [shareOf(-z), shareOf(z)]
}

/** Skewness of the empirical influence values over six; 0 where no row, or no stratum of one, has influence. */
function accelerationOf(leftOut: readonly Float64Array[]): number {
  let squares = 0
  let cubes = 0
  for (const values of leftOut) {
    const n = values.length
    const mean = values.reduce((total, value) => total + value, 0) / n
    for (const value of values) {
      const influence = ((n - 1) * (mean - value)) / n
      squares += influence ** 2
      cubes += influence * influence * influence
    }
  }
  return squares > 0 ? cubes / (6 * squares * Math.sqrt(squares)) : 0
}
