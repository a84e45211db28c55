import { ArgumentError } from '@one-click/core'
import { sortedQuantile } from './descriptive'
import { countUpTo } from './rank'

/** An empty bin counts as this share, since the index has no value for 0. */
const leastShare = 1e-4

/**
 * Population stability index of two lists of shares over the same bins, Σ (now − before) · ln(now / before): the
 * symmetric Kullback–Leibler divergence (H. Jeffreys, 1946) under the name it has in credit scoring, where below 0.1
 * is read as stable and above 0.25 as shifted. It grows with the number of bins and with noise; shares of 0 count
 * as 0.0001.
 *
 * @throws ArgumentError for lists of different lengths
 * @example
 * ```ts
 * populationStability([0.5, 0.5], [0.6, 0.4]) // → 0.0405
 * ```
 */
export function populationStability(before: ArrayLike<number>, now: ArrayLike<number>): number {
  if (before.length !== now.length) {
    throw new ArgumentError(
      'populationStability',
      'needs shares of the same bins',
      `${before.length}, ${now.length}`,
    )
  }
  let index = 0
  for (let bin = 0; bin < before.length; bin++) {
    const p = Math.max(leastShare, before[bin])
    const q = Math.max(leastShare, now[bin])
    index += (q - p) * Math.log(q / p)
  }
  return index
}

/**
 * The index of a column of numbers, over the bins between the deciles of the values before; equal deciles make one
 * bin. Bins are closed on the right.
 *
 * @param before ascending
 * @example
 * ```ts
 * stabilityOfNumbers(Float64Array.of(1, 2, 3, 4), Float64Array.of(4, 3, 2, 1)) // → 0
 * ```
 */
export function stabilityOfNumbers(before: Float64Array, now: Float64Array): number {
  const edges = [
    ...new Set(Array.from({ length: 9 }, (_, decile) => sortedQuantile(before, (decile + 1) / 10))),
  ]
  return populationStability(sharesBetween(edges, before), sharesBetween(edges, now.slice().sort()))
}

/** Share of ascending values in each bin: up to the first edge, between edges, above the last. */
function sharesBetween(edges: readonly number[], sorted: Float64Array): number[] {
  const upTo = [...edges.map((edge) => countUpTo(sorted, edge)), sorted.length]
  return upTo.map((count, bin) => (count - (bin === 0 ? 0 : upTo[bin - 1])) / sorted.length)
}
