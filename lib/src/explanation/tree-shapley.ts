import type { Trees } from '../models/trees'
import { ArgumentError } from '../util/errors'
import { type Matrix, matrix } from '../util/matrix'

/** Contributions of columns to predictions: `base + Σ values[i, ·]` is the prediction for row i. */
export interface ShapleyValues {
  /** Mean prediction over the background. */
  readonly base: number
  /** Shape (rows, columns), in the unit of the prediction. */
  readonly values: Matrix
}

/**
 * Exact interventional Shapley values of the mean of trees, against every row of a background sample: a
 * column outside a coalition takes its value from the background row (Lundberg et al. 2020, "From local
 * explanations to global understanding with explainable AI for trees", independent TreeSHAP).
 *
 * One walk through a tree serves all background rows at once: the rows that reach a node under the same
 * coalition are the bits of a mask, and at a node they part into those on the explained row's side and those
 * on the other.
 *
 * @param x shape (rows, columns) @param background shape (background rows, columns)
 */
export function treeShapleyValues(trees: Trees, x: Matrix, background: Matrix): ShapleyValues {
  if (x.columns !== background.columns) {
    throw new ArgumentError('treeShapleyValues', 'background needs the columns of x', background.columns)
  }
  if (background.rows === 0) throw new ArgumentError('treeShapleyValues', 'background needs at least one row')
  const walker = new TreeWalker(trees, background)
  const values = matrix(x.rows, x.columns)
  for (let i = 0; i < x.rows; i++) {
    const start = i * x.columns
    walker.explain(
      x.values.subarray(start, start + x.columns),
      values.values.subarray(start, start + x.columns),
    )
  }
  return { base: walker.base, values }
}

const untouched = 0
const fromRow = 1
const fromBackground = 2

class TreeWalker {
  readonly base: number
  private readonly words: number
  /** Background rows that go left at each node, as bits; shape (nodes, words). */
  private readonly goesLeft: Int32Array
  /** Background rows in play at each level of the walk, as bits; shape (levels, words). */
  private readonly masks: Int32Array
  /** Whose value a column takes on the current path. */
  private readonly source: Uint8Array
  /** What a leaf adds to each column taken from the row, and takes from each from the background. */
  private readonly gain: Float64Array
  private readonly loss: Float64Array
  private readonly weightWidth: number
  private row: Float64Array = new Float64Array(0)
  private contribution: Float64Array = new Float64Array(0)
  private gained = 0
  private lost = 0

  constructor(
    private readonly trees: Trees,
    background: Matrix,
  ) {
    this.words = Math.ceil(background.rows / 32)
    const depth = deepestLevel(trees)
    this.goesLeft = new Int32Array(trees.feature.length * this.words)
    this.masks = new Int32Array((depth + 2) * 2 * this.words)
    this.source = new Uint8Array(background.columns)
    this.weightWidth = Math.min(depth, background.columns) + 2
    this.gain = new Float64Array(this.weightWidth ** 2)
    this.loss = new Float64Array(this.weightWidth ** 2)
    this.fillWeights(background.rows * trees.roots.length)
    this.base = this.sendBackground(background)
  }

  /** Adds the Shapley values of one row to `contribution`. */
  explain(row: Float64Array, contribution: Float64Array): void {
    this.row = row
    this.contribution = contribution
    for (const root of this.trees.roots) {
      this.masks.fill(-1, 0, this.words)
      const spare = this.words * 32 - this.backgroundRows
      if (spare > 0) this.masks[this.words - 1] = -1 >>> spare
      this.walk(root, 0, 0, 0)
    }
  }

  private backgroundRows = 0

  /** w(u, v) = (u − 1)! v! / (u + v)! for a gain, u! (v − 1)! / (u + v)! for a loss, per background row and tree. */
  private fillWeights(divisor: number): void {
    const logFactorial = [0]
    for (let n = 1; n <= 2 * this.weightWidth; n++) logFactorial.push(logFactorial[n - 1] + Math.log(n))
    for (let u = 0; u < this.weightWidth; u++) {
      for (let v = 0; v < this.weightWidth; v++) {
        const all = logFactorial[u + v]
        const at = u * this.weightWidth + v
        if (u > 0) this.gain[at] = Math.exp(logFactorial[u - 1] + logFactorial[v] - all) / divisor
        if (v > 0) this.loss[at] = Math.exp(logFactorial[u] + logFactorial[v - 1] - all) / divisor
      }
    }
  }

