import { ArgumentError, startKernel } from '@one-click/core'
import { kernelCode } from './boosting-kernel-code'
import type { BinnedTable } from './feature-bins'

/** What assembly/boosting.ts exports. */
interface KernelExports {
  derive(
    rows: number,
    count: number,
    scores: number,
    labels: number,
    gradientScale: number,
    hessianScale: number,
    countBits: bigint,
    pairs: number,
    total: number,
  ): void
  addUp(
    bins: number,
    stride: number,
    rows: number,
    start: number,
    end: number,
    pairs: number,
    cells: number,
    binCounts: number,
    firstQuad: number,
    lastQuad: number,
  ): void
  subtract(from: number, cells: number, binCounts: number, firstQuad: number, lastQuad: number): void
  setRules(
    bits: bigint,
    gradient: number,
    hessian: number,
    rows: bigint,
    weight: number,
    penalty: number,
    gain: number,
    smoothing: number,
    categoryPenalty: number,
  ): void
  findSplit(
    leaf: number,
    cells: number,
    binCounts: number,
    kinds: number,
    firstQuad: number,
    lastQuad: number,
    order: number,
  ): void
  divide(leaf: number, right: number): void
  leafValue(cell: number, penalty: number): number
  rowsOf(cell: number): number
  part(
    bins: number,
    rows: number,
    start: number,
    end: number,
    bin: number,
    set: number,
    spare: number,
  ): number
  addValue(rows: number, start: number, end: number, scores: number, value: number): void
}

/** What a split has to keep to, and what it is punished for. */
export interface BoostingRules {
  /** Leaves of a tree at most. */
  readonly leaves: number
  /** Fewest rows in a leaf, and least sum of their second derivatives. */
  readonly minLeaf: number
  readonly minLeafWeight: number
  /** Added to a leaf's sum of second derivatives. */
  readonly l2: number
  /** What a split has to take off the loss more than nothing (twice the loss, as all gains). */
  readonly minGain: number
  readonly categorySmoothing: number
  readonly categoryL2: number
}

/** A split found: rows with up to `bin`, or of the bins of `set` where that is not 0, go left. */
export interface LeafSplit {
  readonly column: number
  readonly bin: number
  readonly set: number
}

/** 260 cells of 16 bytes, for four columns. */
const quadBytes = 4 * 260 * 16
/** The most that a kernel can address, less the page it starts with. */
const mostBytes = 2 ** 32 - 2 * 65_536
/** Of a leaf: its sums, and the best split found; see `findSplit` in assembly/boosting.ts. */
const leafBytes = 64

/**
 * The numbers that boosting works on, in one memory, and the loops over them. Derivatives are whole numbers of a
 * small unit, chosen so that the sums of all rows are exact.
 */
export class BoostingKernel {
  /** Log-odds of each row, shape (rows). */
  readonly scores: Float64Array
  /** Row numbers; those of each leaf stand together. */
  readonly rows: Uint32Array
  /** 0: the column is not asked, 1: numbers, 2: categories; shape (columns). */
  readonly kinds: Uint8Array
  private readonly kernel: ReturnType<typeof startKernel<KernelExports>>
  private readonly place: Readonly<Record<string, number>>
  private readonly quads: number
  private readonly leafFloats: Float64Array
  private readonly leafIntegers: Int32Array
  private readonly gradientScale: number
  private readonly hessianScale: number
  private readonly countBits: bigint

