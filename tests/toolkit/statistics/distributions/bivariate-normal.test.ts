import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import {
  bivariateNormalCdf,
  gaussLegendre,
} from '../../../../lib/toolkit/statistics/src/distributions/bivariate-normal'
import { normalCdf } from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { expectClose, reference } from '../reference'

const limit = fc.double({ min: -6, max: 6, noNaN: true })
const correlation = fc.double({ min: -1, max: 1, noNaN: true })

describe('gaussLegendre', () => {
  it('integrates polynomials of degree 2n − 1 exactly', () => {
    for (const points of [1, 2, 6, 12, 20]) {
      const { nodes, weights } = gaussLegendre(points)
      for (const degree of [0, 1, 2 * points - 2, 2 * points - 1]) {
        const sum = nodes.reduce((total, node, i) => total + weights[i] * node ** degree, 0)
        expectClose(sum, degree % 2 === 0 ? 2 / (degree + 1) : 0, 1e-14)
      }
    }
  })
})

describe('bivariateNormalCdf', () => {
  it('agrees with adaptive quadrature of the conditional form', () => {
    expect(reference.normal.bivariate.length).toBe(180)
    for (const [h, k, rho, p] of reference.normal.bivariate)
      expectClose(bivariateNormalCdf(h, k, rho), p, 2e-14)
  })
  it('is 1/4 + asin(rho) / 2π at the origin', () => {
    fc.assert(
      fc.property(correlation, (rho) =>
        expectClose(bivariateNormalCdf(0, 0, rho), 0.25 + Math.asin(rho) / (2 * Math.PI), 1e-15),
      ),
    )
  })
  it('is symmetric, and its reflection complements the margin', () => {
    fc.assert(
      fc.property(limit, limit, correlation, (h, k, rho) => {
        const p = bivariateNormalCdf(h, k, rho)
        expectClose(bivariateNormalCdf(k, h, rho), p, 1e-15)
        expectClose(p + bivariateNormalCdf(h, -k, -rho), normalCdf(h), 1e-14)
      }),
    )
  })
  it('has the margins and the products as limits', () => {
    expect(bivariateNormalCdf(0.7, Infinity, 0.5)).toBe(normalCdf(0.7))
    expect(bivariateNormalCdf(-Infinity, 2, 0.5)).toBe(0)
    expect(bivariateNormalCdf(0.7, -0.2, 0)).toBe(normalCdf(0.7) * normalCdf(-0.2))
    expect(bivariateNormalCdf(0.7, -0.2, 1)).toBeCloseTo(normalCdf(-0.2), 15)
  })
  it('refuses what is no correlation', () => {
    expect(() => bivariateNormalCdf(0, 0, 1.0001)).toThrow(ArgumentError)
  })
})
