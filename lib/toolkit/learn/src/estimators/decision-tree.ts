import type { Matrix } from '@one-click/core'
import { predictTrees } from '../trees/tree-prediction'
import { pruneTree } from '../trees/tree-pruning'
import { areSoundTrees, treeFields } from '../trees/tree-schema'
import { TreeBuilder, type Trees } from '../trees/trees'
import { defineEstimator } from './define-estimator'
import type { FittedModel } from './estimator'

export type DecisionTreeOptions = {
  /** Most splits between root and leaf. Default 5. */
  maxDepth: number
  /** Fewest training rows in a leaf (`minSamplesLeaf`; `min_samples_leaf` in scikit-learn). Default 10. */
  minLeaf: number
  /** Price of a leaf in cost-complexity pruning, in units of Gini impurity (`ccp_alpha`); 0: no pruning. Default 0. */
  costComplexity: number
}

export interface DecisionTreeModel extends FittedModel, Trees {
  readonly kind: 'decision-tree'
}

/**
 * A classification tree (CART): at each node the feature and the threshold, halfway between two neighbouring
 * values, with the least Gini impurity; among equals the first feature and the lowest threshold. Each leaf gives
 * its share of class 1.
 *
 * Breiman, Friedman, Olshen, Stone (1984): Classification and Regression Trees.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(6, 1, Float64Array.of(1, 2, 3, 4, 5, 6))
 * const model = decisionTree.fit(x, Uint8Array.of(0, 0, 0, 1, 1, 1), { minLeaf: 1 })
 * model.threshold[0] // → 3.5
 * Array.from(decisionTree.predictProbability(model, x)) // → [0, 0, 0, 1, 1, 1]
 * ```
 */
export const decisionTree = defineEstimator<DecisionTreeOptions, DecisionTreeModel>({
  kind: 'decision-tree',
  label: 'Decision tree',
  needsScaling: false,
  defaults: { maxDepth: 5, minLeaf: 10, costComplexity: 0 },
  bounds: { maxDepth: [1, 1000], minLeaf: [1, 1e9], costComplexity: [0, 1] },
  searchSpace: [
    { maxDepth: 3, minLeaf: 20 },
    { maxDepth: 4, minLeaf: 20 },
    { maxDepth: 5, minLeaf: 20 },
    { maxDepth: 6, minLeaf: 20 },
    { maxDepth: 5, minLeaf: 40 },
    { maxDepth: 8, minLeaf: 10, costComplexity: 0.003 },
  ],
  fitRows(x, y, options) {
    const builder = new TreeBuilder()
    builder.startTree()
    new BestSplitter(x, y, options, builder).growNode(0, x.rows, 0)
    const trees = pruneTree(builder.finish(), options.costComplexity)
    return { kind: 'decision-tree', features: x.columns, ...trees }
  },
  predictRows: predictTrees,
  fields: treeFields,
  unsound: (model) =>
    model.roots.length === 1 && areSoundTrees(model, model.features) ? undefined : 'the trees are not sound',
})

/** A feature and threshold that parts a node's rows. */
interface NodeSplit {
  readonly feature: number
  readonly threshold: number
  readonly impurity: number
}

/** Keeps, for every feature, the rows of each node in one range, sorted by that feature. */
class BestSplitter {
  private readonly sorted: Int32Array[]
  private readonly goesLeft: Uint8Array
  private readonly held: Int32Array

  constructor(
    private readonly x: Matrix,
    private readonly y: Uint8Array,
    private readonly options: DecisionTreeOptions,
    private readonly builder: TreeBuilder,
  ) {
    this.goesLeft = new Uint8Array(x.rows)
    this.held = new Int32Array(x.rows)
    const { columns, values } = x
    this.sorted = Array.from({ length: columns }, (_, j) =>
      Int32Array.from({ length: x.rows }, (_, i) => i).sort(
        (a, b) => values[a * columns + j] - values[b * columns + j],
      ),
    )
  }

  growNode(start: number, end: number, depth: number): number {
    const { builder, options } = this
    const size = end - start
    const ones = this.countOnes(start, end)
    const node = builder.addLeaf(ones / size, size)
    if (ones === 0 || ones === size || size < 2 * options.minLeaf || depth >= options.maxDepth) return node
    const split = this.bestSplit(start, end, ones)
    if (!split) return node
    builder.split(node, split.feature, split.threshold)
    const middle = this.partition(start, end, split)
    this.growNode(start, middle, depth + 1)
    builder.setRight(node, this.growNode(middle, end, depth + 1))
    return node
  }

  private countOnes(start: number, end: number): number {
    let ones = 0
    for (let i = start; i < end; i++) ones += this.y[this.sorted[0][i]]
    return ones
  }

  private bestSplit(start: number, end: number, ones: number): NodeSplit | undefined {
    let best: NodeSplit | undefined
    for (let feature = 0; feature < this.x.columns; feature++) {
      const split = this.bestSplitOf(feature, start, end, ones)
      // A difference within rounding is a tie, which the earlier feature wins.
      if (split && (!best || split.impurity < best.impurity - 1e-12 * best.impurity)) best = split
    }
    return best
  }

  private bestSplitOf(feature: number, start: number, end: number, ones: number): NodeSplit | undefined {
    const { values, columns } = this.x
    const { minLeaf } = this.options
    const rows = this.sorted[feature]
    const size = end - start
    let best: NodeSplit | undefined
    let leftOnes = 0
    for (let left = 1; left < size; left++) {
      const row = rows[start + left - 1]
      leftOnes += this.y[row]
      const value = values[row * columns + feature]
      const next = values[rows[start + left] * columns + feature]
      if (value === next || left < minLeaf || size - left < minLeaf) continue
      const right = size - left
      const rightOnes = ones - leftOnes
      const impurity = (leftOnes * (left - leftOnes)) / left + (rightOnes * (right - rightOnes)) / right
      if (!best || impurity < best.impurity - 1e-12 * best.impurity) {
        best = { feature, threshold: halfway(value, next), impurity }
      }
    }
    return best
  }

  /** Parts every feature's range into left and right, each still sorted; returns where right starts. */
  private partition(start: number, end: number, { feature, threshold }: NodeSplit): number {
    const { sorted, goesLeft, held } = this
    const { values, columns } = this.x
    for (let i = start; i < end; i++) {
      const row = sorted[feature][i]
      goesLeft[row] = values[row * columns + feature] <= threshold ? 1 : 0
    }
    let middle = start
    for (const rows of sorted) {
      middle = start
      let others = 0
      for (let i = start; i < end; i++) {
        if (goesLeft[rows[i]] === 1) rows[middle++] = rows[i]
        else held[others++] = rows[i]
      }
      rows.set(held.subarray(0, others), middle)
    }
    return middle
  }
}

/** The middle of two values, or the lower one where rounding reaches the upper. */
function halfway(low: number, high: number): number {
  const middle = low / 2 + high / 2
  return middle < high ? middle : low
}
