import type { BackgroundRows } from './background-rows'
import type { BoxPatterns } from './box-patterns'
import type { RankedRows } from './ranked-rows'
import { blockQuestions } from './tree-blocks'

/** Questions by which cells are split at once. */
const questionsAtOnce = 3

/**
 * Rows gathered in cells for one block of a tree: the rows of a cell are inside the first node's box in the same
 * columns and answer all questions of the block alike, so that one of them can stand for all. Cell 0 holds the
 * rows that reach the block with no background row: it gives them nothing.
 */
export class RowCells {
  /** Number of cells, cell 0 included. */
  count = 0
  /** Cell of each row. */
  readonly cellOf: Int32Array
  /** For each cell the bits of the columns in which it is inside, at two places for each level of the block. */
  readonly bits: Int32Array
  /** Length of the bits at one place. */
  readonly stride: number
  private firstPlace = 0
  /** A row of each cell. */
  private readonly rowOf: Int32Array
  /** For each cell and combination of answers the new cell; before that, room for `gatherPatterns`. */
  private readonly parts: Int32Array

  constructor(private readonly ranked: RankedRows) {
    const { rows } = ranked
    this.stride = rows + 1
    this.cellOf = new Int32Array(rows)
    this.bits = new Int32Array(2 * (blockQuestions + 1) * this.stride)
    this.rowOf = new Int32Array(this.stride)
    this.parts = new Int32Array(2 ** questionsAtOnce * this.stride)
  }

  /** All rows in one cell, as at a root: its box has no bounds. */
  static ofAll(ranked: RankedRows): RowCells {
    const cells = new RowCells(ranked)
    cells.cellOf.fill(1)
    cells.bits[1] = -1
    cells.count = 2
    return cells
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
    above: RowCells,
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
    for (let cell = 1; cell < this.count; cell++) {
      this.bits[to + cell] = above.bits[from + above.cellOf[this.rowOf[cell]]]
    }
  }

  /** One cell for each different pattern, except those that meet no background row. */
  private gatherPatterns(
    above: RowCells,
    place: number,
    background: BackgroundRows,
    patterns: BoxPatterns,
  ): void {
    const { cellOf, rowOf, parts, stride } = this
    const newCells = parts.subarray(0, above.count)
    const cellOfPattern = parts.subarray(stride)
    patterns.gather(above.bits, above.start(place) + 1, above.count - 1, newCells.subarray(1))
    let count = 1
    for (let pattern = 0; pattern < patterns.size; pattern++) {
      cellOfPattern[pattern] = background.meets(~patterns.outside[pattern], place) ? count++ : 0
    }
    newCells[0] = 0
    for (let cell = 1; cell < above.count; cell++) newCells[cell] = cellOfPattern[newCells[cell]]
    for (let i = 0; i < cellOf.length; i++) {
      const cell = newCells[above.cellOf[i]]
      cellOf[i] = cell
      rowOf[cell] = i
    }
    this.count = count
  }

  /** Splits the cells by the answers at three nodes. */
  private split(nodeA: number, nodeB: number, nodeC: number): void {
    const { cellOf, rowOf, parts } = this
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
        8 * cellOf[i] -
        4 * ((ranks[columnA + i] - boundA) >> 31) -
        2 * ((ranks[columnB + i] - boundB) >> 31) -
        ((ranks[columnC + i] - boundC) >> 31)
      let cell = parts[part]
      if (cell < 0) {
        cell = parts[part] = count
        rowOf[count++] = i
      }
      cellOf[i] = cell
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
    for (let cell = 1; cell < count; cell++) {
      const goesLeft = (ranks[column + rowOf[cell]] - bound) >> 31
      const before = bits[from + cell]
      bits[left + cell] = before & (goesLeft | ~bit)
      bits[right + cell] = before & ~(goesLeft & bit)
    }
  }
}
