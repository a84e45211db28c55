import type { Matrix } from '@one-click/core'
import type { Trees } from '@one-click/learn'
import { predictTrees } from '@one-click/learn'
import { lowestBit } from './tree/bit-patterns'
import type { BoxPatterns } from './tree/box-patterns'
import { type LeafShares, traverseLeaves } from './tree/leaf-traversal'
import { shapleyWeights, weightStride } from './tree/shapley-weights'
import type { TreePath } from './tree/tree-path'

/** Contributions of columns to predictions: `base + Σ values[i, ·]` is the prediction for row i. */
export interface ShapleyValues {
  /** Mean prediction over the background. */
  readonly base: number
  /** Shape (rows, columns), in the unit of the prediction. */
  readonly values: Matrix
}

export interface TreeShapleyOptions {
  /** What the trees' leaf values are combined to: their mean (forests) or their sum (boosting). Default mean. */
  readonly combine?: 'mean' | 'sum'
}

/**
 * Exact interventional Shapley values of the mean or sum of trees, against every row of a background sample:
 * a column outside a coalition takes its value from the background row (Lundberg et al. 2020, "From local
 * explanations to global understanding with explainable AI for trees", independent TreeSHAP).
 *
 * A leaf is a box over the d columns on its path. A row is inside the box in some columns and outside in
 * others: d bits. A row x and a background row z reach the leaf by some coalition only if for every column
 * one of them is inside. With U the columns where only x is and V those where only z is, the leaf's value
 * counts (|U| − 1)! |V|! / (|U| + |V|)! for each column of U and −|U|! (|V| − 1)! / (|U| + |V|)! for each of
 * V. As many rows share their bits, each leaf is worked out once for each different pattern of them (after
 * Nadel & Wettenstein 2025, "From decision trees to Boolean logic: a fast and unified SHAP algorithm").
 *
 * A row's values do not depend on which other rows are explained with it, not even in the last bit.
 *
 * @param x shape (rows, columns) @param background shape (background rows, columns)
 * @throws ArgumentError when more than 32 different columns are asked on one path
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { decisionTree } from '@one-click/learn'
 * const x = matrix(4, 2, Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1))
 * const tree = decisionTree.fit(x, Uint8Array.of(0, 0, 0, 1), { minLeaf: 1 })
 * const { base, values } = treeShapleyValues(tree, x, x)
 * base // → 0.25
 * Array.from(values.values.subarray(6)) // → [0.375, 0.375]
 * ```
 */
export function treeShapleyValues(
  trees: Trees,
  x: Matrix,
  background: Matrix,
  { combine = 'mean' }: TreeShapleyOptions = {},
): ShapleyValues {
  const treeCount = trees.roots.length
  const values = traverseLeaves(
    trees,
    x,
    background,
    new ColumnShares(x.columns),
    combine === 'sum' ? 1 : 1 / treeCount,
  )
  let base = 0
  for (const prediction of predictTrees(trees, background)) base += prediction / background.rows
  return { base: combine === 'sum' ? base * treeCount : base, values }
}

class ColumnShares implements LeafShares {
  readonly caller = 'treeShapleyValues'
  private width = 0

  constructor(readonly outputs: number) {}

  targets({ columns, depth }: TreePath, targets: Int32Array): number {
    for (let k = 0; k < depth; k++) targets[k] = columns[k]
    this.width = depth
    return depth
  }

  share(rows: BoxPatterns, background: BoxPatterns, amounts: Float64Array, shares: Float64Array): void {
    const { width } = this
    const { outside, outsideCounts, sets } = background
    const weights = shapleyWeights
    for (let row = 0; row < rows.size; row++) {
      const missing = rows.outside[row]
      const at = row * width
      const first = rows.outsideCounts[row] * weightStride
      let lost = 0
      for (let set = 0; set < sets; set++) {
        for (let met = background.insideOf(missing, set); met !== 0; met &= met - 1) {
          const pattern = 32 * set + lowestBit(met)
          const amount = amounts[pattern]
          const weight = first + 2 * outsideCounts[pattern]
          lost += amount * weights[weight + 1]
          const gained = amount * weights[weight]
          for (let rest = outside[pattern]; rest !== 0; rest &= rest - 1)
            shares[at + lowestBit(rest)] += gained
        }
      }
      for (let rest = missing; rest !== 0; rest &= rest - 1) shares[at + lowestBit(rest)] -= lost
    }
  }
}
