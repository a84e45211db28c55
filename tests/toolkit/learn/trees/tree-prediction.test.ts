import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Matrix, matrix, matrixFromRows, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { predictTrees } from '../../../../lib/toolkit/learn/src/trees/tree-prediction'
import { TreeBuilder, type Trees } from '../../../../lib/toolkit/learn/src/trees/trees'
import { noiseProblem } from '../../../contract/problems'

/** The definition: row by row, node by node, leaf values added in the order of the trees. */
function walk({ roots, feature, threshold, left, right, value }: Trees, x: Matrix): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, row) => {
    let sum = 0
    for (const root of roots) {
      let node = root
      while (feature[node] >= 0) {
        node = x.values[row * x.columns + feature[node]] <= threshold[node] ? left[node] : right[node]
      }
      sum += value[node]
    }
    return sum / roots.length
  })
}

interface Shape {
  readonly trees: number
  readonly columns: number
  readonly seed: number
  /** Chance that a node is split, up to `depth`. */
  readonly split: number
  readonly depth: number
  /** Chance that the left side is a leaf whatever the rest. */
  readonly skew: number
  /** Where thresholds and values come from. */
  readonly numbers: readonly number[]
}

const shapes = fc.record<Shape>({
  trees: fc.integer({ min: 1, max: 6 }),
  columns: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  split: fc.double({ min: 0, max: 1, noNaN: true }),
  depth: fc.integer({ min: 0, max: 9 }),
  skew: fc.double({ min: 0, max: 1, noNaN: true }),
  numbers: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 }),
})

function randomTrees({ trees, columns, seed, split, depth, skew, numbers }: Shape): Trees {
  const random = new Random(seed)
  const builder = new TreeBuilder()
  const grow = (level: number, isLeaf: boolean): number => {
    const node = builder.addLeaf(random.uniform(), 1)
    if (isLeaf || level === depth || random.uniform() >= split) return node
    builder.split(node, random.integer(columns), numbers[random.integer(numbers.length)])
    grow(level + 1, random.uniform() < skew)
    builder.setRight(node, grow(level + 1, false))
    return node
  }
  for (let t = 0; t < trees; t++) {
    builder.startTree()
    grow(0, false)
  }
  return builder.finish()
}

/** Values that meet thresholds exactly, their neighbours, zeros of both signs, and what lies beyond them all. */
function trickyRows({ columns, seed, numbers }: Shape, rows: number): Matrix {
  const random = new Random(seed + 1)
  const pool = [
    ...numbers,
    ...numbers.map((v) => v * (1 + 1e-15)),
    0,
    -0,
    Infinity,
    -Infinity,
    1e308,
    -1e308,
    5e-324,
  ]
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => pool[random.integer(pool.length)]),
  )
}

describe('predictTrees', () => {
  const { x, y } = noiseProblem(2500, 6, 21)
  const model = extraTrees.fit(
    takeRows(
      x,
      Int32Array.from({ length: 300 }, (_, i) => i),
    ),
    y.slice(0, 300),
    { trees: 25 },
  )

  it.each(['parting', 'vectors'] as const)('gives the mean of the leaf values by %s', (method) => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(1, 2, 511, 512, 513, 1200), (shape, rows) => {
        const trees = randomTrees(shape)
        const tricky = trickyRows(shape, rows)
        expect(predictTrees(trees, tricky, { method })).toEqual(walk(trees, tricky))
      }),
      { numRuns: 150 },
    )
  })

  it('does so for a fitted forest, whatever the number of rows', () => {
    const expected = walk(model, x)
    for (const method of ['parting', 'vectors'] as const) {
      expect(predictTrees(model, x, { method })).toEqual(expected)
      const few = takeRows(x, [2000, 3])
      expect(predictTrees(model, few, { method })).toEqual(Float64Array.of(expected[2000], expected[3]))
    }
  })

  it('changes from one method to the other without a trace', () => {
    const many = takeRows(
      x,
      Int32Array.from({ length: 6000 }, (_, i) => i % 2500),
    )
    expect(predictTrees(model, many)).toEqual(walk(model, many))
  })

  it('gives the same numbers on any number of threads', () => {
    const many = takeRows(
      x,
      Int32Array.from({ length: 20_000 }, (_, i) => (i * 7) % 2500),
    )
    const expected = walk(model, many)
    for (const threads of [1, 2, 3, 16]) {
      expect(predictTrees(model, many, { method: 'vectors', threads })).toEqual(expected)
    }
  })

  it('tells a thousand thresholds of one column apart, however unevenly they lie', () => {
    const builder = new TreeBuilder()
    builder.startTree()
    // A chain: each node cuts one value off.
    const cuts = [...Array.from({ length: 1000 }, (_, i) => i * 1e-9), 1e300]
    let node = builder.addLeaf(0, 1)
    for (const cut of cuts) {
      builder.split(node, 0, cut)
      builder.addLeaf(cut / 1e300, 1)
      const right = builder.addLeaf(1, 1)
      builder.setRight(node, right)
      node = right
    }
    const trees = builder.finish()
    const values = [...cuts, ...cuts.map((cut) => cut + 1e-10), -1, 2e300]
    const rows = matrixFromRows(values.map((value) => [value]))
    expect(predictTrees(trees, rows, { method: 'vectors' })).toEqual(walk(trees, rows))
  })

  it('takes the other method for forests too large for vectors', () => {
    const wide = matrix(3, 200)
    wide.values.fill(1)
    expect(predictTrees(model, wide, { method: 'vectors' })).toEqual(walk(model, wide))
  })

  it('prepares a forest anew for tables of another width', () => {
    const wide = matrix(
      4,
      9,
      Float64Array.from({ length: 36 }, (_, i) => Math.sin(i)),
    )
    const narrow = takeRows(x, [1, 2, 3])
    for (const rows of [narrow, wide, narrow]) {
      expect(predictTrees(model, rows, { method: 'vectors' })).toEqual(walk(model, rows))
    }
  })
})
