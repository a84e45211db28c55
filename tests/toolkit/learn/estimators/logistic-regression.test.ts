import { describe, expect, it } from 'vitest'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { logisticRegression } from '../../../../lib/toolkit/learn/src/estimators/logistic-regression'
import { largestDifference, reference, test, train } from '../reference'

describe('logisticRegression', () => {
  it.each(reference.logisticRegression)('agrees with scikit-learn at l2 = $l2', (expected) => {
    const model = logisticRegression.fit(train.x, train.y, { l2: expected.l2 })
    expect(largestDifference(model.coefficients, expected.coefficients)).toBeLessThan(1e-6)
    expect(Math.abs(model.intercept - expected.intercept)).toBeLessThan(1e-6)
    const probabilities = logisticRegression.predictProbability(model, test.x)
    expect(largestDifference(probabilities, expected.probabilities)).toBeLessThan(1e-6)
  })

  it('is at the minimum: the penalised gradient vanishes', () => {
    const { coefficients, ...model } = logisticRegression.fit(train.x, train.y, { l2: 2 })
    const p = logisticRegression.predictProbability({ ...model, coefficients }, train.x)
    for (let j = 0; j <= train.x.columns; j++) {
      const penalty = j < train.x.columns ? 2 * coefficients[j] : 0
      let gradient = penalty
      for (let i = 0; i < train.x.rows; i++) {
        const value = j < train.x.columns ? train.x.values[i * train.x.columns + j] : 1
        gradient += (p[i] - train.y[i]) * value
      }
      expect(Math.abs(gradient)).toBeLessThan(1e-8)
    }
  })

  it('predicts the base rate when nothing is known, since the intercept is not penalised', () => {
    const y = Uint8Array.of(1, 0, 0, 0, 0)
    const model = logisticRegression.fit(matrix(5, 1), y, { l2: 1000 })
    expect(logisticRegression.predictProbability(model, matrix(1, 1))[0]).toBeCloseTo(0.2, 10)
  })

  it('converges where classes are separable and features are of very different sizes', () => {
    const x = matrix(6, 2, Float64Array.of(1e-4, 1e6, 2e-4, 2e6, 3e-4, 3e6, 4e-4, 4e6, 5e-4, 5e6, 6e-4, 6e6))
    const model = logisticRegression.fit(x, Uint8Array.of(0, 0, 0, 1, 1, 1), { l2: 1e-3 })
    const p = logisticRegression.predictProbability(model, x)
    expect(p[2]).toBeLessThan(0.5)
    expect(p[3]).toBeGreaterThan(0.5)
  })
})
