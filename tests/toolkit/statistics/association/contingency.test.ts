import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import {
  binColumn,
  contingencyTable,
  logLikelihoodRatio,
  margins,
  pearsonChiSquare,
} from '../../../../lib/toolkit/statistics/src/association/contingency'
import { expectClose, reference } from '../reference'

describe('binColumn', () => {
  it('cuts equal widths with closed right bounds, the least value in the first bin', () => {
    const { codes, bins } = binColumn(Float64Array.of(0, 1, 1.0001, 2, 9, 10), 10)
    expect([...codes]).toEqual([0, 0, 1, 1, 2, 3])
    expect(bins).toBe(4)
  })
  it('takes each value as a category, -0 with 0', () => {
    expect(binColumn(Float64Array.of(7, 3, 7, 0, -0), 'category')).toEqual({
      codes: Int32Array.of(0, 1, 0, 2, 2),
      bins: 3,
    })
  })
  it('leaves out NaN and what lies outside given edges', () => {
    const values = Float64Array.of(0, 1, 2, 3, 4, Number.NaN)
    expect([...binColumn(values, [0, 2, 3]).codes]).toEqual([-1, 0, 0, 1, -1, -1])
    expect([...binColumn(Float64Array.of(1, Number.NaN, 2), 'category').codes]).toEqual([0, -1, 1])
    expect([...binColumn(Float64Array.of(1, Number.NaN, 2), 2).codes]).toEqual([0, -1, 1])
  })
  it('has one bin for a constant column and refuses edges out of order', () => {
    expect(binColumn(Float64Array.of(5, 5, 5), 'interval').bins).toBe(1)
    expect(binColumn(Float64Array.of(0, 0), 'interval').bins).toBe(1)
    expect(() => binColumn(Float64Array.of(5), [2, 1])).toThrow(ArgumentError)
    expect(() => binColumn(Float64Array.of(5, 6), 0)).toThrow(ArgumentError)
  })
})

describe('contingencyTable', () => {
  it('counts every row with both values once', () => {
    const column = fc
      .array(fc.constantFrom(1, 2, 3, Number.NaN), { minLength: 20, maxLength: 20 })
      .map((v) => Float64Array.from(v))
    fc.assert(
      fc.property(column, column, (x, y) => {
        const table = contingencyTable(binColumn(x, 'category'), binColumn(y, 'category'))
        const { rows, columns, total } = margins(table)
        expect(total).toBe(x.filter((value, i) => !Number.isNaN(value + y[i])).length)
        expect([...rows, ...columns].every((sum) => sum > 0)).toBe(true)
      }),
    )
  })
  it('drops bins that only rows without the other value fill', () => {
    const x = binColumn(Float64Array.of(1, 1, 2, 3), 'category')
    const y = binColumn(Float64Array.of(5, 6, Number.NaN, 5), 'category')
    expect(contingencyTable(x, y)).toEqual(
      matrixFromRows([
        [1, 1],
        [1, 0],
      ]),
    )
  })
  it('refuses columns of different lengths', () => {
    const x = binColumn(Float64Array.of(1, 2), 'category')
    expect(() => contingencyTable(x, binColumn(Float64Array.of(1), 'category'))).toThrow(ArgumentError)
  })
})

describe('statistics of independence', () => {
  it('agree with scipy, which corrects 2 × 2 tables for continuity', () => {
    for (const { counts, chiSquare, logLikelihood } of reference.tables) {
      const table = matrixFromRows(counts)
      expectClose(pearsonChiSquare(table, { yatesCorrection: true }).statistic, chiSquare, 1e-12, 1e-13)
      expectClose(logLikelihoodRatio(table, { yatesCorrection: true }).statistic, logLikelihood, 1e-12, 1e-13)
    }
  })
  it('are n for a balanced 2 × 2 table on the diagonal', () => {
    const table = matrixFromRows([
      [5, 0],
      [0, 5],
    ])
    expect(pearsonChiSquare(table).statistic).toBe(10)
    expectClose(logLikelihoodRatio(table).statistic, 20 * Math.LN2, 1e-14)
  })
})
