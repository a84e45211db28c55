import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../../lib/study/src/customers/customers'
import { encode, fitEncoder } from '../../../../lib/study/src/customers/feature-encoding'
import { learningData } from '../../../../lib/study/src/study/final-model'
import { loadStudyTables } from '../../../../lib/study/src/tables/read-study-tables'
import { type Matrix, matrix, take, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  errorFactor,
  type MeanRule,
  meanRule,
  pairsForDegree,
} from '../../../../lib/toolkit/explain/src/shapley/kernel/mean-rule'
import { kernelShapleyValues } from '../../../../lib/toolkit/explain/src/shapley/kernel-shapley'
import {
  decisionValues,
  type SupportVectorMachineModel,
  supportVectorMachine,
} from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import { separableProblem } from '../../../contract/problems'
import { realTablesFolder } from '../../../support/real-tables'
import { bruteForceShapley, rowOf } from './brute-force'
import { kernelCases, normalRows, randomKernelModel } from './kernel-models'

/** Largest difference of base plus contributions from the decision values. */
function additivityError(model: SupportVectorMachineModel, x: Matrix, background: Matrix): number {
  const { base, values } = kernelShapleyValues(model, x, background)
  return decisionValues(model, x).reduce((largest, expected, i) => {
    const error = Math.abs(rowOf(values, i).reduce((a, b) => a + b, base) - expected)
    return Math.max(largest, Number.isFinite(error) ? error : Infinity)
  }, 0)
}

const decisionValue = (model: SupportVectorMachineModel) => (row: Float64Array) =>
  decisionValues(model, matrix(1, row.length, row))[0]

function expectBruteForce(model: SupportVectorMachineModel, x: Matrix, background: Matrix): void {
  const { values } = kernelShapleyValues(model, x, background)
  for (let i = 0; i < x.rows; i++) {
    const expected = bruteForceShapley(decisionValue(model), rowOf(x, i), background)
    rowOf(values, i).forEach((value, j) => {
      expect(Math.abs(value - expected[j]), `row ${i}, column ${j}`).toBeLessThan(1e-12)
    })
  }
}

