import { ArgumentError } from '@one-click/core'

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)
const relativeStep = 1e-16
const smallest = 1e-300
const mostSteps = 100_000

/** The tail of Stirling's series, log Γ(x) − ((x − ½) log x − x + ½ log 2π), for x of at least 15. */
function stirlingTail(x: number): number {
  const s = 1 / (x * x)
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) / x
}

/** Natural logarithm of the gamma function for positive x, to about 1e-15 of its size. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new ArgumentError('logGamma', 'needs a positive number', x)
  let shift = 1
  let y = x
  for (; y < 15; y++) shift *= y
  return (y - 0.5) * Math.log(y) - y + halfLogTwoPi + stirlingTail(y) - Math.log(shift)
}

/** log(x^a e^−x / Γ(a + 1)), without the cancellation of the plain form when a is large. */
function logGammaWeight(a: number, x: number): number {
  if (a < 15) return a * Math.log(x) - x - logGamma(a + 1)
  const d = (x - a) / a
  return a * (Math.log1p(d) - d) - 0.5 * Math.log(2 * Math.PI * a) - stirlingTail(a)
}

/** Lower regularised gamma P(a, x) by its power series; good for x below a + 1. */
function gammaSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < mostSteps && term > sum * relativeStep; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum * Math.exp(logGammaWeight(a, x))
}

/** The continued fraction of Γ(a, x) e^x x^−a by Lentz's method; good for x of at least a + 1. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / smallest
  let d = 1 / b
  let h = d
  for (let i = 1; i < mostSteps; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b || smallest)
    c = b + an / c || smallest
    const factor = d * c
    h *= factor
    if (Math.abs(factor - 1) < 2e-16) break
  }
  return h
}

/**
 * Natural logarithm of the upper regularised incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a); stays
 * finite where Q itself is too small for a double.
 */
export function logUpperGamma(a: number, x: number): number {
  if (!(a > 0)) throw new ArgumentError('logUpperGamma', 'needs a positive shape', a)
  if (Number.isNaN(x)) return Number.NaN
  if (x <= 0) return 0
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  if (x < a + 1) return Math.log1p(-gammaSeries(a, x))
  return logGammaWeight(a, x) + Math.log(a) + Math.log(gammaFraction(a, x))
}

/** The continued fraction of the incomplete beta function by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || smallest)
  let h = d
  for (let m = 1; m < mostSteps; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d || smallest)
    c = 1 + even / c || smallest
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d || smallest)
    c = 1 + odd / c || smallest
    const factor = d * c
    h *= factor
    if (Math.abs(factor - 1) < 2e-16) break
  }
  return h
}

/** Regularised incomplete beta function I_x(a, b) for positive a, b and x in [0, 1]. */
export function regularizedBeta(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0)) throw new ArgumentError('regularizedBeta', 'needs positive shapes', `${a}, ${b}`)
  if (Number.isNaN(x)) return Number.NaN
  if (x <= 0) return 0
  if (x >= 1) return 1
  const weight = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2)
    ? (weight * betaFraction(a, b, x)) / a
    : 1 - (weight * betaFraction(b, a, 1 - x)) / b
}
