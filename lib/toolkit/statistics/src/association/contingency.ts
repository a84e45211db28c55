import { ArgumentError, type Matrix, matrix } from '@one-click/core'
import { equalEdges } from '../distributions/density'

/**
 * How a column becomes bins: `'category'` takes each different value as one, `'interval'` ten bins of equal
 * width, a number that many, a list its own ascending edges.
 */
export type Binning = 'category' | 'interval' | number | readonly number[]

/** A column as whole numbers, and how many different ones there are. */
export interface BinnedColumn {
  /** Shape (rows): the bin from 0, or −1 for no value or one outside given edges. */
  readonly codes: Int32Array
  readonly bins: number
}

/** Edges of equal bins as phik sets them: the first lies a rounding below the least value. */
function equalWidthEdges(values: Float64Array, count: number): Float64Array {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    if (values[i] < lowest) lowest = values[i]
    if (values[i] > highest) highest = values[i]
  }
  const start = lowest - Math.max(1e-14 * Math.abs(lowest), 2.2250738585072014e-308)
  return equalEdges(start, highest, count)
}

/** The first edge that is at least the value, less one: bins are open on the left and closed on the right. */
function binByEdges(values: Float64Array, edges: Float64Array): Int32Array {
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    let low = 0
    let high = edges.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (edges[middle] < values[i]) low = middle + 1
      else high = middle
    }
    codes[i] = Number.isNaN(values[i]) || low === edges.length ? -1 : low - 1
  }
  return codes
}

/** Codes from 0 in ascending order of those that occur, −1 kept. */
function withoutGaps(codes: Int32Array, most: number): BinnedColumn {
  const seen = new Int32Array(most)
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) seen[codes[i]] = 1
  let bins = 0
  for (let code = 0; code < most; code++) seen[code] = seen[code] ? bins++ : -1
  return { codes: codes.map((code) => (code < 0 ? -1 : seen[code])), bins }
}

function byCategory(values: Float64Array): BinnedColumn {
  const codes = new Map<number, number>()
  const result = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    let code = Number.isNaN(value) ? -1 : codes.get(value)
    if (code === undefined) {
      code = codes.size
      codes.set(value, code)
    }
    result[i] = code
  }
  return { codes: result, bins: codes.size }
}

/**
 * A column as bins, empty ones left out. Equal widths, closed right bounds and values outside given edges
 * (left out) are as in the Python package phik. A column with one value has one bin.
 * @example
 * ```ts
 * binColumn(Float64Array.of(7, 3, 7), 'category').bins // → 2
 * ```
 */
export function binColumn(values: Float64Array, binning: Binning): BinnedColumn {
  if (binning === 'category') return byCategory(values)
  if (typeof binning === 'object') {
    if (binning.length < 2 || binning.some((edge, i) => i > 0 && !(edge > binning[i - 1]))) {
      throw new ArgumentError('binColumn', 'needs at least two ascending edges', binning.join(', '))
    }
    return withoutGaps(binByEdges(values, Float64Array.from(binning)), binning.length - 1)
  }
  const count = binning === 'interval' ? 10 : binning
  return withoutGaps(binByEdges(values, equalWidthEdges(values, count)), count)
}

/** The table without its empty rows and columns; the same table when it has none. */
function withoutEmpty(table: Matrix): Matrix {
  const { rows, columns, values } = table
  const rowTotals = new Float64Array(rows)
  const columnTotals = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      rowTotals[i] += values[i * columns + j]
      columnTotals[j] += values[i * columns + j]
    }
  }
  if (rowTotals.every((total) => total > 0) && columnTotals.every((total) => total > 0)) return table
  const kept = values.filter(
    (_, cell) => rowTotals[Math.floor(cell / columns)] > 0 && columnTotals[cell % columns] > 0,
  )
  const keptRows = rowTotals.filter((total) => total > 0).length
  return matrix(keptRows, columnTotals.filter((total) => total > 0).length, kept)
}

