import { describe, expect, it } from 'vitest'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { kNearestNeighbours } from '../../../../lib/toolkit/learn/src/estimators/k-nearest-neighbours'
import { largestDifference, reference, test, train } from '../reference'

describe('kNearestNeighbours', () => {
  it.each(reference.kNearestNeighbours)('agrees with scikit-learn: $neighbours, $weights', (expected) => {
    const { neighbours, weights } = expected
    const model = kNearestNeighbours.fit(train.x, train.y, { neighbours, weights })
    const probabilities = kNearestNeighbours.predictProbability(model, test.x)
    expect(largestDifference(probabilities, expected.probabilities)).toBeLessThan(1e-12)
  })

  it('lets tied rows share the last places', () => {
    const x = matrix(4, 1, Float64Array.of(0, 1, -1, 9))
    const y = Uint8Array.of(0, 1, 0, 1)
    const model = kNearestNeighbours.fit(x, y, { neighbours: 2 })
    // One place for the row itself, the other for two rows at distance 1, one of them positive.
    expect(kNearestNeighbours.predictProbability(model, matrix(1, 1))[0]).toBe(0.25)
  })

  it('gives all weight to rows at distance 0', () => {
    const x = matrix(3, 1, Float64Array.of(5, 5, 6))
    const model = kNearestNeighbours.fit(x, Uint8Array.of(1, 0, 0), { neighbours: 3, weights: 'distance' })
    expect(kNearestNeighbours.predictProbability(model, matrix(1, 1, Float64Array.of(5)))[0]).toBe(0.5)
  })

  it('takes all rows when there are fewer than neighbours asked for', () => {
    const model = kNearestNeighbours.fit(matrix(3, 1, Float64Array.of(1, 2, 3)), Uint8Array.of(1, 0, 0))
    expect(kNearestNeighbours.predictProbability(model, matrix(1, 1))[0]).toBeCloseTo(1 / 3, 15)
  })

  it('refuses unknown weights', () => {
    expect(() => kNearestNeighbours.fit(train.x, train.y, { weights: 'odd' })).toThrow(/uniform or distance/)
  })
})
