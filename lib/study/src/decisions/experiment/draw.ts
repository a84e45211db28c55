import { deriveSeed, Random } from '@one-click/core'
import { checkControlShare } from '@one-click/statistics'
import { checkQuarter } from './quarter'
import { rowsOfUnits, type UnitColumns } from './units'

export interface DrawOptions extends Pick<UnitColumns, 'units'> {
  readonly seed: number
  /** Label of the quarter (`quarter.ts`): part of the seed, so that who takes part again is drawn anew. */
  readonly quarter: string
  /** Share of each segment that gets no offer. Default one half. */
  readonly controlShare?: number
}

/**
 * Draws who gets an offer: 1 for treatment, 0 for control, shape (customers). Within each segment the numbers are
 * exact (a broken part of a customer is rounded up or down by chance), so that every customer has the same
 * chance and segments are balanced by design. Of copies the one with the smallest id is drawn, and the others go with
 * it. The draw depends on ids, segments, quarter and seed, not on the
 * order of customers. Segments of four or more have at least two customers of each arm.
 *
 * @throws ArgumentError for a share of control that is not between 0 and 1, or no label of a quarter
 */
export function drawArms(
  ids: ArrayLike<number>,
  segment: readonly string[],
  { seed, quarter, controlShare = 0.5, units = ids }: DrawOptions,
): Uint8Array {
  checkControlShare('drawArms', controlShare)
  checkQuarter('drawArms', quarter)
  const treated = new Uint8Array(ids.length).fill(1)
  const drawn = rowsOfUnits({ ids, units })
  const members = rowsByGroup(Array.from(drawn, (row) => segment[row]))
  for (const [name, places] of members) {
    const rows = places.map((place) => drawn[place])
    const random = new Random(deriveSeed(seed, 'experiment', quarter, name))
    const fewest = rows.length >= 4 ? 2 : rows.length >= 2 ? 1 : 0
    const wanted = Math.floor(rows.length * controlShare + random.uniform())
    const control = Math.max(fewest, Math.min(rows.length - fewest, wanted))
    rows.sort((i, j) => ids[i] - ids[j])
    for (const row of random.shuffle(rows).slice(0, control)) treated[row] = 0
  }
  const armOf = new Map(Array.from(drawn, (row) => [units[row], treated[row]]))
  return treated.map((_, i) => armOf.get(units[i])!)
}

/** The rows of each group (segment, offer), in the order of its first row. @param group of each row */
export function rowsByGroup(group: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>()
  group.forEach((name, i) => {
    const members = rows.get(name)
    if (members) members.push(i)
    else rows.set(name, [i])
  })
  return rows
}
