import { ArgumentError } from '@one-click/core'
import { fitNonNegativeLogistic } from './non-negative-logistic'
import { logit, sigmoid } from './sigmoid'
import { fitSigmoid } from './sigmoid-fit'

/**
 * A logistic curve from an estimator's probability p to a calibrated one, sigmoid(slope · s + intercept),
 * where s is p itself or its log-odds. On the scale of p the calibrated log-odds are linear in p, so
 * contributions to p that add up stay contributions that add up.
 */
export interface LogisticCurve {
  readonly kind: 'logistic-curve'
  readonly scale: 'probability' | 'log-odds'
  /** Never negative: calibration keeps the order of rows. */
  readonly slope: number
  readonly intercept: number
}

/**
 * The curve of beta calibration: sigmoid(a · log p − b · log(1 − p) + intercept), p kept `margin` away from 0 and 1,
 * the log-odds held between `lower` and `upper`.
 */
export interface BetaCurve {
  readonly kind: 'beta-curve'
  /** Never negative, nor is b: calibration keeps the order of rows. */
  readonly a: number
  readonly b: number
  readonly intercept: number
  /** 1 / (rows of the rarer class + 2): no vote is surer than so many rows, all alike, could show. */
  readonly margin: number
  /**
   * −log(zeros + 1) and log(ones + 1): rows of one class, all alike, are no evidence for a rarer other one (Laplace's
   * rule of succession).
   */
  readonly lower: number
  readonly upper: number
}

export type Calibration = LogisticCurve | BetaCurve

/** A logistic curve on one of two scales, or beta calibration. */
export type CalibrationMethod = LogisticCurve['scale'] | 'beta'

/** Probabilities are kept this far from 0 and 1 before their log-odds are taken. */
const margin = 1e-6

/** Keeps the weights of parted classes finite. */
const hardlyAny = { mean: 0, strength: 1e-3 }

/**
 * Fits the curve to probabilities of rows that the estimator was not fitted on (out-of-fold predictions).
 *
 * Logistic curve: Platt (1999), Probabilistic outputs for support vector machines; Lin, Lin, Weng (2007): A
 * note on Platt's probabilistic outputs for support vector machines. Machine Learning 68, 267–276. Beta:
 * Kull, Silva Filho, Flach (2017): Beta calibration: a well-founded and easily implemented improvement on
 * logistic calibration for binary classifiers. AISTATS. As there, a parameter that would be negative is left
 * out (0).
 *
 * @param method default `probability`
 * @example
 * ```ts
 * const held = Float64Array.of(0.3, 0.35, 0.4, 0.45, 0.55, 0.6, 0.65, 0.7)
 * const curve = fitCalibration(held, Uint8Array.of(0, 0, 1, 0, 1, 0, 1, 1), 'log-odds')
 * calibrate(curve, Float64Array.of(0.7))[0].toFixed(3) // → '0.765'
 * ```
 */
export function fitCalibration(
  probabilities: Float64Array,
  y: Uint8Array,
  method: CalibrationMethod = 'probability',
): Calibration {
  if (probabilities.length !== y.length) {
    throw new ArgumentError(
      'fitCalibration',
      `needs one label for each of ${probabilities.length} rows`,
      y.length,
    )
  }
  const outside = probabilities.find((p) => !(p >= 0 && p <= 1))
  if (outside !== undefined) throw new ArgumentError('fitCalibration', 'needs probabilities', outside)
  if (method === 'beta') {
    const ones = y.reduce((sum, label) => sum + label, 0)
    const zeros = y.length - ones
    const away = 1 / (Math.min(ones, zeros) + 2)
    const { weights, intercept } = fitNonNegativeLogistic(betaTerms(probabilities, away), y, hardlyAny)
    return {
      kind: 'beta-curve',
      a: weights[0],
      b: weights[1],
      intercept,
      margin: away,
      lower: -Math.log(zeros + 1),
      upper: Math.log(ones + 1),
    }
  }
  const scores = method === 'probability' ? probabilities : probabilities.map((p) => logit(p, margin))
  const curve = fitSigmoid(scores, y)
  // A falling curve means predictions worse than chance: then a flat one is the honest answer.
  if (curve.slope >= 0) return { kind: 'logistic-curve', scale: method, ...curve }
  const flat = fitSigmoid(new Float64Array(y.length), y)
  return { kind: 'logistic-curve', scale: method, slope: 0, intercept: flat.intercept }
}

/**
 * Calibrated probabilities of an estimator's probabilities, shape (rows).
 *
 * @example
 * ```ts
 * const curve = { kind: 'logistic-curve', scale: 'log-odds', slope: 2, intercept: 0 } as const
 * calibrate(curve, Float64Array.of(0.75))[0].toFixed(3) // → '0.900'
 * ```
 */
export function calibrate(calibration: Calibration, probabilities: Float64Array): Float64Array {
  return calibratedLogOdds(calibration, probabilities).map(sigmoid)
}

/**
 * The log-odds of the calibrated probabilities.
 *
 * @example
 * ```ts
 * const curve = { kind: 'logistic-curve', scale: 'log-odds', slope: 2, intercept: 0 } as const
 * calibratedLogOdds(curve, Float64Array.of(0.75))[0].toFixed(3) // → '2.197'
 * ```
 */
export function calibratedLogOdds(calibration: Calibration, probabilities: Float64Array): Float64Array {
  return probabilities.map((p) => calibratedLogOddsOf(calibration, p))
}

/**
 * The log-odds of one calibrated probability.
 *
 * @example
 * ```ts
 * const curve = { kind: 'logistic-curve', scale: 'probability', slope: 4, intercept: -2 } as const
 * calibratedLogOddsOf(curve, 0.5) // → 0
 * ```
 */
export function calibratedLogOddsOf(calibration: Calibration, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new ArgumentError('calibration', 'needs probabilities', p)
  if (calibration.kind === 'beta-curve') {
    const { a, b, intercept, lower, upper } = calibration
    const kept = awayFromCertainty(p, calibration.margin)
    const logOdds = a * Math.log(kept) - b * Math.log(1 - kept) + intercept
    return Math.min(upper, Math.max(lower, logOdds))
  }
  const { slope, intercept, scale } = calibration
  return slope * (scale === 'probability' ? p : logit(p, margin)) + intercept
}

/** log p and −log(1 − p). */
function betaTerms(probabilities: Float64Array, away: number): [Float64Array, Float64Array] {
  const kept = probabilities.map((p) => awayFromCertainty(p, away))
  return [kept.map(Math.log), kept.map((p) => -Math.log(1 - p))]
}

function awayFromCertainty(p: number, away: number): number {
  return Math.min(1 - away, Math.max(away, p))
}
