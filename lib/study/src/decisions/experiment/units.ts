/** Participants who may be copies of each other; arrays of one shape (participants). */
export interface UnitColumns {
  readonly ids: ArrayLike<number>
  /**
   * The smallest id among the participants who are copies of each other: they are one customer to the experiment, drawn
   * into one arm and counted once. Absent: everyone is a unit of its own.
   */
  readonly units?: ArrayLike<number>
}

/**
 * Units of participants.
 * @param groups of copies (`Customers.groups`), shape (participants)
 */
export function unitsOfGroups(ids: ArrayLike<number>, groups: ArrayLike<number>): Float64Array {
  const smallest = new Map<number, number>()
  for (let i = 0; i < ids.length; i++) {
    smallest.set(groups[i], Math.min(ids[i], smallest.get(groups[i]) ?? Number.POSITIVE_INFINITY))
  }
  return Float64Array.from(groups, (group) => smallest.get(group)!)
}

/**
 * The rows that stand for their units, in the order of the participants: of each unit the one with the smallest id among
 * those that `counts`.
 * @param counts default: every row
 */
export function rowsOfUnits(
  { ids, units = ids }: UnitColumns,
  counts: (row: number) => boolean = () => true,
): Int32Array {
  const first = new Map<number, number>()
  for (let i = 0; i < ids.length; i++) {
    if (!counts(i)) continue
    const before = first.get(units[i])
    if (before === undefined || ids[i] < ids[before]) first.set(units[i], i)
  }
  return Int32Array.from(first.values()).sort()
}
