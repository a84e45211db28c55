import type { Matrix } from '@one-click/core'
import { ArgumentError, deriveSeed, Random } from '@one-click/core'
import { predictTrees } from '../trees/tree-prediction'
import { areSoundTrees, treeFields } from '../trees/tree-schema'
import { concatenateTrees, TreeBuilder, type Trees } from '../trees/trees'
import { defineEstimator } from './define-estimator'
import type { FittedModel } from './estimator'

export type ExtraTreesOptions = {
  /** Number of trees (`nEstimators`; `n_estimators` in scikit-learn). Default 500. */
  trees: number
  /** Share of the features tried at a node (`maxFeatures`; `max_features`), 0–1; at least one. Default 0.25. */
  featureShare: number
  /**
   * How many features the nodes of a tree try. `fixed`: `featureShare` of them in every tree; `drawn`: each tree draws
   * its own number, few more often than many, between one and `featureShare` of them. Default `fixed`.
   */
  tries: string
  /** Fewest training rows in a leaf (`minSamplesLeaf`; `min_samples_leaf`). Default 2. */
  minLeaf: number
  /** Most splits between root and leaf. Default 64. */
  maxDepth: number
  /**
   * The splitter: how a threshold is drawn within a node. `uniform`: uniformly between its smallest and largest value;
   * `observed`: at the value of one of its rows, drawn at random; `alternating`: trees take turns in both.
   * Default `uniform`.
   */
  cuts: string
}

const cutRules = ['uniform', 'observed', 'alternating']
const tryRules = ['fixed', 'drawn']

export interface ExtraTreesModel extends FittedModel, Trees {
  readonly kind: 'extra-trees'
}

/**
 * Extremely randomised trees: every tree sees all rows; at a node, each of some randomly drawn features gets
 * one random cut, and the cut with the least Gini impurity wins. Uniform cuts are those of the paper; observed
 * cuts fall where rows are dense, so that a few far values do not draw them away. With one feature tried at a node
 * trees are totally random, which orders rows best where signs are weak; with many they are greedy, which parts them
 * best where signs are strong; where every tree draws how many it tries, the forest holds both. The probability is the
 * mean over trees of the leaf's share of class 1. As in scikit-learn, features constant within a node count as
 * drawn, but drawing goes on until one is not.
 *
 * Geurts, Ernst, Wehenkel (2006): Extremely randomized trees. Machine Learning 63, 3–42.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(6, 1, Float64Array.of(1, 2, 3, 4, 5, 6))
 * const model = extraTrees.fit(x, Uint8Array.of(0, 0, 0, 1, 1, 1), { trees: 100, minLeaf: 1 }, 7)
 * const probability = extraTrees.predictProbability(model, matrix(2, 1, Float64Array.of(1, 6)))
 * Array.from(probability) // → [0, 1]
 * ```
 */
export const extraTrees = defineEstimator<ExtraTreesOptions, ExtraTreesModel>({
  kind: 'extra-trees',
  label: 'Extremely randomised trees',
  needsScaling: false,
  defaults: { trees: 500, featureShare: 0.25, tries: 'fixed', minLeaf: 2, maxDepth: 64, cuts: 'uniform' },
  bounds: { trees: [1, 10_000], featureShare: [0, 1], minLeaf: [1, 1e9], maxDepth: [1, 1000] },
  searchSpace: [
    { minLeaf: 2, featureShare: 0.25 },
    { minLeaf: 2, featureShare: 0.5 },
    { minLeaf: 3, featureShare: 0.35 },
    { minLeaf: 5, featureShare: 0.25 },
    { minLeaf: 5, featureShare: 0.5 },
  ],
  fitRows(x, y, options, seed) {
    requireRule('cuts', options.cuts, cutRules)
    requireRule('tries', options.tries, tryRules)
    const builder = new TreeBuilder()
    const grower = new RandomSplitter(x, y, options, builder)
    for (let t = 0; t < options.trees; t++) {
      const observedThresholds =
        options.cuts === 'observed' || (options.cuts === 'alternating' && t % 2 === 1)
      grower.growTree(deriveSeed(seed, 'tree', t), observedThresholds)
    }
    return { kind: 'extra-trees', features: x.columns, ...builder.finish() }
  },
  predictRows: predictTrees,
  fields: treeFields,
  unsound: (model) => (areSoundTrees(model, model.features) ? undefined : 'the trees are not sound'),
  merge(models, columns, features) {
    const trees = models[0].roots.length
    if (models.some(({ roots }) => roots.length !== trees))
      throw new ArgumentError('extra-trees.merge', 'needs forests of equally many trees')
    return { kind: 'extra-trees', features, ...concatenateTrees(models, columns) }
  },
})

function requireRule(option: string, rule: string, known: readonly string[]): void {
  if (!known.includes(rule))
    throw new ArgumentError('extra-trees.fit', `option ${option} must be one of ${known.join(', ')}`, rule)
}

/** Grows trees on one training set; its buffers are shared by all of them. */
class RandomSplitter {
  private readonly n: number
  private readonly features: number
  /** Column-major copy of x. */
  private readonly columns: Float64Array
  /** Most features that a node of any tree tries. */
  private readonly maxTried: number
  private readonly drawsTries: boolean
  private readonly minLeaf: number
  private readonly maxDepth: number
  /** Training rows, each node's in one range, and their labels in the same order. */
  private readonly rows: Int32Array
  private readonly labels: Uint8Array
  private readonly gathered: Float64Array
  private readonly order: Int32Array
  private bestFeature = -1
  private bestThreshold = 0
  private random = new Random(0)
  private observedThresholds = false
  /** Features that the nodes of the current tree try. */
  private tried: number

