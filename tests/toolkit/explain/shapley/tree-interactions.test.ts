import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Matrix, matrix, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import type { ColumnPair } from '../../../../lib/toolkit/explain/src/shapley/kernel-interactions'
import { treeInteractions } from '../../../../lib/toolkit/explain/src/shapley/tree-interactions'
import { treeShapleyValues } from '../../../../lib/toolkit/explain/src/shapley/tree-shapley'
import type { Trees } from '../../../../lib/toolkit/learn/src/trees/trees'
import { bruteForceShapley, predictRow, randomRows, randomTrees, rowOf } from './brute-force'

const allPairs = (columns: number): ColumnPair[] =>
  Array.from({ length: columns }, (_, a) => a).flatMap((a) =>
    Array.from({ length: columns - a - 1 }, (_, k): ColumnPair => [a, a + 1 + k]),
  )

const replaced = (row: Float64Array, j: number, value: number): Float64Array =>
  row.map((own, k) => (k === j ? value : own))

/**
 * The interactions of column b with every other column by their recursive definition (Grabisch, Roubens 1999):
 * Shapley values when b always takes part less those when it never does.
 */
function interactionsWith(b: number, trees: Trees, row: Float64Array, background: Matrix): Float64Array {
  const difference = new Float64Array(row.length)
  for (let z = 0; z < background.rows; z++) {
    const other = rowOf(background, z)
    const valuesWith = (fixed: number) =>
      bruteForceShapley(
        (mixed) => predictRow(trees, replaced(mixed, b, fixed)),
        row,
        matrix(1, row.length, other),
      )
    const present = valuesWith(row[b])
    const absent = valuesWith(other[b])
    for (let a = 0; a < row.length; a++) difference[a] += (present[a] - absent[a]) / background.rows
  }
  return difference
}

function expectDefinition(trees: Trees, x: Matrix, background: Matrix): void {
  const pairs = allPairs(x.columns)
  const found = treeInteractions(trees, x, background, pairs)
  for (let i = 0; i < x.rows; i++) {
    const expected = Array.from({ length: x.columns }, (_, b) =>
      interactionsWith(b, trees, rowOf(x, i), background),
    )
    pairs.forEach(([a, b], p) => {
      const value = found.values[i * pairs.length + p]
      expect(Math.abs(value - expected[b][a]), `row ${i}, pair ${a} ${b}`).toBeLessThan(1e-11)
      expect(Math.abs(value - expected[a][b]), `row ${i}, pair ${b} ${a}`).toBeLessThan(1e-11)
    })
  }
}

/** 1 when all columns are above 0. */
const allAbove = (columns: number): Trees => {
  const nodes = 2 * columns + 1
  const each = (value: (node: number) => number) => Array.from({ length: nodes }, (_, node) => value(node))
  const asks = (node: number) => node % 2 === 0 && node < nodes - 1
  return {
    roots: Int32Array.of(0),
    feature: Int16Array.from(each((node) => (asks(node) ? node / 2 : -1))),
    threshold: new Float64Array(nodes),
    left: Int32Array.from(each((node) => (asks(node) ? node + 1 : 0))),
    right: Int32Array.from(each((node) => (asks(node) ? node + 2 : 0))),
    value: Float64Array.from(each((node) => (node === nodes - 1 ? 1 : 0))),
    cover: new Int32Array(nodes).fill(1),
  }
}

