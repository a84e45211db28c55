import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { varianceInflation } from '../../../../lib/toolkit/statistics/src/association/variance-inflation'
import { columns, expectAllClose, expectClose, reference } from '../reference'

describe('varianceInflation', () => {
  it('agrees with least squares in numpy', () => {
    expectAllClose(varianceInflation(columns), reference.varianceInflation, 0, 1e-11)
  })
  it('is 1 for orthogonal columns and for a single one', () => {
    const orthogonal = [
      Float64Array.of(1, 1, -1, -1),
      Float64Array.of(1, -1, 1, -1),
      Float64Array.of(1, -1, -1, 1),
    ]
    expectAllClose(varianceInflation(orthogonal), [1, 1, 1], 1e-15)
    expect([...varianceInflation([columns[0]])]).toEqual([1])
  })
  it('is 1 / (1 − r²) for two columns', () => {
    const x = Float64Array.of(1, 2, 3, 4)
    const y = Float64Array.of(1, 3, 2, 4)
    expectAllClose(varianceInflation([x, y]), [1 / 0.36, 1 / 0.36], 1e-14)
  })
  it('does not change with units', () => {
    const scaled = columns.map((column, j) => column.map((value) => (j + 1) * 1000 * value - j))
    expectAllClose(varianceInflation(scaled), [...varianceInflation(columns)], 0, 1e-10)
  })
  it('is infinite for the columns of an exact combination only', () => {
    const sum = columns[0].map((value, i) => 2 * value - columns[2][i] + 5)
    const [first, second, third, fourth] = varianceInflation([columns[0], columns[1], columns[2], sum])
    expect([first, third, fourth]).toEqual([Infinity, Infinity, Infinity])
    expectClose(second, varianceInflation([columns[0], columns[1], columns[2]])[1], 0, 1e-9)
  })
  it('is infinite with fewer rows than columns', () => {
    const random = new Random(1)
    const wide = Array.from({ length: 6 }, () => Float64Array.from({ length: 4 }, () => random.normal()))
    expect(varianceInflation(wide).every((value) => value === Infinity)).toBe(true)
  })
  it('is NaN for a constant column, which the others do without', () => {
    const flat = new Float64Array(columns[0].length).fill(0.3)
    const [a, constant, b] = varianceInflation([columns[0], flat, columns[1]])
    expect(constant).toBeNaN()
    expectAllClose([a, b], [...varianceInflation([columns[0], columns[1]])], 0, 1e-14)
  })
  it('refuses no columns and columns of different lengths', () => {
    expect(() => varianceInflation([])).toThrow(ArgumentError)
    expect(() => varianceInflation([columns[0], Float64Array.of(1, 2)])).toThrow(ArgumentError)
  })
})
