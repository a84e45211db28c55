import { ArgumentError, type Matrix, matrix } from '@one-click/core'

/**
 * Euclidean distance of every pair of rows, shape (rows, rows).
 * @example
 * ```ts
 * rowDistances({ rows: 2, columns: 2, values: Float64Array.of(0, 0, 3, 4) }).values // → [0, 5, 5, 0]
 * ```
 */
export function rowDistances({ rows, columns, values }: Matrix): Matrix {
  const result = matrix(rows, rows)
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < i; k++) {
      let sum = 0
      for (let j = 0; j < columns; j++) {
        const difference = values[i * columns + j] - values[k * columns + j]
        sum += difference * difference
      }
      result.values[i * rows + k] = result.values[k * rows + i] = Math.sqrt(sum)
    }
  }
  return result
}

/**
 * Mean silhouette of a partition: for each row (b − a) / max(a, b), where a is the mean distance to the others of
 * its cluster and b the smallest mean distance to another cluster; 0 for a row alone in its cluster. From −1 to
 * 1; about 0.25 and less is no clear structure, above 0.5 a reasonable one. P. J. Rousseeuw, J. Comput. Appl. Math.
 * 20 (1987). Agrees with scikit-learn's `silhouette_score`.
 *
 * @param distances see `rowDistances`
 * @param labels cluster of each row, whole numbers from 0; at least two clusters and fewer than rows
 * @example
 * ```ts
 * const x = { rows: 4, columns: 1, values: Float64Array.of(0, 1, 10, 11) }
 * silhouette(rowDistances(x), Int32Array.of(0, 0, 1, 1)) // → 0.900
 * ```
 */
export function silhouette(distances: Matrix, labels: Int32Array): number {
  const n = labels.length
  const clusters = labels.reduce((most, label) => Math.max(most, label + 1), 0)
  const sizes = new Int32Array(clusters)
  for (const label of labels) sizes[label]++
  const used = sizes.filter((size) => size > 0).length
  if (distances.rows !== n || used < 2 || used >= n) {
    throw new ArgumentError('silhouette', 'needs two clusters or more, and fewer than rows', used)
  }
  const sums = new Float64Array(clusters)
  let total = 0
  for (let i = 0; i < n; i++) {
    if (sizes[labels[i]] === 1) continue
    sums.fill(0)
    for (let k = 0; k < n; k++) sums[labels[k]] += distances.values[i * n + k]
    const own = sums[labels[i]] / (sizes[labels[i]] - 1)
    let other = Number.POSITIVE_INFINITY
    for (let c = 0; c < clusters; c++) {
      if (c !== labels[i] && sizes[c] > 0) other = Math.min(other, sums[c] / sizes[c])
    }
    const larger = Math.max(own, other)
    if (larger > 0) total += (other - own) / larger
  }
  return total / n
}
