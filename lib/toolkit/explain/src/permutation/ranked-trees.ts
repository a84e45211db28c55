import { column, type Matrix } from '@one-click/core'
import type { Trees } from '@one-click/learn'
import { countBelow, countUpTo } from '@one-click/statistics'
import { differentValues } from './row-patterns'

/** Trees and the rows they are asked about, with values and thresholds as whole numbers. */
export interface RankedTrees {
  readonly trees: Trees
  readonly rows: number
  readonly columns: number
  /** Position of each value among the different values of its column, row-major, shape (rows, columns). */
  readonly ranks: Int32Array
  /** A row goes left at a node when its rank is below the bound, shape (nodes). */
  readonly bounds: Int32Array
  /** Leaf values as whole numbers, shape (nodes); see `rankTrees`. */
  readonly shares: Float64Array
  /** A sum of one leaf's share for each tree, divided by this, is the trees' mean. */
  readonly divisor: number
}

/**
 * Leaf values become whole numbers so large that all their sums are still exact in a double (at most 2^52).
 * Sums then do not depend on the order of adding, rows that the trees rate alike get equal scores to the last
 * bit, and the mean is off by at most 2^-52 times the number of trees times the largest leaf value.
 */
export function rankTrees(trees: Trees, x: Matrix): RankedTrees {
  const ranks = new Int32Array(x.rows * x.columns)
  const different = Array.from({ length: x.columns }, (_, j) => {
    const values = column(x, j)
    const sorted = differentValues(values)
    for (let i = 0; i < x.rows; i++) ranks[i * x.columns + j] = countBelow(sorted, values[i])
    return sorted
  })
  const { feature, threshold, value, roots } = trees
  const bounds = Int32Array.from(feature, (asked, node) =>
    asked < 0 ? 0 : countUpTo(different[asked], threshold[node]),
  )
  let largest = 0
  for (let node = 0; node < value.length; node++) {
    if (feature[node] < 0) largest = Math.max(largest, Math.abs(value[node]))
  }
  const unit = 2 ** (52 - Math.ceil(Math.log2(roots.length * (largest || 1))))
  return {
    trees,
    rows: x.rows,
    columns: x.columns,
    ranks,
    bounds,
    shares: value.map((leafValue) => Math.round(leafValue * unit)),
    divisor: unit * roots.length,
  }
}

/** The trees' mean leaf value for each row as it is, shape (rows). */
export function rankedScores({
  trees,
  rows,
  columns,
  ranks,
  bounds,
  shares,
  divisor,
}: RankedTrees): Float64Array {
  const { roots, feature, left, right } = trees
  const sums = new Float64Array(rows)
  for (let t = 0; t < roots.length; t++) {
    for (let i = 0; i < rows; i++) {
      let node = roots[t]
      while (feature[node] >= 0) {
        node = ranks[i * columns + feature[node]] < bounds[node] ? left[node] : right[node]
      }
      sums[i] += shares[node]
    }
  }
  return sums.map((sum) => sum / divisor)
}
