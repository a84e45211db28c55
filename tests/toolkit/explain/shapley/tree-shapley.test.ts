import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Matrix, matrix, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { treeShapleyValues } from '../../../../lib/toolkit/explain/src/shapley/tree-shapley'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import type { Trees } from '../../../../lib/toolkit/learn/src/trees/trees'
import { separableProblem } from '../../../contract/problems'
import { bruteForceShapley, predictRow, randomRows, randomTrees, rowOf } from './brute-force'

function expectAdditive(trees: Trees, x: Matrix, background: Matrix): void {
  const { base, values } = treeShapleyValues(trees, x, background)
  let mean = 0
  for (let b = 0; b < background.rows; b++) mean += predictRow(trees, rowOf(background, b)) / background.rows
  expect(Math.abs(base - mean)).toBeLessThan(1e-12)
  for (let i = 0; i < x.rows; i++) {
    const sum = rowOf(values, i).reduce((total, value) => total + value, base)
    expect(Math.abs(sum - predictRow(trees, rowOf(x, i)))).toBeLessThan(1e-12)
  }
}

function expectBruteForce(trees: Trees, x: Matrix, background: Matrix): void {
  const { values } = treeShapleyValues(trees, x, background)
  for (let i = 0; i < x.rows; i++) {
    const expected = bruteForceShapley((row) => predictRow(trees, row), rowOf(x, i), background)
    rowOf(values, i).forEach((value, j) => {
      expect(Math.abs(value - expected[j]), `row ${i}, column ${j}`).toBeLessThan(1e-12)
    })
  }
}

/** A tree that asks one column after another, from the first again after the last: left is always a leaf. */
function chain(questions: number, columns: number, cut: () => number = () => 0): Trees {
  const nodes = 2 * questions + 1
  const asks = (node: number) => node % 2 === 0 && node < nodes - 1
  const each = <Value>(value: (node: number) => Value) =>
    Array.from({ length: nodes }, (_, node) => value(node))
  return {
    roots: Int32Array.of(0),
    feature: Int16Array.from(each((node) => (asks(node) ? (node / 2) % columns : -1))),
    threshold: Float64Array.from(each(cut)),
    left: Int32Array.from(each((node) => (asks(node) ? node + 1 : 0))),
    right: Int32Array.from(each((node) => (asks(node) ? node + 2 : 0))),
    value: Float64Array.from(each((node) => Math.sin(node + 1))),
    cover: new Int32Array(nodes).fill(1),
  }
}

