import { ArgumentError, deriveSeed, Random } from '@one-click/core'

export interface FoldOptions {
  /** Number of folds. Default 5. */
  readonly folds?: number
  /** How many independent partitions. Default 1. */
  readonly repeats?: number
  /** Default 0. */
  readonly seed?: number
  /** Group of each row, shape (rows); rows of one group are never parted. Default: each row on its own. */
  readonly groups?: Int32Array
}

/** One split: row numbers, ascending, of the rows to fit on and of the rows held out. */
export interface Split {
  readonly repeat: number
  readonly fold: number
  readonly train: Int32Array
  readonly test: Int32Array
}

/**
 * The fold of each row, shape (rows), values 0 to folds - 1. Groups of several rows come first, the larger ones
 * before the smaller, in random order among equals, each into the fold where it leaves the counts of both classes
 * most even; then single rows, shuffled within each class, each into the fold with the fewest of its class, and of
 * those into the smallest. Without groups of several rows each class is spread over the folds evenly to within
 * one row, and so are the fold sizes.
 *
 * @param groups group of each row; default: each row on its own
 * @throws ArgumentError when a class has fewer groups than there are folds, or groups so large that some fold is
 *   left without a class
 * @example
 * ```ts
 * const fold = stratifiedFolds(Uint8Array.of(0, 0, 0, 0, 1, 1), 2, 1)
 * Array.of(0, 1).map((held) => fold.filter((own) => own === held).length) // → [3, 3]
 * ```
 */
export function stratifiedFolds(y: Uint8Array, folds: number, seed: number, groups?: Int32Array): Int32Array {
  if (!Number.isInteger(folds) || folds < 2)
    throw new ArgumentError('stratifiedFolds', 'needs 2 or more folds', folds)
  if (groups && groups.length !== y.length)
    throw new ArgumentError('stratifiedFolds', `needs a group for each of ${y.length} rows`, groups.length)
  const random = new Random(deriveSeed(seed, 'folds'))
  const { several, singles } = unitsOf(y, groups)
  groupsOfClasses(y, groups).forEach((count, label) => {
    if (count >= folds) return
    const what = groups ? 'groups of rows or more' : 'rows or more'
    throw new ArgumentError('stratifiedFolds', `needs ${folds} ${what} of class ${label}`, count)
  })
  const deal = new Deal(y, folds)
  for (const rows of inRandomOrder(several, random).sort((a, b) => b.length - a.length)) deal.group(rows)
  for (const rows of singles) for (const row of random.shuffle(rows)) deal.single(row)
  if (deal.lacksClass()) {
    throw new ArgumentError(
      'stratifiedFolds',
      `groups are too large for ${folds} folds with both classes each`,
    )
  }
  return deal.fold
}

/**
 * All splits of repeated stratified cross-validation; each repeat shuffles with a seed of its own.
 *
 * @example
 * ```ts
 * const splits = repeatedStratifiedSplits(Uint8Array.of(0, 0, 0, 1, 1, 1), { folds: 3, repeats: 2, seed: 1 })
 * splits.length // → 6
 * splits.map(({ train, test }) => [train.length, test.length])[0] // → [4, 2]
 * ```
 */
export function repeatedStratifiedSplits(y: Uint8Array, options: FoldOptions = {}): Split[] {
  const { folds = 5, repeats = 1, seed = 0, groups } = options
  const splits: Split[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const assigned = stratifiedFolds(y, folds, deriveSeed(seed, 'repeat', repeat), groups)
    for (let fold = 0; fold < folds; fold++) {
      const test = indicesWhere(assigned, fold)
      splits.push({ repeat, fold, train: indicesWhere(assigned, fold, false), test })
    }
  }
  return splits
}

/**
 * How many groups have a row of class 0, and of class 1: no more folds than that are possible.
 *
 * @example
 * ```ts
 * groupsOfClasses(Uint8Array.of(0, 0, 1), Int32Array.of(5, 5, 6)) // → [1, 1]
 * ```
 */
export function groupsOfClasses(y: Uint8Array, groups?: Int32Array): readonly [number, number] {
  const seen = [new Set<number>(), new Set<number>()]
  y.forEach((label, row) => {
    seen[label].add(groups ? groups[row] : row)
  })
  return [seen[0].size, seen[1].size]
}

/**
 * Groups of rows that are each on their own.
 *
 * @example
 * ```ts
 * Array.from(ungrouped(3)) // → [0, 1, 2]
 * ```
 */
export function ungrouped(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row)
}

/**
 * Rows of each group, ascending, groups by their first row.
 *
 * @example
 * ```ts
 * membersOfGroups(Int32Array.of(5, 6, 5)).map((rows) => Array.from(rows)) // → [[0, 2], [1]]
 * ```
 */
export function membersOfGroups(groups: Int32Array): Int32Array[] {
  const members = new Map<number, number[]>()
  groups.forEach((group, row) => {
    const rows = members.get(group)
    if (rows) rows.push(row)
    else members.set(group, [row])
  })
  return [...members.values()].map((rows) => Int32Array.from(rows))
}

/** The groups of several rows, and the other rows by class, ascending. */
function unitsOf(
  y: Uint8Array,
  groups: Int32Array | undefined,
): { several: Int32Array[]; singles: Int32Array[] } {
  const several = groups ? membersOfGroups(groups).filter((rows) => rows.length > 1) : []
  const grouped = new Uint8Array(y.length)
  for (const rows of several) for (const row of rows) grouped[row] = 1
  const singles = [0, 1].map((label) => indicesWhere(y, label).filter((row) => grouped[row] === 0))
  return { several, singles }
}

function inRandomOrder(groups: readonly Int32Array[], random: Random): Int32Array[] {
  const order = random.shuffle(Int32Array.from(groups, (_, i) => i))
  return Array.from(order, (i) => groups[i])
}

/** Rows dealt out to folds, with the count of each class in each fold. */
class Deal {
  readonly fold: Int32Array
  private readonly counts: readonly [Int32Array, Int32Array]

  constructor(
    private readonly y: Uint8Array,
    private readonly folds: number,
  ) {
    this.fold = new Int32Array(y.length)
    this.counts = [new Int32Array(folds), new Int32Array(folds)]
  }

  /** Into the fold where the sum of squared class counts grows least: the counts stay most even. */
  group(rows: Int32Array): void {
    const ones = rows.reduce((sum, row) => sum + this.y[row], 0)
    const zeros = rows.length - ones
    this.put(rows, (fold) => zeros * this.counts[0][fold] + ones * this.counts[1][fold])
  }

  single(row: number): void {
    const [zeros, ones] = this.counts
    const rows = this.fold.length + 1
    const own = this.counts[this.y[row]]
    this.put([row], (fold) => own[fold] * rows + zeros[fold] + ones[fold])
  }

  lacksClass(): boolean {
    return this.counts.some((counts) => counts.includes(0))
  }

  private put(rows: ArrayLike<number>, burden: (fold: number) => number): void {
    let least = 0
    for (let fold = 1; fold < this.folds; fold++) if (burden(fold) < burden(least)) least = fold
    for (let i = 0; i < rows.length; i++) {
      this.fold[rows[i]] = least
      this.counts[this.y[rows[i]]][least]++
    }
  }
}

/** Positions whose element equals (or, with `equal` false, differs from) the value, ascending. */
function indicesWhere(values: Uint8Array | Int32Array, value: number, equal = true): Int32Array {
  const found = new Int32Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) {
    if ((values[i] === value) === equal) found[count++] = i
  }
  return found.slice(0, count)
}
