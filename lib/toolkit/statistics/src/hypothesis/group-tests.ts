import { ArgumentError } from '@one-click/core'
import { normalCdf } from '../distributions/normal'
import { averageRanks } from '../rank'

export interface MannWhitneyResult {
  /** Pairs in which a value of `a` is above one of `b`, ties counted half. */
  readonly u: number
  /** Two-sided, by the normal approximation with corrections for ties and continuity. */
  readonly pValue: number
}

/** Σ (t³ − t) over the groups of t equal values. */
function tieTerm(values: Float64Array): number {
  const sorted = values.slice().sort()
  let sum = 0
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++
    const t = end - start
    sum += t * t * t - t
  }
  return sum
}

/**
 * Mann–Whitney U test of two groups: do the values of one tend to be larger? Agrees with scipy's
 * `mannwhitneyu(method='asymptotic')`. The p-value is 1 when all values are equal.
 * @example
 * ```ts
 * mannWhitneyTest(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6)) // → { u: 2, pValue: 0.108 }
 * ```
 */
export function mannWhitneyTest(a: Float64Array, b: Float64Array): MannWhitneyResult {
  if (a.length === 0 || b.length === 0)
    throw new ArgumentError('mannWhitneyTest', 'needs two groups with values')
  const m = a.length
  const n = b.length
  const all = new Float64Array(m + n)
  all.set(a)
  all.set(b, m)
  const ranks = averageRanks(all)
  let rankSum = 0
  for (let i = 0; i < m; i++) rankSum += ranks[i]
  const u = rankSum - (m * (m + 1)) / 2
  const total = m + n
  const spread = Math.sqrt(((m * n) / 12) * (total + 1 - tieTerm(all) / (total * (total - 1))))
  if (!(spread > 0)) return { u, pValue: 1 }
  const z = (Math.max(u, m * n - u) - (m * n) / 2 - 0.5) / spread
  return { u, pValue: Math.min(1, 2 * normalCdf(-z)) }
}

/**
 * p-values adjusted for many tests, so that rejecting those at most q keeps the expected share of false
 * rejections at most q. Shape and order as given. Y. Benjamini and Y. Hochberg, J. Royal Statist. Soc. B 57
 * (1995).
 *
 * @throws ArgumentError for a p-value outside [0, 1]
 * @example
 * ```ts
 * benjaminiHochberg([0.01, 0.04, 0.03]) // → [0.03, 0.04, 0.04]
 * ```
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const n = pValues.length
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => pValues[j] - pValues[i])
  const adjusted = new Float64Array(n)
  let least = 1
  order.forEach((index, place) => {
    const p = pValues[index]
    if (!(p >= 0 && p <= 1)) throw new ArgumentError('benjaminiHochberg', 'needs p-values in [0, 1]', p)
    least = Math.min(least, (p * n) / (n - place))
    adjusted[index] = least
  })
  return adjusted
}
