import { ArgumentError, take } from '@one-click/core'
import {
  bootstrapIntervals,
  brierScore,
  logLoss,
  type Metric,
  type ResamplingOptions,
  rocAuc,
} from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { risingOrder } from '@one-click/statistics'
import type { CrossValidation } from './cross-validation'

/** A statistic of a resample, given how often each row is in it, shape (rows). */
export type ResampleStatistic = (counts: Uint32Array) => number

/** Predictions that are judged together: those of one fold, or of one repeat. */
export interface JudgedPart {
  /** Rows of the customers. */
  readonly rows: Int32Array
  /** The probability of each of them. */
  readonly probability: Float64Array
}

/**
 * The held-out predictions of a cross-validation, fold by fold, so that the mean over the parts is the figure that
 * the cross-validation states.
 *
 * @param splits those of the cross-validation, as `foldTasks` gives them
 */
export function foldParts(
  { probability }: Pick<CrossValidation, 'probability'>,
  splits: readonly { readonly repeat: number; readonly test: Int32Array }[],
): JudgedPart[] {
  return splits.map(({ repeat, test }) => ({ rows: test, probability: take(probability[repeat], test) }))
}

/** The held-out predictions repeat by repeat: all customers are ranked together, whatever their fold. */
export function repeatParts({ probability }: Pick<CrossValidation, 'probability'>): JudgedPart[] {
  const rows = Int32Array.from(probability[0], (_, row) => row)
  return probability.map((repeat) => ({ rows, probability: repeat }))
}

/**
 * Bootstrap intervals of metrics of held-out predictions. Customers are drawn anew within their class, each with
 * the predictions of all repeats; the metric is the mean over the parts. As no prediction comes from a model that
 * saw its customer, there is no optimism to take off. The interval is that of these models on other customers
 * like these: how far models fitted on other customers would differ is told by `pairedDifference` and by the
 * spread over repeats.
 *
 * @param declines outcome of each customer, shape (customers)
 * @param parts see `foldParts` and `repeatParts`
 */
export function metricIntervals<Name extends string>(
  declines: Uint8Array,
  parts: readonly JudgedPart[],
  metrics: Readonly<Record<Name, Metric>>,
  options: ResamplingOptions,
): Record<Name, Interval> {
  if (parts.length === 0) throw new ArgumentError('metricIntervals', 'needs at least one part')
  const names = Object.keys(metrics) as Name[]
  const statistics = names.map((name) => meanOverParts(metrics[name], declines, parts))
  const intervals = bootstrapIntervals(
    declines,
    (counts) => statistics.map((statistic) => statistic(counts)),
    options,
  )
  return Object.fromEntries(names.map((name, k) => [name, intervals[k]])) as Record<Name, Interval>
}

/** Mean over the parts of a metric, as a statistic of resampled customers. */
export function meanOverParts(
  metric: Metric,
  declines: Uint8Array,
  parts: readonly JudgedPart[],
): ResampleStatistic {
  const prepared = parts.map(({ rows, probability }) =>
    resampledMetric(metric, take(declines, rows), probability, rows),
  )
  return (counts) => prepared.reduce((total, statistic) => total + statistic(counts), 0) / prepared.length
}

/**
 * A metric as a statistic of resampled rows. Losses of single rows are weighed by how often a row occurs, and
 * ROC-AUC is counted along an order found once; any other metric is handed the resample itself.
 *
 * @param rows where the counts of the predictions stand; default: in their order
 */
export function resampledMetric(
  metric: Metric,
  declines: Uint8Array,
  probability: Float64Array,
  rows: Int32Array = Int32Array.from(probability, (_, row) => row),
): ResampleStatistic {
  // Refuses what the metric refuses.
  metric(declines, probability)
  if (metric === rocAuc) return resampledRocAuc(declines, probability, rows)
  if (metric === logLoss || metric === brierScore) {
    const loss = probability.map((p, i) => metric(Uint8Array.of(declines[i]), Float64Array.of(p)))
    return (counts) => weightedMean(loss, rows, counts)
  }
  return (counts) => {
    const drawn = rowsOf(rows, counts)
    return drawn.length === 0 ? Number.NaN : metric(take(declines, drawn), take(probability, drawn))
  }
}

function resampledRocAuc(
  declines: Uint8Array,
  probability: Float64Array,
  rows: Int32Array,
): ResampleStatistic {
  const order = risingOrder(probability)
  const place = take(rows, order)
  const label = take(declines, order)
  const endsTie = Uint8Array.from(order, (row, i) =>
    i + 1 === order.length || probability[order[i + 1]] !== probability[row] ? 1 : 0,
  )
  return (counts) => {
    let concordant = 0
    let ones = 0
    let zerosBelow = 0
    let tiedOnes = 0
    let tiedZeros = 0
    for (let i = 0; i < place.length; i++) {
      const count = counts[place[i]]
      if (label[i] === 1) tiedOnes += count
      else tiedZeros += count
      if (endsTie[i] === 1) {
        concordant += tiedOnes * (zerosBelow + tiedZeros / 2)
        ones += tiedOnes
        zerosBelow += tiedZeros
        tiedOnes = tiedZeros = 0
      }
    }
    return concordant / (ones * zerosBelow)
  }
}

/** Mean of row values, weighed by how often each row occurs. */
export function weightedMean(values: Float64Array, rows: Int32Array, counts: Uint32Array): number {
  let total = 0
  let weight = 0
  for (let i = 0; i < values.length; i++) {
    const count = counts[rows[i]]
    total += count * values[i]
    weight += count
  }
  return total / weight
}

/** Positions of a resample, each as often as its row occurs. */
function rowsOf(rows: Int32Array, counts: Uint32Array): Int32Array {
  const drawn: number[] = []
  rows.forEach((row, i) => {
    for (let copy = 0; copy < counts[row]; copy++) drawn.push(i)
  })
  return Int32Array.from(drawn)
}