describe('treeShapleyValues', () => {
  it.each([
    { columns: 1, depth: 4, background: 3 },
    { columns: 2, depth: 6, background: 32 },
    { columns: 3, depth: 5, background: 33 },
    { columns: 5, depth: 5, background: 1 },
    { columns: 6, depth: 7, background: 64 },
    { columns: 7, depth: 6, background: 70 },
    { columns: 8, depth: 8, background: 40 },
  ])('equals the definition over all coalitions: $columns columns, $background background rows', (shape) => {
    const { columns, depth, background } = shape
    const random = new Random(31 * columns + background)
    const trees = randomTrees(random, { trees: 3, columns, depth })
    expectBruteForce(trees, randomRows(random, 4, columns), randomRows(random, background, columns))
  })

  it('equals the definition for a fitted forest', () => {
    const { x, y } = separableProblem(120, 6, 3)
    const trees = extraTrees.fit(x, y, { trees: 6, minLeaf: 1 }, 5)
    const part = (from: number, rows: number) => matrix(rows, 6, x.values.slice(from * 6, (from + rows) * 6))
    expectBruteForce(trees, part(0, 3), part(40, 66))
  })

  it('adds up to the prediction, many columns and deep trees too', () => {
    const random = new Random(77)
    for (const [columns, depth, background] of [
      [4, 3, 5],
      [12, 10, 65],
      [25, 14, 97],
    ]) {
      const trees = randomTrees(random, { trees: 4, columns, depth })
      expectAdditive(trees, randomRows(random, 10, columns), randomRows(random, background, columns))
    }
  })

  it('takes 32 different columns on a path, and refuses more whatever the rows', () => {
    const random = new Random(13)
    const rows = (count: number, columns: number) =>
      matrix(
        count,
        columns,
        Float64Array.from({ length: count * columns }, () => random.uniform() - 0.1),
      )
    for (const columns of [31, 32]) {
      expectAdditive(chain(columns, columns), rows(5, columns), rows(40, columns))
    }
    for (const x of [rows(1, 33), matrix(3, 33), matrix(0, 33)]) {
      expect(() => treeShapleyValues(chain(33, 33), x, matrix(2, 33))).toThrow(
        /treeShapleyValues: .* 32 different columns/,
      )
    }
  })

  it('equals the definition on a deep path that asks the same columns again and again', () => {
    const random = new Random(14)
    const x = matrix(
      6,
      3,
      Float64Array.from({ length: 18 }, () => random.uniform()),
    )
    expectBruteForce(
      chain(150, 3, () => random.uniform() / 4),
      x,
      takeRows(x, [1, 3, 5]),
    )
  })

  it('equals the definition for any trees, columns and background', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.boolean(),
      (columns, depth, backgroundRows, seed, fewValues) => {
        const random = new Random(seed)
        const trees = randomTrees(random, { trees: 2, columns, depth })
        // Leaves that are often equal, as in a forest whose leaves are pure.
        if (fewValues)
          for (const [node, value] of trees.value.entries()) trees.value[node] = Math.round(value)
        const x = randomRows(random, 3, columns)
        const background = randomRows(random, backgroundRows, columns)
        const constant = random.integer(columns)
        for (const { rows, values } of [x, background]) {
          for (let i = 0; i < rows; i++) values[i * columns + constant] = 0.25
        }
        expectBruteForce(trees, x, background)
      },
    )
    fc.assert(property, { numRuns: 60, seed: 20261123 })
  })

  it('gives a row the same values, to the last bit, whatever rows are explained with it', () => {
    const random = new Random(15)
    const trees = randomTrees(random, { trees: 5, columns: 6, depth: 9 })
    const x = randomRows(random, 2100, 6)
    const background = randomRows(random, 50, 6)
    const whole = treeShapleyValues(trees, x, background).values
    expect(takeRows(whole, [7, 2099]).values.some((value) => value !== 0)).toBe(true)
    for (const rows of [[7], [2099, 3, 3, 1999, 2000], Array.from({ length: 700 }, (_, i) => 3 * i)]) {
      expect(treeShapleyValues(trees, takeRows(x, rows), background).values).toEqual(takeRows(whole, rows))
    }
  })

  it('explains the sum of trees as well as their mean', () => {
    const random = new Random(16)
    const trees = randomTrees(random, { trees: 7, columns: 5, depth: 6 })
    const x = randomRows(random, 8, 5)
    const background = randomRows(random, 30, 5)
    const mean = treeShapleyValues(trees, x, background)
    const sum = treeShapleyValues(trees, x, background, { combine: 'sum' })
    expect(Math.abs(sum.base - 7 * mean.base)).toBeLessThan(1e-12)
    for (let i = 0; i < x.rows; i++) {
      const total = rowOf(sum.values, i).reduce((whole, value) => whole + value, sum.base)
      expect(Math.abs(total - 7 * predictRow(trees, rowOf(x, i)))).toBeLessThan(1e-12)
    }
    sum.values.values.forEach((value, k) => {
      expect(Math.abs(value - 7 * mean.values.values[k])).toBeLessThan(1e-12)
    })
  })

  it('sends values to the side where prediction sends them: NaN, infinity, −0, equal to the cut', () => {
    const random = new Random(17)
    const trees = randomTrees(random, { trees: 4, columns: 3, depth: 7 })
    const odd = [Number.NaN, Infinity, -Infinity, -0, 0, 0.25]
    const rows = (count: number) =>
      matrix(
        count,
        3,
        Float64Array.from({ length: 3 * count }, () => odd[random.integer(6)]),
      )
    expectBruteForce(trees, rows(10), rows(20))
  })

  it('gives nothing to a column that no tree asks', () => {
    const random = new Random(5)
    const trees = randomTrees(random, { trees: 5, columns: 5, depth: 6, never: [1, 4] })
    const { values } = treeShapleyValues(trees, randomRows(random, 20, 5), randomRows(random, 40, 5))
    for (let i = 0; i < 20; i++) {
      const row = rowOf(values, i)
      expect([row[1], row[4]]).toEqual([0, 0])
      expect(row.some((value) => value !== 0)).toBe(true)
    }
  })

  it('treats columns alike that the trees treat alike', () => {
    // 1 when both columns are above 0, whichever is asked first.
    const both = (first: number, second: number): Trees => ({
      roots: Int32Array.of(0),
      feature: Int16Array.of(first, -1, second, -1, -1),
      threshold: new Float64Array(5),
      left: Int32Array.of(1, 0, 3, 0, 0),
      right: Int32Array.of(2, 0, 4, 0, 0),
      value: Float64Array.of(0, 0, 0, 0, 1),
      cover: new Int32Array(5).fill(1),
    })
    const x = matrix(1, 2, Float64Array.of(1, 1))
    const background = matrix(2, 2, Float64Array.of(-1, -1, 1, 1))
    for (const trees of [both(0, 1), both(1, 0)]) {
      const { base, values } = treeShapleyValues(trees, x, background)
      expect(base).toBe(0.5)
      expect([...values.values]).toEqual([0.25, 0.25])
    }
  })

  it('is the mean over background rows, whatever their order, and over trees', () => {
    const random = new Random(9)
    const trees = randomTrees(random, { trees: 2, columns: 4, depth: 5 })
    const x = randomRows(random, 3, 4)
    const background = randomRows(random, 67, 4)
    const whole = treeShapleyValues(trees, x, background).values.values
    const mean = new Float64Array(whole.length)
    for (let b = 66; b >= 0; b--) {
      const one = treeShapleyValues(trees, x, matrix(1, 4, rowOf(background, b))).values.values
      for (let k = 0; k < mean.length; k++) mean[k] += one[k] / 67
    }
    for (let k = 0; k < mean.length; k++) expect(Math.abs(whole[k] - mean[k])).toBeLessThan(1e-12)
  })

  it('gives a row that equals its background nothing, and a stump everything to its column', () => {
    const random = new Random(10)
    const trees = randomTrees(random, { trees: 3, columns: 3, depth: 5 })
    const x = randomRows(random, 1, 3)
    expect([...treeShapleyValues(trees, x, x).values.values].map(Math.abs)).toEqual([0, 0, 0])
    const stump = randomTrees(new Random(3), { trees: 1, columns: 3, depth: 0 })
    expect([...treeShapleyValues(stump, x, x).values.values]).toEqual([0, 0, 0])
    expect(treeShapleyValues(stump, x, x).base).toBeCloseTo(stump.value[0], 14)
  })

  it('leaves its inputs as they are, and refuses a background it cannot use', () => {
    const random = new Random(11)
    const trees = randomTrees(random, { trees: 2, columns: 3, depth: 4 })
    const x = randomRows(random, 4, 3)
    const background = randomRows(random, 5, 3)
    const before = structuredClone({ trees, x, background })
    treeShapleyValues(trees, x, background)
    expect({ trees, x, background }).toEqual(before)
    expect(() => treeShapleyValues(trees, x, matrix(5, 2))).toThrow(/needs the columns of x \(got 2\)/)
    expect(() => treeShapleyValues(trees, x, matrix(0, 3))).toThrow(/at least one row/)
    expect(treeShapleyValues(trees, matrix(0, 3), background).values.rows).toBe(0)
  })
})

