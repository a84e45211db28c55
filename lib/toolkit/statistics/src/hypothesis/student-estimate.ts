import { studentTwoSided } from '../distributions/distributions'
import { studentCriticalValue } from '../intervals'
import type { TestedDifference } from './score-difference'

/** An estimate with its interval and test by Student's t. */
export interface StudentEstimate extends TestedDifference {
  readonly standardError: number
  readonly degreesOfFreedom: number
}

/**
 * Interval and two-sided p-value of an estimate by Student's t. Without any error the p-value is 0, or 1 where the
 * estimate is 0.
 */
export function studentEstimate(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
  level = 0.95,
): StudentEstimate {
  const half = studentCriticalValue(degreesOfFreedom, level) * standardError
  return {
    estimate,
    lower: estimate - half,
    upper: estimate + half,
    pValue:
      standardError > 0
        ? studentTwoSided(estimate / standardError, degreesOfFreedom)
        : Number(estimate === 0),
    standardError,
    degreesOfFreedom,
  }
}
