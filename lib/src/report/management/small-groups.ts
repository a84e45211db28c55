/** Groups of fewer customers than this are not shown by themselves. */
export const fewestCustomers = 5

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
export function groupsToMerge(counts: readonly number[], fewest = fewestCustomers): number[] {
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
  fewest = fewestCustomers,
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
