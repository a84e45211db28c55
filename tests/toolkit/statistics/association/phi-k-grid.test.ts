import { describe, expect, it } from 'vitest'
import {
  excessProbabilities,
  gridChiSquare,
  type NormalGrid,
  normalGrid,
} from '../../../../lib/toolkit/statistics/src/association/phi-k-grid'
import { gaussLegendre } from '../../../../lib/toolkit/statistics/src/distributions/bivariate-normal'
import { normalCdf, normalDensity } from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { expectClose } from '../reference'

const rule = gaussLegendre(16)

/** ∫ f over [a, b] by the 16-point rule on 400 pieces. */
function integrate(f: (x: number) => number, a: number, b: number): number {
  const pieces = 400
  const half = (b - a) / pieces / 2
  let sum = 0
  for (let piece = 0; piece < pieces; piece++) {
    const centre = a + (2 * piece + 1) * half
    for (let i = 0; i < rule.nodes.length; i++) sum += rule.weights[i] * f(centre + half * rule.nodes[i])
  }
  return sum * half
}

/** P(a < X < b, c < Y < d): the density of X times the conditional probability of Y. */
function cellByQuadrature(a: number, b: number, c: number, d: number, rho: number): number {
  const root = Math.sqrt(1 - rho * rho)
  return integrate(
    (x) => normalDensity(x) * (normalCdf((d - rho * x) / root) - normalCdf((c - rho * x) / root)),
    a,
    b,
  )
}

/** Probability of each cell, from what it has in excess of independence. */
function gridProbabilities(grid: NormalGrid, rho: number): Float64Array {
  return excessProbabilities(grid, rho).values.map(
    (excess, cell) =>
      grid.rowMass[Math.floor(cell / grid.columns)] * grid.columnMass[cell % grid.columns] + excess,
  )
}

describe('excessProbabilities', () => {
  it('agrees with an independent quadrature of the bivariate normal', () => {
    for (const [rows, columns] of [
      [2, 2],
      [10, 6],
      [3, 7],
    ]) {
      const grid = normalGrid(rows, columns)
      for (const rho of [0, 0.05, 0.4, 0.8, 0.92, 0.93, 0.99, -0.5]) {
        const values = gridProbabilities(grid, rho)
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            const [a, b] = grid.rowEdges.slice(i, i + 2)
            const [c, d] = grid.columnEdges.slice(j, j + 2)
            expectClose(values[i * columns + j], cellByQuadrature(a, b, c, d, rho), 1e-13)
          }
        }
      }
    }
  })
  it('sums to the probability of the square', () => {
    const total = gridProbabilities(normalGrid(9, 4), 0.6).reduce((a, b) => a + b)
    expectClose(total, cellByQuadrature(-5, 5, -5, 5, 0.6), 1e-13)
  })
  it('puts all on the diagonal at a correlation of 1', () => {
    const values = gridProbabilities(normalGrid(4, 4), 1)
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) if (i !== j) expectClose(values[i * 4 + j], 0, 1e-16)
    }
  })
})

describe('gridChiSquare', () => {
  it('is the chi-square distance of the probabilities from independence', () => {
    const grid = normalGrid(7, 5)
    const independent = gridProbabilities(grid, 0)
    for (const rho of [0.2, 0.7, 0.95]) {
      const distance = gridProbabilities(grid, rho).reduce(
        (sum, p, cell) => sum + (p - independent[cell]) ** 2 / independent[cell],
        0,
      )
      expectClose(gridChiSquare(grid, rho), distance, 0, 1e-8)
    }
  })
  it('grows with the correlation from 0 to the full distance', () => {
    for (const [rows, columns] of [
      [2, 2],
      [2, 9],
      [10, 10],
      [40, 3],
    ]) {
      const grid = normalGrid(rows, columns)
      let before = gridChiSquare(grid, 0)
      expect(before).toBe(0)
      for (let rho = 0.025; rho <= 1; rho += 0.025) {
        const value = gridChiSquare(grid, rho)
        expect(value).toBeGreaterThan(before)
        before = value
      }
      expectClose(gridChiSquare(grid, 1), grid.fullChiSquare, 0)
    }
  })
})

describe('normalGrid', () => {
  it('puts into each band what the normal distribution does, as exactly far out as within', () => {
    for (const bands of [2, 3, 7, 10]) {
      const { rowMass, rowEdges, columnMass } = normalGrid(bands, 5)
      expect(rowMass).toHaveLength(bands)
      expect(columnMass).toHaveLength(5)
      rowMass.forEach((mass, i) => {
        // By quadrature, to the last digits of even the smallest: 3e-5 beyond ±4.
        const exact = integrate(normalDensity, rowEdges[i], rowEdges[i + 1])
        expect(Math.abs(mass / exact - 1)).toBeLessThan(2e-12)
        expect(Math.abs(mass / rowMass[bands - 1 - i] - 1)).toBeLessThan(1e-14)
      })
    }
  })

  it('needs two bands each way', () => {
    for (const [rows, columns] of [
      [1, 3],
      [3, 1],
      [0, 0],
    ]) {
      expect(() => normalGrid(rows, columns)).toThrow(
        new RegExp(`normalGrid.*needs at least 2 × 2 cells.*${rows} × ${columns}`),
      )
    }
  })
})
