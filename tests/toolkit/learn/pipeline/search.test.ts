import { describe, expect, it } from 'vitest'
import { type Matrix, take } from '../../../../lib/toolkit/core/src/matrix'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { kNearestNeighbours } from '../../../../lib/toolkit/learn/src/estimators/k-nearest-neighbours'
import { logisticRegression } from '../../../../lib/toolkit/learn/src/estimators/logistic-regression'
import {
  matrixPreprocessor,
  type Preprocessor,
} from '../../../../lib/toolkit/learn/src/pipeline/preprocessor'
import { searchHyperparameters } from '../../../../lib/toolkit/learn/src/pipeline/search'
import { noiseProblem, separableProblem } from '../../../contract/problems'

const problem = separableProblem(120, 3, 4)
const indices = (y: Uint8Array) => Int32Array.from(y, (_, i) => i)
const every = indices(problem.y)

describe('searchHyperparameters', () => {
  it('takes the setting with the least mean log loss and says how much better it is', () => {
    const { x, y } = problem
    const found = searchHyperparameters(logisticRegression, matrixPreprocessor(x), every, y, {
      candidates: [{ l2: 1e4 }, { l2: 1 }],
    })
    expect(found.best).toEqual({ l2: 1 })
    const [worse, best] = found.candidates
    expect(worse.logLoss).toBeGreaterThan(best.logLoss + 0.1)
    expect(best.differenceError).toBe(0)
    expect(worse.differenceError).toBeGreaterThan(0)
    let loss = 0
    found.outOfFold[0].forEach((p, i) => {
      loss -= Math.log(y[i] === 1 ? p : 1 - p) / y.length
    })
    expect(loss).toBeCloseTo(best.logLoss, 12)
  })

  it('predicts each row by a model that did not see it', () => {
    // One neighbour repeats the label of a row it has seen: on noise that is right for all rows, else by chance.
    const { x, y } = noiseProblem(200, 3, 5)
    const found = searchHyperparameters(kNearestNeighbours, matrixPreprocessor(x), indices(y), y, {
      candidates: [{ neighbours: 1 }],
      repeats: 2,
    })
    for (const predicted of found.outOfFold) {
      const right = predicted.filter((p, i) => p === y[i]).length / y.length
      expect(right).toBeGreaterThan(0.35)
      expect(right).toBeLessThan(0.68)
    }
    expect(found.outOfFold.length).toBe(2)
  })

  it('fits the preprocessor on inner training rows only, within the rows given', () => {
    const inner = matrixPreprocessor(problem.x)
    const fitted: Int32Array[] = []
    const transformed: Int32Array[] = []
    const watched: Preprocessor = {
      fit(rows, options) {
        fitted.push(rows)
        expect(options.standardise).toBe(true)
        const encoder = inner.fit(rows, options)
        return {
          state: encoder.state,
          columns: encoder.columns,
          transform: (wanted): Matrix => {
            transformed.push(wanted)
            return encoder.transform(wanted)
          },
        }
      },
    }
    const rows = every.filter((i) => i % 3 !== 0)
    searchHyperparameters(logisticRegression, watched, rows, take(problem.y, rows), { folds: 4 })
    expect(fitted.length).toBe(4)
    fitted.forEach((train, fold) => {
      const held = transformed[2 * fold + 1]
      expect([...train, ...held].sort((a, b) => a - b)).toEqual(Array.from(rows))
    })
  })

  it('fits the inner models with the inner options, and leaves them out of the best settings', () => {
    const { x, y } = problem
    const preprocessor = matrixPreprocessor(x)
    const candidates = [
      { trees: 40, minLeaf: 40 },
      { trees: 40, minLeaf: 2 },
    ]
    const found = searchHyperparameters(extraTrees, preprocessor, every, y, {
      candidates,
      innerOptions: { trees: 10 },
      seed: 3,
    })
    expect(found.best).toEqual(candidates[1])
    const direct = searchHyperparameters(extraTrees, preprocessor, every, y, {
      candidates: [{ ...found.best, trees: 10 }],
      seed: 3,
    })
    expect(found.outOfFold).toEqual(direct.outOfFold)
  })

  it('compares what calibration leaves when asked to', () => {
    const { x, y } = problem
    const search = (calibration?: 'probability') =>
      searchHyperparameters(extraTrees, matrixPreprocessor(x), every, y, {
        candidates: [{ trees: 50, minLeaf: 10 }],
        calibration,
      }).candidates[0].logLoss
    expect(search('probability')).toBeLessThan(search())
  })

  it('is the same from the same seed', () => {
    const search = (seed: number) =>
      searchHyperparameters(logisticRegression, matrixPreprocessor(problem.x), every, problem.y, { seed })
    expect(search(1)).toEqual(search(1))
    expect(search(1).outOfFold).not.toEqual(search(2).outOfFold)
  })

  it('refuses labels that do not match the rows', () => {
    expect(() =>
      searchHyperparameters(logisticRegression, matrixPreprocessor(problem.x), every, problem.y.subarray(1)),
    ).toThrow(/one label/)
  })
})
