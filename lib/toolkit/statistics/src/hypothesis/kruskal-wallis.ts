import { chiSquareSurvival } from '../distributions/distributions'
import { averageRanks } from '../rank'

export interface KruskalWallisResult {
  /** Corrected for ties. */
  readonly h: number
  /** By the chi-squared approximation with groups − 1 degrees of freedom; 1 where nothing differs. */
  readonly pValue: number
  /** ε² = H / (n − 1): share of the ranks' variance between the groups, 0–1 (Tomczak & Tomczak 2014). */
  readonly epsilonSquared: number
}

/**
 * Kruskal–Wallis test: do the values of some group tend to be larger? W. H. Kruskal & W. A. Wallis, J. Am. Statist.
 * Assoc. 47 (1952). Agrees with scipy's `kruskal`.
 *
 * @param values shape (n)
 * @param groups name of the group of each value
 * @example
 * ```ts
 * kruskalWallisTest(Float64Array.of(1, 2, 3, 4, 5, 6), ['a', 'a', 'b', 'b', 'c', 'c']).h // → 4.571
 * ```
 */
export function kruskalWallisTest(values: Float64Array, groups: readonly string[]): KruskalWallisResult {
  const n = values.length
  const ranks = averageRanks(values)
  const sums = new Map<string, { size: number; sum: number }>()
  groups.forEach((name, i) => {
    const group = sums.get(name) ?? { size: 0, sum: 0 }
    group.size++
    group.sum += ranks[i]
    sums.set(name, group)
  })
  const middle = (n + 1) / 2
  let between = 0
  for (const { size, sum } of sums.values()) between += size * (sum / size - middle) ** 2
  const whole = ranks.reduce((total, rank) => total + (rank - middle) ** 2, 0)
  if (sums.size < 2 || !(whole > 0)) return { h: 0, pValue: 1, epsilonSquared: 0 }
  const h = ((n - 1) * between) / whole
  return { h, pValue: chiSquareSurvival(h, sums.size - 1), epsilonSquared: h / (n - 1) }
}