describe('kernelShapleyValues', () => {
  it.each([
    { columns: 1, vectors: 1, background: 1 },
    { columns: 2, vectors: 2, background: 3 },
    { columns: 3, vectors: 5, background: 4 },
    { columns: 5, vectors: 6, background: 9 },
    { columns: 6, vectors: 11, background: 5 },
    { columns: 7, vectors: 8, background: 7 },
    { columns: 8, vectors: 13, background: 12 },
  ])('equals the definition over all coalitions: $columns columns, $vectors vectors', (shape) => {
    const { columns, vectors, background } = shape
    const random = new Random(11 * columns + vectors)
    for (const gamma of [0.02, 0.2, 2]) {
      const model = randomKernelModel(random, { columns, vectors, gamma })
      expectBruteForce(model, normalRows(random, 4, columns), normalRows(random, background, columns))
    }
  })

  it('equals the definition for a fitted model', () => {
    const { x, y } = separableProblem(60, 8, 2)
    const model = supportVectorMachine.fit(x, y, {}, 1)
    expectBruteForce(model, takeRows(x, [0, 1]), takeRows(x, [10, 11, 12, 13, 14]))
  })

  it('adds up to the decision value, with many columns and narrow kernels too', () => {
    const random = new Random(7)
    for (const [columns, vectors, gamma] of [
      [15, 20, 0.05],
      [26, 41, 0.05],
      [26, 10, 1],
      [60, 9, 0.1],
      [200, 4, 0.5],
    ]) {
      const model = randomKernelModel(random, { columns, vectors, gamma })
      const [x, background] = [normalRows(random, 5, columns), normalRows(random, 11, columns)]
      expect(additivityError(model, x, background)).toBeLessThan(1e-12 * vectors)
    }
  })

  it('is exact with columns for which few nodes are not enough', () => {
    // Half of the columns speak for the row, half for the background, all of them strongly: only coalitions
    // of certain columns have any worth. By symmetry all columns of a half have the same value.
    const half = 12
    const model: SupportVectorMachineModel = {
      ...randomKernelModel(new Random(1), { columns: 2 * half, vectors: 1, gamma: 1 }),
      vectors: Float64Array.from({ length: 2 * half }, (_, j) => (j < half ? 1 : 0)),
      weights: Float64Array.of(1),
    }
    const x = matrix(1, 2 * half, new Float64Array(2 * half).fill(1))
    const background = matrix(1, 2 * half)
    const { values } = kernelShapleyValues(model, x, background)
    // The integral of (1 − e)·(t + (1 − t)·e)^11 · (1 − t + t·e)^12 by Simpson's rule, e = exp(−1).
    const e = Math.exp(-1)
    const integrand = (t: number) => (1 - e) * (t + (1 - t) * e) ** (half - 1) * (1 - t + t * e) ** half
    const steps = 2000
    let integral = integrand(0) + integrand(1)
    for (let s = 1; s < steps; s++) integral += (s % 2 === 1 ? 4 : 2) * integrand(s / steps)
    const expected = integral / (3 * steps)
    rowOf(values, 0).forEach((value, j) => {
      expect(Math.abs(value / (j < half ? expected : -expected) - 1)).toBeLessThan(1e-9)
    })
  })

  it('works with factors that underflow', () => {
    const random = new Random(3)
    const model = {
      ...randomKernelModel(random, { columns: 4, vectors: 3, gamma: 1 }),
      weights: Float64Array.of(1, 0.5, 0.25),
    }
    const { vectors } = model
    const far = 1e3
    // The row is far off in one column, the background in another: only mixtures come near the vector.
    const x = matrix(2, 4, Float64Array.of(far, vectors[1], vectors[2], vectors[3], far, far, far, far))
    const background = matrix(1, 4, Float64Array.of(vectors[0], vectors[1] + 0.1, vectors[2], far))
    expect(kernelShapleyValues(model, x, background).values.values[3]).toBeGreaterThan(0)
    expectBruteForce(model, x, background)
  })

  it('gives nothing to a column in which no support vector tells the row from the background', () => {
    const random = new Random(4)
    const model = randomKernelModel(random, { columns: 5, vectors: 6, gamma: 0.3 })
    const x = normalRows(random, 6, 5)
    const background = normalRows(random, 8, 5)
    // Equal in column 0; mirrored at every support vector's value, 0, in column 1.
    for (let k = 0; k < 6; k++) model.vectors[k * 5 + 1] = 0
    for (let i = 0; i < 6; i++) x.values.set([1.5, -2], i * 5)
    for (let z = 0; z < 8; z++) background.values.set([1.5, 2], z * 5)
    const { values } = kernelShapleyValues(model, x, background)
    for (let i = 0; i < 6; i++) {
      expect([...rowOf(values, i).subarray(0, 2)]).toEqual([0, 0])
      expect(rowOf(values, i)[3]).not.toBe(0)
    }
  })

  it('treats columns alike that are alike', () => {
    const random = new Random(5)
    const model = randomKernelModel(random, { columns: 4, vectors: 7, gamma: 0.3 })
    const x = normalRows(random, 3, 4)
    const background = normalRows(random, 5, 4)
    for (const { values } of [{ values: model.vectors }, x, background]) {
      for (let k = 0; k < values.length; k += 4) values[k + 3] = values[k]
    }
    const { values } = kernelShapleyValues(model, x, background)
    for (let i = 0; i < 3; i++) {
      const row = rowOf(values, i)
      expect(Math.abs(row[0] - row[3])).toBeLessThan(1e-15)
      expect(row[0]).not.toBe(0)
    }
  })

  it('turns around when the row and the background change places', () => {
    const random = new Random(6)
    const model = randomKernelModel(random, { columns: 6, vectors: 9, gamma: 0.2 })
    const [a, b] = [normalRows(random, 1, 6), normalRows(random, 1, 6)]
    const forth = kernelShapleyValues(model, a, b).values.values
    const back = kernelShapleyValues(model, b, a).values.values
    forth.forEach((value, j) => {
      expect(Math.abs(value + back[j])).toBeLessThan(1e-15)
    })
  })

  it('explains a row alike whichever other rows are explained', () => {
    const random = new Random(8)
    const model = randomKernelModel(random, { columns: 18, vectors: 9, gamma: 0.8 })
    const x = normalRows(random, 300, 18)
    const background = normalRows(random, 40, 18)
    const all = kernelShapleyValues(model, x, background).values
    for (const i of [0, 255, 256, 299]) {
      const alone = kernelShapleyValues(model, takeRows(x, [i]), background).values
      expect(alone.values).toEqual(rowOf(all, i))
    }
  })

  it('leaves its inputs as they are, and refuses what it cannot use', () => {
    const random = new Random(9)
    const model = randomKernelModel(random, { columns: 3, vectors: 4, gamma: 0.2 })
    const x = normalRows(random, 4, 3)
    const background = normalRows(random, 5, 3)
    const before = structuredClone({ model, x, background })
    kernelShapleyValues(model, x, background)
    expect({ model, x, background }).toEqual(before)
    expect(() => kernelShapleyValues(model, matrix(1, 2), background)).toThrow(
      /the model's 3 columns \(got 2\)/,
    )
    expect(() => kernelShapleyValues(model, x, matrix(5, 2))).toThrow(
      /background needs the columns of x \(got 2\)/,
    )
    expect(() => kernelShapleyValues(model, x, matrix(0, 3))).toThrow(/at least one row/)
    const empty = { ...model, vectors: new Float64Array(0), weights: new Float64Array(0) }
    expect(() => kernelShapleyValues(empty, x, background)).toThrow(/at least one support vector/)
    expect(kernelShapleyValues(model, matrix(0, 3), background).values.rows).toBe(0)
  })
})

