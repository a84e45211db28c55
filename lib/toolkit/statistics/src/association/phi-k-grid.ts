import { ArgumentError, type Matrix, matrix } from '@one-click/core'
import { bivariateNormalCdf, ruleForCorrelation, steepCorrelation } from '../distributions/bivariate-normal'
import { equalEdges } from '../distributions/density'
import { normalCdf } from '../distributions/normal'

/** phi_k's square: bivariate normals are integrated from −5 to 5 in both directions. */
const bound = 5

/** A grid of rows × columns equal cells over [−5, 5]², and what a normal without correlation puts there. */
export interface NormalGrid {
  readonly rows: number
  readonly columns: number
  /** Cell bounds, shapes (rows + 1) and (columns + 1). */
  readonly rowEdges: Float64Array
  readonly columnEdges: Float64Array
  /** Probability of each row's and each column's band under the standard normal. */
  readonly rowMass: Float64Array
  readonly columnMass: Float64Array
  /** χ² per observation between full and no correlation. */
  readonly fullChiSquare: number
}

/** Probabilities of the bands between edges, from the lower tail, where differences are exact. */
function bandMass(edges: Float64Array): Float64Array {
  const bands = edges.length - 1
  const mass = new Float64Array(bands)
  for (let i = 0; i < bands; i++) {
    const mirrored = edges[i] + edges[i + 1] > 0
    mass[i] = mirrored
      ? normalCdf(-edges[i]) - normalCdf(-edges[i + 1])
      : normalCdf(edges[i + 1]) - normalCdf(edges[i])
  }
  return mass
}

/** The grid that stands for a table of counts of the given shape. */
export function normalGrid(rows: number, columns: number): NormalGrid {
  if (!(rows > 1 && columns > 1)) {
    throw new ArgumentError('normalGrid', 'needs at least 2 × 2 cells', `${rows} × ${columns}`)
  }
  const rowEdges = equalEdges(-bound, bound, rows)
  const columnEdges = equalEdges(-bound, bound, columns)
  const grid = {
    rows,
    columns,
    rowEdges,
    columnEdges,
    rowMass: bandMass(rowEdges),
    columnMass: bandMass(columnEdges),
    fullChiSquare: 0,
  }
  return { ...grid, fullChiSquare: gridChiSquare(grid, 1) }
}

/**
 * P(X ≤ h, Y ≤ k) − P(X ≤ h) P(Y ≤ k) at every corner of the grid, shape (rows + 1) × (columns + 1). Only
 * half of the corners is integrated: the value is the same at (h, k) and (−h, −k).
 */
function cornerExcess(grid: NormalGrid, rho: number): Float64Array {
  const { rowEdges, columnEdges } = grid
  const width = columnEdges.length
  const last = rowEdges.length * width - 1
  const excess = new Float64Array(last + 1)
  const moderate = Math.abs(rho) < steepCorrelation ? excessByAngle(rho) : undefined
  const half = last >>> 1
  for (let corner = 0; corner <= half; corner++) {
    const h = rowEdges[Math.floor(corner / width)]
    const k = columnEdges[corner % width]
    const value = moderate ? moderate(h, k) : bivariateNormalCdf(h, k, rho) - normalCdf(h) * normalCdf(k)
    excess[corner] = excess[last - corner] = value
  }
  return excess
}

/** The excess as Drezner and Wesolowsky's integral, its nodes prepared once for a correlation. */
function excessByAngle(rho: number): (h: number, k: number) => number {
  const { nodes, weights } = ruleForCorrelation(rho)
  const halfAngle = Math.asin(rho) / 2
  const sines = nodes.map((node) => Math.sin(halfAngle * (1 + node)))
  const scales = sines.map((sine) => 1 / (1 - sine * sine))
  const factors = weights.map((weight) => (weight * halfAngle) / (2 * Math.PI))
  return (h, k) => {
    const product = h * k
    const halfSquares = (h * h + k * k) / 2
    let sum = 0
    for (let i = 0; i < sines.length; i++) {
      sum += factors[i] * Math.exp((sines[i] * product - halfSquares) * scales[i])
    }
    return sum
  }
}

/**
 * Probability that a bivariate standard normal with correlation `rho` puts into each cell of the grid, less that
 * without correlation; shape (rows, columns), by differences of the corners, with an absolute error of about 1e-15.
 */
export function excessProbabilities(grid: NormalGrid, rho: number): Matrix {
  const result = matrix(grid.rows, grid.columns)
  if (rho === 0) return result
  const corners = cornerExcess(grid, rho)
  const width = grid.columns + 1
  for (let i = 0; i < grid.rows; i++) {
    for (let j = 0; j < grid.columns; j++) {
      const at = i * width + j
      result.values[i * grid.columns + j] =
        corners[at + width + 1] - corners[at + width] - corners[at + 1] + corners[at]
    }
  }
  return result
}

/** χ² per observation between a bivariate normal with correlation `rho` and one without, over the grid. */
export function gridChiSquare(grid: NormalGrid, rho: number): number {
  const { values } = excessProbabilities(grid, rho)
  let sum = 0
  for (let i = 0; i < grid.rows; i++) {
    let row = 0
    for (let j = 0; j < grid.columns; j++) {
      const excess = values[i * grid.columns + j]
      row += (excess * excess) / grid.columnMass[j]
    }
    sum += row / grid.rowMass[i]
  }
  return sum
}
