/**
 * The rows that come first of their group among those given, in their order: copies count once.
 *
 * @param groups of all rows
 * @example
 * ```ts
 * Array.from(firstOfGroups(Int32Array.of(0, 1, 2), Int32Array.of(7, 7, 8))) // → [0, 2]
 * ```
 */
export function firstOfGroups(rows: Int32Array, groups: Int32Array): Int32Array {
  const met = new Set<number>()
  return rows.filter((row) => {
    if (met.has(groups[row])) return false
    met.add(groups[row])
    return true
  })
}

/**
 * As what share of themselves rows say something of a mean, when those of a group say all the same: n / Σ size²
 * (L. Kish, Survey Sampling, 1965). 1 without copies. Where copies share a part of their columns only, it is too strict.
 *
 * @example
 * ```ts
 * independentShare(Int32Array.of(0, 0, 1, 1)) // → 0.5
 * ```
 */
export function independentShare(groups: Int32Array): number {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  let squares = 0
  for (const size of sizes.values()) squares += size * size
  return groups.length / squares
}

/**
 * `independentShare` of chosen rows; 1 where no groups are given.
 *
 * @example
 * ```ts
 * independentShareOf(Int32Array.of(0, 0, 1, 1), [0, 1]) // → 0.5
 * ```
 */
export const independentShareOf = (groups: Int32Array | undefined, rows: ArrayLike<number>): number =>
  groups && rows.length > 0 ? independentShare(Int32Array.from(rows, (row) => groups[row])) : 1
