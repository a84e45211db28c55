import type { Matrix } from '@one-click/core'
import type { Trees } from '@one-click/learn'
import { countUpTo } from '@one-click/statistics'

/** Rows and the questions of trees in whole numbers: they compare faster than values, and without a branch. */
export interface RankedRows {
  readonly rows: number
  /** Rank of each value within its column, column after column. */
  readonly ranks: Int32Array
  /** Column asked at each node, −1 at a leaf, shape (nodes). */
  readonly asked: Int16Array
  /** A row goes left at a node when its rank is below the bound, shape (nodes). */
  readonly bounds: Int32Array
}

/** Ranks every value within its column, over all matrices together. NaN goes right everywhere. */
export function rankRows({ feature, threshold }: Trees, matrices: readonly Matrix[]): RankedRows[] {
  const { columns } = matrices[0]
  const sorted = Array.from({ length: columns }, (_, j) => differentNumbers(matrices, j))
  const bounds = Int32Array.from(feature, (column, node) =>
    column < 0 ? 0 : countUpTo(sorted[column], threshold[node]) + 1,
  )
  return matrices.map(({ rows, values }) => {
    const ranks = new Int32Array(rows * columns)
    for (let j = 0; j < columns; j++) {
      for (let i = 0; i < rows; i++) {
        const value = values[i * columns + j]
        ranks[j * rows + i] = Number.isNaN(value) ? sorted[j].length + 1 : countUpTo(sorted[j], value)
      }
    }
    return { rows, ranks, asked: feature, bounds }
  })
}

/** The different values of a column over all matrices, ascending, without NaN. */
function differentNumbers(matrices: readonly Matrix[], column: number): Float64Array {
  const all = new Float64Array(matrices.reduce((total, { rows }) => total + rows, 0))
  let filled = 0
  for (const { rows, columns, values } of matrices) {
    for (let i = 0; i < rows; i++) all[filled++] = values[i * columns + column]
  }
  all.sort()
  return all.filter((value, i) => !Number.isNaN(value) && (i === 0 || value !== all[i - 1]))
}
