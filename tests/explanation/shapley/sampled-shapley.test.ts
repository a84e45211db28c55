import {
  decisionValues,
  kernelShapleyValues,
  type Matrix,
  matrix,
  Random,
  sampledShapleyValues,
  takeRows,
} from 'one-click'
import { describe, expect, it } from 'vitest'
import { rowOf } from './brute-force'
import { normalRows, randomKernelModel } from './kernel-models'

const columns = 6

function problem(seed: number) {
  const random = new Random(seed)
  const model = randomKernelModel(random, { columns, vectors: 12, gamma: 0.3 })
  const x = normalRows(random, 4, columns)
  const background = normalRows(random, 10, columns)
  return { model, x, background, predict: (rows: Matrix) => decisionValues(model, rows) }
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length

describe('sampledShapleyValues', () => {
  it('stays within 4 standard errors of the exact values, and the errors shrink', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { model, x, background, predict } = problem(seed)
      const exact = kernelShapleyValues(model, x, background).values.values
      const sizes = [40, 640].map((permutations) => {
        const { values, standardErrors } = sampledShapleyValues(predict, x, background, {
          permutations,
          seed,
        })
        values.values.forEach((value, k) => {
          const error = standardErrors.values[k]
          expect(error).toBeGreaterThan(0)
          expect(Math.abs(value - exact[k])).toBeLessThan(4 * error)
        })
        return mean(standardErrors.values)
      })
      // 16 times the permutations: a quarter of the error.
      expect(sizes[0] / sizes[1]).toBeGreaterThan(3)
      expect(sizes[0] / sizes[1]).toBeLessThan(5)
    }
  })

  it('has no bias, and its standard errors are about the deviation over seeds, not below', () => {
    const { model, x, background, predict } = problem(7)
    const row = takeRows(x, [0])
    const exact = kernelShapleyValues(model, row, background).values.values
    const runs = Array.from({ length: 400 }, (_, seed) =>
      sampledShapleyValues(predict, row, background, { permutations: 8, seed }),
    )
    for (let j = 0; j < columns; j++) {
      const found = runs.map(({ values }) => values.values[j])
      const average = mean(found)
      const variance = mean(found.map((value) => (value - average) ** 2))
      expect(Math.abs(average - exact[j])).toBeLessThan(4 * Math.sqrt(variance / runs.length))
      const reported = mean(runs.map(({ standardErrors }) => standardErrors.values[j] ** 2))
      expect(reported / variance).toBeGreaterThan(0.8)
      expect(reported / variance).toBeLessThan(3)
    }
  })

  it('adds up to the prediction against the background rows drawn', () => {
    const { x, background, predict } = problem(8)
    const predictions = predict(x)
    for (const permutations of [4, 10, 22]) {
      const { base, values } = sampledShapleyValues(predict, x, background, { permutations, seed: 3 })
      for (let i = 0; i < x.rows; i++) {
        expect(Math.abs(rowOf(values, i).reduce((a, b) => a + b, base) - predictions[i])).toBeLessThan(1e-13)
      }
    }
    // Ten background rows, each drawn twice in forty permutations.
    const { base } = sampledShapleyValues(predict, x, background, { permutations: 40, seed: 3 })
    expect(Math.abs(base - mean(predict(background)))).toBeLessThan(1e-14)
  })

  it('is exact for a linear model and one background row', () => {
    const { x, background } = problem(9)
    const linear = (rows: Matrix) =>
      Float64Array.from({ length: rows.rows }, (_, i) =>
        rowOf(rows, i).reduce((sum, value, j) => sum + (j === 2 ? 0 : (j - 1.5) * value), 0.5),
      )
    const one = takeRows(background, [3])
    const { values, standardErrors } = sampledShapleyValues(linear, x, one, { permutations: 6, seed: 1 })
    values.values.forEach((value, k) => {
      const j = k % columns
      const expected = j === 2 ? 0 : (j - 1.5) * (x.values[k] - one.values[j])
      expect(Math.abs(value - expected)).toBeLessThan(1e-13)
      expect(standardErrors.values[k]).toBeLessThan(1e-13)
    })
  })

  it('needs one pair of walks only where columns interact in pairs', () => {
    // Forwards and backwards, each of two columns comes first once.
    const product = (rows: Matrix) =>
      Float64Array.from({ length: rows.rows }, (_, i) => rowOf(rows, i)[0] * rowOf(rows, i)[1])
    const x = matrix(1, 2, Float64Array.of(3, 5))
    const { values } = sampledShapleyValues(product, x, matrix(1, 2), { permutations: 4, seed: 5 })
    expect([...values.values]).toEqual([7.5, 7.5])
  })

  it('depends on the seed, and on no other row explained', () => {
    const { x, background, predict } = problem(10)
    const options = { permutations: 12, seed: 4 }
    const all = sampledShapleyValues(predict, x, background, options)
    expect(sampledShapleyValues(predict, x, background, options)).toEqual(all)
    expect(sampledShapleyValues(predict, x, background, { ...options, seed: 5 }).values).not.toEqual(
      all.values,
    )
    const alone = sampledShapleyValues(predict, takeRows(x, [2]), background, options)
    expect(alone.values.values).toEqual(rowOf(all.values, 2))
    expect(alone.standardErrors.values).toEqual(rowOf(all.standardErrors, 2))
  })

  it('predicts many steps in several calls with the same result', () => {
    const { x, background, predict } = problem(11)
    let largest = 0
    const watched = (rows: Matrix) => {
      largest = Math.max(largest, rows.rows)
      return predict(rows)
    }
    const row = takeRows(x, [1])
    const many = sampledShapleyValues(watched, row, background, { permutations: 4000, seed: 6 })
    expect(largest).toBeLessThanOrEqual(8192)
    const sum = rowOf(many.values, 0).reduce((a, b) => a + b, many.base)
    expect(Math.abs(sum - predict(row)[0])).toBeLessThan(1e-12)
  })

  it('takes one column, and refuses what it cannot use', () => {
    const square = (rows: Matrix) => rows.values.map((value) => value * value)
    const one = sampledShapleyValues(square, matrix(1, 1, Float64Array.of(3)), matrix(1, 1), {
      permutations: 4,
      seed: 1,
    })
    expect([one.base, one.values.values[0], one.standardErrors.values[0]]).toEqual([0, 9, 0])
    const { x, background, predict } = problem(12)
    const options = { permutations: 4, seed: 1 }
    expect(sampledShapleyValues(predict, matrix(0, columns), background, options).values.rows).toBe(0)
    expect(() => sampledShapleyValues(predict, x, matrix(2, 5), options)).toThrow(
      /needs the columns of x \(got 5\)/,
    )
    expect(() => sampledShapleyValues(predict, x, matrix(0, columns), options)).toThrow(/at least one row/)
    for (const permutations of [0, 2, 5, 4.5, Number.NaN]) {
      expect(() => sampledShapleyValues(predict, x, background, { permutations, seed: 1 })).toThrow(
        /even whole/,
      )
    }
  })
})
