import {
  calibrationBands,
  calibrationError,
  conformalCoverage,
  crossConformalSets,
  foldOfRows,
  rocAuc,
} from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { minShownCustomers, tellsOfFew } from '../../../customers/small-groups'
import { type CrossValidation, foldTasks, meanOutOfFold } from '../../../evaluation/cross-validation'
import { foldParts, metricIntervals } from '../../../evaluation/resampled-metrics'
import { silentDeclines, unexpectedDeclines } from '../../../evaluation/silent-declines'
import type { TrainingReference } from '../../../evaluation/training-reference'
import type { CertaintyFindings } from '../findings'

/** How the chosen procedure was judged. */
export interface ValidatedModel {
  readonly chosen: CrossValidation
  /** Outcome of each customer that models learn from. */
  readonly declines: Uint8Array
  /** Group of each of them: copies share one. */
  readonly groups: Int32Array
  readonly splits: { readonly folds: number; readonly repeats: number }
  readonly seed: number
}

/** Customers with known outcome, each judged by models that had not seen the customer. */
export interface JudgedOutcomes {
  readonly declines: Uint8Array
  /** Group of each of them: copies share one. Default: each on its own. */
  readonly groups?: Int32Array
  /** The mean over the repeats. */
  readonly probability: Float64Array
  readonly repeats: readonly Float64Array[]
  /** Part that each customer is in; each part's prediction sets follow from the others. */
  readonly fold: Int32Array
  readonly rightPairs: Interval
  readonly seed: number
}

/** What a cross-validation has shown. */
export function outcomesOfStudy({ chosen, declines, groups, splits, seed }: ValidatedModel): JudgedOutcomes {
  const tasks = foldTasks({ declines, groups }, chosen.procedure, { ...splits, seed })
  const parts = foldParts(chosen, tasks)
  const { rightPairs } = metricIntervals(
    declines,
    parts,
    { rightPairs: rocAuc },
    { seed, groups, replicates: 1000 },
  )
  return {
    declines,
    groups,
    probability: meanOutOfFold(chosen),
    repeats: chosen.probability,
    fold: foldOfRows(tasks.filter(({ repeat }) => repeat === 0)),
    rightPairs,
    seed,
  }
}

/** Parts that the customers of a reference are put into, in turn along their probabilities. */
const referenceParts = 5

/** What a model file remembers of its training customers, all of them or evenly thinned. */
export function outcomesOfReference({ scores, expected }: TrainingReference, seed: number): JudgedOutcomes {
  const { declines, groups, probability, repeats } = scores
  const fold = groups.map((group) => group % referenceParts)
  return { declines, groups, probability, repeats, fold, rightPairs: expected.rocAuc, seed }
}

const level = 0.9

/** How far the predictions can be trusted; of a study, the figures are those of notebook 04. */
export function gatherCertainty(
  { declines, groups, probability, repeats, fold, rightPairs, seed }: JudgedOutcomes,
  riskFrom: number,
): CertaintyFindings {
  const silent = silentDeclines(declines, probability, { seed, groups })
  const unexpected = unexpectedDeclines(declines, probability, { seed, groups })
  const error = calibrationError(declines, probability, { seed, groups })
  const sets = crossConformalSets(declines, repeats[0], fold, { level })
  const coverage = conformalCoverage(declines, sets, fold)
  return {
    rightPairs,
    ...hits(declines, probability, riskFrom),
    ...(unexpected && { unexpected }),
    ...(silent && { silent }),
    calibration: calibrationBands(declines, probability)
      .filter(({ rows }) => rows >= minShownCustomers)
      .map(({ rows, meanProbability, observed }) => ({
        customers: rows,
        predicted: meanProbability,
        happened: observed,
      })),
    calibrationError: error.estimate,
    calibrationErrorByChance: error.byChance.mean,
    calibrationErrorRange: { lower: error.lower, upper: error.upper },
    level,
    coverage: coverage.all.estimate,
    ...(!tellsOfFew({ events: coverage.customers.unsure, total: declines.length }) && {
      unsure: coverage.unsure,
    }),
  }
}

/** Share of those called who declined, and share of those who declined who were called. */
function hits(
  declines: Uint8Array,
  probability: Float64Array,
  riskFrom: number,
): Pick<CertaintyFindings, 'precision' | 'recall'> {
  let called = 0
  let declined = 0
  let both = 0
  declines.forEach((label, i) => {
    const isCalled = probability[i] >= riskFrom ? 1 : 0
    called += isCalled
    declined += label
    both += isCalled * label
  })
  return {
    ...(called >= minShownCustomers &&
      !tellsOfFew({ events: both, total: called }) && { precision: both / called }),
    ...(!tellsOfFew({ events: both, total: declined }) && { recall: both / Math.max(1, declined) }),
  }
}
