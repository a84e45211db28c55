import type { Matrix } from '@one-click/core'

/**
 * Row indices sorted by label, then by the rows' values from the first column to the last. Rows that compare
 * equal are identical, so anything computed in this order is the same for every permutation of the table.
 */
export function canonicalOrder(x: Matrix, y: Uint8Array): Int32Array {
  const { rows, columns, values } = x
  const order = new Int32Array(rows)
  for (let i = 0; i < rows; i++) order[i] = i
  return order.sort((a, b) => {
    if (y[a] !== y[b]) return y[a] - y[b]
    const startA = a * columns
    const startB = b * columns
    for (let j = 0; j < columns; j++) {
      const difference = values[startA + j] - values[startB + j]
      if (difference !== 0) return difference
    }
    return 0
  })
}
