import { ArgumentError, deriveSeed, type Matrix, matrix, Random } from '@one-click/core'
import { chiSquareLogSurvival } from '../distributions/distributions'
import { normalCdf, normalDensity, zFromLogP } from '../distributions/normal'
import { independentTables, type TableSampling } from '../distributions/random-table'
import { logGamma } from '../distributions/special-functions'
import { type Binning, binColumn, contingencyTable, logLikelihoodRatio, margins } from './contingency'

/**
 * How the statistic's distribution under independence is had: `'asymptotic'`, χ² with the table's degrees of
 * freedom; `'simulation'`, the share of simulated tables that reach it; `'hybrid'`, χ² with the simulated
 * mean as its degrees of freedom, blended with a normal for sparse tables.
 */
export type SignificanceMethod = 'asymptotic' | 'simulation' | 'hybrid'

export interface SignificanceOptions {
  /** Default `'hybrid'`, the paper's recommendation. */
  readonly method?: SignificanceMethod
  /** Tables simulated. Default 1000. */
  readonly simulations?: number
  /** Default `'fixed-total'`, as in the Python package phik. */
  readonly sampling?: TableSampling
  /** Seed of the simulation; not used by `'asymptotic'`. */
  readonly seed: number
}

export interface Significance {
  /** Chance of a statistic at least as large if the variables were independent; 0 below 1e-308. */
  readonly pValue: number
  /**
   * The same as a one-sided normal Z; above 5 is beyond doubt. −Infinity for a p-value of 1, +Infinity only
   * where no simulated table reaches the statistic.
   */
  readonly z: number
}

/** Tables with on average at most this many counts a cell are sparse. */
const sparse = 4

/** Σ n log n of whole numbers, from a table. */
function sumOfLogs(numbers: Float64Array, table: Float64Array): number {
  let sum = 0
  for (let i = 0; i < numbers.length; i++) sum += table[numbers[i]]
  return sum
}

/** G statistics of simulated independent tables, shape (simulations). */
function simulateStatistics(counts: Matrix, total: number, options: SignificanceOptions): Float64Array {
  const { simulations = 1000, sampling = 'fixed-total', seed } = options
  if (!(Number.isInteger(simulations) && simulations > 1)) {
    throw new ArgumentError('phiKSignificance', 'needs at least two simulations', simulations)
  }
  const draw = independentTables(counts, sampling, new Random(deriveSeed(seed, 'significance')))
  const table = Float64Array.from({ length: total + 1 }, (_, n) => (n > 0 ? n * Math.log(n) : 0))
  return Float64Array.from({ length: simulations }, () => {
    const drawn = draw()
    if (counts.rows === 2 && counts.columns === 2) {
      return logLikelihoodRatio(drawn, { yatesCorrection: true }).statistic
    }
    const { rows, columns } = margins(drawn)
    const cells = sumOfLogs(drawn.values, table) + table[total]
    return Math.max(0, 2 * (cells - sumOfLogs(rows, table) - sumOfLogs(columns, table)))
  })
}

/** Share f of χ² in the blend f χ²(k) + (1 − f) N(k, √k) that makes the simulated statistics likeliest. */
function chiSquareShare(simulated: Float64Array, k: number): number {
  const logScale = -(k / 2) * Math.LN2 - logGamma(k / 2)
  const chi = simulated.map((x) => (x > 0 ? Math.exp(logScale + (k / 2 - 1) * Math.log(x) - x / 2) : 0))
  const normal = simulated.map((x) => normalDensity((x - k) / Math.sqrt(k)) / Math.sqrt(k))
  let share = 0.5
  // Expectation–maximisation for the weight of a two-part mixture.
  for (let step = 0; step < 200; step++) {
    let sum = 0
    for (let i = 0; i < chi.length; i++) {
      const part = share * chi[i]
      const whole = part + (1 - share) * normal[i]
      sum += whole > 0 ? part / whole : 0
    }
    const next = sum / chi.length
    if (Math.abs(next - share) < 1e-9) break
    share = next
  }
  return share
}

