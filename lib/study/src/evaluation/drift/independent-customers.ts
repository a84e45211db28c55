/** The rows that come first of their group among those given, in their order: copies of a customer count once. */
export function firstOfGroups(rows: Int32Array, groups: Int32Array): Int32Array {
  const met = new Set<number>()
  return rows.filter((row) => {
    if (met.has(groups[row])) return false
    met.add(groups[row])
    return true
  })
}

/**
 * As what share of themselves customers say something of a mean, when those of a group say all the same: n / Σ size²
 * (L. Kish, Survey Sampling, 1965). 1 without copies. Where copies share a part of their columns only, it is too strict.
 */
export function independentShare(groups: Int32Array): number {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  let squares = 0
  for (const size of sizes.values()) squares += size * size
  return groups.length / squares
}

/** Ascending values thinned evenly to a share of them, two at least. */
export function thinnedTo(share: number, values: Float64Array): Float64Array {
  const kept = Math.min(values.length, Math.max(2, Math.round(share * values.length)))
  if (kept === values.length) return values
  return Float64Array.from(
    { length: kept },
    (_, i) => values[Math.round((i * (values.length - 1)) / (kept - 1))],
  )
}
