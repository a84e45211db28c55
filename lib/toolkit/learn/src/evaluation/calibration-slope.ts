import { ArgumentError } from '@one-click/core'
import { chiSquareSurvival, criticalValue, type Interval, type LevelOptions } from '@one-click/statistics'
import { logit } from '../calibration/sigmoid'
import { independentShare } from '../pipeline/copies'
import { fitLogOddsLine, negativeLogLikelihood } from './log-odds-line'

/** How the log-odds would have to be shifted and rescaled to fit the labels. */
export interface CalibrationLine {
  /**
   * Calibration in the large: the shift with the slope held at 1; 0 when there are as many positives as predicted,
   * above 0 when there are more.
   */
  readonly inTheLarge: Interval
  /** 1 when right; below 1 the probabilities are too extreme, above 1 too timid. */
  readonly slope: Interval
  /** The shift beside that slope. */
  readonly intercept: Interval
  /** Likelihood-ratio test of intercept 0 and slope 1 together. */
  readonly pValue: number
}

/**
 * Logistic recalibration of D. R. Cox, "Two further applications of a model for binary regression", Biometrika 45
 * (1958): logit P(y = 1) = intercept + slope · logit p, by maximum likelihood with Wald intervals. Probabilities
 * of 0 and 1 are held 1e-6 away from them. Where they part the classes without error, or do not vary,
 * no slope fits best: then slope, intercept and test are NaN.
 *
 * @param options groups: copies among the rows, which count as one (`independentShare`); default: each row on its own
 * @throws ArgumentError for lengths that differ or a single class
 * @example
 * ```ts
 * const probability = Float64Array.of(0.02, 0.02, 0.02, 0.98, 0.98, 0.98)
 * const line = calibrationLine(Uint8Array.of(0, 0, 1, 0, 1, 1), probability)
 * line.inTheLarge.estimate.toFixed(3) // → '0.000'
 * line.slope.estimate.toFixed(3) // → '0.178'
 * ```
 */
export function calibrationLine(
  labels: Uint8Array,
  probability: Float64Array,
  { level, groups }: LevelOptions & { readonly groups?: Int32Array } = {},
): CalibrationLine {
  const ones = labels.reduce((total, label) => total + label, 0)
  if (labels.length !== probability.length || ones === 0 || ones === labels.length) {
    throw new ArgumentError(
      'calibrationLine',
      'needs both classes, and one probability for each outcome',
      ones,
    )
  }
  const logOdds = probability.map((p) => logit(p, 1e-6))
  const independent = groups ? independentShare(groups) : 1
  const z = criticalValue(level) / Math.sqrt(independent)
  const unknown = around(Number.NaN, Number.NaN)
  const shift = fitLogOddsLine(logOdds, labels, { slopeIsOne: true })
  const inTheLarge = shift ? around(shift.intercept, z * shift.interceptError) : unknown
  const line = fitLogOddsLine(logOdds, labels)
  if (!line) return { inTheLarge, slope: unknown, intercept: unknown, pValue: Number.NaN }
  const gain = 2 * (negativeLogLikelihood(logOdds, labels, { intercept: 0, slope: 1 }) - line.loss)
  return {
    inTheLarge,
    slope: around(line.slope, z * line.slopeError),
    intercept: around(line.intercept, z * line.interceptError),
    pValue: chiSquareSurvival(Math.max(0, independent * gain), 2),
  }
}

const around = (estimate: number, half: number): Interval => ({
  estimate,
  lower: estimate - half,
  upper: estimate + half,
})
