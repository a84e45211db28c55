import { minShownCustomers } from '../../customers/small-groups'

/** A bin of a histogram of two groups. */
export interface SharedBin {
  readonly start: number
  readonly end: number
  /** How many steps of equal width it spans. */
  readonly steps: number
  /** Values of the first and of the second group. */
  readonly counts: readonly [number, number]
}

/** Steps of a histogram before any are joined, at most. */
const maxSteps = 30

/**
 * Bins of equal steps over the values of two groups, of which neighbours are joined until each bin holds no value of a
 * group or `fewest` and more. Whole numbers that span few steps get a step each.
 *
 * @param a @param b finite values, together at least one
 */
export function sharedBins(a: Float64Array, b: Float64Array, fewest = minShownCustomers): SharedBin[] {
  const all = [...a, ...b]
  // No spread into Math.min: an argument each is too many for many customers.
  const low = all.reduce((least, value) => Math.min(least, value))
  const high = all.reduce((most, value) => Math.max(most, value))
  const isWhole = high - low < maxSteps && all.every(Number.isInteger)
  const step = isWhole ? 1 : (high - low) / Math.min(new Set(all).size, maxSteps) || 1
  const start = isWhole ? low - 0.5 : low
  const steps = isWhole ? high - low + 1 : Math.max(1, Math.round((high - low) / step))
  const count = (values: Float64Array) => {
    const counts = new Int32Array(steps)
    for (const value of values) counts[Math.min(steps - 1, Math.floor((value - start) / step))]++
    return counts
  }
  const [ofA, ofB] = [count(a), count(b)]
  return joinSteps([ofA, ofB], fewest).map(([from, to]) => ({
    start: start + from * step,
    end: start + to * step,
    steps: to - from,
    counts: [sum(ofA.subarray(from, to)), sum(ofB.subarray(from, to))] as const,
  }))
}

/**
 * Ranges of neighbouring steps, from (included) and to (excluded), in each of which every group has no value or `fewest`
 * and more; one range over all where that cannot be had.
 *
 * @param counts of each group, shape (groups, steps)
 */
export function joinSteps(counts: readonly Int32Array[], fewest = minShownCustomers): [number, number][] {
  const isEnough = ([from, to]: readonly [number, number]) =>
    counts.every((group) => {
      const held = sum(group.subarray(from, to))
      return held === 0 || held >= fewest
    })
  const ranges: [number, number][] = []
  let from = 0
  for (let to = 1; to <= counts[0].length; to++) {
    if (!isEnough([from, to])) continue
    ranges.push([from, to])
    from = to
  }
  if (from === counts[0].length) return ranges
  // What is left over joins the ranges before it.
  let rest: [number, number] = [from, counts[0].length]
  while (!isEnough(rest) && ranges.length > 0) rest = [ranges.pop()![0], rest[1]]
  return [...ranges, rest]
}

const sum = (counts: Int32Array) => counts.reduce((total, count) => total + count, 0)
