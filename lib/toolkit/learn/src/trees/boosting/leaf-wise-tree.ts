import { deriveSeed, Random } from '@one-click/core'
import { BoostingKernel, type BoostingRules, type LeafSplit } from './boosting-kernel'
import type { BinnedTable } from './feature-bins'

/** A tree as it grew: nodes in any order, the root first. */
export interface GrownTree {
  /** The split of each inner node, undefined at a leaf. */
  readonly splits: readonly (LeafSplit | undefined)[]
  /** Left child of each inner node; its right one is the next. */
  readonly left: readonly number[]
  /** What each node adds to the log-odds as a leaf. */
  readonly values: readonly number[]
  /** Rows that it was grown on, at each node. */
  readonly covers: readonly number[]
}

/** How trees are grown. */
export interface GrowthRules extends BoostingRules {
  readonly learningRate: number
  /** Most splits between root and leaf. */
  readonly maxDepth: number
  /** Share of the rows, and of the columns, that a tree is grown on. */
  readonly rowShare: number
  readonly featureShare: number
}

/** A leaf under way. */
interface Leaf {
  readonly node: number
  readonly depth: number
  /** Its rows: those that the tree is grown on, and the others. */
  readonly start: number
  readonly end: number
  readonly otherStart: number
  readonly otherEnd: number
  /** Number of its histogram. */
  readonly histogram: number
  gain: number
}

/**
 * Grows trees on the derivatives of the log loss, one after the other, each from where the earlier ones have led. The
 * leaf whose split takes most off the loss is split next; of two sides the smaller one's histogram is added up, the
 * other's is what is left of the parent's.
 */
export class LeafWiseGrower {
  /** Log-odds of each row of the table, also of those that trees are not grown on. */
  readonly scores: Float64Array
  private readonly rules: GrowthRules
  private readonly kernel: BoostingKernel
  private readonly training: Uint32Array
  private readonly others: Uint32Array

  /** @param training rows of the table that trees are grown on, ascending; default: all */
  constructor(
    private readonly table: BinnedTable,
    labels: Uint8Array,
    rules: GrowthRules,
    private readonly seed: number,
    bias: number,
    training: ArrayLike<number> = Uint32Array.from({ length: table.rows }, (_, row) => row),
  ) {
    // More leaves than rows allow need no room.
    const most = Math.max(2, Math.floor(table.rows / rules.minLeaf))
    this.rules = { ...rules, leaves: Math.min(rules.leaves, most) }
    this.kernel = new BoostingKernel(table, labels, this.rules)
    this.scores = this.kernel.scores.fill(bias)
    this.training = Uint32Array.from(training)
    const isTraining = new Uint8Array(table.rows)
    for (const row of this.training) isTraining[row] = 1
    this.others = Uint32Array.from(isTraining.keys()).filter((row) => isTraining[row] === 0)
  }

  /** The next tree, added to the scores; undefined when no split lowers the loss. */
  grow(tree: number): GrownTree | undefined {
    const { kernel, rules, table } = this
    const random = new Random(deriveSeed(this.seed, 'boosted tree', tree))
    const taken = this.drawRows(random)
    this.drawColumns(random)
    kernel.derive(taken)
    const root = { node: 0, depth: 0, start: 0, end: taken, otherStart: taken, otherEnd: table.rows }
    const leaves: Leaf[] = [{ ...root, histogram: 0, gain: 0 }]
    kernel.addUp(0, 0, taken)
    leaves[0].gain = kernel.findSplit(0, 0)
    const splits: (LeafSplit | undefined)[] = [undefined]
    const left: number[] = [0]
    const values = [rules.learningRate * kernel.leafValue(0, false)]
    const covers = [taken]
    while (leaves.length < rules.leaves) {
      const best = bestLeaf(leaves)
      const { node, gain } = leaves[best]
      if (!(gain > 0)) break
      const split = kernel.splitOf(best)
      splits[node] = split
      left[node] = splits.length
      this.splitLeaf(leaves, best, split, splits.length)
      for (const leaf of [best, leaves.length - 1]) {
        splits.push(undefined)
        left.push(0)
        values.push(rules.learningRate * kernel.leafValue(leaf, table.isCategory[split.column] === 1))
        covers.push(kernel.rowsOf(leaf))
      }
    }
    if (leaves.length === 1) return undefined
    for (const { node, start, end, otherStart, otherEnd } of leaves) {
      kernel.addValue(start, end, values[node])
      kernel.addValue(otherStart, otherEnd, values[node])
    }
    return { splits, left, values, covers }
  }

  /** Splits a leaf into its left side, which keeps the place, and its right side at the end. */
  private splitLeaf(leaves: Leaf[], index: number, split: LeafSplit, firstNode: number): void {
    const { kernel, rules } = this
    const parent = leaves[index]
    const { start, end, otherStart, otherEnd } = parent
    const middle = kernel.part(start, end, split)
    const otherMiddle = kernel.part(otherStart, otherEnd, split)
    kernel.divide(index, leaves.length)
    const depth = parent.depth + 1
    const leftIsSmaller = middle - start <= end - middle
    const fresh = leaves.length
    const left: Leaf = {
      node: firstNode,
      depth,
      start,
      end: middle,
      otherStart,
      otherEnd: otherMiddle,
      histogram: leftIsSmaller ? fresh : parent.histogram,
      gain: 0,
    }
    const right: Leaf = {
      node: firstNode + 1,
      depth,
      start: middle,
      end,
      otherStart: otherMiddle,
      otherEnd,
      histogram: leftIsSmaller ? parent.histogram : fresh,
      gain: 0,
    }
    leaves[index] = left
    leaves.push(right)
    const canSplit = ({ start, end }: Leaf) => depth < rules.maxDepth && end - start >= 2 * rules.minLeaf
    const [small, large] = leftIsSmaller ? [left, right] : [right, left]
    // The larger one has at least as many rows; the last two leaves are not split.
    if (leaves.length === rules.leaves || !canSplit(large)) return
    kernel.addUp(fresh, small.start, small.end)
    kernel.subtract(parent.histogram, fresh)
    for (const leaf of [small, large]) {
      if (canSplit(leaf)) leaf.gain = kernel.findSplit(leaf === left ? index : fresh, leaf.histogram)
    }
  }

  /** Puts the rows of the next tree first, ascending, and the others after them; how many they are. */
  private drawRows(random: Random): number {
    const { training, others } = this
    const { rows } = this.kernel
    const wanted = Math.max(1, Math.floor(this.rules.rowShare * training.length))
    let taken = 0
    let left = wanted
    for (let i = 0; i < training.length; i++) {
      // Knuth's algorithm S: every row with the same chance, in one pass.
      const isTaken =
        left === training.length - i || (left > 0 && random.uniform() * (training.length - i) < left)
      if (isTaken) {
        rows[taken++] = training[i]
        left--
      } else {
        rows[wanted + i - taken] = training[i]
      }
    }
    rows.set(others, training.length)
    return wanted
  }

  private drawColumns(random: Random): void {
    const { kinds } = this.kernel
    const { isCategory, columns } = this.table
    for (let j = 0; j < columns; j++) kinds[j] = 1 + isCategory[j]
    const wanted = Math.max(1, Math.floor(this.rules.featureShare * columns))
    if (wanted === columns) return
    const left = random.shuffle(Int32Array.from(kinds.keys())).subarray(wanted)
    for (const column of left) kinds[column] = 0
  }
}

function bestLeaf(leaves: readonly Leaf[]): number {
  let best = 0
  for (let i = 1; i < leaves.length; i++) if (leaves[i].gain > leaves[best].gain) best = i
  return best
}
