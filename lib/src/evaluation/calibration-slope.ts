import { logit, logOnePlusExp, sigmoid } from '../models/sigmoid'
import { chiSquareSurvival } from '../statistics/distributions'
import { criticalValue, type Interval, type LevelOptions } from '../statistics/intervals'
import { ArgumentError } from '../util/errors'

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
  const shift = maximise(logOdds, declines, true)
  const inTheLarge = around(shift.intercept, z * shift.interceptError)
  if (partsClasses(logOdds, declines)) {
    const unknown = around(Number.NaN, Number.NaN)
    return { inTheLarge, slope: unknown, intercept: unknown, pValue: Number.NaN }
  }
  const line = maximise(logOdds, declines, false)
  const gain = 2 * (negativeLogLikelihood(logOdds, declines, 0, 1) - line.loss)
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

interface Fit {
  readonly intercept: number
  readonly slope: number
  readonly interceptError: number
  readonly slopeError: number
  readonly loss: number
}

/** Newton's method with step halving, from intercept 0 and slope 1. */
function maximise(logOdds: Float64Array, declines: Uint8Array, slopeIsOne: boolean): Fit {
  let intercept = 0
  let slope = 1
  let loss = negativeLogLikelihood(logOdds, declines, intercept, slope)
  for (let iteration = 0; iteration < 50; iteration++) {
    const { a, b, aa, ab, bb } = derivatives(logOdds, declines, intercept, slope)
    if (Math.abs(a) + (slopeIsOne ? 0 : Math.abs(b)) < 1e-11 * logOdds.length) break
    const determinant = aa * bb - ab * ab
    const stepA = slopeIsOne ? a / aa : (bb * a - ab * b) / determinant
    const stepB = slopeIsOne ? 0 : (aa * b - ab * a) / determinant
    let scale = 1
    let next = Number.POSITIVE_INFINITY
    for (; scale > 1e-10; scale /= 2) {
      next = negativeLogLikelihood(logOdds, declines, intercept - scale * stepA, slope - scale * stepB)
      if (next <= loss) break
    }
    if (!(next <= loss)) break
    intercept -= scale * stepA
    slope -= scale * stepB
    loss = next
  }
  const { aa, ab, bb } = derivatives(logOdds, declines, intercept, slope)
  const determinant = aa * bb - ab * ab
  return {
    intercept,
    slope,
    interceptError: Math.sqrt(slopeIsOne ? 1 / aa : bb / determinant),
    slopeError: Math.sqrt(aa / determinant),
    loss,
  }
}

function negativeLogLikelihood(
  logOdds: Float64Array,
  declines: Uint8Array,
  intercept: number,
  slope: number,
): number {
  let loss = 0
  for (let i = 0; i < logOdds.length; i++) {
    const z = intercept + slope * logOdds[i]
    loss += logOnePlusExp(declines[i] === 1 ? -z : z)
  }
  return loss
}

/** First and second derivatives by intercept (a) and slope (b). */
function derivatives(logOdds: Float64Array, declines: Uint8Array, intercept: number, slope: number) {
  const d = { a: 0, b: 0, aa: 0, ab: 0, bb: 0 }
  for (let i = 0; i < logOdds.length; i++) {
    const x = logOdds[i]
    const p = sigmoid(intercept + slope * x)
    const curvature = p * (1 - p)
    d.a += p - declines[i]
    d.b += (p - declines[i]) * x
    d.aa += curvature
    d.ab += curvature * x
    d.bb += curvature * x * x
  }
  return d
}
