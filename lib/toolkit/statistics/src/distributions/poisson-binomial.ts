import { ArgumentError } from '@one-click/core'
import { normalCdf } from './normal'

/** Above this number of trials the exact recursion, which takes (trials)² / 2 steps, gives way to the normal. */
const mostExactTrials = 5000

/**
 * Distribution of the number of successes in independent trials of different probabilities: P(S ≤ k) for
 * k = 0 … trials, shape (trials + 1). Exact by adding one trial after another (Hong 2013, "On computing the
 * distribution function for the Poisson binomial distribution", Comput. Statist. Data Anal. 59); above 5,000
 * trials by the normal distribution with a correction for continuity.
 *
 * @param probability of each trial, in [0, 1]
 * @throws ArgumentError for anything that is no probability
 * @example
 * ```ts
 * poissonBinomialCdf(Float64Array.of(0.5, 0.5)) // → [0.25, 0.75, 1]
 * ```
 */
export function poissonBinomialCdf(probability: Float64Array): Float64Array {
  const unknown = probability.findIndex((p) => !(p >= 0 && p <= 1))
  if (unknown >= 0) {
    throw new ArgumentError(
      'poissonBinomialCdf',
      `needs probabilities, trial ${unknown}`,
      probability[unknown],
    )
  }
  return probability.length > mostExactTrials ? normalApproximation(probability) : exactCdf(probability)
}

function exactCdf(probability: Float64Array): Float64Array {
  const mass = new Float64Array(probability.length + 1)
  mass[0] = 1
  probability.forEach((p, done) => {
    for (let k = done + 1; k > 0; k--) mass[k] = mass[k] * (1 - p) + mass[k - 1] * p
    mass[0] *= 1 - p
  })
  let total = 0
  for (let k = 0; k < mass.length; k++) mass[k] = Math.min(1, (total += mass[k]))
  mass[probability.length] = 1
  return mass
}

function normalApproximation(probability: Float64Array): Float64Array {
  const mean = probability.reduce((sum, p) => sum + p, 0)
  const deviation = Math.sqrt(probability.reduce((sum, p) => sum + p * (1 - p), 0))
  return Float64Array.from({ length: probability.length + 1 }, (_, k) => {
    if (k === probability.length) return 1
    return deviation > 0 ? normalCdf((k + 0.5 - mean) / deviation) : k + 0.5 >= mean ? 1 : 0
  })
}

/**
 * The least number of successes k with P(S ≤ k) ≥ share, from a distribution of `poissonBinomialCdf`.
 * @example
 * ```ts
 * countQuantile(poissonBinomialCdf(Float64Array.of(0.5, 0.5)), 0.5) // → 1
 * ```
 */
export function countQuantile(cdf: Float64Array, share: number): number {
  let low = 0
  let high = cdf.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cdf[middle] < share) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Two-sided p-value of `successes` under a distribution of `poissonBinomialCdf`: twice the smaller of P(S ≤ s)
 * and P(S ≥ s), at most 1.
 * @example
 * ```ts
 * countTwoSided(poissonBinomialCdf(Float64Array.of(0.5, 0.5)), 0) // → 0.5
 * ```
 */
export function countTwoSided(cdf: Float64Array, successes: number): number {
  if (!(Number.isInteger(successes) && successes >= 0 && successes < cdf.length)) {
    throw new ArgumentError('countTwoSided', `needs a whole number from 0 to ${cdf.length - 1}`, successes)
  }
  const atLeast = successes === 0 ? 1 : 1 - cdf[successes - 1]
  return Math.min(1, 2 * Math.min(cdf[successes], Math.max(0, atLeast)))
}
