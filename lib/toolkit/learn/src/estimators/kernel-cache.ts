import type { Matrix } from '@one-click/core'

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
  private readonly kept: (Float64Array | undefined)[]
  /** Kept rows in the order they came. */
  private readonly queue: number[] = []
  private readonly capacity: number

  /** @param megabytes memory for kept rows; default 256 */
  constructor(
    private readonly x: Matrix,
    private readonly gamma: number,
    megabytes = 256,
  ) {
    this.capacity = Math.max(2, Math.floor((megabytes * 1e6) / (8 * x.rows)))
    this.kept = new Array(x.rows).fill(undefined)
  }

  /** Kernel of row i with all rows, shape (rows); not to be changed. */
  row(i: number): Float64Array {
    return this.kept[i] ?? this.compute(i)
  }

  private compute(i: number): Float64Array {
    const { rows, columns, values } = this.x
    const computed = new Float64Array(rows)
    for (let k = 0; k < rows; k++) {
      // The kernel is symmetric, so what another kept row holds need not be computed again.
      const mirrored = this.kept[k]
      computed[k] = mirrored
        ? mirrored[i]
        : rbfKernel(values, i * columns, values, k * columns, columns, this.gamma)
    }
    if (this.queue.length >= this.capacity) this.kept[this.queue.shift() as number] = undefined
    this.queue.push(i)
    this.kept[i] = computed
    return computed
  }
}