  constructor(
    x: Matrix,
    private readonly y: Uint8Array,
    options: ExtraTreesOptions,
    private readonly builder: TreeBuilder,
  ) {
    this.n = x.rows
    this.features = x.columns
    this.columns = transposed(x)
    this.maxTried = Math.max(1, Math.floor(options.featureShare * x.columns))
    this.tried = this.maxTried
    this.drawsTries = options.tries === 'drawn'
    this.minLeaf = options.minLeaf
    this.maxDepth = options.maxDepth
    this.rows = new Int32Array(x.rows)
    this.labels = new Uint8Array(x.rows)
    this.gathered = new Float64Array(x.rows)
    this.order = new Int32Array(x.columns)
  }

  growTree(seed: number, observedThresholds: boolean): void {
    this.random = new Random(seed)
    this.observedThresholds = observedThresholds
    // The square of a uniform number: half of the trees try less than a quarter of what the greediest does.
    if (this.drawsTries) this.tried = 1 + Math.floor(this.maxTried * this.random.uniform() ** 2)
    for (let i = 0; i < this.n; i++) this.rows[i] = i
    this.labels.set(this.y)
    for (let j = 0; j < this.features; j++) this.order[j] = j
    this.builder.startTree()
    this.growNode(0, this.n, 0)
  }

  /** Adds the node for rows start..end and, when it can be split, all nodes below it; returns its index. */
  private growNode(start: number, end: number, depth: number): number {
    const { builder, labels } = this
    const size = end - start
    let ones = 0
    for (let i = start; i < end; i++) ones += labels[i]
    const node = builder.addLeaf(ones / size, size)
    if (ones === 0 || ones === size || size < 2 * this.minLeaf || depth >= this.maxDepth) return node
    if (!this.chooseSplit(start, end, ones)) return node
    const { bestFeature, bestThreshold } = this
    builder.split(node, bestFeature, bestThreshold)
    const middle = this.partition(start, end, bestFeature * this.n, bestThreshold)
    this.growNode(start, middle, depth + 1)
    builder.setRight(node, this.growNode(middle, end, depth + 1))
    return node
  }

  /** Draws features and thresholds; remembers the best. False when none leaves enough rows on both sides. */
  private chooseSplit(start: number, end: number, ones: number): boolean {
    const { order, features, random, rows, columns, gathered, n } = this
    const size = end - start
    let least = Infinity
    let varying = 0
    for (let drawn = 0; drawn < features && (drawn < this.tried || varying === 0); drawn++) {
      const other = drawn + Math.floor(random.uniform() * (features - drawn))
      const feature = order[other]
      order[other] = order[drawn]
      order[drawn] = feature
      const offset = feature * n
      let low = columns[offset + rows[start]]
      let high = low
      for (let i = 0; i < size; i++) {
        const value = columns[offset + rows[start + i]]
        gathered[i] = value
        if (value < low) low = value
        else if (value > high) high = value
      }
      if (low === high) continue
      varying++
      const threshold = this.observedThresholds
        ? this.observedThreshold(size, high)
        : this.uniformThreshold(low, high)
      const impurity = this.impurity(start, size, ones, threshold)
      if (impurity < least) {
        least = impurity
        this.bestFeature = feature
        this.bestThreshold = threshold
      }
    }
    return least < Infinity
  }

  private uniformThreshold(low: number, high: number): number {
    const threshold = low + this.random.uniform() * (high - low)
    return threshold < high ? threshold : low
  }

  /** The value of a random row; instead of the largest value, which parts nothing, the one below it. */
  private observedThreshold(size: number, high: number): number {
    const { gathered } = this
    const drawn = gathered[Math.floor(this.random.uniform() * size)]
    if (drawn < high) return drawn
    let below = -Infinity
    for (let i = 0; i < size; i++) {
      if (gathered[i] < high && gathered[i] > below) below = gathered[i]
    }
    return below
  }

  /** Half the Gini impurity summed over both sides, Infinity when a side is too small. */
  private impurity(start: number, size: number, ones: number, threshold: number): number {
    const { gathered, labels, minLeaf } = this
    let left = 0
    let leftOnes = 0
    for (let i = 0; i < size; i++) {
      const goesLeft = Number(gathered[i] <= threshold)
      left += goesLeft
      leftOnes += goesLeft & labels[start + i]
    }
    const right = size - left
    if (left < minLeaf || right < minLeaf) return Infinity
    const rightOnes = ones - leftOnes
    return (leftOnes * (left - leftOnes)) / left + (rightOnes * (right - rightOnes)) / right
  }

  /** Rearranges rows so that those at most `threshold` come first; returns where the others start. */
  private partition(start: number, end: number, offset: number, threshold: number): number {
    const { rows, labels, columns } = this
    let i = start
    let j = end - 1
    while (i <= j) {
      const row = rows[i]
      if (columns[offset + row] <= threshold) {
        i++
        continue
      }
      const label = labels[i]
      rows[i] = rows[j]
      labels[i] = labels[j]
      rows[j] = row
      labels[j--] = label
    }
    return i
  }
}

function transposed(x: Matrix): Float64Array {
  const result = new Float64Array(x.values.length)
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < x.columns; j++) result[j * x.rows + i] = x.values[i * x.columns + j]
  }
  return result
}
