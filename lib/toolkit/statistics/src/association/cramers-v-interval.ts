import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import { chiSquareSurvival } from '../distributions/distributions'
import { brentRoot } from '../distributions/root-search'
import { logGamma } from '../distributions/special-functions'
import { criticalValue, type Interval, type LevelOptions } from '../intervals'
import { pearsonChiSquare } from './contingency'

/**
 * Probability that a noncentral chi-square variable exceeds x: central ones weighed by a Poisson distribution of
 * half the noncentrality.
 *
 * @throws ArgumentError for a negative noncentrality
 */
export function noncentralChiSquareSurvival(
  x: number,
  degreesOfFreedom: number,
  noncentrality: number,
): number {
  if (!(noncentrality >= 0)) {
    throw new ArgumentError(
      'noncentralChiSquareSurvival',
      'needs a noncentrality of at least 0',
      noncentrality,
    )
  }
  const mean = noncentrality / 2
  if (mean === 0) return chiSquareSurvival(x, degreesOfFreedom)
  // Beyond ten standard deviations from its mean a Poisson variable adds nothing that a double holds.
  const reach = 10 * Math.sqrt(mean) + 20
  const from = Math.max(0, Math.floor(mean - reach))
  let survival = 0
  for (let k = from; k <= mean + reach; k++) {
    const weight = Math.exp(k * Math.log(mean) - mean - logGamma(k + 1))
    survival += weight * chiSquareSurvival(x, degreesOfFreedom + 2 * k)
  }
  return Math.min(1, survival)
}

/**
 * Cramér's V (without correction of its bias) of a table of counts, with the interval that inverts the noncentral
 * chi-square distribution of its statistic; the lower bound is 0 where chance alone explains the table.
 * M. Smithson, Confidence Intervals (2003), chapter 4. NaN when fewer than two rows or columns have counts.
 * @example
 * ```ts
 * cramersVInterval({ rows: 2, columns: 2, values: Float64Array.of(20, 5, 10, 15) }) // → { estimate: 0.408, lower: 0.131, upper: 0.685 }
 * ```
 */
export function cramersVInterval(counts: Matrix, options: LevelOptions = {}): Interval {
  const { level = 0.95 } = options
  criticalValue(level) // refuses what is no level
  const { statistic, total, rows, columns } = pearsonChiSquare(counts)
  const freedom = (rows - 1) * (columns - 1)
  if (!(freedom > 0)) return { estimate: Number.NaN, lower: Number.NaN, upper: Number.NaN }
  const least = Math.min(rows, columns) - 1
  const vOf = (chiSquare: number) => Math.min(1, Math.sqrt(chiSquare / (total * least)))
  const noncentralityWith = (chiSquare: number, survival: number) => {
    const excess = (noncentrality: number) =>
      noncentralChiSquareSurvival(chiSquare, freedom, noncentrality) - survival
    const lowest = excess(0)
    if (lowest >= 0) return 0
    const most = chiSquare + freedom + 12 * Math.sqrt(chiSquare + freedom) + 40
    return brentRoot(excess, 0, most, { tolerance: 1e-9, lowerValue: lowest })
  }
  return {
    estimate: vOf(statistic),
    lower: vOf(noncentralityWith(statistic, (1 - level) / 2)),
    // Where the table is more alike than chance makes it, the bound of a table as chance makes it: never too small.
    upper: vOf(noncentralityWith(Math.max(statistic, freedom), (1 + level) / 2)),
  }
}
