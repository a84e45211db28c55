import { Random, take } from '@one-click/core'

/** Customers that stand for "on average" in Shapley values. */
export const backgroundSize = 64

/**
 * Rows of the customers that stand for "on average" among some: a sample of `backgroundSize`, copies once.
 * @param customers of whose table `rows` are rows
 */
export function backgroundOf(
  { groups }: { readonly groups: Int32Array },
  rows: Int32Array,
  seed: number,
): Int32Array {
  return backgroundSample(rows, backgroundSize, seed, take(groups, rows))
}

/**
 * Rows drawn without replacement, ascending: the customers that stand for "on average".
 * @param groups group of each of `rows`: of customers who are copies of each other at most one is drawn; default:
 *   each on its own
 */
export function backgroundSample(
  rows: Int32Array,
  size: number,
  seed: number,
  groups?: Int32Array,
): Int32Array {
  const order = new Random(seed).shuffle(Int32Array.from(rows, (_, i) => i))
  const seen = new Set<number>()
  return order
    .filter((i) => {
      const group = groups ? groups[i] : i
      return !seen.has(group) && seen.add(group)
    })
    .slice(0, size)
    .map((i) => rows[i])
    .sort()
}
