import { type Matrix, matrix } from '../../lib/toolkit/core/src/matrix'
import { Random } from '../../lib/toolkit/core/src/random'

export interface Problem {
  x: Matrix
  y: Uint8Array
}

/** Normal features; the label follows the sign of x₀ + x₁ but for a margin around 0. */
export function separableProblem(rows: number, columns: number, seed: number): Problem {
  const random = new Random(seed)
  const x = matrix(rows, columns)
  const y = new Uint8Array(rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) x.values[i * columns + j] = random.normal()
    y[i] = x.values[i * columns] + x.values[i * columns + 1] > 0 ? 1 : 0
    x.values[i * columns] += y[i] === 1 ? 0.5 : -0.5
  }
  return { x, y }
}

/** Normal features that say nothing about the label, which is 1 for 40% of the rows. */
export function noiseProblem(rows: number, columns: number, seed: number): Problem {
  const random = new Random(seed)
  const x = matrix(rows, columns)
  for (let k = 0; k < x.values.length; k++) x.values[k] = random.normal()
  return { x, y: Uint8Array.from({ length: rows }, () => (random.uniform() < 0.4 ? 1 : 0)) }
}

/** Share of pairs of a positive and a negative row in which the positive has the higher value. */
export function areaUnderCurve(y: Uint8Array, scores: Float64Array): number {
  let wins = 0
  let pairs = 0
  for (let i = 0; i < y.length; i++) {
    for (let k = 0; k < y.length; k++) {
      if (y[i] !== 1 || y[k] !== 0) continue
      pairs++
      wins += scores[i] > scores[k] ? 1 : scores[i] === scores[k] ? 0.5 : 0
    }
  }
  return wins / pairs
}

/** The same table with one more column, all of one value. */
export function withConstantColumn(x: Matrix, value: number): Matrix {
  const result = matrix(x.rows, x.columns + 1)
  for (let i = 0; i < x.rows; i++) {
    result.values.set(x.values.subarray(i * x.columns, (i + 1) * x.columns), i * result.columns)
    result.values[i * result.columns + x.columns] = value
  }
  return result
}