/**
 * Counts of rows by the bins of two columns, shape (bins of x, bins of y). Rows without a value in either are
 * left out, and so are bins that are then empty.
 * @example
 * ```ts
 * const x = binColumn(Float64Array.of(0, 0, 1), 'category')
 * contingencyTable(x, x).values // → [2, 0, 0, 1]
 * ```
 */
export function contingencyTable(x: BinnedColumn, y: BinnedColumn): Matrix {
  if (x.codes.length !== y.codes.length) {
    const lengths = `${x.codes.length} and ${y.codes.length}`
    throw new ArgumentError('contingencyTable', 'needs two columns of one length', lengths)
  }
  const table = matrix(x.bins, y.bins)
  for (let i = 0; i < x.codes.length; i++) {
    if (x.codes[i] >= 0 && y.codes[i] >= 0) table.values[x.codes[i] * y.bins + y.codes[i]]++
  }
  return withoutEmpty(table)
}

/** Row sums, column sums and total of a table of counts. */
export interface Margins {
  readonly rows: Float64Array
  readonly columns: Float64Array
  readonly total: number
}

export function margins(counts: Matrix): Margins {
  const rows = new Float64Array(counts.rows)
  const columns = new Float64Array(counts.columns)
  let total = 0
  for (let i = 0; i < counts.rows; i++) {
    for (let j = 0; j < counts.columns; j++) {
      const count = counts.values[i * counts.columns + j]
      if (!(count >= 0)) throw new ArgumentError('margins', 'needs counts of at least 0', count)
      rows[i] += count
      columns[j] += count
      total += count
    }
  }
  return { rows, columns, total }
}

/** A test statistic of independence and the table it is of, empty rows and columns left out. */
export interface IndependenceStatistic {
  readonly statistic: number
  readonly total: number
  readonly rows: number
  readonly columns: number
}

export interface StatisticOptions {
  /** Moves each count of a 2 × 2 table towards its expectation by up to ½, as scipy does. Default false. */
  readonly yatesCorrection?: boolean
}

function independenceStatistic(
  counts: Matrix,
  yates: boolean,
  term: (observed: number, expected: number) => number,
): IndependenceStatistic {
  const { rows, columns, total } = margins(counts)
  const usedRows = rows.filter((sum) => sum > 0).length
  const usedColumns = columns.filter((sum) => sum > 0).length
  const correct = yates && usedRows === 2 && usedColumns === 2
  let statistic = 0
  for (let i = 0; i < counts.rows; i++) {
    for (let j = 0; j < counts.columns; j++) {
      const expected = (rows[i] * columns[j]) / total
      if (!(expected > 0)) continue
      const observed = counts.values[i * counts.columns + j]
      const difference = expected - observed
      const shift = correct ? Math.min(0.5, Math.abs(difference)) * Math.sign(difference) : 0
      statistic += term(observed + shift, expected)
    }
  }
  return { statistic, total, rows: usedRows, columns: usedColumns }
}

/**
 * Pearson's χ² of independence, Σ (observed − expected)² / expected.
 * @example
 * ```ts
 * pearsonChiSquare({ rows: 2, columns: 2, values: Float64Array.of(20, 5, 10, 15) }).statistic // → 8.333
 * ```
 */
export function pearsonChiSquare(counts: Matrix, options: StatisticOptions = {}): IndependenceStatistic {
  const term = (observed: number, expected: number) => (observed - expected) ** 2 / expected
  return independenceStatistic(counts, options.yatesCorrection ?? false, term)
}

/** The log-likelihood ratio (G) statistic of independence, 2 Σ observed log(observed / expected). */
export function logLikelihoodRatio(counts: Matrix, options: StatisticOptions = {}): IndependenceStatistic {
  const term = (observed: number, expected: number) =>
    observed > 0 ? 2 * observed * Math.log(observed / expected) : 0
  return independenceStatistic(counts, options.yatesCorrection ?? false, term)
}
