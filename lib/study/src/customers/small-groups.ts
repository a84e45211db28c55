import type { Share } from '@one-click/statistics'

/** Groups of fewer customers than this are not shown by themselves. */
export const minShownCustomers = 5

/** Whether a count tells of so few customers; none is none. */
export const isFew = (customers: number, fewest = minShownCustomers): boolean =>
  customers > 0 && customers < fewest

/** Whether a share of customers tells of few: of those who make it up, or of the others. */
export const tellsOfFew = ({ events, total }: Share): boolean => isFew(events) || isFew(total - events)

/** A group that is counted in customers. */
export interface CountedGroup {
  readonly customers: number
}

/**
 * Which groups have to be merged so that no one can be told from the counts: those with fewer than `fewest`
 * customers and, while these together are fewer than `fewest`, the next smallest, because a single hidden group
 * follows from the total. Groups without customers tell of no one and are not merged.
 *
 * @param counts customers of each group @returns positions in `counts`, rising
 */
export function groupsToMerge(counts: readonly number[], fewest = minShownCustomers): number[] {
  const bySize = counts
    .flatMap((customers, group) => (customers > 0 ? [{ customers, group }] : []))
    .sort((a, b) => a.customers - b.customers || b.group - a.group)
  const merged: number[] = []
  let hidden = 0
  for (const { customers, group } of bySize) {
    if (customers >= fewest && (hidden === 0 || hidden >= fewest)) break
    merged.push(group)
    hidden += customers
  }
  return merged.sort((a, b) => a - b)
}

/**
 * The groups that can be shown, in their order, and last the one that stands for the small ones. Groups without
 * customers are left out; where all customers together are fewer than `fewest`, nothing is left.
 *
 * @param merge makes one group of several, such as "other"
 */
export function mergeSmallGroups<Group extends CountedGroup>(
  groups: readonly Group[],
  merge: (small: readonly Group[]) => Group,
  fewest = minShownCustomers,
): Group[] {
  const small = new Set(
    groupsToMerge(
      groups.map(({ customers }) => customers),
      fewest,
    ),
  )
  const shown = groups.filter(({ customers }, i) => customers > 0 && !small.has(i))
  const rest = groups.filter((_, i) => small.has(i))
  const hidden = rest.reduce((sum, { customers }) => sum + customers, 0)
  return hidden >= fewest ? [...shown, merge(rest)] : shown
}

/**
 * Which rows of a table of counts have to be withheld so that no one can be told from it, also by taking the other rows
 * off a known total: rows with a count of 1 to `fewest` - 1 and, while what is withheld of some column adds up to so few,
 * the smallest of the others.
 *
 * @param rows counts that do not overlap, such as those of two arms, for each row @returns positions in `rows`, rising
 */
export function rowsToWithhold(rows: readonly (readonly number[])[], fewest = minShownCustomers): number[] {
  const withheld = new Set(
    rows.flatMap((counts, row) => (counts.some((count) => isFew(count, fewest)) ? [row] : [])),
  )
  const total = (row: number) => rows[row].reduce((sum, count) => sum + count, 0)
  const others = rows
    .map((_, row) => row)
    .filter((row) => !withheld.has(row) && total(row) > 0)
    .sort((a, b) => total(a) - total(b) || b - a)
  const adds = (column: number) => [...withheld].reduce((sum, row) => sum + rows[row][column], 0)
  for (const row of others) {
    if (withheld.size === 0 || !rows[0].some((_, column) => isFew(adds(column), fewest))) break
    withheld.add(row)
  }
  return [...withheld].sort((a, b) => a - b)
}

/**
 * Which cells of a table of counts with known totals of rows and columns have to be withheld, shape (rows, columns): those
 * of 1 to `fewest` - 1 customers and, in every row and column with a withheld cell, others, so that it is never alone and
 * what is withheld adds up to `fewest` where it can.
 */
export function cellsToWithhold(
  counts: readonly (readonly number[])[],
  fewest = minShownCustomers,
): boolean[][] {
  const withheld = counts.map((row) => row.map((count) => isFew(count, fewest)))
  const rows = counts.map((row, i) => row.map((_, j): Cell => [i, j]))
  const columns = (counts[0] ?? []).map((_, j) => counts.map((_row, i): Cell => [i, j]))
  const isWithheld = ([i, j]: Cell) => withheld[i][j]
  const countOf = ([i, j]: Cell) => counts[i][j]
  /** Cells whose other line has a withheld one come first: then that line needs none more. */
  const cost = (cell: Cell, across: readonly Cell[]) =>
    (across.some(isWithheld) ? 0 : 1e12) + (countOf(cell) === 0 ? 1e9 : countOf(cell))
  const complete = (line: readonly Cell[], acrossOf: (cell: Cell) => readonly Cell[]): boolean => {
    const hidden = line.filter(isWithheld)
    const shown = line.filter((cell) => !isWithheld(cell))
    const sum = hidden.reduce((all, cell) => all + countOf(cell), 0)
    const isTold = hidden.length === 1 || (sum < fewest && shown.some((cell) => countOf(cell) > 0))
    if (hidden.length === 0 || shown.length === 0 || !isTold) return false
    const [i, j] = shown.reduce((best, cell) =>
      cost(cell, acrossOf(cell)) < cost(best, acrossOf(best)) ? cell : best,
    )
    withheld[i][j] = true
    return true
  }
  const completeOne = () =>
    rows.some((row) => complete(row, ([, j]) => columns[j])) ||
    columns.some((column) => complete(column, ([i]) => rows[i]))
  while (completeOne()) {
    // Each pass withholds one cell more.
  }
  return withheld
}

/**
 * Which points of a curve can be shown so that no step from one to the next tells of few: its two ends, which are known, and
 * between them points from each of which to the next every count changes by none or by `fewest` and more.
 *
 * @param counts for each point the customers counted so far, those of several classes apart @returns positions, rising
 */
export function pointsToShow(counts: readonly (readonly number[])[], fewest = minShownCustomers): number[] {
  if (counts.length === 0) return []
  const tells = (from: number, to: number) =>
    counts[to].some((customers, k) => isFew(Math.abs(customers - counts[from][k]), fewest))
  const shown = [0]
  counts.forEach((_, point) => {
    if (point > 0 && !tells(shown[shown.length - 1], point)) shown.push(point)
  })
  const end = counts.length - 1
  while (shown.length > 1 && tells(shown[shown.length - 1], end)) shown.pop()
  return [...new Set([...shown, end])]
}

/** Row and column. */
type Cell = readonly [number, number]
