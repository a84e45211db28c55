import { ArgumentError } from '@one-click/core'

/** Σ c[i] x^(n−1−i): coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + coefficients[i]
  return sum
}

// Cody's rational approximations, highest power first: near 0 in z², to √32 in |z|, beyond in 1/z².
const nearNumerator = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
]
const nearDenominator = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673]
const middleNumerator = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
]
const middleDenominator = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
]
const farNumerator = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
]
const farDenominator = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
]

const inverseRootTwoPi = 1 / Math.sqrt(2 * Math.PI)

/** e^(−z²/2) with the square split in two, so that its rounding does not show in the result. */
function gaussian(z: number): number {
  const head = Math.trunc(z * 16) / 16
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head))
}

/** Probability of a standard normal above z, z at least 0.67448975. */
function upperTail(z: number): number {
  if (z <= Math.sqrt(32)) {
    return gaussian(z) * (polynomial(middleNumerator, z) / polynomial(middleDenominator, z))
  }
  const s = 1 / (z * z)
  const correction = (s * polynomial(farNumerator, s)) / polynomial(farDenominator, s)
  return (gaussian(z) * (inverseRootTwoPi - correction)) / z
}

/** Density of the standard normal at z. */
export function normalDensity(z: number): number {
  return Math.abs(z) > 39 ? 0 : inverseRootTwoPi * gaussian(z)
}

/**
 * Probability that a standard normal is at most z, to about 1e-15 of its size in both tails.
 * W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969).
 * @example
 * ```ts
 * normalCdf(1.96) // → 0.9750
 * ```
 */
export function normalCdf(z: number): number {
  if (Math.abs(z) <= 0.67448975) {
    const s = z * z
    return 0.5 + (z * polynomial(nearNumerator, s)) / polynomial(nearDenominator, s)
  }
  if (Number.isNaN(z)) return Number.NaN
  if (Math.abs(z) > 39) return z > 0 ? 1 : 0
  return z > 0 ? 1 - upperTail(z) : upperTail(-z)
}

// Wichura's coefficients, highest power first.
const centreNumerator = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
]
const centreDenominator = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
]
const sideNumerator = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
]
const sideDenominator = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
]
const tailNumerator = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
]
const tailDenominator = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
]

/**
 * The z below which a standard normal falls with probability p (the inverse of `normalCdf`); −∞ at 0 and
 * +∞ at 1. M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), about 1e-16 of its size.
 *
 * @throws ArgumentError unless p is in [0, 1]
 * @example
 * ```ts
 * normalQuantile(0.975) // → 1.9600
 * ```
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new ArgumentError('normalQuantile', 'needs a probability in [0, 1]', p)
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const s = 0.180625 - q * q
    return (q * polynomial(centreNumerator, s)) / polynomial(centreDenominator, s)
  }
  const tail = q < 0 ? p : 1 - p
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const r = Math.sqrt(-Math.log(tail))
  const z =
    r <= 5
      ? polynomial(sideNumerator, r - 1.6) / polynomial(sideDenominator, r - 1.6)
      : polynomial(tailNumerator, r - 5) / polynomial(tailDenominator, r - 5)
  return q < 0 ? -z : z
}

/** log P(Z > z) of a standard normal, finite where the probability itself is too small for a double. */
export function normalLogSurvival(z: number): number {
  if (z < 30) return Math.log(normalCdf(-z))
  const s = 1 / (z * z)
  const series = 1 - s * (1 - s * (3 - s * (15 - s * (105 - s * 945))))
  return -0.5 * z * z - Math.log(z) + Math.log(inverseRootTwoPi) + Math.log(series)
}

/**
 * The one-sided significance Z of a p-value given by its natural logarithm: the z with P(Z > z) = p. Works
 * for p far below the smallest double.
 */
export function zFromLogP(logP: number): number {
  if (logP > 0 || Number.isNaN(logP))
    throw new ArgumentError('zFromLogP', 'needs a logarithm of at most 0', logP)
  if (logP === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY
  if (logP > -600) return logP > -0.1 ? normalQuantile(-Math.expm1(logP)) : -normalQuantile(Math.exp(logP))
  let z = Math.sqrt(-2 * logP)
  for (let step = 0; step < 20; step++) {
    // d/dz log P(Z > z) is close to −(z + 1/z) this far out.
    const change = (normalLogSurvival(z) - logP) / (z + 1 / z)
    z += change
    if (Math.abs(change) < 1e-14 * z) break
  }
  return z
}
