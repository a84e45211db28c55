import { independentShare } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import {
  cliffsDelta,
  fisherExactTest,
  normalQuantile,
  riskDifference,
  type Share,
  stabilityOfNumbers,
} from '@one-click/statistics'
import { tellsOfFew } from '../../customers/small-groups'
import type { TrainingReference } from '../training-reference'
import { measurePerformance, type Performance, type PerformanceOptions } from './build-reference'
import { type Conclusion, concludeDrift } from './conclusion'
import { type DriftMeasure, type DriftTest, familyLevel, type JudgedTest, judgeTests } from './drift-rule'
import { compareFeature, type FeatureDrift } from './feature-drift'
import { compareEstimates, compareMeans } from './mean-difference'
import type { ObservedCustomers } from './observed-customers'
import { thinnedTo } from './thinned-values'

/** A share of customers in the training tables and in the new ones. */
export interface ShareDrift {
  readonly measure: DriftMeasure
  readonly inTraining: Share
  readonly now: Share
}

/** How the predicted probabilities stand against the honest ones of the training customers. */
export interface ScoreDrift {
  /** Ascending. */
  readonly inTraining: Float64Array
  /** Ascending. */
  readonly now: Float64Array
  readonly meanInTraining: number
  readonly meanNow: number
  /** Cliff's delta, for information. */
  readonly delta: Interval
  readonly stability: number
}

/** What was expected of the model, and what the new customers show. */
export interface PerformanceDrift {
  readonly expected: Performance
  readonly now: Performance
}

/** All that the comparison found. */
export interface DriftReport extends Conclusion {
  /** Customers compared: active ones without implausible values, copies counted once. */
  readonly compared: number
  readonly features: readonly FeatureDrift[]
  readonly shares: readonly ShareDrift[]
  readonly scores: ScoreDrift
  /** Absent without target, or where fewer than ten customers of a class are there. */
  readonly performance?: PerformanceDrift
  readonly tests: readonly JudgedTest[]
  /** Cliff's delta that a feature's comparison finds in four of five cases. */
  readonly deltaFound: number
}

/** Measures need some customers of each class. */
const minOfEachClass = 10

/**
 * Compares new customers with what a model file keeps of the training data, and concludes whether to retrain. Tests take
 * customers for independent: of copies among the new ones the first counts, and training data that hold copies count as
 * fewer customers (`independentShare`). See
 * `drift-rule.ts` for when a difference is an alarm and `conclusion.ts` for what follows.
 */
export function compareWithTraining(
  reference: TrainingReference,
  observed: ObservedCustomers,
  options: PerformanceOptions,
): DriftReport {
  const { table, probability } = observed
  const independent = independentShare(reference.scores.groups)
  const trained = thinnedTo(independent, reference.scores.probability)
  const features = reference.features.map((feature) => compareFeature(feature, table, independent))
  const shares = sharesOf(reference, observed)
  const performance = performanceOf(reference, observed, options)
  const tests = judgeTests([
    ...features.flatMap((feature) => feature.tests),
    ...shares.map((share) => compareShares(share, independent)),
    compareMeans('mean-score', trained, probability),
    compareMeans('unsureness', trained.map(doubt), probability.map(doubt)),
    ...(performance ? comparePerformance(performance) : []),
  ])
  return {
    ...concludeDrift(tests, performance !== undefined),
    compared: table.rows,
    features: features.map(({ drift }) => drift),
    shares,
    scores: scoresOf(reference.scores.probability, probability),
    ...(performance && { performance }),
    tests,
    deltaFound: deltaFound(trained.length, table.rows, tests.length),
  }
}

/** Squared error that a probability expects of itself. */
const doubt = (p: number) => p * (1 - p)

function sharesOf(
  { population: before, declining }: TrainingReference,
  { population, declines, table }: ObservedCustomers,
): ShareDrift[] {
  const share = (events: number, total: number): Share => ({ events, total })
  const training = before.active - before.implausible
  const shares: ShareDrift[] = [
    {
      measure: 'active',
      inTraining: share(before.active, before.customers),
      now: share(population.active, population.customers),
    },
    {
      measure: 'incomplete',
      inTraining: share(before.incomplete, before.customers),
      now: share(population.incomplete, population.customers),
    },
    {
      measure: 'implausible',
      inTraining: share(before.implausible, before.active),
      now: share(population.implausible, population.active),
    },
  ]
  if (!declines) return shares
  const events = declines.reduce((total, label) => total + label, 0)
  return [
    ...shares,
    { measure: 'declining', inTraining: share(declining, training), now: share(events, table.rows) },
  ]
}

function compareShares({ measure, inTraining, now }: ShareDrift, independent: number): DriftTest {
  const total = Math.round(independent * inTraining.total)
  const before = { events: Math.min(total, Math.round(independent * inTraining.events)), total }
  return {
    measure,
    effect: riskDifference(now, before),
    pValue: fisherExactTest(now, before),
    tellsOfFew: [inTraining, now].some(tellsOfFew),
  }
}

function scoresOf(inTraining: Float64Array, probability: Float64Array): ScoreDrift {
  const now = probability.slice().sort()
  const mean = (values: Float64Array) => values.reduce((total, value) => total + value, 0) / values.length
  return {
    inTraining,
    now,
    meanInTraining: mean(inTraining),
    meanNow: mean(now),
    delta: cliffsDelta(now, inTraining),
    stability: stabilityOfNumbers(inTraining, now),
  }
}

function performanceOf(
  { expected, slope }: TrainingReference,
  { declines, probability }: ObservedCustomers,
  options: PerformanceOptions,
): PerformanceDrift | undefined {
  if (!declines) return undefined
  const declining = declines.reduce((total, label) => total + label, 0)
  if (Math.min(declining, declines.length - declining) < minOfEachClass) return undefined
  return {
    expected: { measures: expected, ...(slope && { slope }) },
    now: measurePerformance(declines, [probability], options),
  }
}

function comparePerformance({ expected, now }: PerformanceDrift): DriftTest[] {
  const compare = (measure: DriftMeasure, name: keyof Performance['measures']) =>
    compareEstimates(measure, expected.measures[name], now.measures[name])
  return [
    compare('roc-auc', 'rocAuc'),
    compare('log-loss', 'logLoss'),
    compare('brier', 'brier'),
    compare('deviation', 'deviation'),
  ]
}

/** For two groups without ties, at the strictest level of Holm's procedure, with a power of 0.8. */
function deltaFound(before: number, now: number, tests: number): number {
  const spread = Math.sqrt((1 / before + 1 / now) / 3)
  const quantiles = normalQuantile(1 - familyLevel / tests / 2) + normalQuantile(0.8)
  return Math.min(1, quantiles * spread)
}
