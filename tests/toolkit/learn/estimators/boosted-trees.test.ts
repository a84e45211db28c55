import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { type Matrix, matrix, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { treeShapleyValues } from '../../../../lib/toolkit/explain/src/shapley/tree-shapley'
import { logit, sigmoid } from '../../../../lib/toolkit/learn/src/calibration/sigmoid'
import {
  type BoostedTreesModel,
  type BoostedTreesOptions,
  boostedTrees,
} from '../../../../lib/toolkit/learn/src/estimators/boosted-trees'
import { binTable } from '../../../../lib/toolkit/learn/src/trees/boosting/feature-bins'
import { areSoundTrees } from '../../../../lib/toolkit/learn/src/trees/tree-schema'
import { noiseProblem, separableProblem } from '../../../contract/problems'
import { bruteForceShapley, rowOf } from '../../explain/shapley/brute-force'
import { largestDifference } from '../reference'

interface Reference {
  columns: number
  x: number[]
  y: number[]
  cases: (Pick<
    BoostedTreesOptions,
    'trees' | 'leaves' | 'l2' | 'minLeaf' | 'minLeafWeight' | 'maxDepth' | 'categories'
  > & { firstTree: { feature: number[]; cover: number[] }; logOdds: number[] })[]
}

/** Numbers from LightGBM 4.6.0; made by tests/reference/boosting.py. */
const reference = JSON.parse(
  readFileSync(join(__dirname, '../../../reference/boosting.json'), 'utf8'),
) as Reference
const x = matrix(reference.y.length, reference.columns, Float64Array.from(reference.x))
const y = Uint8Array.from(reference.y)

/** Log-odds, tree by tree. */
function logOddsOf(model: BoostedTreesModel, table: Matrix): Float64Array {
  return Float64Array.from({ length: table.rows }, (_, i) => {
    let sum = model.bias
    for (const root of model.roots) {
      let node = root
      while (model.feature[node] >= 0) {
        const value = table.values[i * table.columns + model.feature[node]]
        node = value <= model.threshold[node] ? model.left[node] : model.right[node]
      }
      sum += model.value[node]
    }
    return sum
  })
}

const meanLoss = (p: Float64Array, labels: Uint8Array) =>
  -p.reduce((sum, value, i) => sum + Math.log(labels[i] === 1 ? value : 1 - value), 0) / p.length

describe('beside LightGBM', () => {
  it.each(
    reference.cases.map((one): [string, typeof one] => {
      const { trees, leaves, l2, maxDepth, categories } = one
      return [
        `${trees} trees, ${leaves} leaves, depth ${maxDepth}, l2 ${l2}, categories '${categories}'`,
        one,
      ]
    }),
  )('%s', (_, { firstTree, logOdds, ...options }) => {
    const model = boostedTrees.fit(x, y, { ...options, learningRate: 0.1, patience: 0 })
    expect(model.roots).toHaveLength(options.trees)
    const asked = model.feature.subarray(0, firstTree.feature.length)
    const cover = model.cover.subarray(0, firstTree.cover.length)
    // Sets of categories are written as thresholds: there the rows' values alone can be compared.
    const expected =
      options.categories === '' ? firstTree : { feature: Array.from(asked), cover: Array.from(cover) }
    expect({ feature: Array.from(asked), cover: Array.from(cover) }).toEqual(expected)
    // LightGBM keeps derivatives in single precision.
    expect(largestDifference(logOddsOf(model, x), logOdds)).toBeLessThan(1e-6)
  })
})

describe('boosted trees', () => {
  const options = { trees: 30, minLeaf: 5, learningRate: 0.2, l2: 1, patience: 0 }

  it('predict the sigmoid of the sum of their leaves, for few rows and for many', () => {
    const model = boostedTrees.fit(x, y, options)
    const many = takeRows(
      x,
      Int32Array.from({ length: 5000 }, (_, i) => i % x.rows),
    )
    for (const table of [x, many]) {
      const expected = logOddsOf(model, table).map(sigmoid)
      expect(largestDifference(boostedTrees.predictProbability(model, table), expected)).toBeLessThan(1e-14)
    }
  })

  it('lower the training loss with every tree, and overfit without bounds', () => {
    const losses = [1, 5, 20, 80].map((trees) => {
      const model = boostedTrees.fit(x, y, { ...options, trees, minLeaf: 1, l2: 0 })
      return meanLoss(boostedTrees.predictProbability(model, x), y)
    })
    expect(losses).toEqual([...losses].sort((a, b) => b - a))
    expect(losses[3]).toBeLessThan(0.5 * losses[0])
  })

  it('keep to depth, leaves and rows in a leaf', () => {
    const model = boostedTrees.fit(x, y, { ...options, leaves: 12, maxDepth: 4, minLeaf: 17 })
    const ends = [...model.roots.subarray(1), model.feature.length]
    ends.forEach((end, t) => {
      const leaves = Array.from({ length: end - model.roots[t] }, (_, i) => model.roots[t] + i).filter(
        (node) => model.feature[node] < 0,
      )
      expect(leaves.length).toBeLessThanOrEqual(12)
      expect(Math.min(...leaves.map((node) => model.cover[node]))).toBeGreaterThanOrEqual(17)
      expect(leaves.reduce((sum, node) => sum + model.cover[node], 0)).toBe(x.rows)
      const depth = (node: number): number =>
        model.feature[node] < 0 ? 0 : 1 + Math.max(depth(model.left[node]), depth(model.right[node]))
      expect(depth(model.roots[t])).toBeLessThanOrEqual(4)
    })
  })

  it('draw rows and columns by the seed', () => {
    const sampled = { ...options, rowShare: 0.5, featureShare: 0.4 }
    const [one, same, other] = [3, 3, 4].map((seed) => boostedTrees.fit(x, y, sampled, seed))
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
    for (const root of one.roots) expect(one.cover[root]).toBe(x.rows / 2)
    const ends = [...one.roots.subarray(1), one.feature.length]
    ends.forEach((end, t) => {
      const asked = one.feature.subarray(one.roots[t], end).filter((feature) => feature >= 0)
      expect(new Set(asked).size).toBeLessThanOrEqual(2)
    })
    expect(new Set(one.feature.filter((feature) => feature >= 0)).size).toBe(x.columns)
  })

  it('put categories that go together into one set, wherever their codes stand', () => {
    const random = new Random(1)
    const codes = matrix(1200, 1)
    for (let i = 0; i < codes.rows; i++) codes.values[i] = random.integer(12)
    const labels = Uint8Array.from(codes.values, (code) =>
      random.uniform() < (code % 2 ? 0.9 : 0.1) ? 1 : 0,
    )
    const one = { trees: 1, leaves: 2, minLeaf: 1, learningRate: 1, l2: 0, patience: 0 }
    const asSets = boostedTrees.fit(codes, labels, { ...one, categories: '0', categoryL2: 0 })
    const probability = boostedTrees.predictProbability(asSets, codes)
    expect(new Set(probability).size).toBe(2)
    for (let i = 0; i < codes.rows; i++) expect(probability[i] > 0.5).toBe(codes.values[i] % 2 === 1)
    const asNumbers = boostedTrees.predictProbability(boostedTrees.fit(codes, labels, one), codes)
    expect(meanLoss(probability, labels)).toBeLessThan(0.7 * meanLoss(asNumbers, labels))
    expect(areSoundTrees(asSets, 1, 'log-odds')).toBe(true)
  })

  it('refuse columns that are none, and too many categories', () => {
    for (const categories of ['5', '-1', 'a', '0,,1', '1.5'])
      expect(() => boostedTrees.fit(x, y, { categories })).toThrow(ArgumentError)
    const many = matrix(
      66,
      1,
      Float64Array.from({ length: 66 }, (_, i) => i >> 1),
    )
    const labels = Uint8Array.from({ length: 66 }, (_, i) => i & 1)
    expect(() => boostedTrees.fit(many, labels, { categories: '0' })).toThrow(/at most 32 categories/)
    const wide = matrix(4096, 400)
    const half = Uint8Array.from({ length: 4096 }, (_, i) => i & 1)
    const grown = { leaves: 4096, trees: 1, patience: 0 }
    expect(() => boostedTrees.fit(wide, half, { ...grown, minLeaf: 1 })).toThrow(
      /more than 4 GB.*4096 leaves/,
    )
    expect(boostedTrees.fit(wide, half, grown).roots).toHaveLength(1)
    expect(() => boostedTrees.fit(x, y, { leaves: 3.5 })).toThrow(/whole number/)
  })

  it('are explained exactly on the scale of log-odds', () => {
    const model = boostedTrees.fit(x, y, { ...options, trees: 6, leaves: 8, categories: '0,4' })
    const background = takeRows(x, [0, 7, 90, 200, 333])
    const rows = takeRows(x, [1, 2, 3, 150])
    const { base, values } = treeShapleyValues(model, rows, background, { combine: 'sum' })
    const logOdds = logOddsOf(model, rows)
    for (let i = 0; i < rows.rows; i++) {
      const own = rowOf(values, i)
      expect(Math.abs(model.bias + base + own.reduce((a, b) => a + b, 0) - logOdds[i])).toBeLessThan(1e-12)
      const predict = (row: Float64Array) => logOddsOf(model, matrix(1, x.columns, Float64Array.from(row)))[0]
      const expected = bruteForceShapley(predict, rowOf(rows, i), background)
      expect(largestDifference(own, expected)).toBeLessThan(1e-12)
    }
  })
})

describe('the number of trees', () => {
  it('is settled where held-out loss is least', () => {
    const { x: table, y: labels } = separableProblem(400, 4, 1)
    const noisy = labels.map((label, i) => (i % 5 === 0 ? 1 - label : label))
    const stopped = boostedTrees.fit(table, noisy, { learningRate: 0.1, minLeaf: 5, patience: 10 }, 1)
    expect(stopped.roots.length).toBeGreaterThan(5)
    expect(stopped.roots.length).toBeLessThan(150)
    const all = boostedTrees.fit(table, noisy, { trees: 500, learningRate: 0.1, minLeaf: 5, patience: 0 }, 1)
    const fresh = separableProblem(2000, 4, 2)
    const other = fresh.y.map((label, i) => (i % 5 === 0 ? 1 - label : label))
    const [few, many] = [stopped, all].map((model) =>
      meanLoss(boostedTrees.predictProbability(model, fresh.x), other),
    )
    expect(few).toBeLessThan(many - 0.05)
  })

  it('is not led astray by copies: they are held out together', () => {
    const { x: table, y: labels } = noiseProblem(120, 4, 5)
    const rows = Int32Array.from({ length: 720 }, (_, i) => i % 120)
    const copies = takeRows(table, rows)
    const ofCopies = Uint8Array.from(rows, (row) => labels[row])
    const settings = { trees: 200, learningRate: 0.1, minLeaf: 5, patience: 10 }
    const together = boostedTrees.fit(copies, ofCopies, settings, 1, rows)
    const parted = boostedTrees.fit(copies, ofCopies, settings, 1)
    expect(together.roots.length).toBeLessThan(10)
    expect(parted.roots.length).toBeGreaterThan(100)
  })

  it('falls to none where nothing can be learned: the share of class 1 for everyone', () => {
    const constant = matrix(40, 2)
    const labels = Uint8Array.from({ length: 40 }, (_, i) => Number(i < 10))
    const model = boostedTrees.fit(constant, labels)
    expect(Array.from(model.value)).toEqual([0])
    expect(model.bias).toBeCloseTo(logit(0.25), 12)
  })
})

describe('bins', () => {
  const column = (values: readonly number[]) => matrix(values.length, 1, Float64Array.from(values))
  const countsOf = (values: readonly number[], maxBins: number) => {
    const { bins, stride, thresholds } = binTable(column(values), maxBins, [])
    const counts = new Array<number>(thresholds[0].length + 1).fill(0)
    const misplaced = values.filter((value, i) => {
      const bin = bins[i * stride]
      counts[bin]++
      return !(value > (thresholds[0][bin - 1] ?? -Infinity) && value <= (thresholds[0][bin] ?? Infinity))
    })
    expect(misplaced).toEqual([])
    return counts
  }

  it('are as many as values where these are few, with thresholds halfway', () => {
    const values = [1, 1, 1, 2, 2, 2, 4, 4, 4]
    expect(countsOf(values, 255)).toEqual([3, 3, 3])
    expect(Array.from(binTable(column(values), 255, []).thresholds[0])).toEqual([1.5, 3])
  })

  it('hold about equally many rows where values are many, and keep a frequent value apart', () => {
    const random = new Random(2)
    const values = Array.from({ length: 4000 }, (_, i) => (i % 4 === 0 ? 0 : random.normal()))
    const counts = countsOf(values, 64)
    expect(counts.length).toBeLessThanOrEqual(64)
    expect(counts.length).toBeGreaterThan(55)
    expect(counts.filter((count) => count >= 1000)).toHaveLength(1)
    for (const count of counts.filter((count) => count < 1000)) expect(count).toBeLessThan(100)
  })

  it('are read from some rows of a large table, but every category counts', () => {
    const values = matrix(120_001, 2)
    for (let i = 0; i < values.rows; i++) values.values.set([i % 7, i === 100_001 ? 99 : i % 3], 2 * i)
    const { thresholds, bins, columnBins, stride } = binTable(values, 255, [1])
    expect(thresholds.map((own) => Array.from(own))).toEqual([
      [0.5, 1.5, 2.5, 3.5, 4.5, 5.5],
      [0.5, 1.5, 50.5],
    ])
    expect(columnBins[values.rows + 100_001]).toBe(3)
    const misplaced = Array.from({ length: values.rows }, (_, i) => i).filter(
      (i) => bins[i * stride] !== columnBins[i] || bins[i * stride + 1] !== columnBins[values.rows + i],
    )
    expect(misplaced).toEqual([])
  })

  it('take values of any size', () => {
    expect(
      countsOf([-1.7e308, -1, -1, -1, 0, 0, 0, 5e-324, 5e-324, 5e-324, 1.7e308, 1.7e308, 1.7e308], 255)
        .length,
    ).toBeGreaterThan(2)
    expect(
      countsOf(
        Array.from({ length: 900 }, (_, i) => 2 ** (i - 450)),
        20,
      ),
    ).toHaveLength(20)
  })
})
