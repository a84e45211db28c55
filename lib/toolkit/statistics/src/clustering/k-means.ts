import { ArgumentError, deriveSeed, type Matrix, matrix, Random, takeRows } from '@one-click/core'

export interface KMeansOptions {
  /** Starts from other first centres, of which the best is kept. Default 10. */
  readonly starts?: number
  /** Rounds of one start at most. Default 300. */
  readonly iterations?: number
  readonly seed: number
}

/** Rows parted into clusters, each around its mean. */
export interface KMeans {
  /** Cluster of each row, shape (rows); clusters are numbered from the largest to the smallest. */
  readonly labels: Int32Array
  /** Shape (clusters, columns). */
  readonly centres: Matrix
  /** Sum of squared distances of rows to their centres. */
  readonly inertia: number
}

/**
 * k-means clustering by Lloyd's rounds (S. Lloyd, IEEE Trans. Inf. Theory 28, 1982) from several k-means++ starts
 * (D. Arthur and S. Vassilvitskii, SODA 2007). Rows are worked through in the order of their values, so the
 * clusters do not depend on the order of the table.
 *
 * @param x shape (rows, columns), with at least as many different rows as clusters
 * @throws ArgumentError for fewer, and for values that are not finite
 * @example
 * ```ts
 * const x = { rows: 4, columns: 1, values: Float64Array.of(0, 1, 10, 11) }
 * kMeans(x, 2, { seed: 1 }).labels // → [0, 0, 1, 1]
 * ```
 */
export function kMeans(x: Matrix, clusters: number, options: KMeansOptions): KMeans {
  const { starts = 10, iterations = 300, seed } = options
  requireRows(x, clusters)
  const order = valueOrder(x)
  const sorted = takeRows(x, order)
  let best: Lloyd | undefined
  for (let start = 0; start < starts; start++) {
    const random = new Random(deriveSeed(seed, 'k-means', start))
    const found = lloyd(sorted, plusPlusCentres(sorted, clusters, random), iterations)
    if (!best || found.inertia < best.inertia * (1 - 1e-12)) best = found
  }
  const { labels, centres, inertia } = numberedBySize(best!)
  const inTableOrder = new Int32Array(x.rows)
  for (let i = 0; i < x.rows; i++) inTableOrder[order[i]] = labels[i]
  return { labels: inTableOrder, centres, inertia }
}

/**
 * The nearest centre of each row, the first of equally near ones. Shape (rows).
 * @example
 * ```ts
 * const x = { rows: 3, columns: 1, values: Float64Array.of(1, 2, 9) }
 * nearestCentres(x, { rows: 2, columns: 1, values: Float64Array.of(0, 10) }) // → [0, 0, 1]
 * ```
 */
export function nearestCentres(x: Matrix, centres: Matrix): Int32Array {
  const labels = new Int32Array(x.rows)
  for (let i = 0; i < x.rows; i++) labels[i] = nearest(x, i, centres).centre
  return labels
}

/** Squared distance of row i of x to row k of y. */
function squaredDistance(x: Matrix, i: number, y: Matrix, k: number): number {
  const width = x.columns
  let sum = 0
  for (let a = i * width, b = k * width, end = a + width; a < end; a++, b++) {
    const difference = x.values[a] - y.values[b]
    sum += difference * difference
  }
  return sum
}

function nearest(x: Matrix, row: number, centres: Matrix): { centre: number; distance: number } {
  let centre = 0
  let distance = Number.POSITIVE_INFINITY
  for (let k = 0; k < centres.rows; k++) {
    const own = squaredDistance(x, row, centres, k)
    if (own < distance) {
      distance = own
      centre = k
    }
  }
  return { centre, distance }
}

/** First centres: a row at random, then rows by the chance of their squared distance to the nearest centre yet. */
function plusPlusCentres(x: Matrix, clusters: number, random: Random): Matrix {
  const chosen = [random.integer(x.rows)]
  const distance = new Float64Array(x.rows).fill(Number.POSITIVE_INFINITY)
  while (chosen.length < clusters) {
    let total = 0
    for (let i = 0; i < x.rows; i++) {
      distance[i] = Math.min(distance[i], squaredDistance(x, i, x, chosen[chosen.length - 1]))
      total += distance[i]
    }
    let rest = random.uniform() * total
    let next = -1
    for (let i = 0; i < x.rows && rest >= 0; i++) {
      if (distance[i] > 0) next = i
      rest -= distance[i]
    }
    chosen.push(next)
  }
  return takeRows(x, chosen)
}

type Lloyd = KMeans

