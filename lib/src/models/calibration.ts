import { ArgumentError } from '../util/errors'
import { logit, sigmoid } from './sigmoid'
import { fitSigmoid } from './sigmoid-fit'

/**
 * A logistic curve from an estimator's probability p to a calibrated one, sigmoid(slope · s + intercept),
 * where s is p itself or its log-odds. On the scale of p the calibrated log-odds are linear in p, so
 * contributions to p that add up stay contributions that add up.
 */
export interface Calibration {
  readonly kind: 'logistic-curve'
  readonly scale: CalibrationScale
  /** Never negative: calibration keeps the order of customers. */
  readonly slope: number
  readonly intercept: number
}

export type CalibrationScale = 'probability' | 'log-odds'

/** Probabilities are kept this far from 0 and 1 before their log-odds are taken. */
const margin = 1e-6

/**
 * Fits the curve to probabilities of rows that the estimator was not fitted on (out-of-fold predictions).
 *
 * Platt (1999): Probabilistic outputs for support vector machines; Lin, Lin, Weng (2007): A note on Platt's
 * probabilistic outputs for support vector machines. Machine Learning 68, 267–276.
 */
export function fitCalibration(
  probabilities: Float64Array,
  y: Uint8Array,
  scale: CalibrationScale = 'probability',
): Calibration {
  if (probabilities.length !== y.length) {
    throw new ArgumentError(
      'fitCalibration',
      `needs one label for each of ${probabilities.length} rows`,
      y.length,
    )
  }
  const curve = fitSigmoid(scoresOn(scale, probabilities), y)
  // A falling curve means predictions worse than chance: then a flat one is the honest answer.
  if (curve.slope >= 0) return { kind: 'logistic-curve', scale, ...curve }
  const flat = fitSigmoid(new Float64Array(y.length), y)
  return { kind: 'logistic-curve', scale, slope: 0, intercept: flat.intercept }
}

export function calibrate(calibration: Calibration, probabilities: Float64Array): Float64Array {
  return calibratedLogOdds(calibration, probabilities).map(sigmoid)
}

/** The log-odds of the calibrated probabilities. */
export function calibratedLogOdds(calibration: Calibration, probabilities: Float64Array): Float64Array {
  const { slope, intercept } = calibration
  return scoresOn(calibration.scale, probabilities).map((score) => slope * score + intercept)
}

function scoresOn(scale: CalibrationScale, probabilities: Float64Array): Float64Array {
  for (const p of probabilities) {
    if (!(p >= 0 && p <= 1)) throw new ArgumentError('calibration', 'needs probabilities', p)
  }
  return scale === 'probability' ? probabilities : probabilities.map((p) => logit(p, margin))
}
