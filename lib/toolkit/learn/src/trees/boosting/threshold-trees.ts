import { TreeBuilder, type Trees } from '../trees'
import type { LeafSplit } from './boosting-kernel'
import type { BinnedTable } from './feature-bins'
import type { GrownTree } from './leaf-wise-tree'

/** Neighbouring bins that go to one side, up to `last`. */
interface Run {
  readonly last: number
  readonly child: number
}

/**
 * Writes grown trees as trees of thresholds alone. A set of categories becomes thresholds between neighbouring codes
 * that go to different sides, and the branch of a side is repeated for each of its runs of codes: whatever predicts,
 * explains or exports trees takes these. Codes that cannot occur at a node join the run they stand in. A repeated
 * node keeps the cover of the one it repeats.
 */
export class ThresholdTreeWriter {
  private readonly builder = new TreeBuilder()
  /** For each column of categories a bit for each bin that can occur at the node at work. */
  private readonly possible: Uint32Array
  private trees = 0

  constructor(private readonly table: BinnedTable) {
    this.possible = new Uint32Array(table.columns).fill(0xffffffff)
  }

  add(tree: GrownTree): void {
    this.trees++
    this.builder.startTree()
    this.write(tree, 0)
  }

  /** All trees; a leaf that adds nothing when there is none. @param rows cover of that leaf */
  finish(rows: number): Trees {
    if (this.trees === 0) this.add({ splits: [undefined], left: [0], values: [0], covers: [rows] })
    return this.builder.finish()
  }

  private write(tree: GrownTree, node: number): number {
    const split = tree.splits[node]
    if (!split) return this.builder.addLeaf(tree.values[node], tree.covers[node])
    const left = tree.left[node]
    if (this.table.isCategory[split.column] === 1)
      return this.writeRuns(tree, node, split, this.runsOf(split, left))
    const copy = this.builder.addLeaf(tree.values[node], tree.covers[node])
    this.builder.split(copy, split.column, this.table.thresholds[split.column][split.bin])
    this.write(tree, left)
    this.builder.setRight(copy, this.write(tree, left + 1))
    return copy
  }

  private writeRuns(tree: GrownTree, node: number, split: LeafSplit, runs: readonly Run[]): number {
    const { possible, builder, table } = this
    const { column } = split
    const [{ last, child }, ...rest] = runs
    const before = possible[column]
    const isFirst = last === 31 ? 0xffffffff : (1 << (last + 1)) - 1
    if (rest.length === 0) return this.write(tree, child)
    const copy = builder.addLeaf(tree.values[node], tree.covers[node])
    builder.split(copy, column, table.thresholds[column][last])
    possible[column] = before & isFirst
    this.write(tree, child)
    possible[column] = before & ~isFirst
    builder.setRight(copy, this.writeRuns(tree, node, split, rest))
    possible[column] = before
    return copy
  }

  private runsOf({ column, set }: LeafSplit, left: number): Run[] {
    const runs: Run[] = []
    const count = this.table.thresholds[column].length + 1
    for (let bin = 0; bin < count; bin++) {
      if (((this.possible[column] >>> bin) & 1) === 0) continue
      const child = ((set >>> bin) & 1) === 1 ? left : left + 1
      if (runs.length > 0 && runs[runs.length - 1].child === child) runs.pop()
      runs.push({ last: bin, child })
    }
    return runs
  }
}
