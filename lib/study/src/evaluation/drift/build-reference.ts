import { deriveSeed, take } from '@one-click/core'
import { brierScore, calibrationLine, logLoss, type Metric, rocAuc } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { risingOrder } from '@one-click/statistics'
import type { Customers } from '../../customers/customers'
import type { FeatureTable } from '../../customers/feature-table'
import { meanOutOfFold } from '../cross-validation'
import { featuresOf } from '../feature-preprocessor'
import type { FoldData } from '../fold-data'
import type { OutOfFoldFit } from '../out-of-fold-fit'
import { metricIntervals, repeatParts } from '../resampled-metrics'
import {
  type CategoryReference,
  type ExpectedMeasures,
  maxReferenceRepeats,
  type NumberReference,
  type PopulationCounts,
  type TrainingReference,
  thinnedPositions,
} from '../training-reference'

/** The share who declined less the mean probability. */
export const deviation: Metric = (declines, probability) =>
  declines.reduce((total, label, i) => total + label - probability[i], 0) / declines.length

/** How good the probabilities of customers are, with 95% intervals: out-of-fold ones, or those of new customers. */
export interface Performance {
  readonly measures: ExpectedMeasures
  /** Slope of the logistic recalibration; absent where the probabilities part the classes without error. */
  readonly slope?: Interval
}

export interface PerformanceOptions {
  readonly seed: number
  /** Resamples behind the intervals. Default 1000. */
  readonly replicates?: number
  /** Copies among the customers, drawn together. Default: each on its own. */
  readonly groups?: Int32Array
}

/**
 * ROC-AUC, log loss, Brier score and calibration with 95% bootstrap intervals (slope: Wald).
 * @param probability of each customer, for each repeat
 */
export function measurePerformance(
  declines: Uint8Array,
  probability: readonly Float64Array[],
  { seed, groups, replicates = 1000 }: PerformanceOptions,
): Performance {
  const measures = metricIntervals(
    declines,
    repeatParts({ probability }),
    { rocAuc, logLoss, brier: brierScore, deviation },
    { seed: deriveSeed(seed, 'drift'), groups, replicates },
  )
  const { slope } = calibrationLine(declines, meanOutOfFold({ probability }), { groups })
  return { measures, ...(Number.isFinite(slope.estimate) && { slope }) }
}

/**
 * What a model file keeps of the training data, so that later tables can be compared with it.
 * @param customers all customers of the tables
 * @param data those of them that the model learned from; of earlier quarters only what was met is kept
 */
export function trainingReference(
  customers: Customers,
  { table, declines, groups, earlier }: FoldData,
  { model, outOfFold }: OutOfFoldFit,
  options: PerformanceOptions,
): TrainingReference {
  const probability = meanOutOfFold({ probability: outOfFold })
  const order = risingOrder(probability)
  const kept = take(order, thinnedPositions(order.length))
  const { measures, slope } = measurePerformance(declines, outOfFold, { groups, ...options })
  return {
    population: countPopulation(customers),
    declining: declines.reduce((total, label) => total + label, 0),
    features: featuresOf(model, table).map((feature) => columnReference(table, feature, earlier?.table)),
    scores: {
      probability: take(probability, kept),
      repeats: outOfFold.slice(0, maxReferenceRepeats).map((repeat) => take(repeat, kept)),
      declines: take(declines, kept),
      groups: numberedByAppearance(take(groups, kept)),
    },
    expected: measures,
    ...(slope && { slope }),
  }
}

/** The same groups under the numbers 0, 1, … in the order in which they first appear. */
function numberedByAppearance(groups: Int32Array): Int32Array {
  const numbers = new Map<number, number>()
  return groups.map((group) => {
    if (!numbers.has(group)) numbers.set(group, numbers.size)
    return numbers.get(group)!
  })
}

/** How many customers there are, and how many of them are set apart. */
export function countPopulation({
  count,
  status,
  activeRows,
  trainingRows,
}: Pick<Customers, 'count' | 'status' | 'activeRows' | 'trainingRows'>): PopulationCounts {
  return {
    customers: count,
    active: activeRows.length,
    incomplete: status.filter((value) => value === 'incomplete').length,
    implausible: activeRows.length - trainingRows.length,
  }
}

function columnReference(
  table: FeatureTable,
  feature: string,
  earlier?: FeatureTable,
): NumberReference | CategoryReference {
  const numbers = table.numbers[feature]
  if (numbers) {
    const sorted = numbers.slice().sort()
    return {
      kind: 'number',
      feature,
      values: take(sorted, thinnedPositions(sorted.length)),
      ...(earlier && { earlier: rangeOf(earlier.numbers[feature]) }),
    }
  }
  return {
    kind: 'category',
    feature,
    categories: countCategories(table.categories[feature]),
    ...(earlier && { earlier: [...new Set(earlier.categories[feature])].sort() }),
  }
}

function rangeOf(values: Float64Array): { least: number; most: number } {
  const sorted = values.slice().sort()
  return { least: sorted[0], most: sorted[sorted.length - 1] }
}

/** How often each word occurs, in the order of the words. */
export function countCategories(words: readonly string[]): { category: string; customers: number }[] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts.keys()].sort().map((category) => ({ category, customers: counts.get(category)! }))
}
