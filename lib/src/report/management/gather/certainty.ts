import { calibrationBands, calibrationError } from '../../../evaluation/calibration-bands'
import { conformalCoverage, crossConformalSets, foldOfCustomers } from '../../../evaluation/conformal'
import { type CrossValidation, foldTasks, meanOutOfFold } from '../../../evaluation/cross-validation'
import { rocAuc } from '../../../evaluation/metrics'
import { foldParts, metricIntervals } from '../../../evaluation/resampled-metrics'
import type { CertaintyFindings } from '../findings'
import { fewestCustomers } from '../small-groups'

/** How the chosen procedure was judged. */
export interface JudgedModel {
  readonly chosen: CrossValidation
  /** Outcome of each customer that models learn from. */
  readonly declines: Uint8Array
  readonly splits: { readonly folds: number; readonly repeats: number }
  readonly seed: number
}

const level = 0.9

/** How far the predictions can be trusted; the figures are those of notebook 04. */
export function gatherCertainty(
  { chosen, declines, splits, seed }: JudgedModel,
  riskFrom: number,
): CertaintyFindings {
  const tasks = foldTasks(declines, chosen.procedure, { ...splits, seed })
  const parts = foldParts(chosen, tasks)
  const { rightPairs } = metricIntervals(declines, parts, { rightPairs: rocAuc }, { seed, replicates: 1000 })
  const probability = meanOutOfFold(chosen)
  const error = calibrationError(declines, probability, { seed })
  const fold = foldOfCustomers(tasks.filter(({ repeat }) => repeat === 0))
  const sets = crossConformalSets(declines, chosen.probability[0], fold, { level })
  const coverage = conformalCoverage(declines, sets, fold)
  return {
    rightPairs,
    ...hits(declines, probability, riskFrom),
    calibration: calibrationBands(declines, probability)
      .filter(({ customers }) => customers >= fewestCustomers)
      .map(({ customers, meanProbability, observed }) => ({
        customers,
        predicted: meanProbability,
        happened: observed,
      })),
    calibrationError: error.estimate,
    calibrationErrorByChance: error.byChance.mean,
    calibrationHolds: error.pValue >= 0.05,
    level,
    coverage: coverage.all.estimate,
    unsure: coverage.unsure,
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
    ...(called >= fewestCustomers && { precision: both / called }),
    recall: both / Math.max(1, declined),
  }
}
