import { ArgumentError } from './errors'

/** Dense numbers, row-major, in one flat array: element (i, j) is `values[i * columns + j]`. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

/**
 * A matrix of zeros, or one around the given row-major values (not copied).
 * @example
 * ```ts
 * matrix(2, 3).values.length // → 6
 * ```
 */
export function matrix(
  rows: number,
  columns: number,
  values: Float64Array = new Float64Array(rows * columns),
): Matrix {
  if (values.length !== rows * columns) {
    throw new ArgumentError('matrix', `needs ${rows} × ${columns} values`, values.length)
  }
  return { rows, columns, values }
}

/**
 * A matrix from rows of numbers, for tests and small tables.
 * @example
 * ```ts
 * matrixFromRows([[1, 2], [3, 4]]).values // → [1, 2, 3, 4]
 * ```
 */
export function matrixFromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows.length > 0 ? rows[0].length : 0
  if (rows.some((row) => row.length !== columns)) {
    throw new ArgumentError('matrixFromRows', 'needs rows of one length')
  }
  return matrix(rows.length, columns, Float64Array.from(rows.flat()))
}

/**
 * The chosen rows, in the order given, as a new matrix.
 * @example
 * ```ts
 * takeRows(matrixFromRows([[1, 2], [3, 4]]), [1]).values // → [3, 4]
 * ```
 */
export function takeRows(x: Matrix, indices: ArrayLike<number>): Matrix {
  const result = matrix(indices.length, x.columns)
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i] * x.columns
    result.values.set(x.values.subarray(start, start + x.columns), i * x.columns)
  }
  return result
}

/**
 * The chosen columns, in the order given, as a new matrix.
 * @example
 * ```ts
 * takeColumns(matrixFromRows([[1, 2], [3, 4]]), [1, 0]).values // → [2, 1, 4, 3]
 * ```
 */
export function takeColumns(x: Matrix, indices: ArrayLike<number>): Matrix {
  const result = matrix(x.rows, indices.length)
  for (let i = 0, k = 0; i < x.rows; i++) {
    for (let j = 0; j < indices.length; j++, k++) result.values[k] = x.values[i * x.columns + indices[j]]
  }
  return result
}

/**
 * The chosen elements of a typed array, in the order given.
 * @example
 * ```ts
 * take(Float64Array.of(5, 6, 7), [2, 0]) // → [7, 5]
 * ```
 */
export function take<T extends Float64Array | Uint8Array | Int32Array>(
  values: T,
  indices: ArrayLike<number>,
): T {
  const result = new (values.constructor as new (length: number) => T)(indices.length)
  for (let i = 0; i < indices.length; i++) result[i] = values[indices[i]]
  return result
}

/**
 * One column as a new array.
 * @example
 * ```ts
 * column(matrixFromRows([[1, 2], [3, 4]]), 1) // → [2, 4]
 * ```
 */
export function column(x: Matrix, j: number): Float64Array {
  const result = new Float64Array(x.rows)
  for (let i = 0; i < x.rows; i++) result[i] = x.values[i * x.columns + j]
  return result
}
