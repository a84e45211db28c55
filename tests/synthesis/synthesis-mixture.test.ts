import { describe, expect, it } from 'vitest'
import { matrix, matrixFromRows } from '../../lib/toolkit/core/src/matrix'
import { Random } from '../../lib/toolkit/core/src/random'
import { choleskyFactor, fitGaussianMixture } from '../../tools/synthesis/src/synthesis-mixture'

/** Rows around two centres with given shares. */
function twoClouds(rows: number, distance: number, share: number, seed = 1) {
  const random = new Random(seed)
  const x = matrix(rows, 2)
  for (let i = 0; i < rows; i++) {
    const second = random.uniform() < share
    const shared = random.normal()
    x.values[2 * i] = shared + (second ? distance : 0)
    x.values[2 * i + 1] = 0.6 * shared + 0.8 * random.normal()
  }
  return x
}

describe('fitGaussianMixture', () => {
  it('with one component is the sample mean and covariance', () => {
    const x = matrixFromRows([
      [1, 2],
      [3, 1],
      [5, 6],
      [7, 3],
    ])
    const fit = fitGaussianMixture(x, { components: 1, regularisation: 0.5, seed: 1 })
    expect(fit.weights[0]).toBeCloseTo(1, 9)
    expect(fit.means.values[0]).toBeCloseTo(4, 8)
    expect(fit.means.values[1]).toBeCloseTo(3, 8)
    // Divisor n: variances 5 and 3.5, covariance 2; the regularisation is added to the diagonal.
    const expected = [5.5, 2, 2, 4]
    fit.covariances[0].values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 8)
    })
  })

  it('finds two clouds, their shares and their covariance', () => {
    const fit = fitGaussianMixture(twoClouds(4000, 8, 0.3), { components: 2, regularisation: 1e-6, seed: 3 })
    const [near, far] = fit.means.values[0] < fit.means.values[2] ? [0, 1] : [1, 0]
    expect(fit.weights[far]).toBeCloseTo(0.3, 1)
    expect(fit.means.values[2 * near]).toBeCloseTo(0, 0)
    expect(fit.means.values[2 * far]).toBeCloseTo(8, 0)
    expect(Math.abs(fit.covariances[near].values[1] - 0.6)).toBeLessThan(0.06)
  })

  it('says for each row how far it belongs to each component, and the log-likelihood of that', () => {
    const x = twoClouds(300, 3, 0.5)
    const fit = fitGaussianMixture(x, { components: 2, regularisation: 0.01, seed: 1 })
    let total = 0
    for (let i = 0; i < x.rows; i++) {
      const densities = [0, 1].map((k) => {
        const [a, b, , d] = fit.covariances[k].values
        const [u, v] = [0, 1].map((j) => x.values[2 * i + j] - fit.means.values[2 * k + j])
        const determinant = a * d - b * b
        const distance = (d * u * u - 2 * b * u * v + a * v * v) / determinant
        return (fit.weights[k] * Math.exp(-distance / 2)) / (2 * Math.PI * Math.sqrt(determinant))
      })
      total += Math.log(densities[0] + densities[1])
      const share = densities[0] / (densities[0] + densities[1])
      expect(fit.responsibilities.values[2 * i]).toBeCloseTo(share, 8)
    }
    expect(fit.logLikelihood).toBeCloseTo(total / x.rows, 9)
  })

  it('is the same for the same seed', () => {
    const x = twoClouds(200, 2, 0.5)
    const options = { components: 3, regularisation: 0.05, seed: 9 }
    expect(fitGaussianMixture(x, options)).toEqual(fitGaussianMixture(x, options))
  })
})

describe('choleskyFactor', () => {
  it('gives a lower triangle whose square is the matrix', () => {
    const symmetric = matrixFromRows([
      [4, 2, 0.6],
      [2, 5, 1.2],
      [0.6, 1.2, 3],
    ])
    const { values } = choleskyFactor(symmetric)
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        let sum = 0
        for (let j = 0; j < 3; j++) sum += values[3 * a + j] * values[3 * b + j]
        expect(sum).toBeCloseTo(symmetric.values[3 * a + b], 12)
        expect(b > a ? values[3 * a + b] : 0).toBe(0)
      }
    }
  })

  it('refuses a matrix that is not positive definite', () => {
    const singular = matrixFromRows([
      [1, 1],
      [1, 1],
    ])
    expect(() => choleskyFactor(singular)).toThrow(/positive definite/)
  })
})
