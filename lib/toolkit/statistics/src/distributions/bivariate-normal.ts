import { ArgumentError } from '@one-click/core'
import { normalCdf } from './normal'

/** Nodes and weights of a quadrature rule on [−1, 1], each of shape (points). */
export interface QuadratureRule {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/**
 * Gauss–Legendre rule with the given number of points, by Newton's method on the Legendre polynomial.
 * @example
 * ```ts
 * gaussLegendre(2).nodes // → [-0.57735, 0.57735]
 * ```
 */
export function gaussLegendre(points: number): QuadratureRule {
  const nodes = new Float64Array(points)
  const weights = new Float64Array(points)
  for (let i = 0; i < points; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (points + 0.5))
    let slope = 1
    for (let step = 0; step < 100; step++) {
      let before = 1
      let value = x
      for (let k = 2; k <= points; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * before) / k
        before = value
        value = next
      }
      slope = (points * (x * value - before)) / (x * x - 1)
      const change = value / slope
      x -= change
      if (Math.abs(change) < 1e-16) break
    }
    nodes[i] = x
    weights[i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}

const fewPoints = gaussLegendre(6)
const somePoints = gaussLegendre(12)
const manyPoints = gaussLegendre(20)

/** From this |rho| on the integrand over the angle is too steep, and the other branch is taken. */
export const steepCorrelation = 0.925

/** The rule that gives full double accuracy at a correlation (Genz 2004). */
export function ruleForCorrelation(rho: number): QuadratureRule {
  const size = Math.abs(rho)
  return size < 0.3 ? fewPoints : size < 0.75 ? somePoints : manyPoints
}

/** P(X > h, Y > k) for a correlation of less than 0.925 in size: the integral of Drezner and Wesolowsky. */
function upperModerate(h: number, k: number, rho: number): number {
  const { nodes, weights } = ruleForCorrelation(rho)
  const hk = h * k
  const halfSquares = (h * h + k * k) / 2
  const halfAngle = Math.asin(rho) / 2
  let sum = 0
  for (let i = 0; i < nodes.length; i++) {
    const sine = Math.sin(halfAngle * (1 + nodes[i]))
    sum += weights[i] * Math.exp((sine * hk - halfSquares) / (1 - sine * sine))
  }
  return (sum * halfAngle) / (2 * Math.PI) + normalCdf(-h) * normalCdf(-k)
}

/**
 * What a steep correlation lacks of full dependence: Genz's expansion about |rho| = 1 plus the integral of
 * its remainder. `k` is already reflected when rho is negative.
 */
function steepDeficit(h: number, k: number, rho: number): number {
  const hk = h * k
  const aSquared = (1 - rho) * (1 + rho)
  const a = Math.sqrt(aSquared)
  const b = Math.abs(h - k)
  const bSquared = b * b
  const c = (4 - hk) / 8
  const d = (12 - hk) / 80
  let sum = 0
  const exponent = -(bSquared / aSquared + hk) / 2
  if (exponent > -100) {
    const bracket = 1 - (c * (bSquared - aSquared) * (1 - d * bSquared)) / 3 + c * d * aSquared * aSquared
    sum = a * Math.exp(exponent) * bracket
  }
  if (hk > -100) {
    const tail = Math.sqrt(2 * Math.PI) * normalCdf(-b / a)
    sum -= Math.exp(-hk / 2) * tail * b * (1 - (c * bSquared * (1 - d * bSquared)) / 3)
  }
  const { nodes, weights } = manyPoints
  for (let i = 0; i < nodes.length; i++) {
    const root = (a / 2) * (1 + nodes[i])
    const x = root * root
    const steepness = -(bSquared / x + hk) / 2
    if (steepness <= -100) continue
    const series = 1 + c * x * (1 + 5 * d * x)
    const rest = Math.sqrt(1 - x)
    const exact = Math.exp((-(hk / 2) * x) / ((1 + rest) * (1 + rest))) / rest
    sum += (a / 2) * weights[i] * Math.exp(steepness) * (exact - series)
  }
  return sum / (2 * Math.PI)
}

/** P(X > h, Y > k) for a correlation of at least 0.925 in size. */
function upperSteep(h: number, k: number, rho: number): number {
  const other = rho < 0 ? -k : k
  const deficit = Math.abs(rho) < 1 ? steepDeficit(h, other, rho) : 0
  if (rho > 0) return normalCdf(-Math.max(h, k)) - deficit
  if (h >= other) return deficit
  const between = h < 0 ? normalCdf(other) - normalCdf(h) : normalCdf(-h) - normalCdf(-other)
  return between + deficit
}

/**
 * Probability that two standard normals with correlation `rho` are at most `h` and at most `k`, with an
 * absolute error of about 1e-15. Infinite limits are allowed.
 *
 * Z. Drezner and G. O. Wesolowsky, J. Statist. Comput. Simul. 35 (1990); A. Genz, Statistics and Computing
 * 14 (2004), https://doi.org/10.1023/B:STCO.0000035304.20635.31.
 *
 * @throws ArgumentError unless rho is in [−1, 1]
 */
export function bivariateNormalCdf(h: number, k: number, rho: number): number {
  if (!(rho >= -1 && rho <= 1)) {
    throw new ArgumentError('bivariateNormalCdf', 'needs a correlation in [-1, 1]', rho)
  }
  if (Number.isNaN(h) || Number.isNaN(k)) return Number.NaN
  if (h === Number.NEGATIVE_INFINITY || k === Number.NEGATIVE_INFINITY) return 0
  if (h === Number.POSITIVE_INFINITY) return normalCdf(k)
  if (k === Number.POSITIVE_INFINITY) return normalCdf(h)
  if (rho === 0) return normalCdf(h) * normalCdf(k)
  const value = Math.abs(rho) < steepCorrelation ? upperModerate(-h, -k, rho) : upperSteep(-h, -k, rho)
  return Math.min(1, Math.max(0, value))
}
