import { ArgumentError } from '@one-click/core'
import { logOnePlusExp, sigmoid } from './sigmoid'

/**
 * The logistic curve sigmoid(slope · score + intercept) closest to labels in log loss, with Platt's targets
 * (ones + 1) / (ones + 2) and 1 / (zeros + 2) in place of 1 and 0, by Newton's method with step halving.
 *
 * Lin, Lin, Weng (2007): A note on Platt's probabilistic outputs for support vector machines. Machine
 * Learning 68, 267–276, algorithm 1 (there A = -slope, B = -intercept).
 */
export function fitSigmoid(scores: Float64Array, y: Uint8Array): { slope: number; intercept: number } {
  const ones = y.reduce((sum, label) => sum + label, 0)
  const zeros = y.length - ones
  if (ones === 0 || zeros === 0) throw new ArgumentError('fitSigmoid', 'needs both classes in the labels')
  const high = (ones + 1) / (ones + 2)
  const low = 1 / (zeros + 2)
  let slope = 0
  let intercept = Math.log((ones + 1) / (zeros + 1))
  let loss = targetLoss(scores, y, high, low, slope, intercept)
  for (let iteration = 0; iteration < 100; iteration++) {
    const d = derivatives(scores, y, high, low, slope, intercept)
    if (Math.abs(d.slope) < 1e-9 && Math.abs(d.intercept) < 1e-9) break
    const determinant = d.slopeSlope * d.interceptIntercept - d.slopeIntercept ** 2
    const stepSlope = (d.interceptIntercept * d.slope - d.slopeIntercept * d.intercept) / determinant
    const stepIntercept = (d.slopeSlope * d.intercept - d.slopeIntercept * d.slope) / determinant
    let scale = 1
    for (; scale > 1e-10; scale /= 2) {
      const candidate = targetLoss(
        scores,
        y,
        high,
        low,
        slope - scale * stepSlope,
        intercept - scale * stepIntercept,
      )
      if (candidate < loss) {
        loss = candidate
        break
      }
    }
    if (scale <= 1e-10) break
    slope -= scale * stepSlope
    intercept -= scale * stepIntercept
  }
  return { slope, intercept }
}

function targetLoss(
  scores: Float64Array,
  y: Uint8Array,
  high: number,
  low: number,
  slope: number,
  intercept: number,
): number {
  let loss = 0
  for (let i = 0; i < scores.length; i++) {
    const z = slope * scores[i] + intercept
    loss += logOnePlusExp(z) - (y[i] === 1 ? high : low) * z
  }
  return loss
}

function derivatives(
  scores: Float64Array,
  y: Uint8Array,
  high: number,
  low: number,
  slope: number,
  intercept: number,
) {
  // A little ridge keeps the system solvable when all scores are equal.
  const sums = { slope: 0, intercept: 0, slopeSlope: 1e-12, slopeIntercept: 0, interceptIntercept: 1e-12 }
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]
    const probability = sigmoid(slope * score + intercept)
    const error = probability - (y[i] === 1 ? high : low)
    const curvature = probability * (1 - probability)
    sums.slope += error * score
    sums.intercept += error
    sums.slopeSlope += curvature * score * score
    sums.slopeIntercept += curvature * score
    sums.interceptIntercept += curvature
  }
  return sums
}
