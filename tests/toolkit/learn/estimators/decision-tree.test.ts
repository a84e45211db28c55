import { describe, expect, it } from 'vitest'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { decisionTree } from '../../../../lib/toolkit/learn/src/estimators/decision-tree'
import { mustBeReached } from '../../../support/must-be-reached'
import { largestDifference, reference, test, train } from '../reference'

const leavesOf = (feature: Int16Array) => feature.filter((asked) => asked < 0).length

describe('decisionTree', () => {
  it.each(reference.decisionTree)(
    'agrees with scikit-learn: depth $maxDepth, leaf $minLeaf, price $costComplexity',
    (expected) => {
      const { maxDepth, minLeaf, costComplexity } = expected
      const model = decisionTree.fit(train.x, train.y, { maxDepth, minLeaf, costComplexity })
      expect(leavesOf(model.feature)).toBe(expected.leaves)
      const probabilities = decisionTree.predictProbability(model, test.x)
      expect(largestDifference(probabilities, expected.probabilities)).toBeLessThan(1e-12)
    },
  )

  it('cuts halfway between the classes', () => {
    const x = matrix(4, 1, Float64Array.of(1, 2, 4, 5))
    const model = decisionTree.fit(x, Uint8Array.of(0, 0, 1, 1), { minLeaf: 1 })
    expect(Array.from(model.feature)).toEqual([0, -1, -1])
    expect(model.threshold[0]).toBe(3)
    expect(Array.from(model.value)).toEqual([0.5, 0, 1])
    expect(Array.from(model.cover)).toEqual([4, 2, 2])
  })

  it('splits where no single cut helps, and solves exclusive or', () => {
    const x = matrix(4, 2, Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1))
    const y = Uint8Array.of(0, 1, 1, 0)
    const model = decisionTree.fit(x, y, { minLeaf: 1, maxDepth: 2 })
    expect(Array.from(decisionTree.predictProbability(model, x))).toEqual(Array.from(y))
  })

  it('keeps to its depth and leaf size', () => {
    const reached = mustBeReached()
    const model = decisionTree.fit(train.x, train.y, { maxDepth: 3, minLeaf: 11 })
    expect(leavesOf(model.feature)).toBeLessThanOrEqual(8)
    model.feature.forEach((asked, node) => {
      if (asked < 0) {
        reached()
        expect(model.cover[node]).toBeGreaterThanOrEqual(11)
      }
    })
  })

  it('is a leaf when every branch costs more than it gains', () => {
    const model = decisionTree.fit(train.x, train.y, { costComplexity: 1 })
    expect(model.feature.length).toBe(1)
  })
})