/** Rounds of assigning rows to the nearest centre and moving centres to their rows' mean, until nothing moves. */
function lloyd(x: Matrix, centres: Matrix, iterations: number): Lloyd {
  const labels = new Int32Array(x.rows).fill(-1)
  let inertia = 0
  for (let round = 0; round <= iterations; round++) {
    let moved = false
    inertia = 0
    for (let i = 0; i < x.rows; i++) {
      const { centre, distance } = nearest(x, i, centres)
      inertia += distance
      if (centre !== labels[i]) moved = true
      labels[i] = centre
    }
    if (!moved || round === iterations) break
    moveCentres(x, labels, centres)
  }
  return { labels, centres, inertia }
}

/** Centres become the means of their rows; one without rows becomes the row that lies furthest from its centre. */
function moveCentres(x: Matrix, labels: Int32Array, centres: Matrix): void {
  const width = x.columns
  const sizes = new Int32Array(centres.rows)
  const far = furthestRows(x, labels, centres)
  centres.values.fill(0)
  for (let i = 0; i < x.rows; i++) {
    sizes[labels[i]]++
    for (let j = 0; j < width; j++) centres.values[labels[i] * width + j] += x.values[i * width + j]
  }
  let taken = 0
  for (let k = 0; k < centres.rows; k++) {
    if (sizes[k] === 0) {
      const row = far()[taken++]
      centres.values.set(x.values.subarray(row * width, (row + 1) * width), k * width)
    } else {
      for (let j = 0; j < width; j++) centres.values[k * width + j] /= sizes[k]
    }
  }
}

/** Rows by their distance to their centre, furthest first; found when first asked for, from the centres of now. */
function furthestRows(x: Matrix, labels: Int32Array, centres: Matrix): () => Int32Array {
  const before = { ...centres, values: centres.values.slice() }
  return () => {
    const distance = Float64Array.from(labels, (k, i) => squaredDistance(x, i, before, k))
    return Int32Array.from(labels, (_, i) => i).sort((a, b) => distance[b] - distance[a] || a - b)
  }
}

/** Clusters numbered by size, the larger first; of equal ones, the one with the first row. */
function numberedBySize({ labels, centres, inertia }: Lloyd): KMeans {
  const sizes = new Int32Array(centres.rows)
  for (const label of labels) sizes[label]++
  const order = Int32Array.from(sizes, (_, k) => k).sort(
    (a, b) => sizes[b] - sizes[a] || labels.indexOf(a) - labels.indexOf(b),
  )
  const number = new Int32Array(order.length)
  order.forEach((old, k) => {
    number[old] = k
  })
  return { labels: labels.map((label) => number[label]), centres: takeRows(centres, order), inertia }
}

/** Rows by their values, from the first column to the last: rows that compare equal are identical. */
function valueOrder({ rows, columns, values }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => i).sort((a, b) => {
    for (let j = 0; j < columns; j++) {
      const difference = values[a * columns + j] - values[b * columns + j]
      if (difference !== 0) return difference
    }
    return a - b
  })
}

/**
 * How many rows differ from all before them, counted up to `enough`.
 * @example
 * ```ts
 * distinctRows({ rows: 3, columns: 1, values: Float64Array.of(1, 2, 1) }) // → 2
 * ```
 */
export function distinctRows(x: Matrix, enough = Number.POSITIVE_INFINITY): number {
  const order = valueOrder(x)
  let distinct = Math.min(1, x.rows)
  for (let i = 1; i < x.rows && distinct < enough; i++) {
    if (squaredDistance(x, order[i], x, order[i - 1]) > 0) distinct++
  }
  return distinct
}

function requireRows(x: Matrix, clusters: number): void {
  if (!(Number.isInteger(clusters) && clusters >= 1)) {
    throw new ArgumentError('kMeans', 'needs a positive whole number of clusters', clusters)
  }
  const wrong = x.values.find((value) => !Number.isFinite(value))
  if (wrong !== undefined) throw new ArgumentError('kMeans', 'needs finite values', wrong)
  const distinct = distinctRows(x, clusters)
  if (distinct < clusters) {
    throw new ArgumentError('kMeans', `needs ${clusters} different rows for as many clusters`, distinct)
  }
}

/**
 * Mean of the rows of each cluster. Shape (clusters, columns); a cluster without rows is a row of NaN.
 * @example
 * ```ts
 * const x = { rows: 4, columns: 1, values: Float64Array.of(0, 1, 10, 11) }
 * clusterMeans(x, Int32Array.of(0, 0, 1, 1), 2).values // → [0.5, 10.5]
 * ```
 */
export function clusterMeans(x: Matrix, labels: Int32Array, clusters: number): Matrix {
  const result = matrix(clusters, x.columns)
  const sizes = new Int32Array(clusters)
  for (let i = 0; i < x.rows; i++) {
    sizes[labels[i]]++
    for (let j = 0; j < x.columns; j++) {
      result.values[labels[i] * x.columns + j] += x.values[i * x.columns + j]
    }
  }
  return matrix(
    clusters,
    x.columns,
    result.values.map((sum, at) => sum / sizes[Math.floor(at / x.columns)]),
  )
}
