import { ArgumentError } from '@one-click/core'
import type { Trees } from '@one-click/learn'

/** What trees need to predict, in less than a quarter of the room: see `compactTrees`. */
export interface CompactTrees {
  /** For each node in preorder the feature asked plus one; 0 at a leaf. */
  readonly asked: SmallInts
  /** Of the inner nodes, in their order. */
  readonly thresholds: Float64Array
  /** Of the leaves, in their order: position in `values`. */
  readonly leaves: SmallInts
  /** The different values of leaves, ascending. */
  readonly values: Float64Array
}

/** Whole numbers from 0 on in the smallest array that holds them. */
export type SmallInts = Uint8Array | Int16Array | Int32Array

/** The part of `Trees` that prediction reads. */
export type PredictingTrees = Omit<Trees, 'cover'>

/**
 * Leaves out what follows from the rest: where children and roots are, as nodes stand in preorder and every
 * inner node has two children; and what only explanations read: covers, and the values of inner nodes.
 */
export function compactTrees(trees: PredictingTrees): CompactTrees {
  const { feature, threshold, value } = trees
  const asked = new Int32Array(feature.length)
  const thresholds = new Float64Array(feature.length)
  const leaves = new Int32Array(feature.length)
  const values = leafValues(trees)
  const positionOf = new Map(Array.from(values, (share, position) => [share, position]))
  let inner = 0
  let leaf = 0
  for (let node = 0; node < feature.length; node++) {
    asked[node] = feature[node] + 1
    if (feature[node] >= 0) thresholds[inner++] = threshold[node]
    else leaves[leaf++] = positionOf.get(value[node])!
  }
  const compact = {
    asked: smallInts(asked),
    thresholds: thresholds.slice(0, inner),
    leaves: smallInts(leaves.subarray(0, leaf)),
    values,
  }
  checkOrder(trees, expandTrees(compact))
  return compact
}

/** The trees again, so that they predict the same to the last bit; values of inner nodes are 0. */
export function expandTrees({ asked, thresholds, leaves, values }: CompactTrees): PredictingTrees {
  const nodes = asked.length
  const feature = new Int16Array(nodes)
  const threshold = new Float64Array(nodes)
  const left = new Int32Array(nodes)
  const right = new Int32Array(nodes)
  const value = new Float64Array(nodes)
  const roots: number[] = []
  /** Inner nodes whose right branch has not begun. */
  const open: number[] = []
  let inner = 0
  let leaf = 0
  let startsTree = true
  for (let node = 0; node < nodes; node++) {
    if (startsTree) roots.push(node)
    startsTree = false
    feature[node] = asked[node] - 1
    if (feature[node] >= 0) {
      threshold[node] = thresholds[inner++]
      left[node] = node + 1
      open.push(node)
      continue
    }
    value[node] = values[leaves[leaf++]]
    const parent = open.pop()
    if (parent === undefined) startsTree = true
    else right[parent] = node + 1
  }
  return { roots: Int32Array.from(roots), feature, threshold, left, right, value }
}

/** The different values of leaves, ascending. */
function leafValues({ feature, value }: PredictingTrees): Float64Array {
  const found = new Set<number>()
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] < 0) found.add(value[node])
  }
  return Float64Array.from(found).sort()
}

function checkOrder(trees: PredictingTrees, again: PredictingTrees): void {
  for (const name of ['roots', 'left', 'right'] as const) {
    const same =
      trees[name].length === again[name].length && trees[name].every((node, i) => node === again[name][i])
    if (!same) throw new ArgumentError('compactTrees', 'needs the nodes of each tree in preorder')
  }
}

function smallInts(values: Int32Array): SmallInts {
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i])
  if (largest < 2 ** 8) return Uint8Array.from(values)
  return largest < 2 ** 15 ? Int16Array.from(values) : values.slice()
}