  /** Notes at every node which background rows would go left there; returns their mean prediction. */
  private sendBackground(background: Matrix): number {
    const { roots, feature, threshold, left, right, value } = this.trees
    this.backgroundRows = background.rows
    for (let node = 0; node < feature.length; node++) {
      if (feature[node] < 0) continue
      for (let b = 0; b < background.rows; b++) {
        if (background.values[b * background.columns + feature[node]] <= threshold[node]) {
          this.goesLeft[node * this.words + (b >>> 5)] |= 1 << (b & 31)
        }
      }
    }
    let total = 0
    for (let b = 0; b < background.rows; b++) {
      for (const root of roots) {
        let node = root
        while (feature[node] >= 0) {
          const isLeft = (this.goesLeft[node * this.words + (b >>> 5)] >>> (b & 31)) & 1
          node = isLeft ? left[node] : right[node]
        }
        total += value[node]
      }
    }
    return total / (background.rows * roots.length)
  }

  /**
   * Walks below `node` with the background rows of the mask at `level`; `u` columns are taken from the row and
   * `v` from the background. Leaves in `gained` and `lost` what the leaves below give to each of them.
   */
  private walk(node: number, level: number, u: number, v: number): void {
    const { feature, threshold, left, right, value } = this.trees
    const asked = feature[node]
    if (asked < 0) {
      const amount = value[node] * this.countMask(level)
      const at = u * this.weightWidth + v
      this.gained = amount * this.gain[at]
      this.lost = amount * this.loss[at]
      return
    }
    const rowLeft = this.row[asked] <= threshold[node]
    const near = rowLeft ? left[node] : right[node]
    const far = rowLeft ? right[node] : left[node]
    const source = this.source[asked]
    if (source === fromRow) {
      this.walk(near, level, u, v)
      return
    }
    const same = this.part(node, level, rowLeft)
    let gained = 0
    let lost = 0
    if (same.stays) {
      this.walk(near, level + 1, u, v)
      gained = this.gained
      lost = this.lost
    }
    if (same.leaves) {
      // The rows that leave sit one level higher; they must survive the walk below, so they come second.
      this.part(node, level, !rowLeft)
      if (source === fromBackground) {
        this.walk(far, level + 1, u, v)
        gained += this.gained
        lost += this.lost
      } else {
        this.source[asked] = fromRow
        this.walk(near, level + 1, u + 1, v)
        const nearGained = this.gained
        gained += nearGained
        lost += this.lost
        this.source[asked] = fromBackground
        this.part(node, level, !rowLeft)
        this.walk(far, level + 1, u, v + 1)
        gained += this.gained
        lost += this.lost
        this.contribution[asked] += nearGained - this.lost
        this.source[asked] = untouched
      }
    }
    this.gained = gained
    this.lost = lost
  }

  /** Puts the background rows of `level` that go to the named side into the next level. */
  private part(node: number, level: number, toLeft: boolean): { stays: boolean; leaves: boolean } {
    let stays = 0
    let leaves = 0
    for (let w = 0; w < this.words; w++) {
      const inPlay = this.masks[level * this.words + w]
      const goesLeft = this.goesLeft[node * this.words + w]
      const chosen = inPlay & (toLeft ? goesLeft : ~goesLeft)
      this.masks[(level + 1) * this.words + w] = chosen
      stays |= chosen
      leaves |= inPlay ^ chosen
    }
    return { stays: stays !== 0, leaves: leaves !== 0 }
  }

  private countMask(level: number): number {
    let count = 0
    for (let w = 0; w < this.words; w++) count += bitCount(this.masks[level * this.words + w])
    return count
  }
}

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function deepestLevel({ feature, left, right }: Trees): number {
  const depth = new Int32Array(feature.length)
  let deepest = 0
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] < 0) continue
    depth[left[node]] = depth[right[node]] = depth[node] + 1
    deepest = Math.max(deepest, depth[node] + 1)
  }
  return deepest
}
