import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { matrixFromRows, take } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import type { Binning } from '../../../../lib/toolkit/statistics/src/association/contingency'
import { phiK, phiKFromTable, phiKMatrix } from '../../../../lib/toolkit/statistics/src/association/phi-k'
import {
  columnNamed,
  columnNames,
  columns,
  expectAllClose,
  expectClose,
  number,
  reference,
} from '../reference'

const binnings: Binning[] = columnNames.map((name) =>
  name === 'category' || name === 'binary' ? 'category' : 'interval',
)

/** phik stops its root search at 1e-5 and integrates by quasi-Monte Carlo. */
const phikTolerance = 1e-3

describe('phiKFromTable', () => {
  it('agrees with the Python package phik', () => {
    for (const { counts, phiK: expected, phiKWithoutCorrection } of reference.tables) {
      const table = matrixFromRows(counts)
      expectClose(phiKFromTable(table), number(expected), phikTolerance)
      expectClose(
        phiKFromTable(table, { noiseCorrection: false }),
        number(phiKWithoutCorrection),
        phikTolerance,
      )
    }
  })
  it('is 0 for independent and 1 for fully dependent tables', () => {
    expect(
      phiKFromTable(
        matrixFromRows([
          [10, 20, 30],
          [20, 40, 60],
        ]),
      ),
    ).toBe(0)
    expect(
      phiKFromTable(
        matrixFromRows([
          [7, 0, 0],
          [0, 0, 9],
          [0, 4, 0],
        ]),
      ),
    ).toBe(1)
  })
  it('keeps its value when the table is turned over or its categories are renamed', () => {
    const counts = reference.tables.find(({ name }) => name === 'four by four')!.counts
    const value = phiKFromTable(matrixFromRows(counts))
    expectClose(
      phiKFromTable(matrixFromRows(counts[0].map((_, j) => counts.map((row) => row[j])))),
      value,
      1e-9,
    )
    expectClose(phiKFromTable(matrixFromRows([counts[2], counts[0], counts[3], counts[1]])), value, 1e-9)
  })
  it('is NaN without two rows and columns or without counts, and refuses negative counts', () => {
    expect(phiKFromTable(matrixFromRows([[1, 2, 3]]))).toBeNaN()
    expect(
      phiKFromTable(
        matrixFromRows([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toBeNaN()
    expect(() =>
      phiKFromTable(
        matrixFromRows([
          [1, -1],
          [2, 3],
        ]),
      ),
    ).toThrow(ArgumentError)
  })
  it('lies between 0 and 1 for any table', () => {
    const table = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 4, maxLength: 4 }), {
      minLength: 2,
      maxLength: 6,
    })
    fc.assert(
      fc.property(table, (counts) => {
        const value = phiKFromTable(matrixFromRows(counts))
        expect(
          Number.isNaN(value) ? counts.flat().every((count) => count === 0) : value >= 0 && value <= 1,
        ).toBe(true)
      }),
    )
  })
})

describe('phiKMatrix', () => {
  it('agrees with phik on mixed columns', () => {
    expectAllClose(phiKMatrix(columns, binnings).values, reference.phiKMatrix.flat(), phikTolerance)
  })
  it('agrees with phik on six bins without noise correction', () => {
    const six = binnings.map((binning): Binning => (binning === 'interval' ? 6 : binning))
    const ours = phiKMatrix(columns, six, { noiseCorrection: false })
    expectAllClose(ours.values, reference.phiKBins6.flat(), phikTolerance)
  })
  it('has the pair as its element, in either order', () => {
    const p = columns.length
    const { values } = phiKMatrix(columns, binnings)
    for (const [i, j] of [
      [0, 1],
      [0, 5],
      [4, 6],
    ]) {
      const pair = phiK(columns[i], columns[j], { binsX: binnings[i], binsY: binnings[j] })
      expectClose(values[i * p + j], pair, 1e-9)
      expect(values[j * p + i]).toBe(values[i * p + j])
    }
  })
  it('has NaN for a constant column and 1 on the rest of the diagonal', () => {
    const flat = new Float64Array(columns[0].length).fill(3)
    const { values } = phiKMatrix([columns[0], flat, columns[1]], ['interval', 'interval', 'interval'])
    expect([values[0], values[8]]).toEqual([1, 1])
    expect([1, 3, 4, 5, 7].every((cell) => Number.isNaN(values[cell]))).toBe(true)
    expect(values[2]).toBeGreaterThan(0.5)
  })
  it('refuses another number of binnings', () => {
    expect(() => phiKMatrix(columns, ['interval'])).toThrow(ArgumentError)
  })
})

describe('phiK', () => {
  const random = new Random(5)
  const n = 20_000
  const x = Float64Array.from({ length: n }, () => random.normal())
  const noise = Float64Array.from({ length: n }, () => random.normal())

  it('is close to |rho| for a bivariate normal sample', () => {
    for (const rho of [0.3, -0.6, 0.9]) {
      const y = x.map((value, i) => rho * value + Math.sqrt(1 - rho * rho) * noise[i])
      expectClose(phiK(x, y), Math.abs(rho), 0.03)
    }
  })
  it('is close to 0 for independent columns', () => {
    expect(phiK(x, noise)).toBeLessThan(0.06)
  })
  it('sees a relation that a rank correlation does not', () => {
    expect(
      phiK(
        x,
        x.map((value) => value * value),
      ),
    ).toBeGreaterThan(0.7)
  })
  it('does not change with the order of rows, the unit, or the names of categories', () => {
    const y = columnNamed('category')
    const order = new Random(1).shuffle(Int32Array.from(y, (_, i) => i))
    const options = { binsY: 'category' } as const
    const value = phiK(columns[0], y, options)
    expectClose(phiK(take(columns[0], order), take(y, order), options), value, 1e-9)
    expectClose(
      phiK(
        columns[0],
        y.map((code) => (7 * code + 3) % 11),
        options,
      ),
      value,
      1e-9,
    )
  })
  it('leaves out rows without a value in either column', () => {
    const edges = [-4, -1, 0, 1, 4]
    const holed = columns[0].map((value, i) => (i % 5 === 0 ? Number.NaN : value))
    const kept = Int32Array.from(holed.keys()).filter((i) => i % 5 !== 0)
    const alone = phiK(take(columns[0], kept), take(columns[1], kept), { binsX: edges, binsY: edges })
    expect(phiK(holed, columns[1], { binsX: edges, binsY: edges })).toBe(alone)
  })
})

it('phiKMatrix needs a binning for each column', () => {
  const column = Float64Array.of(1, 2, 3, 4)
  expect(() => phiKMatrix([column, column], ['interval'])).toThrow(/phiKMatrix.*needs 2 binnings.*1/)
})

it('phiKFromTable is 1 for a table that is as dependent as can be, and 0 at its pedestal of noise', () => {
  const diagonal = (size: number, count: number) => ({
    rows: size,
    columns: size,
    values: Float64Array.from({ length: size * size }, (_, cell) => (cell % (size + 1) === 0 ? count : 0)),
  })
  for (const size of [3, 4, 7]) {
    for (const count of [1, 3, 70])
      expect(phiKFromTable(diagonal(size, count), { noiseCorrection: false })).toBe(1)
  }
  const even = { rows: 3, columns: 2, values: new Float64Array(6).fill(4) }
  expect(phiKFromTable(even)).toBe(0)
  expect(phiKFromTable(even, { noiseCorrection: false })).toBe(0)
})
