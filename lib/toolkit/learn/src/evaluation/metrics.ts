import { ArgumentError } from '@one-click/core'
import { risingOrder } from '@one-click/statistics'

/** A measure of predicted probabilities against labels (0 or 1), both of shape (rows). */
export type Metric = (labels: Uint8Array, probability: Float64Array) => number

/**
 * Area under the ROC curve: the chance that a positive row is given a higher probability than a negative
 * one, ties counting half (Hanley & McNeil 1982).
 *
 * @example
 * ```ts
 * rocAuc(Uint8Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.4, 0.35, 0.8)) // → 0.75
 * ```
 */
export const rocAuc: Metric = (labels, probability) => {
  checkPair('rocAuc', labels, probability)
  const [positives, negatives] = sortedByLabel(labels, probability)
  if (positives.length === 0 || negatives.length === 0)
    throw new ArgumentError('rocAuc', 'needs both classes')
  // Pairs won twice over: negatives below a positive, and those not above.
  let pairs = 0
  let below = 0
  let upTo = 0
  for (let i = 0; i < positives.length; i++) {
    while (below < negatives.length && negatives[below] < positives[i]) below++
    while (upTo < negatives.length && negatives[upTo] <= positives[i]) upTo++
    pairs += below + upTo
  }
  return pairs / 2 / (positives.length * negatives.length)
}

/**
 * Mean negative log-likelihood, probabilities held 1e-15 away from 0 and 1.
 *
 * @example
 * ```ts
 * logLoss(Uint8Array.of(0, 1), Float64Array.of(0.2, 0.9)).toFixed(4) // → '0.1643'
 * ```
 */
export const logLoss: Metric = (labels, probability) => {
  checkPair('logLoss', labels, probability)
  let total = 0
  for (let i = 0; i < labels.length; i++) {
    const p = Math.min(Math.max(probability[i], 1e-15), 1 - 1e-15)
    total -= Math.log(labels[i] === 1 ? p : 1 - p)
  }
  return total / labels.length
}

/**
 * Mean squared difference between the probability and the label (Brier 1950).
 *
 * @example
 * ```ts
 * brierScore(Uint8Array.of(0, 1), Float64Array.of(0.5, 1)) // → 0.125
 * ```
 */
export const brierScore: Metric = (labels, probability) => {
  checkPair('brierScore', labels, probability)
  let total = 0
  for (let i = 0; i < labels.length; i++) total += (probability[i] - labels[i]) ** 2
  return total / labels.length
}

/** The measures every model is compared by. */
export const metrics = { rocAuc, logLoss, brier: brierScore } as const
export type MetricName = keyof typeof metrics

/**
 * Points of the ROC curve from (0, 0) to (1, 1), one for each distinct probability.
 *
 * @example
 * ```ts
 * const { falsePositiveRate, truePositiveRate } = rocCurve(Uint8Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.4, 0.35, 0.8))
 * falsePositiveRate // → [0, 0, 0.5, 0.5, 1]
 * truePositiveRate // → [0, 0.5, 0.5, 1, 1]
 * ```
 */
export function rocCurve(
  labels: Uint8Array,
  probability: Float64Array,
): { falsePositiveRate: number[]; truePositiveRate: number[] } {
  checkPair('rocCurve', labels, probability)
  const order = risingOrder(probability).reverse()
  const positives = labels.reduce((total, value) => total + value, 0)
  const negatives = labels.length - positives
  if (positives === 0 || negatives === 0) throw new ArgumentError('rocCurve', 'needs both classes')
  const falsePositiveRate = [0]
  const truePositiveRate = [0]
  let hits = 0
  order.forEach((row, i) => {
    hits += labels[row]
    if (i + 1 === order.length || probability[order[i + 1]] !== probability[row]) {
      truePositiveRate.push(hits / positives)
      falsePositiveRate.push((i + 1 - hits) / negatives)
    }
  })
  return { falsePositiveRate, truePositiveRate }
}

/** How many bins a calibration curve has by default: ten, or fewer where each would have fewer than five rows. */
export function calibrationBins(rows: number): number {
  return Math.max(1, Math.min(10, Math.floor(rows / 5)))
}

/** One bin of a calibration curve. */
export interface CalibrationBin {
  readonly rows: number
  readonly meanProbability: number
  /** Share of label 1. */
  readonly positiveRate: number
}

/**
 * Predicted against observed in bins of equal size (quantile bins), ordered by probability.
 *
 * @example
 * ```ts
 * const curve = calibrationCurve(Uint8Array.of(0, 1, 1, 1), Float64Array.of(0.25, 0.25, 0.75, 0.75), { bins: 2 })
 * curve.map(({ meanProbability, positiveRate }) => [meanProbability, positiveRate]) // → [[0.25, 0.5], [0.75, 1]]
 * ```
 */
export function calibrationCurve(
  labels: Uint8Array,
  probability: Float64Array,
  { bins = calibrationBins(labels.length) }: { bins?: number } = {},
): CalibrationBin[] {
  checkPair('calibrationCurve', labels, probability)
  const order = risingOrder(probability)
  return Array.from({ length: bins }, (_, b) => {
    const rows = order.subarray(
      Math.round((b * order.length) / bins),
      Math.round(((b + 1) * order.length) / bins),
    )
    const mean = (of: ArrayLike<number>) => rows.reduce((total, row) => total + of[row], 0) / rows.length
    return { rows: rows.length, meanProbability: mean(probability), positiveRate: mean(labels) }
  }).filter(({ rows }) => rows > 0)
}

/** Probabilities of positive and of negative rows, each ascending: numbers sort faster than rows. */
function sortedByLabel(labels: Uint8Array, probability: Float64Array): [Float64Array, Float64Array] {
  const ones = new Float64Array(probability.length)
  const zeros = new Float64Array(probability.length)
  let positives = 0
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 1) ones[positives++] = probability[i]
    else zeros[i - positives] = probability[i]
  }
  return [ones.subarray(0, positives).sort(), zeros.subarray(0, labels.length - positives).sort()]
}

function checkPair(where: string, labels: Uint8Array, probability: Float64Array): void {
  if (labels.length !== probability.length || labels.length === 0) {
    throw new ArgumentError(where, 'needs one probability for each outcome', probability.length)
  }
  const unknown = probability.findIndex((p) => Number.isNaN(p))
  if (unknown >= 0) throw new ArgumentError(where, `needs numbers, row ${unknown}`, Number.NaN)
}
