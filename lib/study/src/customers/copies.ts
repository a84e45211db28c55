import { DisjointSets } from '@one-click/core'
import { monthlyInputs } from './features'
import type { JoinedColumns } from './join'

/** Customers with the same amounts, month by month. */
export interface EqualAmounts {
  readonly kind: 'amounts'
  /** Rows of market_file.csv, ascending, two or more. */
  readonly rows: readonly number[]
}

/** A run of customers, one after the other in the file, that repeats another run in some columns. */
export interface RepeatedRun {
  readonly kind: 'run'
  /** First row of the earlier run. */
  readonly first: number
  /** First row of the later run. */
  readonly second: number
  /** Customers in each of the two. */
  readonly length: number
}

/** The copies among the customers of four tables. */
export interface Copies {
  readonly amounts: readonly EqualAmounts[]
  readonly runs: readonly RepeatedRun[]
  /**
   * Group of each row of market_file.csv, numbered by first appearance: customers who are copies of each other,
   * directly or through others, share one; everyone else is a group of its own.
   */
  readonly groups: Int32Array
}

/** The columns whose repetition in consecutive rows betrays a copied block. */
export const runColumns = ['serviceTier', 'tenureDays', 'categoriesPerVisit', 'unpaidItems'] as const

/**
 * Equality is taken for a copy only where chance would hardly bring it about: fewer than this many such
 * coincidences expected in the whole file, were columns independent of each other.
 */
const expectedByChance = 0.01

/**
 * Finds customers who are copies of others, wholly or in part: those equal in every monthly amount, and runs of
 * two or more consecutive rows that repeat others in tier, tenure, categories and unpaid items. Where values are
 * so common that chance explains the equality (a column of zeros, a table of few values), nothing is called a
 * copy. A customer that a table lacks has no amounts to compare.
 *
 * A model that learned from one copy has seen the other, so no split may part them.
 *
 * @param columns as `joinTables` gives them
 */
export function findCopies(columns: JoinedColumns): Copies {
  const count = (columns.id as Float64Array).length
  const amounts = equalAmounts(columns, count)
  const together = new DisjointSets(count)
  for (const { rows } of amounts) for (const row of rows) together.join(rows[0], row)
  const runs = repeatedRuns(columns, count).filter(
    ({ first, second, length }) =>
      !everyRow(length, (i) => together.find(first + i) === together.find(second + i)),
  )
  for (const { first, second, length } of runs) {
    for (let i = 0; i < length; i++) together.join(first + i, second + i)
  }
  return { amounts, runs, groups: together.numbered() }
}

type Column = Float64Array | readonly string[]

function equalAmounts(columns: JoinedColumns, count: number): EqualAmounts[] {
  const months = monthlyInputs.map(({ name }) => columns[name] as Float64Array)
  const rarity = new Rarity(months, count)
  const found = new Map<string, number[]>()
  for (let row = 0; row < count; row++) {
    if (months.some((values) => Number.isNaN(values[row]))) continue
    const key = months.map((values) => values[row]).join()
    const rows = found.get(key)
    if (rows) rows.push(row)
    else found.set(key, [row])
  }
  return [...found.values()]
    .filter((rows) => rows.length > 1 && rarity.pairsExpected(rows[0], 1) < expectedByChance)
    .map((rows) => ({ kind: 'amounts', rows }))
}

/** Longest repeated runs, none inside another at the same distance, in the order of the file. */
function repeatedRuns(columns: JoinedColumns, count: number): RepeatedRun[] {
  const block = runColumns.map((name) => columns[name])
  const rarity = new Rarity(block, count)
  const keys = Array.from({ length: count }, (_, row) => block.map((values) => values[row]).join('\u0000'))
  const starts = new Map<string, number[]>()
  const runs: RepeatedRun[] = []
  /** For each distance, the row up to which the earlier run has been followed. */
  const followed = new Map<number, number>()
  for (let second = 0; second + 1 < count; second++) {
    const pair = `${keys[second]}\u0001${keys[second + 1]}`
    const earlier = starts.get(pair)
    if (!earlier) {
      starts.set(pair, [second])
      continue
    }
    // Where values are common, every row repeats many others: no copies, and too many pairs to follow.
    if (rarity.pairsExpected(second, 2) >= expectedByChance) continue
    for (const first of earlier) {
      const distance = second - first
      if (second < (followed.get(distance) ?? 0)) continue
      let length = 2
      while (length < distance && second + length < count && keys[first + length] === keys[second + length]) {
        length++
      }
      followed.set(distance, second + length)
      runs.push({ kind: 'run', first, second, length })
    }
    earlier.push(second)
  }
  return runs.sort((a, b) => a.first - b.first || a.second - b.second)
}

/** How common the values of a row are, column by column. */
class Rarity {
  private readonly shares: readonly ReadonlyMap<number | string, number>[]

  constructor(
    private readonly columns: readonly Column[],
    private readonly count: number,
  ) {
    this.shares = columns.map((values) => {
      const counts = new Map<number | string, number>()
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
      return counts
    })
  }

  /**
   * Pairs of places in the whole file at which chance is expected to put the values of `length` rows from `row`
   * on, were columns and rows independent.
   */
  pairsExpected(row: number, length: number): number {
    let expected = this.count ** 2 / 2
    for (let i = row; i < row + length; i++) {
      this.columns.forEach((values, c) => {
        expected *= this.shares[c].get(values[i])! / this.count
      })
    }
    return expected
  }
}

function everyRow(length: number, test: (i: number) => boolean): boolean {
  for (let i = 0; i < length; i++) if (!test(i)) return false
  return true
}
