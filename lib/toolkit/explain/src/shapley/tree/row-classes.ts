import type { BackgroundRows } from './background-rows'
import type { BoxPatterns } from './box-patterns'
import type { RankedRows } from './ranked-rows'
import { blockQuestions } from './tree-blocks'

/** Questions by which classes are split at once. */
const questionsAtOnce = 3

/**
 * Equivalence classes of rows for one block of a tree: the rows of a class are inside the first node's box in the same
 * columns and answer all questions of the block alike, so that one of them can stand for all. Class 0 holds the
 * rows that reach the block with no background row: it gives them nothing.
 */
export class RowClasses {
  /** Number of classes, class 0 included. */
  count = 0
  /** Cell of each row. */
  readonly classOf: Int32Array
  /** For each class the bits of the columns in which it is inside, at two places for each level of the block. */
  readonly bits: Int32Array
  /** Length of the bits at one place. */
  readonly stride: number
  private firstPlace = 0
  /** A row of each class. */
  private readonly rowOf: Int32Array
  /** For each class and combination of answers the new class; before that, room for `gatherPatterns`. */
  private readonly parts: Int32Array

  constructor(private readonly ranked: RankedRows) {
    const { rows } = ranked
    this.stride = rows + 1
    this.classOf = new Int32Array(rows)
    this.bits = new Int32Array(2 * (blockQuestions + 1) * this.stride)
    this.rowOf = new Int32Array(this.stride)
    this.parts = new Int32Array(2 ** questionsAtOnce * this.stride)
  }

  /** All rows in one class, as at a root: its box has no bounds. */
  static ofAll(ranked: RankedRows): RowClasses {
    const classes = new RowClasses(ranked)
    classes.classOf.fill(1)
    classes.bits[1] = -1
    classes.count = 2
    return classes
  }

  /** Where the bits at a place of the tree begin; level l of a tree has the places 2l and 2l + 1. */
  start(place: number): number {
    return (place - this.firstPlace) * this.stride
  }

  /**
   * Gathers the rows for a block that begins at `place`, below the block of `above`.
   * @param questions nodes of the block that ask @param patterns lent for the purpose
   */
  gather(
    above: RowClasses,
    place: number,
    background: BackgroundRows,
    questions: readonly number[],
    patterns: BoxPatterns,
  ): void {
    this.firstPlace = place - (place & 1)
    this.gatherPatterns(above, place, background, patterns)
    for (let q = 0; q < questions.length; q += questionsAtOnce) {
      const last = questions.length - 1
      this.split(questions[q], questions[Math.min(q + 1, last)], questions[Math.min(q + 2, last)])
    }
    const from = above.start(place)
    const to = this.start(place)
    for (let rowClass = 1; rowClass < this.count; rowClass++) {
      this.bits[to + rowClass] = above.bits[from + above.classOf[this.rowOf[rowClass]]]
    }
  }

  /** One class for each different pattern, except those that meet no background row. */
  private gatherPatterns(
    above: RowClasses,
    place: number,
    background: BackgroundRows,
    patterns: BoxPatterns,
  ): void {
    const { classOf, rowOf, parts, stride } = this
    const newClasses = parts.subarray(0, above.count)
    const classOfPattern = parts.subarray(stride)
    patterns.gather(above.bits, above.start(place) + 1, above.count - 1, newClasses.subarray(1))
    let count = 1
    for (let pattern = 0; pattern < patterns.size; pattern++) {
      classOfPattern[pattern] = background.meets(~patterns.outside[pattern], place) ? count++ : 0
    }
    newClasses[0] = 0
    for (let rowClass = 1; rowClass < above.count; rowClass++)
      newClasses[rowClass] = classOfPattern[newClasses[rowClass]]
    for (let i = 0; i < classOf.length; i++) {
      const rowClass = newClasses[above.classOf[i]]
      classOf[i] = rowClass
      rowOf[rowClass] = i
    }
    this.count = count
  }

  /** Splits the classes by the answers at three nodes. */
  private split(nodeA: number, nodeB: number, nodeC: number): void {
    const { classOf, rowOf, parts } = this
    const { rows, ranks, asked, bounds } = this.ranked
    const columnA = asked[nodeA] * rows
    const columnB = asked[nodeB] * rows
    const columnC = asked[nodeC] * rows
    const boundA = bounds[nodeA]
    const boundB = bounds[nodeB]
    const boundC = bounds[nodeC]
    parts.fill(0, 0, 8)
    parts.fill(-1, 8, 8 * this.count)
    let count = 1
    for (let i = 0; i < rows; i++) {
      // A sign bit is an answer: shifted down, it is −1 for left and 0 for right.
      const part =
        8 * classOf[i] -
        4 * ((ranks[columnA + i] - boundA) >> 31) -
        2 * ((ranks[columnB + i] - boundB) >> 31) -
        ((ranks[columnC + i] - boundC) >> 31)
      let rowClass = parts[part]
      if (rowClass < 0) {
        rowClass = parts[part] = count
        rowOf[count++] = i
      }
      classOf[i] = rowClass
    }
    this.count = count
  }

  /** Writes the bits at both children of a node: the left one's to place `to`, the right one's after it. */
  step(node: number, bit: number, place: number, to: number): void {
    const { bits, rowOf, count } = this
    const { rows, ranks, asked, bounds } = this.ranked
    const column = asked[node] * rows
    const bound = bounds[node]
    const from = this.start(place)
    const left = this.start(to)
    const right = left + this.stride
    for (let rowClass = 1; rowClass < count; rowClass++) {
      const goesLeft = (ranks[column + rowOf[rowClass]] - bound) >> 31
      const before = bits[from + rowClass]
      bits[left + rowClass] = before & (goesLeft | ~bit)
      bits[right + rowClass] = before & ~(goesLeft & bit)
    }
  }
}