  constructor(
    private readonly table: BinnedTable,
    labels: Uint8Array,
    private readonly rules: BoostingRules,
  ) {
    const { rows, stride, bins, columnBins, thresholds } = table
    this.quads = stride / 4
    let end = 0
    const room = (bytes: number) => {
      const start = end
      end = Math.ceil((start + bytes) / 64) * 64
      return start
    }
    this.place = {
      bins: room(bins.length),
      columnBins: room(columnBins.length),
      binCounts: room(2 * stride),
      kinds: room(stride),
      labels: room(rows),
      scores: room(8 * rows),
      pairs: room(16 * rows),
      rows: room(4 * rows),
      spare: room(4 * rows),
      order: room(256 + 32),
      leaves: room(leafBytes * rules.leaves),
      histograms: room(rules.leaves * this.quads * quadBytes),
    }
    if (end > mostBytes)
      throw new ArgumentError(
        'boosted-trees.fit',
        'needs more than 4 GB for so many rows, columns and leaves; take fewer leaves or a larger minLeaf',
        `${rows} rows, ${table.columns} columns, ${rules.leaves} leaves`,
      )
    this.kernel = startKernel<KernelExports>(kernelCode, end)
    const { buffer } = this.kernel.memory
    const { place } = this
    new Uint8Array(buffer).set(bins, place.bins)
    new Uint8Array(buffer).set(columnBins, place.columnBins)
    new Uint8Array(buffer).set(labels, place.labels)
    // A column that only fills up four has one bin.
    const binCounts = new Uint16Array(buffer, place.binCounts, stride).fill(1)
    for (const [j, own] of thresholds.entries()) binCounts[j] = own.length + 1
    this.kinds = new Uint8Array(buffer, place.kinds, table.columns)
    this.scores = new Float64Array(buffer, place.scores, rows)
    this.rows = new Uint32Array(buffer, place.rows, rows)
    this.leafFloats = new Float64Array(buffer, place.leaves, 8 * rules.leaves)
    this.leafIntegers = new Int32Array(buffer, place.leaves, 16 * rules.leaves)
    // The sum of gradients is below 2^countBits, that of second derivatives below a quarter of it.
    const countBits = 32 - Math.clz32(rows)
    this.countBits = BigInt(countBits)
    this.gradientScale = 2 ** Math.min(50, 62 - countBits)
    this.hessianScale = 2 ** Math.min(50, 64 - 2 * countBits)
    this.kernel.setRules(
      this.countBits,
      1 / this.gradientScale,
      1 / this.hessianScale,
      BigInt(rules.minLeaf),
      rules.minLeafWeight,
      rules.l2,
      rules.minGain,
      rules.categorySmoothing,
      rules.categoryL2,
    )
  }

  /** Derivatives of the first `count` of the rows, and their sums as leaf 0. */
  derive(count: number): void {
    const { rows, scores, labels, pairs, leaves } = this.place
    const { gradientScale, hessianScale, countBits } = this
    this.kernel.derive(rows, count, scores, labels, gradientScale, hessianScale, countBits, pairs, leaves)
  }

  /** Fills a histogram from rows at start..end−1. */
  addUp(histogram: number, start: number, end: number): void {
    const { bins, rows, pairs, binCounts } = this.place
    const cells = this.histogramAt(histogram)
    this.kernel.addUp(bins, this.table.stride, rows, start, end, pairs, cells, binCounts, 0, this.quads)
  }

  /** Takes a histogram from another, which stays as its sibling's. */
  subtract(from: number, histogram: number): void {
    this.kernel.subtract(
      this.histogramAt(from),
      this.histogramAt(histogram),
      this.place.binCounts,
      0,
      this.quads,
    )
  }

  /** Looks for the best split of a leaf; its gain, 0 where there is none. */
  findSplit(leaf: number, histogram: number): number {
    const { binCounts, kinds, order } = this.place
    const cells = this.histogramAt(histogram)
    this.kernel.findSplit(this.leafAt(leaf), cells, binCounts, kinds, 0, this.quads, order)
    return this.leafFloats[8 * leaf + 2]
  }

  /** The split that was found for a leaf. */
  splitOf(leaf: number): LeafSplit {
    const at = 16 * leaf
    const { leafIntegers } = this
    return { column: leafIntegers[at + 6], bin: leafIntegers[at + 7], set: leafIntegers[at + 8] >>> 0 }
  }

  /** Carries out the split found for a leaf on its sums: the left side stays, the right one is another leaf. */
  divide(leaf: number, right: number): void {
    this.kernel.divide(this.leafAt(leaf), this.leafAt(right))
  }

  /** Puts the rows at start..end−1 that go left first; where the others start. */
  part(start: number, end: number, { column, bin, set }: LeafSplit): number {
    const { columnBins, rows, spare } = this.place
    return start + this.kernel.part(columnBins + column * this.table.rows, rows, start, end, bin, set, spare)
  }

  /** The best value of a leaf. @param afterCategories whether the split that made it asks for categories */
  leafValue(leaf: number, afterCategories: boolean): number {
    const { l2, categoryL2 } = this.rules
    return this.kernel.leafValue(this.leafAt(leaf), afterCategories ? l2 + categoryL2 : l2)
  }

  /** Rows that were derived and are in a leaf. */
  rowsOf(leaf: number): number {
    return this.kernel.rowsOf(this.leafAt(leaf))
  }

  /** Adds a value to the scores of the rows at start..end−1. */
  addValue(start: number, end: number, value: number): void {
    this.kernel.addValue(this.place.rows, start, end, this.place.scores, value)
  }

  private leafAt(leaf: number): number {
    return this.place.leaves + leafBytes * leaf
  }

  private histogramAt(histogram: number): number {
    return this.place.histograms + histogram * this.quads * quadBytes
  }
}
