import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import type { Binning } from '../../../../lib/toolkit/statistics/src/association/contingency'
import {
  phiKSignificance,
  phiKSignificanceMatrix,
} from '../../../../lib/toolkit/statistics/src/association/phi-k-significance'
import { columnNames, columns, expectClose, number, reference } from '../reference'

const binnings: Binning[] = columnNames.map((name) =>
  name === 'category' || name === 'binary' ? 'category' : 'interval',
)

describe('phiKSignificance', () => {
  it('agrees with phik on the asymptotic Z', () => {
    for (const { counts, asymptoticZ } of reference.tables) {
      const { z } = phiKSignificance(matrixFromRows(counts), { method: 'asymptotic', seed: 0 })
      expectClose(z, number(asymptoticZ), 1e-7, 1e-9)
    }
  })
  // Both sides simulate 20,000 tables: the mean statistic is known to about 1%.
  it('agrees with phik on the hybrid Z', () => {
    const { counts, multinomial, hypergeometric } = reference.hybridZ
    const z = (sampling: 'fixed-total' | 'fixed-margins') =>
      phiKSignificance(matrixFromRows(counts), { sampling, simulations: 20_000, seed: 3 }).z
    expectClose(z('fixed-total'), multinomial, 0.05)
    expectClose(z('fixed-margins'), hypergeometric, 0.05)
  })
  // phik multiplies where the paper divides by the number of columns and so never blends on this table.
  it('is near phik on a sparse table, and nearer to the simulated share', () => {
    const { sparseCounts, sparseMultinomial } = reference.hybridZ
    const options = { simulations: 20_000, seed: 3 }
    const hybrid = phiKSignificance(matrixFromRows(sparseCounts), options)
    const simulated = phiKSignificance(matrixFromRows(sparseCounts), { ...options, method: 'simulation' })
    expectClose(hybrid.z, sparseMultinomial, 0.15)
    expect(Math.abs(hybrid.z - simulated.z)).toBeLessThan(Math.abs(sparseMultinomial - simulated.z))
  })
  it('gives uniform p-values to independent variables', () => {
    const random = new Random(6)
    for (const method of ['hybrid', 'simulation'] as const) {
      let below = 0
      for (let trial = 0; trial < 300; trial++) {
        const table = matrixFromRows([
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ])
        for (let i = 0; i < 120; i++) table.values[3 * random.integer(3) + random.integer(3)]++
        if (phiKSignificance(table, { method, simulations: 200, seed: trial }).pValue < 0.2) below++
      }
      expectClose(below / 300, 0.2, 0.08)
    }
  })
  it('stays finite where the p-value underflows', () => {
    const { pValue, z } = phiKSignificance(
      matrixFromRows([
        [9000, 10],
        [20, 8000],
      ]),
      { seed: 1 },
    )
    expect(pValue).toBe(0)
    expect(z).toBeGreaterThan(100)
    expect(z).toBeLessThan(200)
  })
  it('repeats with its seed, is NaN for one row, and needs simulations', () => {
    const table = matrixFromRows([
      [5, 8, 2],
      [7, 3, 6],
    ])
    expect(phiKSignificance(table, { seed: 2 })).toEqual(phiKSignificance(table, { seed: 2 }))
    expect(phiKSignificance(matrixFromRows([[4, 5]]), { seed: 2 }).z).toBeNaN()
    expect(() => phiKSignificance(table, { seed: 2, simulations: 1 })).toThrow(ArgumentError)
  })
})

describe('phiKSignificanceMatrix', () => {
  it('is symmetric and finds the related pairs', () => {
    const p = columns.length
    const { values } = phiKSignificanceMatrix(columns, binnings, { seed: 1, simulations: 200 })
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) expect(values[i * p + j]).toBe(values[j * p + i])
    const at = (a: string, b: string) =>
      values[columnNames.indexOf(a as 'normal') * p + columnNames.indexOf(b as 'normal')]
    expect(at('normal', 'related')).toBeGreaterThan(5)
    expect(Math.abs(at('normal', 'counts'))).toBeLessThan(4)
    expect(at('normal', 'normal')).toBe(Infinity)
  })
})
