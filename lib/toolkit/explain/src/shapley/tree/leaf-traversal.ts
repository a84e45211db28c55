import { ArgumentError, type Matrix, matrix } from '@one-click/core'
import type { Trees } from '@one-click/learn'
import { BackgroundRows } from './background-rows'
import { BoxPatterns } from './box-patterns'
import { ClassContributions } from './class-contributions'
import { type RankedRows, rankRows } from './ranked-rows'
import { RowClasses } from './row-classes'
import { cutIntoBlocks, questionsOfBlock, type TreeBlocks } from './tree-blocks'
import { boxAmounts } from './tree-boxes'
import { checkPaths, TreePath } from './tree-path'

/** Rows walked together, so that what they need stays near the processor. */
const rowsAtOnce = 2000

/** What a box gives to the outputs: contributions of columns, or interactions of pairs. */
export interface LeafShares {
  /** Name of the public function, for errors. */
  readonly caller: string
  readonly outputs: number
  /** Writes the outputs to which a box at the end of the path gives something, and returns their number. */
  targets(path: TreePath, targets: Int32Array): number
  /**
   * Adds to `shares[r * width + k]` what the k-th of `width` targets gets in rows of pattern r, from background
   * rows of all patterns.
   * @param amounts for each background pattern the box's amount times the share of background rows
   */
  share(rows: BoxPatterns, background: BoxPatterns, amounts: Float64Array, shares: Float64Array): void
}

/** Adds up what every box of the trees gives to the outputs of every row, times `scale`; shape (rows, outputs). */
export function traverseLeaves(
  trees: Trees,
  x: Matrix,
  background: Matrix,
  leafShares: LeafShares,
  scale: number,
): Matrix {
  if (x.columns !== background.columns) {
    throw new ArgumentError(leafShares.caller, 'background needs the columns of x', background.columns)
  }
  if (background.rows === 0) throw new ArgumentError(leafShares.caller, 'background needs at least one row')
  checkPaths(leafShares.caller, trees, x.columns)
  const blocks = cutIntoBlocks(trees)
  const amounts = boxAmounts(trees).map((amount) => amount * scale)
  const values = matrix(x.rows, leafShares.outputs)
  for (let start = 0; start < x.rows; start += rowsAtOnce) {
    const end = Math.min(x.rows, start + rowsAtOnce)
    const rows = matrix(end - start, x.columns, x.values.subarray(start * x.columns, end * x.columns))
    new LeafTraversal(trees, blocks, amounts, rows, background, leafShares).addTo(values, start)
  }
  return values
}

/** Leads equivalence classes of rows, and the background rows, down the trees to every leaf and its box. */
class LeafTraversal {
  private readonly ranked: RankedRows
  private readonly background: BackgroundRows
  private readonly path: TreePath
  /** Contributions of the rows, output after output, and a spare column. */
  private readonly totals: Float64Array
  /** For each block on the way from the root to the current node. */
  private readonly open: { readonly classes: RowClasses; readonly contributions: ClassContributions }[] = []
  private openCount = 0
  /** At the current box: the patterns of classes and background rows, and what belongs to them. */
  private readonly rowPatterns: BoxPatterns
  private readonly backgroundPatterns: BoxPatterns
  private readonly patternOf: Int32Array
  private readonly patternOfBackground: Int32Array
  private readonly patternAmounts: Float64Array
  private readonly targets: Int32Array
  private readonly shares: Float64Array

  constructor(
    private readonly trees: Trees,
    private readonly blocks: TreeBlocks,
    private readonly amounts: Float64Array,
    private readonly x: Matrix,
    background: Matrix,
    private readonly leafShares: LeafShares,
  ) {
    const [ranked, rankedBackground] = rankRows(trees, [x, background])
    const { outputs } = leafShares
    this.ranked = ranked
    this.background = new BackgroundRows(rankedBackground, blocks.levels)
    this.path = new TreePath(x.columns)
    this.totals = new Float64Array((outputs + 1) * x.rows)
    this.rowPatterns = new BoxPatterns(x.rows)
    this.backgroundPatterns = new BoxPatterns(background.rows)
    this.patternOf = new Int32Array(x.rows)
    this.patternOfBackground = new Int32Array(background.rows)
    this.patternAmounts = new Float64Array(background.rows)
    this.targets = new Int32Array(outputs)
    this.shares = new Float64Array(x.rows * outputs)
  }

  /** Walks all trees and writes the contributions of the rows into a matrix, from one of its rows on. */
  addTo(values: Matrix, start: number): void {
    const { x, totals } = this
    const all = RowClasses.ofAll(this.ranked)
    for (const root of this.trees.roots) this.walkBlock(root, 0, all)
    for (let i = 0; i < x.rows; i++) {
      for (let k = 0; k < values.columns; k++) {
        values.values[(start + i) * values.columns + k] = totals[k * x.rows + i]
      }
    }
  }

  private walkBlock(first: number, place: number, above: RowClasses): void {
    const { trees, blocks, x, leafShares } = this
    this.open[this.openCount] ??= {
      classes: new RowClasses(this.ranked),
      contributions: new ClassContributions(x.rows, leafShares.outputs),
    }
    const { classes, contributions } = this.open[this.openCount++]
    const questions = questionsOfBlock(trees, blocks, first)
    classes.gather(above, place, this.background, questions, this.rowPatterns)
    if (classes.count > 1) {
      this.walk(first, place, classes, contributions)
      contributions.addTo(this.totals, classes.classOf)
    }
    this.openCount--
  }

  private walk(node: number, place: number, classes: RowClasses, contributions: ClassContributions): void {
    const { trees, path, background } = this
    if (this.amounts[node] !== 0) this.addBox(node, place, classes, contributions)
    const column = trees.feature[node]
    if (column < 0) return
    const added = path.add(column)
    const bit = path.bitOf[column]
    const below = 2 * (place >> 1) + 2
    background.step(node, bit, place, below)
    classes.step(node, bit, place, below)
    this.walkChild(trees.left[node], below, classes, contributions)
    this.walkChild(trees.right[node], below + 1, classes, contributions)
    if (added) path.drop()
  }

  private walkChild(
    node: number,
    place: number,
    classes: RowClasses,
    contributions: ClassContributions,
  ): void {
    if (this.blocks.begins[node] === 1) this.walkBlock(node, place, classes)
    else this.walk(node, place, classes, contributions)
  }

  private addBox(node: number, place: number, classes: RowClasses, contributions: ClassContributions): void {
    const { path, targets, rowPatterns, backgroundPatterns, patternOf, patternAmounts, shares } = this
    const width = this.leafShares.targets(path, targets)
    if (width === 0) return
    this.gatherBackground(this.amounts[node], place)
    rowPatterns.gather(classes.bits, classes.start(place) + 1, classes.count - 1, patternOf)
    shares.fill(0, 0, width * rowPatterns.size)
    this.leafShares.share(rowPatterns, backgroundPatterns, patternAmounts, shares)
    contributions.add(targets, width, shares, patternOf, classes.count)
  }

  private gatherBackground(amount: number, place: number): void {
    const { background, backgroundPatterns, patternOfBackground, patternAmounts } = this
    const { bits, count } = background
    backgroundPatterns.gather(bits, place * count, count, patternOfBackground)
    backgroundPatterns.arrange(this.path.depth)
    patternAmounts.fill(0, 0, backgroundPatterns.size)
    for (let b = 0; b < count; b++) patternAmounts[patternOfBackground[b]] += amount / count
  }
}
