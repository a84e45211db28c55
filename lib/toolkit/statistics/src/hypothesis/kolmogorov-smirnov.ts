import { ArgumentError } from '@one-click/core'
import { brentRoot } from '../distributions/root-search'
import { criticalValue, type Interval, type LevelOptions } from '../intervals'

export interface KolmogorovSmirnovResult {
  /** Largest difference of the two distribution functions, 0 to 1. */
  readonly distance: number
  /** Two-sided, from the limiting distribution; a little too large for small or tied samples, never too small. */
  readonly pValue: number
}

/**
 * Two-sample Kolmogorov–Smirnov test: do two samples come from one distribution? The distance is the largest
 * share of values that lie on the other side of one point. N. Smirnov, Ann. Math. Statist. 19 (1948).
 *
 * @throws ArgumentError when a sample is empty or holds NaN
 * @example
 * ```ts
 * kolmogorovSmirnovTest(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6)).distance // → 0.5
 * ```
 */
export function kolmogorovSmirnovTest(a: Float64Array, b: Float64Array): KolmogorovSmirnovResult {
  if (a.length === 0 || b.length === 0 || a.some(Number.isNaN) || b.some(Number.isNaN)) {
    throw new ArgumentError('kolmogorovSmirnovTest', 'needs two samples of numbers')
  }
  const first = a.slice().sort()
  const second = b.slice().sort()
  let distance = 0
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    const value = Math.min(first[i], second[j])
    while (i < first.length && first[i] === value) i++
    while (j < second.length && second[j] === value) j++
    distance = Math.max(distance, Math.abs(i / first.length - j / second.length))
  }
  const size = (first.length * second.length) / (first.length + second.length)
  return { distance, pValue: kolmogorovSurvival(Math.sqrt(size) * distance) }
}

/** Probability that a variable of Kolmogorov's limiting distribution exceeds x. */
export function kolmogorovSurvival(x: number): number {
  if (x <= 0) return 1
  // Two series of one function; each converges within few terms on its side of 1.
  if (x < 1) {
    let sum = 0
    for (let k = 1; k <= 5; k++) sum += Math.exp(-((2 * k - 1) ** 2 * Math.PI ** 2) / (8 * x * x))
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum
  }
  let sum = 0
  for (let k = 1; k <= 5; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x)
  return 2 * sum
}

/**
 * Confidence interval of the distance of the two distributions: both distribution functions lie within their
 * simultaneous band, so that the interval holds its level or more.
 * @example
 * ```ts
 * kolmogorovSmirnovInterval(Float64Array.of(1, 2), Float64Array.of(3, 4)).estimate // → 1
 * ```
 */
export function kolmogorovSmirnovInterval(
  a: Float64Array,
  b: Float64Array,
  { level = 0.95 }: LevelOptions = {},
): Interval {
  criticalValue(level) // refuses what is no level
  const { distance } = kolmogorovSmirnovTest(a, b)
  const quantile = brentRoot((x) => kolmogorovSurvival(x) - (1 - level), 0.1, 10, { tolerance: 1e-10 })
  const half = quantile * Math.sqrt(1 / a.length + 1 / b.length)
  return { estimate: distance, lower: Math.max(0, distance - half), upper: Math.min(1, distance + half) }
}
