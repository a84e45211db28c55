import { compareText } from '@one-click/core'
import { rowsByGroup } from './draw'

/** Strata of an analysis: a segment each, small ones together. */
export interface Strata {
  /** Stratum of each customer, shape (customers). */
  readonly stratum: Int32Array
  /** Names of the segments in each stratum. */
  readonly segments: readonly (readonly string[])[]
}

/**
 * Segments as strata. Those with fewer than two customers of an arm are put together, and with the smallest other
 * one when together they still have too few.
 *
 * @returns undefined when even all customers together have fewer than two of an arm
 */
export function strataOfSegments(segment: readonly string[], treated: Uint8Array): Strata | undefined {
  const groups = [...rowsByGroup(segment)].map(([name, rows]) => ({ names: [name], rows }))
  groups.sort((a, b) => a.rows.length - b.rows.length || compareText(a.names[0], b.names[0]))
  const enough = (rows: readonly number[]) => {
    const inTreatment = rows.reduce((sum, i) => sum + treated[i], 0)
    return Math.min(inTreatment, rows.length - inTreatment) >= 2
  }
  const kept = groups.filter(({ rows }) => enough(rows))
  const small = groups.filter(({ rows }) => !enough(rows))
  if (small.length > 0) {
    let joined = { names: small.flatMap(({ names }) => names), rows: small.flatMap(({ rows }) => rows) }
    if (!enough(joined.rows)) {
      const next = kept.shift()
      if (next === undefined) return undefined
      joined = { names: [...joined.names, ...next.names], rows: [...joined.rows, ...next.rows] }
    }
    kept.push(joined)
  }
  if (kept.length === 0) return undefined
  const stratum = new Int32Array(segment.length)
  kept.forEach(({ rows }, s) => {
    for (const row of rows) stratum[row] = s
  })
  return { stratum, segments: kept.map(({ names }) => names) }
}