/** log(f e^a + (1 − f) e^b). */
function logBlend(share: number, a: number, b: number): number {
  const first = Math.log(share) + a
  const second = Math.log1p(-share) + b
  const most = Math.max(first, second)
  return most === Number.NEGATIVE_INFINITY
    ? most
    : most + Math.log(Math.exp(first - most) + Math.exp(second - most))
}

function hybridLogP(statistic: number, counts: Matrix, total: number, simulated: Float64Array): number {
  const freedom = simulated.reduce((sum, value) => sum + value, 0) / simulated.length
  if (!(freedom > 0)) return 0
  const chi = chiSquareLogSurvival(statistic, freedom)
  if (total / (counts.rows * counts.columns) > sparse) return chi
  const normal = Math.log(normalCdf((freedom - statistic) / Math.sqrt(freedom)))
  return Math.min(0, logBlend(chiSquareShare(simulated, freedom), chi, normal))
}

/**
 * Significance of the dependence in a table of counts, by the log-likelihood ratio (G) statistic: a test
 * beside phi_k, since a large phi_k of few rows may be chance and a small one of many rows need not be.
 * Baak et al. 2020 (see `phiKFromTable`), section 5. NaN for a table with fewer than two rows or columns.
 *
 * @param counts whole numbers, shape (bins of x, bins of y)
 * @example
 * ```ts
 * const counts = { rows: 2, columns: 2, values: Float64Array.of(20, 5, 10, 15) }
 * phiKSignificance(counts, { method: 'asymptotic', seed: 1 }).pValue // → 0.008
 * ```
 */
export function phiKSignificance(counts: Matrix, options: SignificanceOptions): Significance {
  const { statistic, total, rows, columns } = logLikelihoodRatio(counts, { yatesCorrection: true })
  if (rows < 2 || columns < 2) return { pValue: Number.NaN, z: Number.NaN }
  const { method = 'hybrid' } = options
  let logP: number
  if (method === 'asymptotic') {
    logP = chiSquareLogSurvival(statistic, (rows - 1) * (columns - 1))
  } else {
    const simulated = simulateStatistics(counts, total, options)
    logP =
      method === 'simulation'
        ? Math.log(simulated.filter((value) => value >= statistic).length / simulated.length)
        : hybridLogP(statistic, counts, total, simulated)
  }
  return { pValue: Math.exp(logP), z: zFromLogP(logP) }
}

/**
 * Significance Z of every pair of columns, shape (columns, columns), symmetric; Infinity on the diagonal, NaN
 * in the row and column of a constant one. Each pair draws from its own seed.
 *
 * @param binnings as for `phiKMatrix`
 * @example
 * ```ts
 * const x = Float64Array.from({ length: 50 }, (_, i) => i % 5)
 * const { values } = phiKSignificanceMatrix([x, x], ['category', 'category'], { seed: 1 })
 * values[1] > 5 // → true
 * ```
 */
export function phiKSignificanceMatrix(
  columns: readonly Float64Array[],
  binnings: readonly Binning[],
  options: SignificanceOptions,
): Matrix {
  if (columns.length !== binnings.length) {
    throw new ArgumentError('phiKSignificanceMatrix', `needs ${columns.length} binnings`, binnings.length)
  }
  const p = columns.length
  const binned = columns.map((column, j) => binColumn(column, binnings[j]))
  const result = matrix(p, p)
  for (let i = 0; i < p; i++) {
    result.values[i * p + i] = binned[i].bins > 1 ? Number.POSITIVE_INFINITY : Number.NaN
    for (let j = 0; j < i; j++) {
      const seed = deriveSeed(options.seed, 'phi-k significance', i, j)
      const { z } = phiKSignificance(contingencyTable(binned[i], binned[j]), { ...options, seed })
      result.values[i * p + j] = result.values[j * p + i] = z
    }
  }
  return result
}
