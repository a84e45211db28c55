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

describe('statistics of independence, by hand', () => {
  const table = (rows: number, ...values: number[]) => ({
    rows,
    columns: values.length / rows,
    values: Float64Array.from(values),
  })

  it('are corrected for continuity in tables of 2 × 2 alone, empty rows and columns left out', () => {
    // Expected 15, 10, 15, 10; half of a unit off each difference of 5.
    const two = table(2, 20, 5, 10, 15)
    const corrected = 4.5 ** 2 * (2 / 15 + 2 / 10)
    expect(pearsonChiSquare(two, { yatesCorrection: true }).statistic).toBeCloseTo(corrected, 12)
    expect(pearsonChiSquare(two).statistic).toBeCloseTo(25 * (2 / 15 + 2 / 10), 12)
    const padded = table(3, 20, 0, 5, 0, 0, 0, 10, 0, 15)
    expect(pearsonChiSquare(padded, { yatesCorrection: true })).toEqual({
      ...pearsonChiSquare(two, { yatesCorrection: true }),
    })
    for (const larger of [table(3, 20, 5, 10, 15, 4, 9), table(2, 20, 5, 10, 15, 4, 9)]) {
      expect(pearsonChiSquare(larger, { yatesCorrection: true })).toEqual(pearsonChiSquare(larger))
      expect(logLikelihoodRatio(larger, { yatesCorrection: true })).toEqual(logLikelihoodRatio(larger))
    }
    // A difference of less than a half is taken off whole.
    expect(pearsonChiSquare(table(2, 5.2, 4.8, 4.8, 5.2), { yatesCorrection: true }).statistic).toBeCloseTo(
      0,
      12,
    )
  })

  it('refuse counts below 0', () => {
    for (const bad of [-1, Number.NaN]) {
      expect(() => margins(table(2, 1, 2, 3, bad))).toThrow(/margins.*needs counts of at least 0/)
    }
  })

  it('have names for what they refuse', () => {
    const [x, y] = [binColumn(Float64Array.of(1, 2), 'category'), binColumn(Float64Array.of(1), 'category')]
    expect(() => contingencyTable(x, y)).toThrow(/contingencyTable.*two columns of one length.*2 and 1/)
    for (const edges of [[2, 1], [1], [1, 1]]) {
      expect(() => binColumn(Float64Array.of(5), edges)).toThrow(/binColumn.*at least two ascending edges/)
    }
  })
})
