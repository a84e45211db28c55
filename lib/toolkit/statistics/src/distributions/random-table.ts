import type { Random } from '@one-click/core'
import { ArgumentError, type Matrix, matrix } from '@one-click/core'
import { margins } from '../association/contingency'

/** log n! for n from 0 to `most`, shape (most + 1). */
export function logFactorials(most: number): Float64Array {
  const result = new Float64Array(most + 1)
  for (let n = 2; n <= most; n++) result[n] = result[n - 1] + Math.log(n)
  return result
}

/**
 * One draw of a whole number by inversion outward from the mode: the chance of the mode, and the ratios to
 * its neighbours, are all it needs.
 *
 * @param u uniform in [0, 1)
 * @param up chance of k + 1 over that of k; 0 at the greatest k
 * @param down chance of k − 1 over that of k; 0 at the least k
 */
function drawFromMode(
  u: number,
  mode: number,
  chance: number,
  up: (k: number) => number,
  down: (k: number) => number,
): number {
  let rest = u - chance
  let high = mode
  let low = mode
  let highChance = chance
  let lowChance = chance
  while (rest >= 0 && (highChance > 0 || lowChance > 0)) {
    highChance *= up(high)
    if (highChance > 0) {
      high++
      rest -= highChance
      if (rest < 0) return high
    }
    lowChance *= down(low)
    if (lowChance > 0) {
      low--
      rest -= lowChance
      if (rest < 0) return low
    }
  }
  return mode
}

/** Marked ones among `drawn` of `total` without replacement, `marked` of the total being so. */
function hypergeometric(
  drawn: number,
  marked: number,
  total: number,
  logFactorial: Float64Array,
  random: Random,
): number {
  const least = Math.max(0, drawn + marked - total)
  const most = Math.min(drawn, marked)
  if (least === most) return least
  const mode = Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))
  const others = total - marked - drawn
  const chance = Math.exp(
    logFactorial[marked] -
      logFactorial[mode] -
      logFactorial[marked - mode] +
      logFactorial[total - marked] -
      logFactorial[drawn - mode] -
      logFactorial[others + mode] +
      logFactorial[drawn] +
      logFactorial[total - drawn] -
      logFactorial[total],
  )
  // As `drawFromMode`, written out: this is where a simulation spends its time.
  let rest = random.uniform() - chance
  let high = mode
  let low = mode
  let highChance = chance
  let lowChance = chance
  while (rest >= 0 && (highChance > 0 || lowChance > 0)) {
    highChance *= ((marked - high) * (drawn - high)) / ((high + 1) * (others + high + 1))
    high++
    rest -= highChance
    if (rest < 0) return high
    lowChance *= (low * (others + low)) / ((marked - low + 1) * (drawn - low + 1))
    low--
    rest -= lowChance
    if (rest < 0) return low
  }
  return mode
}

/** Successes among `trials` with the given chance. */
function binomial(trials: number, share: number, logFactorial: Float64Array, random: Random): number {
  if (trials === 0 || share <= 0) return 0
  if (share >= 1) return trials
  const mode = Math.min(trials, Math.floor((trials + 1) * share))
  const odds = share / (1 - share)
  const chance = Math.exp(
    logFactorial[trials] -
      logFactorial[mode] -
      logFactorial[trials - mode] +
      mode * Math.log(share) +
      (trials - mode) * Math.log1p(-share),
  )
  return drawFromMode(
    random.uniform(),
    mode,
    chance,
    (k) => ((trials - k) / (k + 1)) * odds,
    (k) => k / (trials - k + 1) / odds,
  )
}

/** Counts of a total over categories whose chances are as the given weights. */
function multinomial(
  weights: Float64Array,
  total: number,
  logFactorial: Float64Array,
  random: Random,
): Float64Array {
  const result = new Float64Array(weights.length)
  let left = total
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0)
  for (let i = 0; i < weights.length && left > 0; i++) {
    result[i] =
      i === weights.length - 1 ? left : binomial(left, weights[i] / weightLeft, logFactorial, random)
    left -= result[i]
    weightLeft -= weights[i]
  }
  return result
}

/** What stays the same in every table drawn: both margins, or the total alone. */
export type TableSampling = 'fixed-margins' | 'fixed-total'

/**
 * A sampler of random tables of counts under independence. `'fixed-margins'` keeps the row and column sums of
 * the given table (the conditional draws of W. M. Patefield, Algorithm AS 159, Applied Statistics 30, 1981);
 * `'fixed-total'` first draws the margins with the observed shares (phik's "multinominal").
 *
 * @param counts whole numbers, shape (rows, columns)
 * @returns a function that draws one table of that shape; the matrix is reused from call to call
 */
export function independentTables(counts: Matrix, sampling: TableSampling, random: Random): () => Matrix {
  if (counts.values.some((count) => !Number.isInteger(count))) {
    throw new ArgumentError('independentTables', 'needs whole counts')
  }
  const { rows, columns, total } = margins(counts)
  const logFactorial = logFactorials(total)
  const table = matrix(counts.rows, counts.columns)
  return () => {
    const free = sampling === 'fixed-total'
    const rowTotals = free ? multinomial(rows, total, logFactorial, random) : rows
    const columnsLeft = free ? multinomial(columns, total, logFactorial, random) : columns.slice()
    let tableLeft = total
    for (let i = 0; i < table.rows; i++) {
      let rowLeft = rowTotals[i]
      let pool = tableLeft
      for (let j = 0; j < table.columns; j++) {
        const count = hypergeometric(rowLeft, columnsLeft[j], pool, logFactorial, random)
        table.values[i * table.columns + j] = count
        rowLeft -= count
        pool -= columnsLeft[j]
        columnsLeft[j] -= count
      }
      tableLeft -= rowTotals[i]
    }
    return table
  }
}
