import type { Matrix } from '../util/matrix'

/** exp(-gamma · ‖a − b‖²) for two rows of flat row-major values. */
export function rbfKernel(
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  columns: number,
  gamma: number,
): number {
  let distance = 0
  for (let j = 0; j < columns; j++) {
    const difference = a[startA + j] - b[startB + j]
    distance += difference * difference
  }
  return Math.exp(-gamma * distance)
}

/**
 * Rows of the RBF kernel matrix of one table, computed when first asked for and kept while they fit into the
 * memory allowed (the oldest goes first). Shared by all fits on subsets of the table.
 */
export class KernelCache {
  private readonly kept = new Map<number, Float64Array>()
  private readonly capacity: number

  /** @param megabytes memory for kept rows; default 256 */
  constructor(
    private readonly x: Matrix,
    private readonly gamma: number,
    megabytes = 256,
  ) {
    this.capacity = Math.max(2, Math.floor((megabytes * 1e6) / (8 * x.rows)))
  }

  /** Kernel of row i with all rows, shape (rows); not to be changed. */
  row(i: number): Float64Array {
    const known = this.kept.get(i)
    if (known) return known
    const { rows, columns, values } = this.x
    const computed = new Float64Array(rows)
    for (let k = 0; k < rows; k++) {
      // The kernel is symmetric, so what another kept row holds need not be computed again.
      const mirrored = this.kept.get(k)
      computed[k] = mirrored
        ? mirrored[i]
        : rbfKernel(values, i * columns, values, k * columns, columns, this.gamma)
    }
    if (this.kept.size >= this.capacity) this.kept.delete(this.kept.keys().next().value as number)
    this.kept.set(i, computed)
    return computed
  }
}
