import type { Random } from '@one-click/core'
import { ArgumentError, compareText, take } from '@one-click/core'
import { membersOfGroups } from '../pipeline/folds'

/** What a resample draws as one: the rows of a group, ascending, or a single row. */
export type Unit = Int32Array

/**
 * What a stratified bootstrap draws from: units that may stand for one another, those with as many rows of each
 * stratum, so that every resample has as many rows of each stratum as the data.
 *
 * @param strata stratum of each row, shape (rows)
 * @param groups group of each row; rows of one group (copies) are drawn together (cluster bootstrap; Davison &
 *   Hinkley 1997, section 3.8). Default: each row on its own
 * @throws ArgumentError without rows, or for groups of another length
 * @example
 * ```ts
 * const units = resamplingUnits(Uint8Array.of(0, 1, 0, 1), Int32Array.of(7, 8, 7, 9))
 * units.map((alike) => alike.map((rows) => Array.from(rows))) // → [[[0, 2]], [[1], [3]]]
 * ```
 */
export function resamplingUnits(strata: Uint8Array, groups?: Int32Array): Unit[][] {
  if (strata.length === 0) throw new ArgumentError('resamplingUnits', 'needs rows')
  if (groups && groups.length !== strata.length) {
    throw new ArgumentError('resamplingUnits', 'needs a group for each row', groups.length)
  }
  const units = groups ? membersOfGroups(groups) : Array.from(strata, (_, row) => Int32Array.of(row))
  const alike = new Map<string, Unit[]>()
  for (const unit of units) {
    const make = take(strata, unit).sort().join()
    const others = alike.get(make)
    if (others) others.push(unit)
    else alike.set(make, [unit])
  }
  return [...alike].sort(([a], [b]) => compareText(a, b)).map(([, found]) => found)
}

/**
 * Draws a resample: how often each row is in it is written to `counts`, shape (rows).
 *
 * @example
 * ```ts
 * import { Random } from '@one-click/core'
 * const counts = new Uint32Array(4)
 * drawResample(resamplingUnits(Uint8Array.of(0, 0, 1, 1)), new Random(1), counts)
 * Array.of(counts[0] + counts[1], counts[2] + counts[3]) // → [2, 2]
 * ```
 */
export function drawResample(units: readonly (readonly Unit[])[], random: Random, counts: Uint32Array): void {
  counts.fill(0)
  for (const alike of units) {
    for (let draw = 0; draw < alike.length; draw++) {
      for (const row of alike[random.integer(alike.length)]) counts[row]++
    }
  }
}
