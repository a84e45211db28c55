import { ArgumentError, wholePower } from '@one-click/core'
import { normalCdf } from '../distributions/normal'
import { brentRoot } from '../distributions/root-search'
import { criticalValue, type Interval, type LevelOptions } from '../intervals'

/** Events among the members of both groups in one stratum; each group has at least one. */
export interface StratumCounts {
  readonly treatment: { readonly events: number; readonly total: number }
  readonly control: { readonly events: number; readonly total: number }
}

export interface TestedDifference extends Interval {
  /** Two-sided p-value of no difference. */
  readonly pValue: number
}

export interface ScoreOptions extends LevelOptions {
  /** Weight of each stratum, shape (strata). Default: its size. */
  readonly weights?: readonly number[]
}

/**
 * Difference in shares, treatment − control, over strata weighted by their sizes, with the interval of the
 * score test: the differences that the data do not refute. Holds its level for small counts and shares near 0
 * or 1. O. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985), with their factor n/(n − 1); the restricted
 * shares in closed form after C. P. Farrington, G. Manning, Statistics in Medicine 9 (1990).
 *
 * @throws ArgumentError without strata, and for counts that cannot be
 * @example
 * ```ts
 * const stratum = { treatment: { events: 8, total: 10 }, control: { events: 1, total: 6 } }
 * scoreDifference([stratum]) // → { estimate: 0.633, lower: 0.116, upper: 0.876, pValue: 0.0167 }
 * ```
 */
export function scoreDifference(
  strata: readonly StratumCounts[],
  { level, weights: given }: ScoreOptions = {},
): TestedDifference {
  if (strata.length === 0) throw new ArgumentError('scoreDifference', 'needs at least one stratum')
  for (const stratum of strata) checkCounts(stratum)
  const z = criticalValue(level)
  const sizes = given ?? strata.map(({ treatment, control }) => treatment.total + control.total)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const weights = sizes.map((size) => size / total)
  const estimate = strata.reduce((sum, stratum, s) => sum + weights[s] * rawDifference(stratum), 0)
  const score = (difference: number) => {
    const variance = strata.reduce(
      (sum, stratum, s) => sum + weights[s] ** 2 * restrictedVariance(stratum, difference),
      0,
    )
    return variance > 0
      ? (estimate - difference) / Math.sqrt(variance)
      : Math.sign(estimate - difference) * Number.MAX_VALUE
  }
  const bound = (side: -1 | 1) => {
    if (estimate === side) return side
    const f = (difference: number) => score(difference) + side * z
    return f(side) * f(estimate) < 0 ? brentRoot(f, estimate, side, { tolerance: 1e-10 }) : side
  }
  const atNone = score(0)
  return {
    estimate,
    lower: bound(-1),
    upper: bound(1),
    pValue: atNone === 0 ? 1 : Math.min(1, 2 * normalCdf(-Math.abs(atNone))),
  }
}

function checkCounts({ treatment, control }: StratumCounts): void {
  for (const { events, total } of [treatment, control]) {
    if (!(total > 0 && events >= 0 && events <= total)) {
      throw new ArgumentError(
        'scoreDifference',
        'needs 0 ≤ events ≤ total and total > 0 in both groups',
        `${events} of ${total}`,
      )
    }
  }
}

function rawDifference({ treatment, control }: StratumCounts): number {
  return treatment.events / treatment.total - control.events / control.total
}

/** Variance of the difference in shares where the shares are the likeliest that differ by `difference`. */
function restrictedVariance({ treatment, control }: StratumCounts, difference: number): number {
  const { total: n1 } = treatment
  const { total: n0 } = control
  const p1 = restrictedShare({ treatment, control }, difference)
  const p0 = clamp(p1 - difference)
  const factor = (n1 + n0) / (n1 + n0 - 1)
  return factor * ((p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0)
}

/** The likeliest share in the treatment group given the difference: the middle root of a cubic. */
function restrictedShare({ treatment, control }: StratumCounts, difference: number): number {
  const share1 = treatment.events / treatment.total
  const share0 = control.events / control.total
  const ratio = control.total / treatment.total
  const a = 1 + ratio
  const b = -(1 + ratio + share1 + ratio * share0 + difference * (ratio + 2))
  const c = difference * difference + difference * (2 * share1 + ratio + 1) + share1 + ratio * share0
  const d = -share1 * difference * (1 + difference)
  const v = wholePower(b / (3 * a), 3) - (b * c) / (6 * a * a) + d / (2 * a)
  const root = Math.sqrt(Math.max(0, (b / (3 * a)) ** 2 - c / (3 * a)))
  const u = v < 0 ? -root : root
  const cosine = u === 0 ? 0 : Math.max(-1, Math.min(1, v / wholePower(u, 3)))
  return clamp(2 * u * Math.cos((Math.PI + Math.acos(cosine)) / 3) - b / (3 * a))
}

const clamp = (share: number) => Math.max(0, Math.min(1, share))
