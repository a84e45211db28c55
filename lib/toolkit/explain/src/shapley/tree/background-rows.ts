import type { RankedRows } from './ranked-rows'

/**
 * The background rows on their way down a tree: for each row the bits of the columns in which it is inside the
 * node's box, at two places for each level of the tree.
 */
export class BackgroundRows {
  readonly count: number
  readonly bits: Int32Array

  /** @param levels of the deepest tree */
  constructor(
    private readonly ranked: RankedRows,
    levels: number,
  ) {
    this.count = ranked.rows
    this.bits = new Int32Array(2 * (levels + 1) * this.count).fill(-1, 0, this.count)
  }

  /** Writes the bits at both children of a node: the left one's to place `to`, the right one's after it. */
  step(node: number, bit: number, place: number, to: number): void {
    const { bits, count } = this
    const { ranks, asked, bounds } = this.ranked
    const column = asked[node] * count
    const bound = bounds[node]
    const from = place * count
    const left = to * count
    const right = left + count
    for (let b = 0; b < count; b++) {
      const goesLeft = (ranks[column + b] - bound) >> 31
      const before = bits[from + b]
      bits[left + b] = before & (goesLeft | ~bit)
      bits[right + b] = before & ~(goesLeft & bit)
    }
  }

  /** Whether a row with these bits reaches the node together with some background row. */
  meets(bits: number, place: number): boolean {
    const { count } = this
    const from = place * count
    for (let b = 0; b < count; b++) if ((bits | this.bits[from + b]) === -1) return true
    return false
  }
}
