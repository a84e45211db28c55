import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import type { Trees } from '@one-click/learn'
import type { ColumnPair } from './kernel/product-kernel-evaluator'
import { lowestBit } from './tree/bit-patterns'
import type { BoxPatterns } from './tree/box-patterns'
import { type LeafShares, traverseLeaves } from './tree/leaf-traversal'
import { shapleyWeights, weightStride } from './tree/shapley-weights'
import type { TreePath } from './tree/tree-path'
import type { TreeShapleyOptions } from './tree-shapley'

/**
 * Exact interventional Shapley interaction index of pairs of columns in the mean or sum of trees: what two
 * columns add together beyond what each adds alone, averaged over coalitions of the others (Grabisch, Roubens
 * 1999, "An axiomatic approach to the concept of interaction among players in cooperative games"). Columns
 * that no tree asks on one path have 0.
 *
 * The game is that of `treeShapleyValues`. With U the columns where only the row is inside a leaf's box and V
 * those where only the background row is, the leaf's value counts (|U| − 2)! |V|! / (|U| + |V| − 1)! for a
 * pair in U, |U|! (|V| − 2)! / (|U| + |V| − 1)! for a pair in V, and −(|U| − 1)! (|V| − 1)! / (|U| + |V| − 1)!
 * for a pair with one column in each.
 *
 * Interaction values in the sense of Lundberg et al. 2020 ("From local explanations to global understanding
 * with explainable AI for trees") hold half of this index at (i, j) and half at (j, i).
 *
 * @param x shape (rows, columns) @param background shape (background rows, columns)
 * @param pairs columns by index; the indices of all pairs of columns of two groups may be summed
 * @returns shape (rows, pairs), in units of the prediction
 * @throws ArgumentError as `treeShapleyValues` does, and when a pair does not name two different columns
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { decisionTree } from '@one-click/learn'
 * const x = matrix(4, 2, Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1))
 * const tree = decisionTree.fit(x, Uint8Array.of(0, 0, 0, 1), { minLeaf: 1 })
 * Array.from(treeInteractions(tree, x, x, [[0, 1]]).values) // → [0.25, -0.25, -0.25, 0.25]
 * ```
 */
export function treeInteractions(
  trees: Trees,
  x: Matrix,
  background: Matrix,
  pairs: readonly ColumnPair[],
  { combine = 'mean' }: TreeShapleyOptions = {},
): Matrix {
  for (const [a, b] of pairs) {
    const known = [a, b].every((j) => Number.isInteger(j) && j >= 0 && j < x.columns)
    if (!known || a === b) {
      const rule = `pairs need two different columns below ${x.columns}`
      throw new ArgumentError('treeInteractions', rule, `[${a}, ${b}]`)
    }
  }
  return traverseLeaves(
    trees,
    x,
    background,
    new PairShares(pairs),
    combine === 'sum' ? 1 : 1 / trees.roots.length,
  )
}

class PairShares implements LeafShares {
  readonly caller = 'treeInteractions'
  readonly outputs: number
  /** Both columns' bits for each target of the current box. */
  private readonly bits: Int32Array
  private width = 0

  constructor(private readonly pairs: readonly ColumnPair[]) {
    this.outputs = pairs.length
    this.bits = new Int32Array(pairs.length)
  }

  targets({ bitOf }: TreePath, targets: Int32Array): number {
    const { pairs, bits } = this
    let width = 0
    for (let p = 0; p < pairs.length; p++) {
      const first = bitOf[pairs[p][0]]
      const second = bitOf[pairs[p][1]]
      if (first === 0 || second === 0) continue
      bits[width] = first | second
      targets[width++] = p
    }
    this.width = width
    return width
  }

  share(rows: BoxPatterns, background: BoxPatterns, amounts: Float64Array, shares: Float64Array): void {
    const { width } = this
    const { outside, outsideCounts, sets } = background
    for (let row = 0; row < rows.size; row++) {
      const missing = rows.outside[row]
      const at = row * width
      const first = rows.outsideCounts[row] * weightStride
      for (let set = 0; set < sets; set++) {
        for (let met = background.insideOf(missing, set); met !== 0; met &= met - 1) {
          const pattern = 32 * set + lowestBit(met)
          const weight = first + 2 * outsideCounts[pattern]
          this.addPairs(outside[pattern], missing, weight, amounts[pattern], shares, at)
        }
      }
    }
  }

  /** Two columns of one side count as one player, one of each side as one of the row's: u or v is one less. */
  private addPairs(
    onlyRow: number,
    onlyBackground: number,
    weight: number,
    amount: number,
    shares: Float64Array,
    at: number,
  ): void {
    const { bits, width } = this
    const weights = shapleyWeights
    for (let k = 0; k < width; k++) {
      const pair = bits[k]
      if ((onlyRow & pair) === pair) shares[at + k] += amount * weights[weight - 2]
      else if ((onlyBackground & pair) === pair) shares[at + k] += amount * weights[weight - weightStride + 1]
      else if (((onlyRow | onlyBackground) & pair) === pair) {
        shares[at + k] -= amount * weights[weight - weightStride]
      }
    }
  }
}
