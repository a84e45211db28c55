import { type MetricName, metrics } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import type { EarlierQuarter } from '../customers/quarters'
import type { CrossValidation, Score } from '../evaluation/cross-validation'
import { pairedDifference } from '../evaluation/model-comparison'
import { studySplits } from './study-settings'

/** An earlier quarter that models learned from, as pages state it. */
export interface PooledQuarter {
  /** Name of the tables' folder, without its place on the machine. */
  readonly folder: string
  /** Of the tables' content. */
  readonly fingerprint: string
  /** Customers learned from. */
  readonly customers: number
}

/** What was learned from earlier quarters, and what that changes on the same folds. */
export interface PooledQuarters {
  readonly quarters: readonly PooledQuarter[]
  /** The chosen procedure's scores when it learns from these tables alone. */
  readonly alone: Readonly<Record<MetricName, Score>>
  /** Learned from all quarters less learned from these tables alone, with 95% interval. */
  readonly difference: Readonly<Record<MetricName, Interval>>
}

/** What pages state of an earlier quarter. */
export function pooledQuarter({ customers: { source, fingerprint }, rows }: EarlierQuarter): PooledQuarter {
  return { folder: source.folder, fingerprint, customers: rows.length }
}

/**
 * Compares what was learned from all quarters with what these tables teach alone.
 * @param pooled @param alone the same procedure judged on the same folds of the same customers
 */
export function comparePooled(
  quarters: readonly EarlierQuarter[],
  pooled: CrossValidation,
  alone: CrossValidation,
): PooledQuarters {
  const names = Object.keys(metrics) as MetricName[]
  return {
    quarters: quarters.map(pooledQuarter),
    alone: alone.scores,
    difference: Object.fromEntries(
      names.map((name) => [name, pairedDifference(alone, pooled, name, studySplits)]),
    ) as Record<MetricName, Interval>,
  }
}

/** Whether learning from earlier quarters helps, by the difference in log loss. */
export function pooledVerdict({ lower, upper }: Interval): string {
  if (upper < 0) return 'Earlier quarters help.'
  return lower > 0
    ? 'Earlier quarters harm: learn without them.'
    : 'Whether they help cannot be told from these folds.'
}
