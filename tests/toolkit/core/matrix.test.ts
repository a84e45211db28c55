import { describe, expect, it } from 'vitest'
import {
  column,
  matrix,
  matrixFromRows,
  take,
  takeColumns,
  takeRows,
} from '../../../lib/toolkit/core/src/matrix'

const x = matrixFromRows([
  [1, 2, 3],
  [4, 5, 6],
])

describe('matrix', () => {
  it('is row-major around the given values, zeros otherwise', () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6)
    expect(matrix(2, 3, values).values).toBe(values)
    expect(x).toEqual({ rows: 2, columns: 3, values })
    expect(matrix(2, 2).values).toEqual(new Float64Array(4))
    expect(matrix(0, 3).values).toHaveLength(0)
  })

  it('refuses values that do not fill it and ragged rows', () => {
    expect(() => matrix(2, 3, new Float64Array(5))).toThrow(/needs 2 × 3 values \(got 5\)/)
    expect(() => matrixFromRows([[1, 2], [3]])).toThrow(/rows of one length/)
    expect(matrixFromRows([])).toEqual({ rows: 0, columns: 0, values: new Float64Array(0) })
  })

  it('takes rows, elements and columns as copies, in the order asked', () => {
    expect(takeRows(x, [1, 0, 1])).toEqual(
      matrixFromRows([
        [4, 5, 6],
        [1, 2, 3],
        [4, 5, 6],
      ]),
    )
    expect(takeColumns(x, [2, 0])).toEqual(
      matrixFromRows([
        [3, 1],
        [6, 4],
      ]),
    )
    expect(takeColumns(x, [])).toEqual(matrix(2, 0))
    const second = column(x, 1)
    expect(second).toEqual(Float64Array.of(2, 5))
    second[0] = 99
    expect(x.values[1]).toBe(2)
    expect(take(Uint8Array.of(7, 8, 9), [2, 2, 0])).toEqual(Uint8Array.of(9, 9, 7))
    expect(take(Int32Array.of(-1, 5), Int32Array.of(1))).toEqual(Int32Array.of(5))
    expect(take(Float64Array.of(0.5), [])).toEqual(new Float64Array(0))
  })
})
