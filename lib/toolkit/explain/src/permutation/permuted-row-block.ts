import type { Matrix } from '@one-click/core'
import type { RowPermutations } from './permutable-model'
import type { RankedTrees } from './ranked-trees'
import { Donors, rowPatterns } from './row-patterns'

/** Donors of a block of rows: few enough to stay in the cache while all trees are walked. */
const donorsOfBlock = 1 << 14

/** A group of columns, and where its donors stand. */
interface DonorGroup {
  readonly columns: ArrayLike<number>
  readonly donors: Donors
  /** A row with each pattern of the group's columns. */
  readonly example: Int32Array
  /** Places of the group's first donor among a row's donors, and of its first rank among a row's ranks. */
  readonly firstDonor: number
  readonly firstRank: number
}

/** A block of rows with the donors of all groups, and what their values change in the sum over trees. */
export class PermutedRowBlock {
  /** Most rows of a block. */
  readonly rows: number
  readonly groups: readonly DonorGroup[]
  /** Room for one row's donors of all groups, and for their ranks. */
  readonly donorsOfRow: number
  readonly ranksOfRow: number
  /** How many donors each row has in each group, shape (rows, groups). */
  readonly counts: Int32Array
  /** Ranks of the donors' values: for each row, group and column of it one number a donor. */
  readonly ranks: Int32Array
  /** What a donor's values change in the sum of leaf shares, shape (rows, donors). */
  readonly changes: Float64Array
  /** Donors by their place in `changes`, shape (rows, donors); a walk may reorder those of one row and group. */
  readonly order: Int32Array

  constructor(
    private readonly ranked: RankedTrees,
    x: Matrix,
    groups: readonly ArrayLike<number>[],
    permutations: RowPermutations,
  ) {
    let donorsOfRow = 0
    let ranksOfRow = 0
    this.groups = groups.map((columns, g) => {
      const patterns = rowPatterns(x, columns)
      const donors = new Donors(patterns, permutations[g])
      const group = {
        columns,
        donors,
        example: patterns.example,
        firstDonor: donorsOfRow,
        firstRank: ranksOfRow,
      }
      donorsOfRow += donors.capacity
      ranksOfRow += donors.capacity * columns.length
      return group
    })
    this.donorsOfRow = donorsOfRow
    this.ranksOfRow = ranksOfRow
    this.rows = Math.min(x.rows, Math.max(1, Math.floor(donorsOfBlock / Math.max(1, donorsOfRow))))
    this.counts = new Int32Array(this.rows * groups.length)
    this.ranks = new Int32Array(this.rows * ranksOfRow)
    this.changes = new Float64Array(this.rows * donorsOfRow)
    this.order = new Int32Array(this.rows * donorsOfRow)
  }

  /** Gathers the donors of `size` rows from `first` on; nothing is changed yet. */
  load(first: number, size: number): void {
    const { groups, counts, donorsOfRow, order } = this
    this.changes.fill(0)
    for (let d = 0; d < size * donorsOfRow; d++) order[d] = d
    for (let b = 0; b < size; b++) {
      for (let g = 0; g < groups.length; g++) {
        groups[g].donors.load(first + b)
        counts[b * groups.length + g] = groups[g].donors.count
        this.loadRanks(b, groups[g])
      }
    }
  }

  private loadRanks(b: number, { columns, donors, example, firstRank }: DonorGroup): void {
    const { ranks, columns: width } = this.ranked
    const { count, patterns, capacity } = donors
    for (let k = 0; k < columns.length; k++) {
      const start = b * this.ranksOfRow + firstRank + k * capacity
      for (let d = 0; d < count; d++) {
        this.ranks[start + d] = ranks[example[patterns[d]] * width + columns[k]]
      }
    }
  }

  /**
   * Writes the permuted scores of the loaded rows.
   * @param own sum of leaf shares of each row as it is
   * @param result by group and repeat, each of shape (all rows)
   */
  store(first: number, size: number, own: Float64Array, result: readonly (readonly Float64Array[])[]): void {
    const { changes, donorsOfRow } = this
    const { divisor } = this.ranked
    this.groups.forEach(({ donors, firstDonor }, g) => {
      for (let b = 0; b < size; b++) {
        donors.load(first + b)
        const start = b * donorsOfRow + firstDonor
        for (let r = 0; r < result[g].length; r++) {
          const place = donors.places[r]
          result[g][r][first + b] = (place < 0 ? own[b] : own[b] + changes[start + place]) / divisor
        }
      }
    })
  }
}
