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

/** Most different columns that may be asked on one path: their answers are the bits of a 32-bit number. */
const mostColumnsOnPath = 30

/**
 * Exact interventional Shapley values of the mean of trees, against every row of a background sample: a
 * column outside a coalition takes its value from the background row (Lundberg et al. 2020, "From local
 * explanations to global understanding with explainable AI for trees", independent TreeSHAP).
 *
 * A leaf is a box over the d columns on its path. A row is inside the box in some columns and outside in
 * others: d bits. A row x and a background row z reach the leaf by some coalition only if for every column
 * one of them is inside. With U the columns where only x is and V those where only z is, the leaf's value
 * counts (|U| − 1)! |V|! / (|U| + |V|)! for each column of U and −|U|! (|V| − 1)! / (|U| + |V|)! for each of
 * V. As many rows share their bits, each leaf is worked out once for each different pair of bit patterns
 * (after Nadel & Wettenstein 2025, "From decision trees to Boolean logic: a fast and unified SHAP
 * algorithm").
 *
 * @param x shape (rows, columns) @param background shape (background rows, columns)
 * @throws ArgumentError when more than 30 different columns are asked on one path
 */
export function treeShapleyValues(trees: Trees, x: Matrix, background: Matrix): ShapleyValues {
  if (x.columns !== background.columns) {
    throw new ArgumentError('treeShapleyValues', 'background needs the columns of x', background.columns)
  }
  if (background.rows === 0) throw new ArgumentError('treeShapleyValues', 'background needs at least one row')
  return new LeafWalk(trees, x, background).explain()
}

/** Rows on their way down a tree: for each level of the walk, the bits of every row. */
class Travellers {
  readonly rows: number
  readonly bits: Int32Array
  private readonly columns: Float64Array

  constructor(x: Matrix, levels: number) {
    this.rows = x.rows
    this.bits = new Int32Array((levels + 1) * x.rows)
    this.columns = new Float64Array(x.values.length)
    for (let i = 0; i < x.rows; i++) {
      for (let j = 0; j < x.columns; j++) this.columns[j * x.rows + i] = x.values[i * x.columns + j]
    }
  }

  /**
   * Bits at the level below a node: the bit of the asked column stays where the answer leads to the child,
   * and is cleared elsewhere. `fresh` sets it first: the column is asked for the first time on this path.
   */
  step(level: number, column: number, threshold: number, toLeft: boolean, bit: number, fresh: boolean): void {
    const { rows, bits, columns } = this
    const from = level * rows
    const to = from + rows
    const values = column * rows
    const set = fresh ? bit : 0
    for (let i = 0; i < rows; i++) {
      const before = bits[from + i] | set
      bits[to + i] = columns[values + i] <= threshold === toLeft ? before : before & ~bit
    }
  }
}

class LeafWalk {
  private readonly rows: Travellers
  private readonly background: Travellers
  private readonly values: Matrix
  private base = 0
  /** Bit of each column on the current path, 0 when it is not on it. */
  private readonly bitOf: Int32Array
  private readonly path: number[] = []
  /** Weights by |U| and |V|, divided by the number of background rows and trees. */
  private readonly gain: Float64Array
  private readonly loss: Float64Array
  private readonly width: number
  /** Different bit patterns of background rows at a leaf, and how many rows have each. */
  private readonly patterns: Int32Array
  private readonly counts: Int32Array
  private readonly patternIndex = new PatternIndex()
  /** Contributions of the current leaf for each different pattern of the rows, `width` numbers each. */
  private readonly shares: Float64Array
  private readonly patternOfRow: Int32Array

  constructor(
    private readonly trees: Trees,
    x: Matrix,
    background: Matrix,
  ) {
    const levels = deepestLevel(trees)
    this.rows = new Travellers(x, levels)
    this.background = new Travellers(background, levels)
    this.values = matrix(x.rows, x.columns)
    this.bitOf = new Int32Array(x.columns)
    this.width = Math.min(levels, x.columns) + 1
    this.gain = new Float64Array(this.width ** 2)
    this.loss = new Float64Array(this.width ** 2)
    this.fillWeights(background.rows * trees.roots.length)
    this.patterns = new Int32Array(background.rows)
    this.counts = new Int32Array(background.rows)
    this.shares = new Float64Array(x.rows * this.width)
    this.patternOfRow = new Int32Array(x.rows)
  }

  explain(): ShapleyValues {
    for (const root of this.trees.roots) {
      this.rows.bits.fill(0, 0, this.rows.rows)
      this.background.bits.fill(0, 0, this.background.rows)
      this.walk(root, 0)
    }
    return { base: this.base, values: this.values }
  }

  private fillWeights(divisor: number): void {
    const logFactorial = [0]
    for (let n = 1; n <= 2 * this.width; n++) logFactorial.push(logFactorial[n - 1] + Math.log(n))
    for (let u = 0; u < this.width; u++) {
      for (let v = 0; v < this.width; v++) {
        const all = logFactorial[u + v]
        const at = u * this.width + v
        if (u > 0) this.gain[at] = Math.exp(logFactorial[u - 1] + logFactorial[v] - all) / divisor
        if (v > 0) this.loss[at] = Math.exp(logFactorial[u] + logFactorial[v - 1] - all) / divisor
      }
    }
  }

