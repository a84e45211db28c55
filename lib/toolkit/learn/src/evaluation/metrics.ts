import { ArgumentError } from '@one-click/core'
import { risingOrder } from '@one-click/statistics'

/** A measure of predicted probabilities against what happened. */
export type Metric = (declines: Uint8Array, probability: Float64Array) => number

/**
 * Area under the ROC curve: the chance that a declining customer is given a higher probability than one who
 * holds, ties counting half (Hanley & McNeil 1982).
 */
export const rocAuc: Metric = (declines, probability) => {
  checkPair('rocAuc', declines, probability)
  const [declining, holding] = sortedByOutcome(declines, probability)
  if (declining.length === 0 || holding.length === 0) throw new ArgumentError('rocAuc', 'needs both classes')
  // Pairs won twice over: those who hold below a declining customer, and those not above.
  let pairs = 0
  let below = 0
  let upTo = 0
  for (let i = 0; i < declining.length; i++) {
    while (below < holding.length && holding[below] < declining[i]) below++
    while (upTo < holding.length && holding[upTo] <= declining[i]) upTo++
    pairs += below + upTo
  }
  return pairs / 2 / (declining.length * holding.length)
}

/** Mean negative log-likelihood, probabilities held 1e-15 away from 0 and 1. */
export const logLoss: Metric = (declines, probability) => {
  checkPair('logLoss', declines, probability)
  let total = 0
  for (let i = 0; i < declines.length; i++) {
    const p = Math.min(Math.max(probability[i], 1e-15), 1 - 1e-15)
    total -= Math.log(declines[i] === 1 ? p : 1 - p)
  }
  return total / declines.length
}

/** Mean squared difference between the probability and what happened (Brier 1950). */
export const brierScore: Metric = (declines, probability) => {
  checkPair('brierScore', declines, probability)
  let total = 0
  for (let i = 0; i < declines.length; i++) total += (probability[i] - declines[i]) ** 2
  return total / declines.length
}

/** The measures every model is compared by. */
export const metrics = { rocAuc, logLoss, brier: brierScore } as const
export type MetricName = keyof typeof metrics

/** Points of the ROC curve from (0, 0) to (1, 1), one for each distinct probability. */
export function rocCurve(
  declines: Uint8Array,
  probability: Float64Array,
): { falsePositiveRate: number[]; truePositiveRate: number[] } {
  checkPair('rocCurve', declines, probability)
  const order = risingOrder(probability).reverse()
  const positives = declines.reduce((total, value) => total + value, 0)
  const negatives = declines.length - positives
  if (positives === 0 || negatives === 0) throw new ArgumentError('rocCurve', 'needs both classes')
  const falsePositiveRate = [0]
  const truePositiveRate = [0]
  let hits = 0
  order.forEach((row, i) => {
    hits += declines[row]
    if (i + 1 === order.length || probability[order[i + 1]] !== probability[row]) {
      truePositiveRate.push(hits / positives)
      falsePositiveRate.push((i + 1 - hits) / negatives)
    }
  })
  return { falsePositiveRate, truePositiveRate }
}

/** How many bins a calibration curve has by default: ten, or fewer where each would hold fewer than five customers. */
export function calibrationBins(customers: number): number {
  return Math.max(1, Math.min(10, Math.floor(customers / 5)))
}

/** One bin of a calibration curve. */
export interface CalibrationBin {
  readonly customers: number
  readonly meanProbability: number
  readonly shareDeclining: number
}

/** Predicted against observed in bins of equal size (quantile bins), ordered by probability. */
export function calibrationCurve(
  declines: Uint8Array,
  probability: Float64Array,
  { bins = calibrationBins(declines.length) }: { bins?: number } = {},
): CalibrationBin[] {
  checkPair('calibrationCurve', declines, probability)
  const order = risingOrder(probability)
  return Array.from({ length: bins }, (_, b) => {
    const rows = order.subarray(
      Math.round((b * order.length) / bins),
      Math.round(((b + 1) * order.length) / bins),
    )
    const mean = (of: ArrayLike<number>) => rows.reduce((total, row) => total + of[row], 0) / rows.length
    return { customers: rows.length, meanProbability: mean(probability), shareDeclining: mean(declines) }
  }).filter(({ customers }) => customers > 0)
}

/** Probabilities of those who decline and of those who hold, each ascending: numbers sort faster than rows. */
function sortedByOutcome(declines: Uint8Array, probability: Float64Array): [Float64Array, Float64Array] {
  const declining = new Float64Array(probability.length)
  const holding = new Float64Array(probability.length)
  let positives = 0
  for (let i = 0; i < declines.length; i++) {
    if (declines[i] === 1) declining[positives++] = probability[i]
    else holding[i - positives] = probability[i]
  }
  return [declining.subarray(0, positives).sort(), holding.subarray(0, declines.length - positives).sort()]
}

function checkPair(where: string, declines: Uint8Array, probability: Float64Array): void {
  if (declines.length !== probability.length || declines.length === 0) {
    throw new ArgumentError(where, 'needs one probability for each outcome', probability.length)
  }
  const unknown = probability.findIndex((p) => Number.isNaN(p))
  if (unknown >= 0) throw new ArgumentError(where, `needs numbers, row ${unknown}`, Number.NaN)
}
