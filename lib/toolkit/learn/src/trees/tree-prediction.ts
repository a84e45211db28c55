import type { Matrix } from '@one-click/core'
import { predictForest } from './forest-prediction'
import type { Trees } from './trees'

export interface TreePredictionOptions {
  /**
   * `parting` leads a block of rows through each tree's nodes, `vectors` runs the forest's program, see
   * `predictForest`; both give the same numbers. Default: vectors from 4,096 rows on, where they repay the
   * preparation, as far as the forest is not too large for them.
   */
  readonly method?: 'parting' | 'vectors'
  /** Threads of `vectors`; default: by the amount of work. */
  readonly threads?: number
}

/** From so many rows on a forest is prepared for vector instructions. */
const manyRows = 4096

/** Rows handled together: their features stay in the cache while all trees are asked. */
const blockRows = 1024
/** With this many rows or fewer left at a node, each walks on alone. */
const fewRows = 2

/**
 * The mean of the trees' leaf values for each row, shape (rows). Leaf values are added tree by tree, so that a
 * row's mean depends neither on the other rows nor on the method nor on the number of threads.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const tree = {
 *   roots: Int32Array.of(0),
 *   feature: Int16Array.of(0, -1, -1),
 *   threshold: Float64Array.of(2.5, 0, 0),
 *   left: Int32Array.of(1, 0, 0),
 *   right: Int32Array.of(2, 0, 0),
 *   value: Float64Array.of(0.5, 0.25, 0.75),
 *   cover: Int32Array.of(8, 4, 4),
 * }
 * Array.from(predictTrees(tree, matrix(2, 1, Float64Array.of(2, 3)))) // → [0.25, 0.75]
 * ```
 */
export function predictTrees(
  trees: Trees,
  x: Matrix,
  { method = x.rows < manyRows ? 'parting' : 'vectors', threads }: TreePredictionOptions = {},
): Float64Array {
  const result = method === 'vectors' ? predictForest(trees, x, threads) : undefined
  return result ?? partRows(trees, x)
}

/**
 * Each tree parts a block of rows at its nodes, as in training, instead of leading them down one by one: a
 * processor cannot guess where a row goes next, and here it need not.
 */
function partRows(trees: Trees, x: Matrix): Float64Array {
  const { rows } = x
  const { roots } = trees
  const result = new Float64Array(rows)
  const parter = new RowParter(trees, x.columns, Math.min(rows, blockRows))
  for (let start = 0; start < rows; start += blockRows) {
    const end = Math.min(rows, start + blockRows)
    parter.load(x, start, end)
    for (let t = 0; t < roots.length; t++) parter.addTree(roots[t])
    result.set(parter.sums.subarray(0, end - start), start)
  }
  for (let i = 0; i < rows; i++) result[i] /= roots.length
  return result
}

class RowParter {
  /** Sum of the leaf values so far, for each row of the block. */
  readonly sums: Float64Array
  /** The block's features, column after column. */
  private readonly values: Float64Array
  /** Rows by node, in one range each; levels of a tree take turns in reading one and writing the other. */
  private readonly even: Int32Array
  private readonly odd: Int32Array
  private readonly every: Int32Array
  private rows = 0

  constructor(
    private readonly trees: Trees,
    private readonly columns: number,
    private readonly capacity: number,
  ) {
    this.sums = new Float64Array(capacity)
    this.values = new Float64Array(capacity * columns)
    this.even = new Int32Array(capacity)
    this.odd = new Int32Array(capacity)
    this.every = Int32Array.from({ length: capacity }, (_, i) => i)
  }

  load(x: Matrix, start: number, end: number): void {
    const { columns, capacity, values } = this
    this.rows = end - start
    this.sums.fill(0)
    for (let i = 0; i < this.rows; i++) {
      for (let j = 0; j < columns; j++) values[j * capacity + i] = x.values[(start + i) * columns + j]
    }
  }

  addTree(root: number): void {
    this.even.set(this.every)
    this.addBranch(root, 0, this.rows, this.even, this.odd)
  }

  /** Adds to each of the rows from[start..end] its leaf below the node; `to` is room for their order. */
  private addBranch(node: number, start: number, end: number, from: Int32Array, to: Int32Array): void {
    const { feature, threshold, left, right, value } = this.trees
    const { sums, values } = this
    const asked = feature[node]
    if (asked < 0) {
      const share = value[node]
      for (let i = start; i < end; i++) sums[from[i]] += share
      return
    }
    if (end - start <= fewRows) {
      for (let i = start; i < end; i++) this.walk(node, from[i])
      return
    }
    const offset = asked * this.capacity
    const cut = threshold[node]
    let low = start
    let high = end - 1
    for (let i = start; i < end; i++) {
      const row = from[i]
      const goesRight = Number(values[offset + row] > cut)
      // Written to both ends; only the end that moves on keeps it.
      to[low] = row
      to[high] = row
      low += 1 - goesRight
      high -= goesRight
    }
    if (low > start) this.addBranch(left[node], start, low, to, from)
    if (low < end) this.addBranch(right[node], low, end, to, from)
  }

  private walk(start: number, row: number): void {
    const { feature, threshold, left, right, value } = this.trees
    const { values, capacity } = this
    let node = start
    let asked = feature[node]
    while (asked >= 0) {
      node = values[asked * capacity + row] <= threshold[node] ? left[node] : right[node]
      asked = feature[node]
    }
    this.sums[row] += value[node]
  }
}
