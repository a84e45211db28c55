import type { Matrix } from '@one-click/core'
import type { RowPermutations } from './permutable-model'
import { PermutedRowBlock } from './permuted-row-block'
import type { RankedTrees } from './ranked-trees'

/**
 * Traversal of trees by rows as they are and permuted: leads each row and its donors (the rows that permutations let it
 * take a group's values from) down the trees, for groups that have no column in common.
 */
export class PermutedTraversal {
  private readonly donors: PermutedRowBlock
  /** Group of the column a node asks, −1 for none, shape (nodes). */
  private readonly groupOf: Int32Array
  /** From a donor of the block's first row to its rank in the column a node asks, shape (nodes). */
  private readonly rankOffset: Int32Array
  /** Whether a group is one column, and its first donor among a row's. */
  private readonly single: Uint8Array
  private readonly firstDonor: Int32Array
  /** Of the row on its way: the donors still with it, a range of the order, for each group. */
  private readonly from: Int32Array
  private readonly to: Int32Array
  /** Nodes on the row's way that ask a group's column. */
  private readonly path: Int32Array
  /** Of the row on its way: its place in the block, where its ranks start, and its leaf's share. */
  private place = 0
  private rowStart = 0
  private share = 0

  constructor(
    private readonly ranked: RankedTrees,
    x: Matrix,
    groups: readonly ArrayLike<number>[],
    private readonly permutations: RowPermutations,
  ) {
    const { feature } = ranked.trees
    this.donors = new PermutedRowBlock(ranked, x, groups, permutations)
    const groupOfColumn = new Int32Array(ranked.columns).fill(-1)
    const offsetOfColumn = new Int32Array(ranked.columns)
    this.donors.groups.forEach(({ columns, donors, firstDonor, firstRank }, g) => {
      for (let k = 0; k < columns.length; k++) {
        groupOfColumn[columns[k]] = g
        offsetOfColumn[columns[k]] = firstRank - firstDonor + k * donors.capacity
      }
    })
    this.groupOf = Int32Array.from(feature, (asked) => (asked < 0 ? -1 : groupOfColumn[asked]))
    this.rankOffset = Int32Array.from(feature, (asked) => (asked < 0 ? 0 : offsetOfColumn[asked]))
    this.single = Uint8Array.from(groups, ({ length }) => (length === 1 ? 1 : 0))
    this.firstDonor = Int32Array.from(this.donors.groups, ({ firstDonor }) => firstDonor)
    this.from = new Int32Array(groups.length)
    this.to = new Int32Array(groups.length)
    this.path = new Int32Array(feature.length)
  }

  /** Permuted scores by group and repeat, each of shape (rows). */
  run(): Float64Array[][] {
    const { donors, permutations } = this
    const { rows, trees } = this.ranked
    const result = permutations.map((orders) => orders.map(() => new Float64Array(rows)))
    const own = new Float64Array(donors.rows)
    for (let first = 0; first < rows; first += donors.rows) {
      const size = Math.min(donors.rows, rows - first)
      own.fill(0)
      donors.load(first, size)
      for (let t = 0; t < trees.roots.length; t++) {
        for (let b = 0; b < size; b++) own[b] += this.walk(trees.roots[t], b, first + b)
      }
      donors.store(first, size, own, result)
    }
    return result
  }

  /** Leads a row to its leaf, and donors that leave its way to theirs; returns the share of the row's leaf. */
  private walk(root: number, b: number, row: number): number {
    const { groupOf, from, to, path } = this
    const { ranks, bounds, columns } = this.ranked
    const { feature, left, right } = this.ranked.trees
    const start = row * columns
    const length = this.findPath(root, b, start)
    for (let p = 0; p < length; p++) {
      const node = path[p]
      const g = groupOf[node]
      const low = from[g]
      const high = to[g]
      if (low === high) continue
      const middle = this.part(node, g, low, high)
      if (ranks[start + feature[node]] < bounds[node]) {
        to[g] = middle
        if (middle < high) this.follow(right[node], g, middle, high)
      } else {
        from[g] = middle
        if (low < middle) this.follow(left[node], g, low, middle)
      }
    }
    return this.share
  }

  /** Leads a row to its leaf, all donors with it. Returns how many nodes ask a group's column. */
  private findPath(root: number, b: number, start: number): number {
    const { groupOf, from, to, path, firstDonor } = this
    const { counts, donorsOfRow, groups } = this.donors
    const { ranks, bounds, shares } = this.ranked
    const { feature, left, right } = this.ranked.trees
    const donorStart = b * donorsOfRow
    const countStart = b * groups.length
    let length = 0
    let node = root
    while (feature[node] >= 0) {
      const g = groupOf[node]
      if (g >= 0) {
        path[length++] = node
        from[g] = donorStart + firstDonor[g]
        to[g] = from[g] + counts[countStart + g]
      }
      node = ranks[start + feature[node]] < bounds[node] ? left[node] : right[node]
    }
    this.place = b
    this.rowStart = start
    this.share = shares[node]
    return length
  }

  /** Leads donors that left the row's way to their leaves; the row answers for columns of other groups. */
  private follow(start: number, g: number, from: number, to: number): void {
    const { groupOf, rowStart } = this
    const { ranks, bounds, shares } = this.ranked
    const { feature, left, right } = this.ranked.trees
    let node = start
    let low = from
    while (feature[node] >= 0) {
      if (groupOf[node] !== g) {
        node = ranks[rowStart + feature[node]] < bounds[node] ? left[node] : right[node]
        continue
      }
      const middle = this.part(node, g, low, to)
      if (middle === to) {
        node = left[node]
        continue
      }
      if (low < middle) this.follow(left[node], g, low, middle)
      low = middle
      node = right[node]
    }
    const change = shares[node] - this.share
    if (change === 0) return
    const { order, changes } = this.donors
    for (let d = low; d < to; d++) changes[order[d]] += change
  }

  /** Puts donors that go left at a node before the others; returns where the others start. */
  private part(node: number, g: number, from: number, to: number): number {
    const { ranks, order, ranksOfRow, donorsOfRow } = this.donors
    const offset = this.place * (ranksOfRow - donorsOfRow) + this.rankOffset[node]
    const bound = this.ranked.bounds[node]
    if (this.single[g] === 1) return partSorted(ranks, bound, from + offset, to + offset) - offset
    let low = from
    let high = to - 1
    while (low <= high) {
      const donor = order[low]
      if (ranks[offset + donor] < bound) low++
      else {
        order[low] = order[high]
        order[high--] = donor
      }
    }
    return low
  }
}

/** Where ranks of the bound and more start in an ascending range of at least one. */
function partSorted(ranks: Int32Array, bound: number, from: number, to: number): number {
  let low = from
  let size = to - from
  while (size > 1) {
    const half = size >> 1
    // Not a branch: a processor cannot guess it.
    low += Number(ranks[low + half - 1] < bound) * half
    size -= half
  }
  return low + Number(ranks[low] < bound)
}
