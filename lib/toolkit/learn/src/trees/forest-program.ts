import { type BitSlicedForest, bitSliceForest } from './bit-sliced-forest'
import type { Trees } from './trees'

/** A forest prepared for `ForestKernel`, as flat arrays. */
export interface ForestProgram extends BitSlicedForest, ThresholdTables {
  /** Number of features. */
  readonly columns: number
  /** Index of each inner node's threshold, in the order of `inner`. */
  readonly asked: Uint32Array
}

/** The distinct thresholds of each feature, and for values where to start looking among them. */
interface ThresholdTables {
  /** Ascending within a feature, feature after feature. */
  readonly thresholds: Float64Array
  /** Where each feature's thresholds start and the last one's end, shape (columns + 1). */
  readonly starts: Int32Array
  /**
   * The span of a feature's thresholds is cut into two cells a threshold; for each cell the number of the
   * feature's thresholds in earlier cells, and their number at the end: `2 (starts[j] + …) + j` is where
   * feature j's stand. A value's cell is `(value − lows[j]) · scales[j]`, rounded down: that never falls when the
   * value grows, so only the thresholds of its own cell have to be compared with it.
   */
  readonly guides: Uint16Array
  readonly lows: Float64Array
  readonly scales: Float64Array
}

/** Rows that the kernel handles together. */
export const kernelRows = 512
/** Thresholds, sets and slots are counted in 16 bits. */
const maxNumbers = 65_535
/** A tree's table of leaf values must stay small. */
const maxLeaves = 8192

/** Prepares a forest for the kernel; undefined when its numbers are too large for it. */
export function compileForest(trees: Trees, columns: number): ForestProgram | undefined {
  const { leaves, depth } = measure(trees)
  const tables = thresholdTables(trees, columns)
  const { thresholds, starts } = tables
  if (columns * (kernelRows + 1) > maxNumbers) return undefined
  if (trees.roots.some((root) => leaves[root] > maxLeaves)) return undefined
  for (let j = 0; j < columns; j++) if (starts[j + 1] - starts[j] > maxNumbers) return undefined
  const programs = bitSliceForest(trees, leaves, depth)
  if (programs.slots > maxNumbers) return undefined
  const asked = new Uint32Array(programs.inner.length)
  for (let k = 0; k < asked.length; k++) {
    const node = programs.inner[k]
    const j = trees.feature[node]
    asked[k] = indexOf(thresholds, starts[j], starts[j + 1], trees.threshold[node])
  }
  return { columns, ...tables, ...programs, asked }
}

/** Number of leaves below each node, 1 for a leaf, and the largest depth. */
function measure({ feature, left, right }: Trees): { leaves: Int32Array; depth: number } {
  const leaves = new Int32Array(feature.length).fill(1)
  const heights = new Int32Array(feature.length)
  let depth = 0
  // Children come after their parents.
  for (let node = feature.length - 1; node >= 0; node--) {
    if (feature[node] < 0) continue
    leaves[node] = leaves[left[node]] + leaves[right[node]]
    heights[node] = 1 + Math.max(heights[left[node]], heights[right[node]])
    depth = Math.max(depth, heights[node])
  }
  return { leaves, depth }
}

function thresholdTables({ feature, threshold }: Trees, columns: number): ThresholdTables {
  const starts = new Int32Array(columns + 1)
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] >= 0) starts[feature[node] + 1]++
  }
  for (let j = 0; j < columns; j++) starts[j + 1] += starts[j]
  const all = new Float64Array(starts[columns])
  const ends = starts.slice()
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] >= 0) all[ends[feature[node]]++] = threshold[node]
  }
  let size = 0
  for (let j = 0; j < columns; j++) {
    const sorted = all.slice(starts[j], starts[j + 1]).sort()
    starts[j] = size
    for (let i = 0; i < sorted.length; i++) {
      if (i === 0 || sorted[i] !== sorted[i - 1]) all[size++] = sorted[i]
    }
  }
  starts[columns] = size
  const thresholds = all.slice(0, size)
  return { thresholds, starts, ...guidesOf(thresholds, starts, columns) }
}

function guidesOf(thresholds: Float64Array, starts: Int32Array, columns: number) {
  const guides = new Uint16Array(2 * thresholds.length + columns)
  const lows = new Float64Array(columns)
  const scales = new Float64Array(columns)
  for (let j = 0; j < columns; j++) {
    const own = thresholds.subarray(starts[j], starts[j + 1])
    if (own.length === 0) continue
    const cells = 2 * own.length
    const low = own[0]
    const scale = (cells - 1) / (own[own.length - 1] - low)
    lows[j] = low
    scales[j] = Number.isFinite(scale) ? scale : 0
    const guide = guides.subarray(2 * starts[j] + j, 2 * starts[j + 1] + j + 1)
    let count = 0
    for (let cell = 0; cell <= cells; cell++) {
      // Not a number where an infinite span meets a scale of 0: the first cell.
      while (count < own.length && (Math.floor((own[count] - low) * scales[j]) || 0) < cell) count++
      guide[cell] = count
    }
  }
  return { guides, lows, scales }
}

/** Where a value stands in values[start..end], which ascend and hold it. */
function indexOf(values: Float64Array, start: number, end: number, value: number): number {
  let low = start
  let high = end - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