describe('meanRule', () => {
  it.each([0, 1, 3, 6])('with %i pairs of nodes is exact up to its degree, and too small beyond', (pairs) => {
    const rule = meanRule(pairs)
    const mean = (power: number) =>
      rule.nodes.reduce(
        (sum, u, q) => sum + 2 * rule.weights[q] * u ** power,
        power === 0 ? rule.middleWeight : 0,
      )
    const degree = 4 * pairs + 1
    expect([pairsForDegree(degree), pairsForDegree(degree + 1)]).toEqual([pairs, pairs + 1])
    for (let power = 0; power <= degree; power += 2) {
      expect(Math.abs(mean(power) - 1 / (power + 1))).toBeLessThan(1e-14)
    }
    expect(1 / (degree + 2) - mean(degree + 1)).toBeGreaterThan(1e-12)
    expect([errorFactor(rule, degree, 2), errorFactor(rule, 0, 1)]).toEqual([0, 0])
  })

  it('bounds the error for products, and is reached where all factors are alike', () => {
    const random = new Random(12)
    for (const pairs of [0, 1, 2, 3]) {
      const [rule, exact] = [meanRule(pairs), meanRule(8)]
      const mean = ({ nodes, weights, middleWeight }: MeanRule, ratios: number[]) =>
        nodes.reduce((sum, u, q) => {
          const product = (at: number) => ratios.reduce((result, r) => result * (1 + r * at), 1)
          return sum + weights[q] * (product(u) + product(-u))
        }, middleWeight)
      const power = 4 * pairs + 2
      for (let trial = 0; trial < 50; trial++) {
        const alike = trial % 10 === 0
        const ratios = Array.from({ length: 24 }, () => (alike ? 0.3 : 1.8 * random.uniform() - 0.9))
        const spread = ratios.reduce((sum, r) => sum + Math.abs(r), 0)
        const bound = errorFactor(rule, 24, spread) * spread ** power
        const error = Math.abs(mean(rule, ratios) - mean(exact, ratios))
        expect(error).toBeLessThan(bound * (1 + 1e-9) + 1e-12)
        expect(alike ? error / bound : 1).toBeGreaterThan(1 - 1e-6)
      }
    }
  })
})

describe.each(kernelCases())('shap 0.51, $columns columns', (example) => {
  it('gives the same values within 1e-10', () => {
    const { model, x, background } = example
    const { base, values } = kernelShapleyValues(model, x, background)
    expect(Math.abs(base - example.base)).toBeLessThan(1e-10)
    expect(values.values).toHaveLength(example.values.length)
    values.values.forEach((value, k) => {
      expect(Math.abs(value - example.values[k])).toBeLessThan(1e-10)
    })
    decisionValues(model, x).forEach((value, i) => {
      expect(Math.abs(value - example.decisionValues[i])).toBeLessThan(1e-10)
    })
  })
})

describe.skipIf(!realTablesFolder)('the real tables', () => {
  it('add up to 1e-12 of the sum of weights, relative', () => {
    const folder = realTablesFolder as string
    const { table, declines } = learningData(buildCustomers(loadStudyTables(folder)), folder)
    const every = Int32Array.from(declines, (_, i) => i)
    const x = encode(fitEncoder(table, every, { scale: true }), table)
    const shuffled = new Random(2).shuffle(every.slice())
    const learned = shuffled.subarray(0, 400)
    const model = supportVectorMachine.fit(takeRows(x, learned), take(declines, learned), {}, 1)
    const background = takeRows(x, shuffled.subarray(0, 16))
    const scale = model.weights.reduce((sum, weight) => sum + Math.abs(weight), 0)
    expect(model.weights.length).toBeGreaterThan(50)
    expect(additivityError(model, takeRows(x, every.subarray(0, 60)), background)).toBeLessThan(1e-12 * scale)
  })
})
