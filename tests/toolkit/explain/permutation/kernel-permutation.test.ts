import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { permutableSvm } from '../../../../lib/toolkit/explain/src/permutation/kernel-permutation'
import { permutablePredictor } from '../../../../lib/toolkit/explain/src/permutation/permutable-model'
import { importanceUnder } from '../../../../lib/toolkit/explain/src/permutation/permutation-importance'
import {
  decisionValues,
  type SupportVectorMachineModel,
  supportVectorMachine,
} from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import { rocAuc } from '../../../../lib/toolkit/learn/src/evaluation/metrics'
import { machine, permutations, reference, singles, x } from './permutation-reference'
import { drawnRows, labelsOf, largestDifference, mixedMatrix, variedGroups } from './permuted-scores'

function machineOf(
  vectors: number,
  columns: number,
  gamma: number,
  random: Random,
): SupportVectorMachineModel {
  return {
    kind: 'support-vector-machine',
    features: columns,
    gamma,
    vectors: mixedMatrix(vectors, columns, random).values,
    weights: Float64Array.from({ length: vectors }, () => random.normal()),
    rho: random.normal(),
    slope: 1,
    intercept: 0,
  }
}

describe('permutableSvm', () => {
  it('equals predicting again, for single columns, overlapping groups, all columns and none', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 3, max: 8 }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (seed, rows, columns, repeats, gamma) => {
          const random = new Random(seed)
          const model = machineOf(1 + random.integer(50), columns, gamma, random)
          const heldOut = mixedMatrix(rows, columns, random)
          const groups = variedGroups(columns)
          const fast = permutableSvm(model, heldOut, groups)
          const plain = permutablePredictor((given) => decisionValues(model, given), heldOut, groups)
          const drawn = drawnRows(fast, repeats, random)
          expect(largestDifference([[fast.scores()]], [[plain.scores()]])).toBeLessThan(1e-12)
          expect(largestDifference(fast.permutedScores(drawn), plain.permutedScores(drawn))).toBeLessThan(
            1e-12,
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  it('equals predicting again over several tiles of support vectors', () => {
    const random = new Random(3)
    const model = machineOf(1100, 4, 0.3, random)
    const heldOut = mixedMatrix(30, 4, random)
    const groups = variedGroups(4)
    const fast = permutableSvm(model, heldOut, groups)
    const plain = permutablePredictor((given) => decisionValues(model, given), heldOut, groups)
    const drawn = drawnRows(fast, 5, random)
    expect(largestDifference(fast.permutedScores(drawn), plain.permutedScores(drawn))).toBeLessThan(1e-11)
  })

  it('loses no digits for a row so far away that its kernels vanish until the column is permuted', () => {
    const random = new Random(4)
    const model = machineOf(40, 4, 0.2, random)
    const heldOut = mixedMatrix(20, 4, random)
    heldOut.values[0] = 1e6
    heldOut.values[4] = 20
    heldOut.values[8] = -14
    const groups = variedGroups(4)
    const fast = permutableSvm(model, heldOut, groups)
    const plain = permutablePredictor((given) => decisionValues(model, given), heldOut, groups)
    const drawn = drawnRows(fast, 10, random)
    expect(largestDifference(fast.permutedScores(drawn), plain.permutedScores(drawn))).toBeLessThan(1e-12)
    expect(fast.scores()[0]).toBe(-model.rho)
    expect(Math.abs(plain.permutedScores(drawn)[0][1][0] + model.rho)).toBeGreaterThan(1e-3)
  })

  it('gives exactly the own score where a row keeps its values', () => {
    const random = new Random(9)
    const train = mixedMatrix(70, 5, random)
    const model = supportVectorMachine.fit(train, labelsOf(train, random), {}, 1)
    const fast = permutableSvm(model, train, variedGroups(5))
    const kept = Int32Array.from({ length: 70 }, (_, i) => i)
    const own = [...fast.scores()]
    for (const scores of fast.permutedScores(fast.groups.map(() => [kept])).flat()) {
      expect([...scores]).toEqual(own)
    }
  })

  it("has scikit-learn's decision values and ROC-AUC importances under its permutations", () => {
    const model = permutableSvm(machine, x, singles)
    const { decisionValues: theirs, rocAuc: importance } = reference.supportVectorMachine
    expect(largestDifference([[model.scores()]], [[Float64Array.from(theirs)]])).toBeLessThan(1e-12)
    const found = importanceUnder(permutations, model, Uint8Array.from(reference.y), rocAuc)
    const losses = importance.losses.map((ofColumn) => Float64Array.from(ofColumn))
    expect(largestDifference([found.map((one) => one.losses)], [losses])).toBeLessThan(1e-12)
  })

  it('refuses another number of columns', () => {
    expect(() => permutableSvm({ ...machine, features: 4 }, x, singles)).toThrow(
      'permutableSvm: needs 4 columns (got 5)',
    )
    const missing = { ...x, values: x.values.slice() }
    missing.values[7] = Number.NaN
    expect(() => permutableSvm(machine, missing, singles)).toThrow(
      'needs finite numbers, row 1, column 2 (got NaN)',
    )
  })
})
