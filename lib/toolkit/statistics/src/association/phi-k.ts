import { ArgumentError, type Matrix, matrix } from '@one-click/core'
import { brentRoot } from '../distributions/root-search'
import { type Binning, binColumn, contingencyTable, margins, pearsonChiSquare } from './contingency'
import { gridChiSquare, type NormalGrid, normalGrid } from './phi-k-grid'

export interface PhiKTableOptions {
  /** Subtracts the χ² that independent variables show by chance. Default true. */
  readonly noiseCorrection?: boolean
}

export interface PhiKOptions extends PhiKTableOptions {
  /** Bins of x and of y. Default `'interval'`, ten of equal width; `'category'` for categorical columns. */
  readonly binsX?: Binning
  readonly binsY?: Binning
}

/** Grids by shape, so that a matrix of many columns sets each up once. */
type GridCache = Map<string, NormalGrid>

function gridFor(rows: number, columns: number, cache: GridCache): NormalGrid {
  const key = `${rows}×${columns}`
  let grid = cache.get(key)
  if (!grid) cache.set(key, (grid = normalGrid(rows, columns)))
  return grid
}

/** χ² expected of independent variables: the degrees of freedom less the cells that must be empty. */
function noisePedestal(counts: Matrix): number {
  const { rows, columns } = margins(counts)
  const emptyRows = rows.filter((total) => total === 0).length
  const emptyColumns = columns.filter((total) => total === 0).length
  const empty = counts.rows * emptyColumns + counts.columns * emptyRows - emptyRows * emptyColumns
  return Math.max(0, (counts.rows - 1) * (counts.columns - 1) - empty)
}

/**
 * Pearson's coefficient of a χ² per observation. On a fine grid it equals the correlation itself, so that the
 * root search, made in this scale, runs along a nearly straight line.
 */
function contingencyCoefficient(chiSquare: number): number {
  return Math.sqrt(chiSquare / (1 + chiSquare))
}

function phiKOfTable(counts: Matrix, noiseCorrection: boolean, cache: GridCache): number {
  if (counts.rows < 2 || counts.columns < 2) return Number.NaN
  const { statistic, total } = pearsonChiSquare(counts, { yatesCorrection: true })
  if (total === 0) return Number.NaN
  const pedestal = noiseCorrection ? noisePedestal(counts) : 0
  const most = total * (Math.min(counts.rows, counts.columns) - 1)
  if (statistic <= pedestal) return 0
  // A table that is as dependent as can be reaches `most` up to rounding.
  if (statistic >= most * (1 - 1e-12)) return 1
  const grid = gridFor(counts.rows, counts.columns, cache)
  const scale = (most - pedestal) / grid.fullChiSquare
  const wanted = (statistic - pedestal) / scale
  const target = contingencyCoefficient(wanted)
  return brentRoot((rho) => contingencyCoefficient(gridChiSquare(grid, rho)) - target, 0, 1, {
    tolerance: 1e-10,
    lowerValue: -target,
    upperValue: contingencyCoefficient(grid.fullChiSquare) - target,
  })
}

/**
 * phi_k of a table of counts: the correlation of the bivariate normal that, cut into a table of this shape,
 * would show the same χ² against independence. From 0 (independent) to 1 (fully dependent); it sees
 * relations of any form, between interval, ordinal and categorical variables alike, and does not tell
 * direction. M. Baak, R. Koopman, H. Snoek and S. Klous, Comput. Statist. Data Anal. 152 (2020),
 * https://arxiv.org/abs/1811.11440; constants and the continuity correction of 2 × 2 tables as in the
 * authors' Python package phik. The root is found to 1e-10.
 *
 * @param counts shape (bins of x, bins of y), at least 0
 * @returns NaN for a table without counts or with one row or one column
 * @example
 * ```ts
 * phiKFromTable({ rows: 2, columns: 2, values: Float64Array.of(20, 0, 0, 20) }) // → 0.997
 * ```
 */
export function phiKFromTable(counts: Matrix, options: PhiKTableOptions = {}): number {
  return phiKOfTable(counts, options.noiseCorrection ?? true, new Map())
}

/**
 * phi_k of two columns of one length; see `phiKFromTable`. Rows with NaN in either are left out; bins that
 * are then empty do not count. NaN when a column is constant.
 * @example
 * ```ts
 * const x = Float64Array.from({ length: 200 }, (_, i) => i - 100)
 * phiK(x, x.map((value) => value * value)) // → 0.905
 * ```
 */
export function phiK(x: Float64Array, y: Float64Array, options: PhiKOptions = {}): number {
  const table = contingencyTable(
    binColumn(x, options.binsX ?? 'interval'),
    binColumn(y, options.binsY ?? 'interval'),
  )
  return phiKFromTable(table, options)
}

/**
 * phi_k of every pair of columns, shape (columns, columns), symmetric, 1 on the diagonal; NaN in the row and
 * column of a constant one.
 *
 * @param columns of one length; categories as any numbers, one for each
 * @param binnings how each column becomes bins: `'interval'`, `'category'`, a number of bins, or edges
 * @example
 * ```ts
 * const x = Float64Array.from({ length: 200 }, (_, i) => i % 20)
 * phiKMatrix([x, x], ['interval', 'interval']).values // → [1, 1, 1, 1]
 * ```
 */
export function phiKMatrix(
  columns: readonly Float64Array[],
  binnings: readonly Binning[],
  options: PhiKTableOptions = {},
): Matrix {
  if (columns.length !== binnings.length) {
    throw new ArgumentError('phiKMatrix', `needs ${columns.length} binnings`, binnings.length)
  }
  const p = columns.length
  const binned = columns.map((column, j) => binColumn(column, binnings[j]))
  const cache: GridCache = new Map()
  const result = matrix(p, p)
  for (let i = 0; i < p; i++) {
    result.values[i * p + i] = binned[i].bins > 1 ? 1 : Number.NaN
    for (let j = 0; j < i; j++) {
      const value = phiKOfTable(
        contingencyTable(binned[i], binned[j]),
        options.noiseCorrection ?? true,
        cache,
      )
      result.values[i * p + j] = result.values[j * p + i] = value
    }
  }
  return result
}