describe('treeInteractions', () => {
  it.each([
    { columns: 2, depth: 4, background: 5 },
    { columns: 3, depth: 6, background: 33 },
    { columns: 5, depth: 6, background: 1 },
    { columns: 8, depth: 8, background: 3 },
  ])('equals the definition over all coalitions: $columns columns, $background background rows', (shape) => {
    const { columns, depth, background } = shape
    const random = new Random(17 * columns + background)
    const trees = randomTrees(random, { trees: 3, columns, depth })
    expectDefinition(trees, randomRows(random, 2, columns), randomRows(random, background, columns))
  })

  it('equals the definition for any trees and rows', () => {
    const property = fc.property(
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.boolean(),
      (columns, depth, backgroundRows, seed, fewValues) => {
        const random = new Random(seed)
        const trees = randomTrees(random, { trees: 2, columns, depth })
        if (fewValues)
          for (const [node, value] of trees.value.entries()) trees.value[node] = Math.round(value)
        expectDefinition(trees, randomRows(random, 2, columns), randomRows(random, backgroundRows, columns))
      },
    )
    fc.assert(property, { numRuns: 30, seed: 20261123 })
  })

  it('of a product of three conditions: its sign tells which columns the row has and which it lacks', () => {
    const background = matrix(1, 3, Float64Array.of(-1, -1, 1))
    const row = (...values: number[]) => matrix(1, 3, Float64Array.from(values))
    const pairs = allPairs(3)
    // Columns 0 and 1 are both needed; the background row has column 2 already.
    expect([...treeInteractions(allAbove(3), row(1, 1, 1), background, pairs).values]).toEqual([1, 0, 0])
    // A row that lacks column 2 takes it away: two of three players for, one against.
    const mixed = treeInteractions(allAbove(3), row(1, 1, -1), background, pairs).values
    expect([...mixed]).toEqual([0.5, -0.5, -0.5])
    const twoLost = treeInteractions(
      allAbove(3),
      row(1, -1, -1),
      matrix(1, 3, Float64Array.of(1, 1, 1)),
      pairs,
    ).values
    expect([...twoLost]).toEqual([0, 0, 1])
  })

  it('adds up to the Shapley values of two columns: each has half of the interaction', () => {
    // With two players: value of a = f(a alone) − base + interaction / 2.
    const random = new Random(21)
    const trees = randomTrees(random, { trees: 4, columns: 2, depth: 6 })
    const x = randomRows(random, 10, 2)
    const background = randomRows(random, 20, 2)
    const { base, values } = treeShapleyValues(trees, x, background)
    const interactions = treeInteractions(trees, x, background, [[0, 1]]).values
    for (let i = 0; i < x.rows; i++) {
      let alone = 0
      for (let z = 0; z < 20; z++)
        alone += predictRow(trees, replaced(rowOf(x, i), 1, background.values[2 * z + 1])) / 20
      expect(Math.abs(values.values[2 * i] - (alone - base + interactions[i] / 2))).toBeLessThan(1e-12)
    }
  })

  it('does not depend on the other pairs, their order, the order in a pair, or the other rows', () => {
    const random = new Random(22)
    const trees = randomTrees(random, { trees: 3, columns: 6, depth: 8 })
    const x = randomRows(random, 40, 6)
    const background = randomRows(random, 25, 6)
    const pairs: ColumnPair[] = [
      [0, 1],
      [4, 2],
      [5, 0],
      [3, 4],
      [1, 5],
    ]
    const whole = treeInteractions(trees, x, background, pairs)
    expect(whole.values.every((value) => value === 0)).toBe(false)
    pairs.forEach(([a, b], p) => {
      const one = treeInteractions(trees, takeRows(x, [31, 2]), background, [[b, a]]).values
      expect([...one]).toEqual([whole.values[31 * 5 + p], whole.values[2 * 5 + p]])
    })
  })

  it('is 0 for columns that no tree asks, and for columns asked in different trees only', () => {
    const random = new Random(23)
    const columnsOf = (never: number[]) => randomTrees(random, { trees: 1, columns: 4, depth: 5, never })
    const x = randomRows(random, 12, 4)
    const background = randomRows(random, 12, 4)
    const first = columnsOf([2, 3])
    expect(
      treeInteractions(first, x, background, [
        [0, 2],
        [2, 3],
        [1, 3],
      ]).values.every((v) => v === 0),
    ).toBe(true)
    expect(treeInteractions(first, x, background, [[0, 1]]).values.some((v) => v !== 0)).toBe(true)
    const second = columnsOf([0, 1])
    const shift = first.feature.length
    const moved = (children: Int32Array, { feature }: Trees, by: number) =>
      Array.from(children, (child, node) => (feature[node] < 0 ? 0 : child + by))
    const both: Trees = {
      roots: Int32Array.of(0, shift),
      feature: Int16Array.of(...first.feature, ...second.feature),
      threshold: Float64Array.of(...first.threshold, ...second.threshold),
      left: Int32Array.of(...moved(first.left, first, 0), ...moved(second.left, second, shift)),
      right: Int32Array.of(...moved(first.right, first, 0), ...moved(second.right, second, shift)),
      value: Float64Array.of(...first.value, ...second.value),
      cover: Int32Array.of(...first.cover, ...second.cover),
    }
    const crossed = treeInteractions(both, x, background, [
      [0, 2],
      [3, 1],
    ])
    expect(crossed.values.every((value) => value === 0)).toBe(true)
    // The mean of two trees, one of which has the interaction; their sum has it whole.
    const alone = treeInteractions(first, x, background, [[0, 1]]).values
    const mean = treeInteractions(both, x, background, [[0, 1]]).values
    const sum = treeInteractions(both, x, background, [[0, 1]], { combine: 'sum' }).values
    alone.forEach((value, i) => {
      expect(Math.abs(mean[i] - value / 2)).toBeLessThan(1e-15)
      expect(Math.abs(sum[i] - value)).toBeLessThan(1e-15)
    })
  })

  it('refuses pairs and backgrounds it cannot use, and gives no columns for no pairs', () => {
    const random = new Random(24)
    const trees = randomTrees(random, { trees: 2, columns: 3, depth: 4 })
    const x = randomRows(random, 4, 3)
    for (const pair of [
      [0, 0],
      [0, 3],
      [-1, 1],
      [0.5, 1],
    ] as ColumnPair[]) {
      expect(() => treeInteractions(trees, x, x, [pair])).toThrow(
        /treeInteractions: pairs need two different/,
      )
    }
    expect(() => treeInteractions(trees, x, matrix(2, 2), [[0, 1]])).toThrow(
      /treeInteractions: .*columns of x/,
    )
    expect(() => treeInteractions(trees, x, matrix(0, 3), [[0, 1]])).toThrow(/at least one row/)
    expect(treeInteractions(trees, x, x, []).columns).toBe(0)
  })
})
