import { describe, expect, it } from 'vitest'
import { type Matrix, matrix, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  type ColumnPair,
  kernelInteractions,
} from '../../../../lib/toolkit/explain/src/shapley/kernel-interactions'
import { kernelShapleyValues } from '../../../../lib/toolkit/explain/src/shapley/kernel-shapley'
import { decisionValues } from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import { rowOf } from './brute-force'
import { normalRows, randomKernelModel } from './kernel-models'

const allPairs = (columns: number): ColumnPair[] =>
  Array.from({ length: columns }, (_, a) => a).flatMap((a) =>
    Array.from({ length: columns - a - 1 }, (_, k): ColumnPair => [a, a + 1 + k]),
  )

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))

/** The Shapley interaction index by its definition, over all coalitions of the other columns. */
function bruteForceInteraction(
  predict: (row: Float64Array) => number,
  row: Float64Array,
  background: Matrix,
  [a, b]: ColumnPair,
): number {
  const columns = row.length
  const worth = (coalition: number) => {
    let total = 0
    for (let z = 0; z < background.rows; z++) {
      const other = rowOf(background, z)
      total += predict(row.map((value, j) => ((coalition >> j) & 1 ? value : other[j])))
    }
    return total / background.rows
  }
  const [bitA, bitB] = [1 << a, 1 << b]
  let value = 0
  for (let coalition = 0; coalition < 2 ** columns; coalition++) {
    if (coalition & (bitA | bitB)) continue
    const size = coalition.toString(2).replaceAll('0', '').length
    const weight = (factorial(size) * factorial(columns - size - 2)) / factorial(columns - 1)
    const both = worth(coalition | bitA | bitB) - worth(coalition | bitA) - worth(coalition | bitB)
    value += weight * (both + worth(coalition))
  }
  return value
}

describe('kernelInteractions', () => {
  it.each([
    { columns: 2, vectors: 3, background: 4 },
    { columns: 3, vectors: 2, background: 5 },
    { columns: 6, vectors: 5, background: 3 },
    { columns: 8, vectors: 3, background: 2 },
  ])('equals the definition over all coalitions: $columns columns', ({ columns, vectors, background }) => {
    const random = new Random(columns)
    const model = randomKernelModel(random, { columns, vectors, gamma: 0.3 })
    const [x, others] = [normalRows(random, 2, columns), normalRows(random, background, columns)]
    const predict = (row: Float64Array) => decisionValues(model, matrix(1, columns, row))[0]
    const pairs = allPairs(columns)
    const found = kernelInteractions(model, x, others, pairs)
    expect([found.rows, found.columns]).toEqual([2, pairs.length])
    for (let i = 0; i < x.rows; i++) {
      pairs.forEach((pair, p) => {
        const expected = bruteForceInteraction(predict, rowOf(x, i), others, pair)
        expect(Math.abs(rowOf(found, i)[p] - expected), `pair ${pair}`).toBeLessThan(1e-12)
      })
    }
  })

  it('is what one column gains when the other is there rather than not', () => {
    const random = new Random(21)
    const columns = 20
    const model = randomKernelModel(random, { columns, vectors: 9, gamma: 0.1 })
    const [x, background] = [normalRows(random, 3, columns), normalRows(random, 1, columns)]
    const pairs: ColumnPair[] = [
      [0, 7],
      [19, 4],
      [2, 5],
    ]
    const found = kernelInteractions(model, x, background, pairs)
    for (let i = 0; i < x.rows; i++) {
      pairs.forEach(([a, b], p) => {
        const row = takeRows(x, [i])
        const present = takeRows(background, [0])
        present.values[b] = row.values[b]
        const absent = takeRows(x, [i])
        absent.values[b] = background.values[b]
        const gain =
          kernelShapleyValues(model, row, present).values.values[a] -
          kernelShapleyValues(model, absent, background).values.values[a]
        expect(Math.abs(rowOf(found, i)[p] - gain)).toBeLessThan(1e-13)
      })
    }
  })

  it('does not depend on the order within a pair or on the other pairs', () => {
    const random = new Random(22)
    const model = randomKernelModel(random, { columns: 5, vectors: 4, gamma: 0.4 })
    const [x, background] = [normalRows(random, 4, 5), normalRows(random, 6, 5)]
    const [forth, back, alone] = [
      [
        [0, 1],
        [2, 3],
      ],
      [
        [3, 2],
        [1, 0],
      ],
      [[2, 3]],
    ].map((pairs) => kernelInteractions(model, x, background, pairs as unknown as ColumnPair[]))
    for (let i = 0; i < 4; i++) {
      expect([...rowOf(forth, i)].reverse()).toEqual([...rowOf(back, i)])
      expect(rowOf(alone, i)[0]).toBe(rowOf(forth, i)[1])
    }
  })

  it('is 0 with a column in which the row agrees with every background row', () => {
    const random = new Random(23)
    const model = randomKernelModel(random, { columns: 4, vectors: 5, gamma: 0.2 })
    const [x, background] = [normalRows(random, 2, 4), normalRows(random, 5, 4)]
    for (const { values } of [x, background]) for (let k = 1; k < values.length; k += 4) values[k] = 0.3
    const { values } = kernelInteractions(model, x, background, [
      [0, 1],
      [1, 2],
      [0, 3],
    ])
    expect([values[0], values[1], values[3], values[4]].map(Math.abs)).toEqual([0, 0, 0, 0])
    expect(values[2]).not.toBe(0)
  })

  it('refuses pairs that do not name two columns, and no background', () => {
    const random = new Random(24)
    const model = randomKernelModel(random, { columns: 3, vectors: 2, gamma: 0.2 })
    const x = normalRows(random, 1, 3)
    for (const pair of [
      [1, 1],
      [0, 3],
      [-1, 0],
      [0, 0.5],
    ] as ColumnPair[]) {
      expect(() => kernelInteractions(model, x, x, [pair])).toThrow(
        /kernelInteractions: pairs need two different/,
      )
    }
    expect(() => kernelInteractions(model, x, matrix(0, 3), [[0, 1]])).toThrow(/at least one row/)
    expect(kernelInteractions(model, x, x, []).columns).toBe(0)
  })
})
