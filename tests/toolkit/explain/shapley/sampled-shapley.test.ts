import { describe, expect, it } from 'vitest'
import { type Matrix, matrix, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { kernelShapleyValues } from '../../../../lib/toolkit/explain/src/shapley/kernel-shapley'
import {
  type SampledGames,
  type SamplingOptions,
  sampledShapleyValues,
} from '../../../../lib/toolkit/explain/src/shapley/sampled-shapley'
import { decisionValues } from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import { bruteForceShapley, rowOf } from './brute-force'
import { normalRows, randomKernelModel } from './kernel-models'

const columns = 6
const single = Array.from({ length: columns }, (_, j) => ({ columns: [j], player: j }))
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

/** A support vector machine's decision value, and a curve over it; the decision value may serve as control. */
function problem(seed: number) {
  const random = new Random(seed)
  const model = randomKernelModel(random, { columns, vectors: 12, gamma: 0.3 })
  const x = normalRows(random, 4, columns)
  const background = normalRows(random, 10, columns)
  const exact = kernelShapleyValues(model, x, background).values
  const score = (rows: Matrix) => decisionValues(model, rows)
  const curve = (value: number) => sigmoid(3 * value)
  const games = { x, background, units: single, players: columns }
  const plain: SampledGames = { ...games, worth: (rows) => [score(rows)] }
  const curved: SampledGames = { ...games, worth: (rows) => [score(rows).map(curve)] }
  const controlled: SampledGames = {
    ...games,
    worth: (rows) => [score(rows).map(curve), score(rows)],
    control: exact,
  }
  return { x, background, exact, score, curve, plain, curved, controlled }
}

/** So many pairs, whatever the error. */
const pairs = (maxPairs: number, seed: number): SamplingOptions => ({
  standardError: 1e-12,
  maxPairs,
  seed,
})
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length

describe('sampledShapleyValues', () => {
  it('stays within 4 standard errors of exact values, and the errors shrink', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { exact, plain } = problem(seed)
      const sizes = [140, 2240].map((most) => {
        const [{ values, standardErrors }] = sampledShapleyValues(plain, pairs(most, seed)).games
        values.values.forEach((value, k) => {
          const error = standardErrors.values[k]
          expect(error).toBeGreaterThan(0)
          expect(Math.abs(value - exact.values[k])).toBeLessThan(4 * error)
        })
        return mean(standardErrors.values)
      })
      // 16 times the pairs: a quarter of the error.
      expect(sizes[0] / sizes[1]).toBeGreaterThan(3)
      expect(sizes[0] / sizes[1]).toBeLessThan(5)
    }
  })

  it('has no bias with a control either, and standard errors about the deviation over seeds, not below', () => {
    const { x, background, score, curve, controlled } = problem(7)
    const row = takeRows(x, [0])
    const games = { ...controlled, x: row, control: takeRows(controlled.control!, [0]) }
    const exact = bruteForceShapley(
      (one) => curve(score(matrix(1, columns, one))[0]),
      rowOf(x, 0),
      background,
    )
    const runs = Array.from(
      { length: 200 },
      (_, seed) => sampledShapleyValues(games, pairs(140, seed)).games[0],
    )
    for (let j = 0; j < columns; j++) {
      const found = runs.map(({ values }) => values.values[j])
      const average = mean(found)
      const variance = mean(found.map((value) => (value - average) ** 2))
      expect(Math.abs(average - exact[j])).toBeLessThan(4 * Math.sqrt(variance / runs.length))
      const reported = mean(runs.map(({ standardErrors }) => standardErrors.values[j] ** 2))
      expect(reported / variance).toBeGreaterThan(0.8)
      expect(reported / variance).toBeLessThan(1.3)
    }
  })

  it('tells the values against each part of the background by itself', () => {
    const { x, background, curve, score, curved } = problem(9)
    const [{ values, parts }] = sampledShapleyValues(curved, pairs(4000, 1)).games
    expect(parts).toHaveLength(8)
    // Ten rows in eight parts: the first two parts have two rows.
    const rowsOf = (part: number) => (part < 2 ? [part, part + 8] : [part])
    const worth = (one: Float64Array) => curve(score(matrix(1, columns, one))[0])
    for (let part = 0; part < parts.length; part++) {
      const exact = bruteForceShapley(worth, rowOf(x, 0), takeRows(background, rowsOf(part)))
      rowOf(parts[part], 0).forEach((value, j) => {
        expect(Math.abs(value - exact[j]), `part ${part}, player ${j}`).toBeLessThan(0.03)
      })
    }
    values.values.forEach((value, k) => {
      const joined = parts.reduce((sum, part, g) => sum + (part.values[k] * rowsOf(g).length) / 10, 0)
      expect(joined).toBeCloseTo(value, 12)
    })
  })

  it('errs less with a control, and not at all where the game is a line in it', () => {
    const { curved, controlled, exact, score } = problem(8)
    const errorOf = (games: SampledGames) =>
      mean(sampledShapleyValues(games, pairs(140, 2)).games[0].standardErrors.values)
    expect(errorOf(controlled)).toBeLessThan(0.5 * errorOf(curved))
    const line: SampledGames = {
      ...controlled,
      worth: (rows) => [score(rows).map((s) => 2 * s - 1), score(rows)],
    }
    const { games, pairs: drawn } = sampledShapleyValues(line, { standardError: 1e-9, seed: 4 })
    games[0].values.values.forEach((value, k) => {
      expect(Math.abs(value - 2 * exact.values[k])).toBeLessThan(1e-12)
    })
    expect([...drawn]).toEqual([140, 140, 140, 140])
  })

  it('adds up to the worth against the mean of the background, with a control or without', () => {
    const { x, background, score, curve, plain, controlled } = problem(9)
    for (const [games, worth] of [
      [plain, score],
      [controlled, (rows: Matrix) => score(rows).map(curve)],
    ] as const) {
      const [{ base, values }] = sampledShapleyValues(games, pairs(200, 3)).games
      expect(Math.abs(base - mean(worth(background)))).toBeLessThan(1e-14)
      worth(x).forEach((value, i) => {
        expect(Math.abs(rowOf(values, i).reduce((a, b) => a + b, base) - value)).toBeLessThan(1e-12)
      })
    }
  })

  it('stops when no error of a row is above the wanted one, or at the most pairs', () => {
    const { curved } = problem(10)
    const { games, pairs: drawn } = sampledShapleyValues(curved, {
      standardError: 0.00009,
      maxPairs: 500,
      seed: 3,
    })
    drawn.forEach((count, i) => {
      // Rounds of twice seventy pairs: the ten background rows seven times.
      expect(count % 140).toBe(0)
      expect(count).toBeLessThanOrEqual(560)
      const largest = Math.max(...rowOf(games[0].standardErrors, i))
      expect(count < 560 ? largest : 0).toBeLessThanOrEqual(0.00009)
    })
    expect(drawn.some((count) => count < 560)).toBe(true)
    expect(new Set(drawn).size).toBeGreaterThan(1)
    const rough = sampledShapleyValues(curved, { standardError: 1, seed: 3 })
    expect([...rough.pairs]).toEqual([140, 140, 140, 140])
  })

  it('is exact for a linear game and one background row', () => {
    const { x, background } = problem(11)
    const worth = (rows: Matrix) => [
      Float64Array.from({ length: rows.rows }, (_, i) =>
        rowOf(rows, i).reduce((sum, value, j) => sum + (j === 2 ? 0 : (j - 1.5) * value), 0.5),
      ),
    ]
    const one = takeRows(background, [3])
    const games: SampledGames = { x, background: one, units: single, players: columns, worth }
    const [{ values, standardErrors }] = sampledShapleyValues(games, pairs(4, 1)).games
    values.values.forEach((value, k) => {
      const j = k % columns
      const expected = j === 2 ? 0 : (j - 1.5) * (x.values[k] - one.values[j])
      expect(Math.abs(value - expected)).toBeLessThan(1e-13)
      expect(standardErrors.values[k]).toBeLessThan(1e-13)
    })
  })

  it('credits units of several columns, and several units, to their player', () => {
    // x0·x1 + x2·x3 + x4: columns 0 and 1 join at once, 2 and 3 one by one for the same player.
    const worth = ({ rows, values }: Matrix) => [
      Float64Array.from({ length: rows }, (_, i) => {
        const at = 5 * i
        return values[at] * values[at + 1] + values[at + 2] * values[at + 3] + values[at + 4]
      }),
    ]
    const units = [
      { columns: [0, 1], player: 0 },
      { columns: [2], player: 1 },
      { columns: [3], player: 1 },
      { columns: [4], player: 2 },
    ]
    const x = matrix(1, 5, Float64Array.of(3, 5, 2, 7, 4))
    const [{ values }] = sampledShapleyValues(
      { x, background: matrix(1, 5), units, players: 3, worth },
      pairs(4, 5),
    ).games
    expect([...values.values]).toEqual([15, 14, 4])
  })

  it('depends on the seed and the row, and on no other row explained', () => {
    const { x, background, controlled } = problem(12)
    const options = { standardError: 0.01, seed: 4 }
    const all = sampledShapleyValues(controlled, options)
    expect(sampledShapleyValues(controlled, options)).toEqual(all)
    const other = sampledShapleyValues(controlled, { ...options, seed: 5 })
    expect(other.games[0].values).not.toEqual(all.games[0].values)
    const chosen = [2, 0, 2]
    const some = sampledShapleyValues(
      { ...controlled, x: takeRows(x, chosen), background, control: takeRows(controlled.control!, chosen) },
      options,
    )
    chosen.forEach((row, i) => {
      expect(rowOf(some.games[0].values, i)).toEqual(rowOf(all.games[0].values, row))
      expect(rowOf(some.games[0].standardErrors, i)).toEqual(rowOf(all.games[0].standardErrors, row))
    })
  })

  it('gives all to the one unit that differs, nothing where none does, and refuses what it cannot use', () => {
    const square = (rows: Matrix) => [rows.values.map((value) => value * value)]
    const one = (value: number): SampledGames => ({
      x: matrix(1, 1, Float64Array.of(value)),
      background: matrix(1, 1),
      units: [{ columns: [0], player: 0 }],
      players: 1,
      worth: square,
    })
    for (const value of [3, 0]) {
      const [{ base, values, standardErrors }] = sampledShapleyValues(one(value), pairs(4, 1)).games
      expect([base, values.values[0], standardErrors.values[0]]).toEqual([0, value * value, 0])
    }
    const { plain, exact } = problem(13)
    const refused = (games: Partial<SampledGames>, options: Partial<SamplingOptions> = {}) =>
      expect(() => sampledShapleyValues({ ...plain, ...games }, { ...pairs(4, 1), ...options }))
    refused({ background: matrix(2, 5) }).toThrow(/needs the columns of x \(got 5\)/)
    refused({ background: matrix(0, columns) }).toThrow(/background needs at least one row/)
    refused({ x: matrix(0, columns) }).toThrow(/x needs at least one row/)
    refused({ players: 5 }).toThrow(/units need a player below 5 \(got 5\)/)
    refused({ control: takeRows(exact, [0]) }).toThrow(/control needs 4 × 6 values \(got 6\)/)
    for (const maxPairs of [0, -2, 4.5, Number.NaN])
      refused({}, { maxPairs }).toThrow(/maxPairs needs a whole/)
    for (const standardError of [0, -1, Number.NaN])
      refused({}, { standardError }).toThrow(/has to be above 0/)
  })
})
