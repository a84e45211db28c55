import { type Matrix, matrix } from '../../../../lib/toolkit/core/src/matrix'
import type { Random } from '../../../../lib/toolkit/core/src/random'
import type { Trees } from '../../../../lib/toolkit/learn/src/trees/trees'

/** The mean of the trees' leaves for one row. */
export function predictRow(trees: Trees, row: ArrayLike<number>): number {
  let total = 0
  for (const root of trees.roots) {
    let node = root
    while (trees.feature[node] >= 0) {
      node = row[trees.feature[node]] <= trees.threshold[node] ? trees.left[node] : trees.right[node]
    }
    total += trees.value[node]
  }
  return total / trees.roots.length
}

export const rowOf = ({ columns, values }: Matrix, i: number): Float64Array =>
  values.subarray(i * columns, (i + 1) * columns)

/**
 * Shapley values by their definition: over all coalitions, the mean prediction over the background with the
 * coalition's columns from the row.
 */
export function bruteForceShapley(
  predict: (row: Float64Array) => number,
  row: Float64Array,
  background: Matrix,
): Float64Array {
  const columns = row.length
  const worth = Array.from({ length: 2 ** columns }, (_, coalition) => {
    let total = 0
    for (let b = 0; b < background.rows; b++) {
      const other = rowOf(background, b)
      total += predict(row.map((value, j) => ((coalition >> j) & 1 ? value : other[j])))
    }
    return total / background.rows
  })
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
  const size = (coalition: number) => coalition.toString(2).replaceAll('0', '').length
  return Float64Array.from({ length: columns }, (_, j) => {
    let value = 0
    for (let coalition = 0; coalition < worth.length; coalition++) {
      if ((coalition >> j) & 1) continue
      const s = size(coalition)
      const weight = (factorial(s) * factorial(columns - s - 1)) / factorial(columns)
      value += weight * (worth[coalition | (1 << j)] - worth[coalition])
    }
    return value
  })
}

/** Trees that ask columns and cuts at random, columns of `never` excepted; leaves between −1 and 1. */
export function randomTrees(
  random: Random,
  options: { trees: number; columns: number; depth: number; never?: readonly number[] },
): Trees {
  const asked = Array.from({ length: options.columns }, (_, j) => j).filter(
    (j) => !options.never?.includes(j),
  )
  const nodes = {
    feature: [] as number[],
    threshold: [] as number[],
    left: [] as number[],
    right: [] as number[],
  }
  const value: number[] = []
  const grow = (depth: number): number => {
    const node = value.length
    const isLeaf = depth === 0 || random.uniform() < 0.1
    nodes.feature.push(isLeaf ? -1 : asked[random.integer(asked.length)])
    nodes.threshold.push(isLeaf ? 0 : cut(random))
    nodes.left.push(0)
    nodes.right.push(0)
    value.push(2 * random.uniform() - 1)
    if (!isLeaf) {
      nodes.left[node] = grow(depth - 1)
      nodes.right[node] = grow(depth - 1)
    }
    return node
  }
  const roots = Array.from({ length: options.trees }, () => grow(options.depth))
  return {
    roots: Int32Array.from(roots),
    feature: Int16Array.from(nodes.feature),
    threshold: Float64Array.from(nodes.threshold),
    left: Int32Array.from(nodes.left),
    right: Int32Array.from(nodes.right),
    value: Float64Array.from(value),
    cover: new Int32Array(value.length).fill(1),
  }
}

/** Few different values, so that cuts are met exactly and rows tie. */
export function randomRows(random: Random, rows: number, columns: number): Matrix {
  const result = matrix(rows, columns)
  for (let k = 0; k < result.values.length; k++) result.values[k] = cut(random)
  return result
}

const cut = (random: Random): number => (random.integer(9) - 4) / 4