  private walk(node: number, level: number): void {
    const { feature, threshold, left, right, value } = this.trees
    const column = feature[node]
    if (column < 0) {
      if (value[node] !== 0) this.addLeaf(value[node], level)
      return
    }
    const fresh = this.bitOf[column] === 0
    if (fresh) {
      if (this.path.length === mostColumnsOnPath) {
        throw new ArgumentError(
          'treeShapleyValues',
          `takes ${mostColumnsOnPath} different columns on a path at most`,
        )
      }
      this.bitOf[column] = 1 << this.path.length
      this.path.push(column)
    }
    const bit = this.bitOf[column]
    for (const toLeft of [true, false]) {
      this.rows.step(level, column, threshold[node], toLeft, bit, fresh)
      this.background.step(level, column, threshold[node], toLeft, bit, fresh)
      this.walk(toLeft ? left[node] : right[node], level + 1)
    }
    if (fresh) {
      this.path.pop()
      this.bitOf[column] = 0
    }
  }

  /** Adds what one leaf contributes to every row. */
  private addLeaf(value: number, level: number): void {
    const { rows, shares, patternIndex, patternOfRow, path, width } = this
    const depth = path.length
    const full = 2 ** depth - 1
    const different = this.countBackground(level, full, value)
    patternIndex.start(depth)
    const start = level * rows.rows
    let known = 0
    for (let i = 0; i < rows.rows; i++) {
      const bits = rows.bits[start + i]
      let pattern = patternIndex.get(bits)
      if (pattern < 0) {
        pattern = this.shareOut(bits, full, value, different, known * width) ? known++ : nothing
        patternIndex.set(bits, pattern)
      }
      patternOfRow[i] = pattern
    }
    const { values, columns } = this.values
    for (let i = 0; i < rows.rows; i++) {
      const pattern = patternOfRow[i]
      if (pattern === nothing) continue
      const from = pattern * width
      for (let k = 0; k < depth; k++) values[i * columns + path[k]] += shares[from + k]
    }
  }

  /** Gathers the different patterns of the background rows; those inside the whole box add to the base. */
  private countBackground(level: number, full: number, value: number): number {
    const { background, patterns, counts, patternIndex, path } = this
    patternIndex.start(path.length)
    const start = level * background.rows
    let different = 0
    for (let b = 0; b < background.rows; b++) {
      const bits = background.bits[start + b]
      const at = patternIndex.get(bits)
      if (at >= 0) counts[at]++
      else {
        patternIndex.set(bits, different)
        patterns[different] = bits
        counts[different++] = 1
      }
    }
    const inside = patternIndex.get(full)
    if (inside >= 0) this.base += (value * counts[inside]) / (background.rows * this.trees.roots.length)
    return different
  }

  /** Writes the contributions for rows of one pattern; false when the leaf gives them nothing. */
  private shareOut(bits: number, full: number, value: number, different: number, to: number): boolean {
    const { patterns, counts, shares, gain, loss, width, path } = this
    shares.fill(0, to, to + path.length)
    const onlyBackground = full & ~bits
    const v = bitCount(onlyBackground)
    let lost = 0
    let reached = false
    for (let b = 0; b < different; b++) {
      if ((onlyBackground & ~patterns[b]) !== 0) continue
      let onlyRow = full & ~patterns[b]
      const amount = value * counts[b]
      const at = bitCount(onlyRow) * width + v
      lost += amount * loss[at]
      const gained = amount * gain[at]
      reached ||= onlyRow !== 0 || v > 0
      while (onlyRow !== 0) {
        shares[to + 31 - Math.clz32(onlyRow & -onlyRow)] += gained
        onlyRow &= onlyRow - 1
      }
    }
    for (let rest = onlyBackground; rest !== 0; rest &= rest - 1) {
      shares[to + 31 - Math.clz32(rest & -rest)] -= lost
    }
    return reached
  }
}

/** In place of a pattern's number: its rows get nothing from the leaf. */
const nothing = 0x7fffffff

/** A small map from bit patterns to numbers, emptied for every leaf: a table for short paths, else a Map. */
class PatternIndex {
  private readonly table = new Int32Array(1 << 12)
  private readonly stamps = new Int32Array(1 << 12)
  private stamp = 0
  private map: Map<number, number> | undefined

  start(depth: number): void {
    this.stamp++
    this.map = depth > 12 ? new Map() : undefined
  }

  /** −1 when unknown. */
  get(bits: number): number {
    if (this.map) return this.map.get(bits) ?? -1
    return this.stamps[bits] === this.stamp ? this.table[bits] : -1
  }

  set(bits: number, value: number): void {
    if (this.map) this.map.set(bits, value)
    else {
      this.stamps[bits] = this.stamp
      this.table[bits] = value
    }
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
