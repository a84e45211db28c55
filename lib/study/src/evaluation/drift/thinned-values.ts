/** Ascending values thinned evenly to a share of them, two at least. */
export function thinnedTo(share: number, values: Float64Array): Float64Array {
  const kept = Math.min(values.length, Math.max(2, Math.round(share * values.length)))
  if (kept === values.length) return values
  return Float64Array.from(
    { length: kept },
    (_, i) => values[Math.round((i * (values.length - 1)) / (kept - 1))],
  )
}
