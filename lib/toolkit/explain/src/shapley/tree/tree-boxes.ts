import type { Trees } from '@one-click/learn'

/** Values kept as candidates at a node; with more the sums would be as right, but the search slower. */
const maxCandidates = 8

/**
 * Writes trees as sums of few boxes. A node's box holds the rows that reach it; the value of a row's leaf is
 * that of the root plus the amounts of all boxes the row is in. Amounts of leaves alone would do, but where
 * neighbouring leaves have equal values, a box further up spares several. Each node is given a value so that
 * few nodes differ from their parents, by Fitch's method (1971, "Toward defining the course of evolution:
 * minimum change for a specific tree topology").
 *
 * @returns what each node adds to its parent's value, 0 for most nodes and for roots, shape (nodes)
 */
export function boxAmounts({ roots, feature, left, right, value }: Trees): Float64Array {
  const candidates = new Array<readonly number[]>(feature.length)
  for (let node = feature.length - 1; node >= 0; node--) {
    candidates[node] =
      feature[node] < 0 ? [value[node]] : commonOrAll(candidates[left[node]], candidates[right[node]])
  }
  const values = new Float64Array(feature.length)
  const amounts = new Float64Array(feature.length)
  for (const root of roots) values[root] = candidates[root][0]
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] < 0) continue
    for (const child of [left[node], right[node]]) {
      values[child] = candidates[child].includes(values[node]) ? values[node] : candidates[child][0]
      amounts[child] = values[child] - values[node]
    }
  }
  return amounts
}

/** The values in both lists; when there are none, those of either. */
function commonOrAll(some: readonly number[], others: readonly number[]): readonly number[] {
  const common = some.filter((value) => others.includes(value))
  return common.length > 0 ? common : [...some, ...others].slice(0, maxCandidates)
}
