import { normalCdf } from '../distributions/normal'

export interface RunsTestResult {
  /** Stretches of equal neighbours. */
  readonly runs: number
  /** Expected in random order. */
  readonly expected: number
  /** Standard score; negative: fewer runs than in random order, equal outcomes stand together. */
  readonly z: number
  /** Two-sided, by the normal approximation without correction for continuity; 1 where one outcome occurs alone. */
  readonly pValue: number
}

/**
 * Wald–Wolfowitz runs test of random order: A. Wald & J. Wolfowitz, "On a test whether two samples are from the same
 * population", Ann. Math. Statist. 11 (1940). Agrees with statsmodels' `runstest_1samp(correction=False)`.
 *
 * @param outcomes zeros and ones in their order, shape (n)
 * @example
 * ```ts
 * runsTest(Uint8Array.of(1, 1, 1, 0, 0, 0)).runs // → 2
 * ```
 */
export function runsTest(outcomes: Uint8Array): RunsTestResult {
  const n = outcomes.length
  let runs = n > 0 ? 1 : 0
  let ones = 0
  for (let i = 0; i < n; i++) {
    ones += outcomes[i]
    if (i > 0 && outcomes[i] !== outcomes[i - 1]) runs++
  }
  const zeros = n - ones
  const pairs = 2 * ones * zeros
  const expected = n > 0 ? pairs / n + 1 : 0
  if (pairs === 0 || n < 2) return { runs, expected, z: 0, pValue: 1 }
  const z = (runs - expected) / Math.sqrt((pairs * (pairs - n)) / (n * n * (n - 1)))
  if (!Number.isFinite(z)) return { runs, expected, z: 0, pValue: 1 }
  return { runs, expected, z, pValue: Math.min(1, 2 * normalCdf(-Math.abs(z))) }
}
