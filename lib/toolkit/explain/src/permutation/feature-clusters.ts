import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import type { FeatureGroupOf } from './feature-groups'

/** Two clusters become one. Items are clusters 0 to n − 1; the k-th merge makes cluster n + k. */
export interface Merge {
  readonly first: number
  readonly second: number
  /** Mean distance between the members of the two. */
  readonly height: number
  /** Members of the new cluster. */
  readonly size: number
}

/**
 * Hierarchical clustering with average linkage (Sokal & Michener 1958, UPGMA): again and again the two
 * clusters with the smallest mean distance between their members become one. Of equal distances the pair
 * with the smallest numbers goes first.
 *
 * @param distances symmetric, shape (items, items)
 * @returns items − 1 merges, heights never falling
 */
export function averageLinkage({ rows, columns, values }: Matrix): Merge[] {
  if (rows !== columns)
    throw new ArgumentError('averageLinkage', 'needs a square matrix', `${rows} × ${columns}`)
  const distance = values.slice()
  /** Cluster that each place of the matrix holds, −1 when it has gone into another. */
  const cluster = Int32Array.from({ length: rows }, (_, i) => i)
  const size = new Int32Array(rows).fill(1)
  return Array.from({ length: Math.max(0, rows - 1) }, (_, step) => {
    const [a, b] = closestPair(distance, cluster)
    const merge = {
      first: Math.min(cluster[a], cluster[b]),
      second: Math.max(cluster[a], cluster[b]),
      height: distance[a * rows + b],
      size: size[a] + size[b],
    }
    for (let i = 0; i < rows; i++) {
      if (i === a) continue
      const joined = (size[a] * distance[a * rows + i] + size[b] * distance[b * rows + i]) / merge.size
      distance[a * rows + i] = distance[i * rows + a] = joined
    }
    size[a] = merge.size
    cluster[a] = rows + step
    cluster[b] = -1
    return merge
  })
}

/** Places of the two clusters nearest to each other. */
function closestPair(distance: Float64Array, cluster: Int32Array): [number, number] {
  const n = cluster.length
  let closest: [number, number] = [0, 0]
  let least = Infinity
  for (let a = 0; a < n; a++) {
    if (cluster[a] < 0) continue
    for (let b = a + 1; b < n; b++) {
      if (cluster[b] < 0 || !(distance[a * n + b] < least)) continue
      least = distance[a * n + b]
      closest = [a, b]
    }
  }
  return closest
}

/**
 * Groups of features that say much the same, to be permuted together: average linkage on 1 − |association|,
 * cut where the mean association between two groups falls below a limit. The limit's default was chosen for
 * phi_k, where it parts features that measure the same from features that merely go together.
 *
 * @param association phi_k or a correlation of each pair, shape (features, features); NaN (a constant
 *   column) counts as 0
 * @param options smallest mean association within a group; default 0.45
 * @returns every feature in one group; groups and members in the order of the features; a group of several
 *   is named by all of them, joined by " + "
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const association = matrix(3, 3, Float64Array.of(1, 0.9, 0.1, 0.9, 1, 0.2, 0.1, 0.2, 1))
 * featureClusters(association, ['visits', 'minutes', 'age']).map(({ name }) => name) // → ['visits + minutes', 'age']
 * ```
 */
export function featureClusters(
  association: Matrix,
  names: readonly string[],
  { minAssociation = 0.45 }: { readonly minAssociation?: number } = {},
): FeatureGroupOf[] {
  const n = names.length
  if (association.rows !== n || association.columns !== n) {
    throw new ArgumentError('featureClusters', `needs associations of ${n} features`, association.rows)
  }
  if (!(minAssociation >= 0 && minAssociation <= 1)) {
    throw new ArgumentError('featureClusters', 'needs a limit between 0 and 1', minAssociation)
  }
  const distances = association.values.map((value) => 1 - (Number.isNaN(value) ? 0 : Math.abs(value)))
  const members: number[][] = names.map((_, i) => [i])
  const open = new Set(members.keys())
  for (const { first, second, height } of averageLinkage({ ...association, values: distances })) {
    members.push([...members[first], ...members[second]])
    if (height > 1 - minAssociation) break
    open.delete(first)
    open.delete(second)
    open.add(members.length - 1)
  }
  return [...open]
    .map((cluster) => members[cluster].sort((a, b) => a - b))
    .sort(([a], [b]) => a - b)
    .map((cluster) => {
      const features = cluster.map((i) => names[i])
      return { name: features.join(' + '), features }
    })
}
