import { ArgumentError } from '@one-click/core'
import { chiSquareSurvival, criticalValue, type Interval, type LevelOptions } from '@one-click/statistics'
import { logit } from '../calibration/sigmoid'
import { fitLogOddsLine, negativeLogLikelihood } from './log-odds-line'

/** How the log-odds would have to be shifted and stretched to fit what happened. */
export interface CalibrationLine {
  /**
   * Calibration in the large: the shift with the slope held at 1; 0 when as many declined as predicted, above 0
   * when more did.
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
 * (1958): logit P(decline) = intercept + slope · logit p, by maximum likelihood with Wald intervals. Probabilities
 * of 0 and 1 are held 1e-6 away from them. Where they part the classes without error, or do not vary,
 * no slope fits best: then slope, intercept and test are NaN.
 *
 * @throws ArgumentError for lengths that differ or a single class
 */
export function calibrationLine(
  declines: Uint8Array,
  probability: Float64Array,
  { level }: LevelOptions = {},
): CalibrationLine {
  const ones = declines.reduce((total, label) => total + label, 0)
  if (declines.length !== probability.length || ones === 0 || ones === declines.length) {
    throw new ArgumentError(
      'calibrationLine',
      'needs both classes, and one probability for each outcome',
      ones,
    )
  }
  const logOdds = probability.map((p) => logit(p, 1e-6))
  const z = criticalValue(level)
  const unknown = around(Number.NaN, Number.NaN)
  const shift = fitLogOddsLine(logOdds, declines, { slopeIsOne: true })
  const inTheLarge = shift ? around(shift.intercept, z * shift.interceptError) : unknown
  const line = partsClasses(logOdds, declines) ? undefined : fitLogOddsLine(logOdds, declines)
  if (!line) return { inTheLarge, slope: unknown, intercept: unknown, pValue: Number.NaN }
  const gain = 2 * (negativeLogLikelihood(logOdds, declines, { intercept: 0, slope: 1 }) - line.loss)
  return {
    inTheLarge,
    slope: around(line.slope, z * line.slopeError),
    intercept: around(line.intercept, z * line.interceptError),
    pValue: chiSquareSurvival(Math.max(0, gain), 2),
  }
}

/** Whether one value parts the classes, one on either side. */
function partsClasses(logOdds: Float64Array, declines: Uint8Array): boolean {
  const range = (label: number) => {
    const values = logOdds.filter((_, i) => declines[i] === label).sort()
    return { least: values[0], most: values[values.length - 1] }
  }
  const [holding, declining] = [range(0), range(1)]
  return holding.most <= declining.least || declining.most <= holding.least
}

const around = (estimate: number, half: number): Interval => ({
  estimate,
  lower: estimate - half,
  upper: estimate + half,
})
