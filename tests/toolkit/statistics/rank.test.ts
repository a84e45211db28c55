import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'
import {
  averageRanks,
  correlationPValue,
  pearsonCorrelation,
  pearsonMatrix,
  spearmanCorrelation,
  spearmanMatrix,
} from '../../../lib/toolkit/statistics/src/rank'
import { columnNamed, columns, expectAllClose, expectClose, reference } from './reference'

const column = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 30 })

describe('averageRanks', () => {
  it('shares the mean rank among equal values', () => {
    expect([...averageRanks(Float64Array.of(10, 20, 20, 5))]).toEqual([2, 3.5, 3.5, 1])
    expect([...averageRanks(Float64Array.of(0, -0, -1))]).toEqual([2.5, 2.5, 1])
  })
  it('equals scipy', () => {
    expect([...averageRanks(columnNamed('counts'))]).toEqual(reference.ranks)
  })
  it('counts the values below and half of those equal', () => {
    fc.assert(
      fc.property(column, (values) => {
        const expected = values.map(
          (v) => values.filter((w) => w < v).length + (values.filter((w) => w === v).length + 1) / 2,
        )
        expect([...averageRanks(Float64Array.from(values))]).toEqual(expected)
      }),
    )
  })
  it('refuses NaN and leaves its input alone', () => {
    expect(() => averageRanks(Float64Array.of(1, Number.NaN))).toThrow(ArgumentError)
    const values = Float64Array.of(3, 1, 2)
    averageRanks(values)
    expect([...values]).toEqual([3, 1, 2])
  })
})

describe('correlation', () => {
  it('agrees with scipy and numpy within 1e-12, ties included', () => {
    expectAllClose(spearmanMatrix(columns).values, reference.spearman.matrix.flat(), 1e-12)
    expectAllClose(pearsonMatrix(columns).values, reference.pearson.flat(), 1e-12)
  })
  it('agrees with scipy on p-values', () => {
    const { values } = spearmanMatrix(columns)
    const n = columns[0].length
    expectAllClose(
      values.map((r) => correlationPValue(r, n)),
      reference.spearman.pValues.flat(),
      1e-14,
      1e-9,
    )
  })
  it('has the pair as the matrix element', () => {
    const matrix = spearmanMatrix(columns)
    expect(spearmanCorrelation(columns[0], columns[3])).toBe(matrix.values[3])
    expect(pearsonCorrelation(columns[1], columns[2])).toBe(pearsonMatrix(columns).values[columns.length + 2])
  })
  it('does not change under increasing functions, and turns round under decreasing ones', () => {
    const [x, y] = columns
    const r = spearmanCorrelation(x, y)
    expect(
      spearmanCorrelation(
        x.map(Math.exp),
        y.map((v) => v ** 3),
      ),
    ).toBe(r)
    expectClose(
      spearmanCorrelation(
        x.map((v) => -v),
        y,
      ),
      -r,
      1e-15,
    )
  })
  it('is NaN for a constant column, whatever its rounding, and only there', () => {
    const flat = new Float64Array(columns[0].length).fill(0.1)
    const matrix = spearmanMatrix([columns[0], flat, columns[1]])
    expect([1, 3, 4, 5, 7].every((cell) => Number.isNaN(matrix.values[cell]))).toBe(true)
    expectClose(matrix.values[2], spearmanCorrelation(columns[0], columns[1]), 0)
    expect(pearsonCorrelation(columns[0], flat)).toBeNaN()
  })
  it('refuses columns of different lengths', () => {
    expect(() => spearmanCorrelation(Float64Array.of(1, 2), Float64Array.of(1, 2, 3))).toThrow(ArgumentError)
  })
})
