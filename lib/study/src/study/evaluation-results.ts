import {
  type CalibrationLine,
  type ConformalThresholds,
  calibrationLine,
  conformalThresholds,
  foldOfRows,
  type MetricName,
  metrics,
} from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { type CrossValidation, foldTasks, meanOutOfFold } from '../evaluation/cross-validation'
import type { FoldData } from '../evaluation/fold-data'
import { chooseInFolds, type NestedChoice } from '../evaluation/nested-choice'
import { type JudgedOutcomes, judgeOutcomes, type OutcomeJudgement } from '../evaluation/outcome-judgement'
import { foldParts, metricIntervals } from '../evaluation/resampled-metrics'

/** Intervals of all metrics, each the mean over the folds. */
type Intervals = Readonly<Record<MetricName, Interval>>

/** What the cross-validation shows: judged once, told by notebook 04, the model card and the report. */
export interface EvaluationResults {
  /** Folds of all repeats. */
  readonly folds: number
  /** The customers that models learn from, judged by the chosen procedure; parts are those of the first repeat. */
  readonly outcomes: Required<JudgedOutcomes>
  readonly judgement: OutcomeJudgement
  readonly calibrationLine: CalibrationLine
  /** From which probability on a customer of other tables is called declining or holding. */
  readonly thresholds: ConformalThresholds
  /** Of each procedure, in the order of the comparison. */
  readonly intervals: readonly { readonly name: string; readonly metrics: Intervals }[]
  /** Of the chosen procedure. */
  readonly chosen: Intervals
  /** The choice among the procedures made in the training folds as well. */
  readonly nested: NestedChoice & { readonly intervals: Intervals }
}

export interface EvaluationOptions {
  readonly splits: { readonly folds: number; readonly repeats: number }
  readonly seed: number
}

/** Resamples of the intervals of metrics. */
const replicates = 1000

/**
 * @param models procedures judged on the same folds @param chosen one of them
 * @param learning what they learned from
 */
export function evaluateModels(
  models: readonly CrossValidation[],
  chosen: CrossValidation,
  { declines, groups }: Pick<FoldData, 'declines' | 'groups'>,
  { splits, seed }: EvaluationOptions,
): EvaluationResults {
  const tasks = foldTasks({ declines, groups }, chosen.procedure, { ...splits, seed })
  const intervalsOf = (model: Pick<CrossValidation, 'probability'>): Intervals =>
    metricIntervals(declines, foldParts(model, tasks), metrics, { seed, groups, replicates })
  const intervals = models.map((model) => ({ name: model.procedure.name, metrics: intervalsOf(model) }))
  const probability = meanOutOfFold(chosen)
  const fold = foldOfRows(tasks.filter(({ repeat }) => repeat === 0))
  const outcomes = { declines, groups, probability, repeats: chosen.probability, fold }
  const nested = chooseInFolds(models, tasks)
  return {
    folds: tasks.length,
    outcomes,
    judgement: judgeOutcomes(outcomes, seed),
    calibrationLine: calibrationLine(declines, probability, { groups }),
    thresholds: conformalThresholds(declines, probability),
    intervals,
    chosen: intervals.find(({ name }) => name === chosen.procedure.name)!.metrics,
    nested: { ...nested, intervals: intervalsOf(nested) },
  }
}
