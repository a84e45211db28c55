import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import {
  chiSquareLogSurvival,
  chiSquareSurvival,
  studentTwoSided,
} from '../../../../lib/toolkit/statistics/src/distributions/distributions'
import {
  logGamma,
  regularizedBeta,
} from '../../../../lib/toolkit/statistics/src/distributions/special-functions'
import { expectClose, reference } from '../reference'

describe('logGamma', () => {
  it('agrees with scipy', () => {
    for (const [x, value] of reference.normal.logGamma) expectClose(logGamma(x), value, 1e-14, 1e-15)
  })
  it('is the logarithm of factorials', () => {
    for (let n = 1, factorial = 1; n < 15; factorial *= n++)
      expectClose(logGamma(n), Math.log(factorial), 1e-14, 1e-15)
  })
})

describe('chiSquareSurvival', () => {
  it('agrees with scipy', () => {
    for (const [x, freedom, p] of reference.normal.chiSquare) {
      expectClose(chiSquareSurvival(x, freedom), p, 0, 5e-13)
    }
  })
  it('has the closed form of even degrees of freedom as its logarithm, below the smallest double too', () => {
    for (const x of [30, 90, 800, 3000, 1e5]) {
      // Q = e^(−x/2) Σ (x/2)^i / i! over i below half the degrees of freedom, here 40.
      let term = 1
      let sum = 1
      for (let i = 1; i < 40; i++) sum += term *= x / 2 / i
      expectClose(chiSquareLogSurvival(x, 80), Math.log(sum) - x / 2, 1e-14, 1e-13)
    }
  })
  it('is e^(−x/2) for two degrees of freedom, and 1 at 0', () => {
    for (const x of [0.1, 1, 3, 10, 50]) expectClose(chiSquareSurvival(x, 2), Math.exp(-x / 2), 0, 5e-14)
    expect(chiSquareSurvival(0, 4)).toBe(1)
    expect(() => chiSquareSurvival(1, 0)).toThrow(ArgumentError)
  })
})

describe('studentTwoSided', () => {
  it('agrees with scipy', () => {
    for (const [t, freedom, p] of reference.normal.studentTwoSided)
      expectClose(studentTwoSided(t, freedom), p, 0, 1e-11)
  })
  it('is the Cauchy distribution for one degree of freedom', () => {
    for (const t of [0, 0.5, 1, 20])
      expectClose(studentTwoSided(t, 1), 1 - (2 / Math.PI) * Math.atan(t), 1e-14)
  })
})

describe('regularizedBeta', () => {
  it('is x^a for b = 1 and complements itself', () => {
    for (const x of [0.01, 0.4, 0.9]) {
      expectClose(regularizedBeta(3.5, 1, x), x ** 3.5, 1e-15)
      expectClose(regularizedBeta(2, 5, x) + regularizedBeta(5, 2, 1 - x), 1, 1e-14)
    }
  })
})
