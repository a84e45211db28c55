import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { permutablePredictor } from '../../../../lib/toolkit/explain/src/permutation/permutable-model'
import {
  importanceUnder,
  rowPermutations,
} from '../../../../lib/toolkit/explain/src/permutation/permutation-importance'
import { permutableTrees } from '../../../../lib/toolkit/explain/src/permutation/tree-permutation'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { rocAuc } from '../../../../lib/toolkit/learn/src/evaluation/metrics'
import { predictTrees } from '../../../../lib/toolkit/learn/src/trees/tree-prediction'
import type { Trees } from '../../../../lib/toolkit/learn/src/trees/trees'
import { permutations, reference, singles, trees, x } from './permutation-reference'
import { drawnRows, labelsOf, largestDifference, mixedMatrix, variedGroups } from './permuted-scores'

describe('permutableTrees', () => {
  it('equals predicting again, for single columns, overlapping groups, all columns and none', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 4, max: 90 }),
        fc.integer({ min: 3, max: 8 }),
        fc.integer({ min: 1, max: 40 }),
        (seed, rows, columns, repeats) => {
          const random = new Random(seed)
          const train = mixedMatrix(60, columns, random)
          const model = extraTrees.fit(train, labelsOf(train, random), { trees: 7, minLeaf: 1 }, 3)
          const heldOut = mixedMatrix(rows, columns, random)
          const groups = variedGroups(columns)
          const fast = permutableTrees(model, heldOut, groups)
          const plain = permutablePredictor((given) => predictTrees(model, given), heldOut, groups)
          const drawn = drawnRows(fast, repeats, random)
          expect(largestDifference([[fast.scores()]], [[plain.scores()]])).toBeLessThan(1e-13)
          expect(largestDifference(fast.permutedScores(drawn), plain.permutedScores(drawn))).toBeLessThan(
            1e-13,
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  it('equals predicting again over many blocks of rows and more repeats than rows', () => {
    const random = new Random(8)
    const train = mixedMatrix(120, 6, random)
    const model = extraTrees.fit(train, labelsOf(train, random), { trees: 20 }, 1)
    const heldOut = mixedMatrix(300, 6, random)
    const groups = variedGroups(6)
    const fast = permutableTrees(model, heldOut, groups)
    const plain = permutablePredictor((given) => predictTrees(model, given), heldOut, groups)
    const drawn = drawnRows(fast, 320, random)
    expect(largestDifference(fast.permutedScores(drawn), plain.permutedScores(drawn))).toBeLessThan(1e-13)
  })

  it('gives exactly the own score where a row keeps its values or the trees do not ask', () => {
    const random = new Random(5)
    const train = mixedMatrix(80, 6, random)
    for (let i = 0; i < train.rows; i++) train.values[i * 6 + 5] = 1
    const model = extraTrees.fit(train, labelsOf(train, random), { trees: 30 }, 1)
    const heldOut = mixedMatrix(50, 6, random)
    const fast = permutableTrees(model, heldOut, [
      { name: 'kept', columns: [0, 1] },
      { name: 'never asked', columns: [5] },
      { name: 'none', columns: [] },
    ])
    const [, drawnUnasked, drawnNone] = drawnRows(fast, 4, random)
    const kept = Int32Array.from({ length: 50 }, (_, i) => i)
    const own = [...fast.scores()]
    for (const scores of fast.permutedScores([[kept], drawnUnasked, drawnNone]).flat()) {
      expect([...scores]).toEqual(own)
    }
  })

  it('rates rows alike when the same leaf values come from other trees', () => {
    // Sums of 0.1, 0.2 and 0.3 depend on their order in floating point.
    const stump = (value: number) => [value, 0.6]
    const [a, b, c] = [stump(0.1), stump(0.2), stump(0.3)]
    const forest = stumps([a, b, c])
    const rows = matrixFromRows([[0], [0], [1]])
    const groups = [{ name: 'column', columns: [0] }]
    const [[scores]] = permutableTrees(forest, rows, groups).permutedScores([[Int32Array.of(1, 2, 0)]])
    const [own] = permutableTrees(stumps([c, b, a]), rows, groups).scores()
    expect(scores[0]).toBe(own)
    expect(scores[2]).toBe(own)
    expect(scores[1]).toBeCloseTo(0.6, 14)
  })

  it("has scikit-learn's probabilities and ROC-AUC importances under its permutations", () => {
    const model = permutableTrees(trees, x, singles)
    expect(
      largestDifference([[model.scores()]], [[Float64Array.from(reference.trees.probabilities)]]),
    ).toBeLessThan(1e-14)
    const found = importanceUnder(permutations, model, Uint8Array.from(reference.y), rocAuc)
    const losses = reference.trees.rocAuc.losses.map((ofColumn) => Float64Array.from(ofColumn))
    expect(largestDifference([found.map((one) => one.losses)], [losses])).toBeLessThan(1e-12)
  })

  it('refuses columns and permutations that do not fit', () => {
    expect(() => permutableTrees(trees, x, [{ name: 'extra', columns: [5] }])).toThrow(
      'permutableTrees: needs columns below 5 in group "extra" (got 5)',
    )
    const model = permutableTrees(trees, x, singles)
    expect(() => model.permutedScores(permutations.slice(1))).toThrow(
      'needs permutations for 5 groups (got 4)',
    )
    const short = rowPermutations({ rows: x.rows - 1, groups: model.groups }, { repeats: 1, seed: 1 })
    expect(() => model.permutedScores(short)).toThrow('needs permutations of 90 rows (got 89)')
    const beyond = singles.map(() => [new Int32Array(x.rows).fill(x.rows)])
    expect(() => model.permutedScores(beyond)).toThrow('needs row numbers below 90 (got 90)')
    const missing = { ...x, values: x.values.slice() }
    missing.values[7] = Number.NaN
    expect(() => permutableTrees(trees, missing, singles)).toThrow(
      'needs finite numbers, row 1, column 2 (got NaN)',
    )
  })
})

/** One tree of a single question each: column 0 at most 0.5, and the leaf values to its left and right. */
function stumps(leaves: readonly (readonly number[])[]): Trees {
  const perTree = <T>(of: (leaf: readonly number[], t: number) => T[]) => leaves.flatMap(of)
  return {
    roots: Int32Array.from(leaves, (_, t) => 3 * t),
    feature: Int16Array.from(perTree(() => [0, -1, -1])),
    threshold: Float64Array.from(perTree(() => [0.5, 0, 0])),
    left: Int32Array.from(perTree((_, t) => [3 * t + 1, 0, 0])),
    right: Int32Array.from(perTree((_, t) => [3 * t + 2, 0, 0])),
    value: Float64Array.from(perTree(([left, right]) => [0.5, left, right])),
    cover: new Int32Array(3 * leaves.length).fill(1),
  }
}