interface ReferenceCase {
  columns: number
  trees: Record<'roots' | 'feature' | 'threshold' | 'left' | 'right' | 'value', number[]>
  background: number[]
  x: number[]
  base: number
  values: number[]
  probability: number[]
}

/** Numbers from shap 0.51 on scikit-learn 1.9.1; made by tests/reference/explanation.py. */
const reference = JSON.parse(
  readFileSync(join(__dirname, '../../../reference/explanation.json'), 'utf8'),
) as {
  cases: ReferenceCase[]
}

describe.each(reference.cases)('shap 0.51, $columns columns', (example) => {
  const { columns, background, x } = example
  const trees: Trees = {
    roots: Int32Array.from(example.trees.roots),
    feature: Int16Array.from(example.trees.feature),
    threshold: Float64Array.from(example.trees.threshold),
    left: Int32Array.from(example.trees.left),
    right: Int32Array.from(example.trees.right),
    value: Float64Array.from(example.trees.value),
    cover: new Int32Array(example.trees.feature.length).fill(1),
  }
  const shaped = (values: number[]) => matrix(values.length / columns, columns, Float64Array.from(values))

  it('gives the same values within 1e-7', () => {
    const { base, values } = treeShapleyValues(trees, shaped(x), shaped(background))
    expect(Math.abs(base - example.base)).toBeLessThan(1e-7)
    expect(values.values).toHaveLength(example.values.length)
    values.values.forEach((value, k) => {
      expect(Math.abs(value - example.values[k])).toBeLessThan(1e-7)
    })
    for (let i = 0; i < values.rows; i++) {
      expect(values.values[i * columns + columns - 1]).toBe(0)
      expect(Math.abs(predictRow(trees, rowOf(shaped(x), i)) - example.probability[i])).toBeLessThan(1e-7)
    }
  })
})
