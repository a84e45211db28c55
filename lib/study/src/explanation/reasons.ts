import { compareText } from '@one-click/core'
import { median } from '@one-click/statistics'
import type { FeatureTable } from '../customers/feature-table'
import { type Feature, featureOf } from '../customers/features'
import type { CustomerRisk } from './customer-risk'

/** A feature that raises a customer's risk. */
export interface RaisedRisk {
  readonly feature: string
  /** What it adds to the probability (`RiskPoints`); positive. */
  readonly probabilityChange: number
}

/** A customer's value of a feature: a number beside the usual one, or a word as the tables have it. */
export type CustomerValue =
  | { readonly value: number; readonly usual: number }
  | { readonly value: string; readonly usual?: undefined }

/** One reason for a customer's risk, with the customer's value. */
export type Reason = RaisedRisk & CustomerValue

/** What is usual, to set a customer's value beside it: the median of each numeric feature over chosen rows. */
export function typicalValues(
  table: FeatureTable,
  rows: ArrayLike<number>,
): Readonly<Record<string, number>> {
  const indices = Array.from(rows)
  return Object.fromEntries(
    table.features
      .filter(({ kind }) => kind === 'number')
      .map(({ name }) => [name, median(Float64Array.from(indices, (row) => table.numbers[name][row]))]),
  )
}

/** What adds to a customer's probability, largest first. */
export function raisedRisk(
  { contributions: { features }, points: { values } }: CustomerRisk,
  position: number,
): RaisedRisk[] {
  return features
    .map((feature, j) => ({ feature, probabilityChange: values.values[position * values.columns + j] }))
    .filter(({ probabilityChange }) => probabilityChange > 0)
    .sort((a, b) => b.probabilityChange - a.probabilityChange || compareText(a.feature, b.feature))
}

/**
 * The largest of what adds to a customer's probability, with the customer's values; fewer than `most` when fewer do.
 * @param options most: default 3; first: the feature to begin with, where it adds to the probability
 */
export function reasonsOf(
  risk: CustomerRisk,
  position: number,
  table: FeatureTable,
  typical: Readonly<Record<string, number>>,
  { most = 3, first }: { most?: number; first?: string } = {},
): Reason[] {
  const raised = raisedRisk(risk, position)
  return [
    ...raised.filter(({ feature }) => feature === first),
    ...raised.filter(({ feature }) => feature !== first),
  ]
    .slice(0, most)
    .map((raised) => ({
      ...raised,
      ...customerValue(featureOf(raised.feature), table, risk.rows[position], typical),
    }))
}

/**
 * A customer's value of a feature beside the usual one.
 * @param typical usual value of each numeric feature (`typicalValues`)
 */
export function customerValue(
  { kind, name }: Feature,
  table: FeatureTable,
  row: number,
  typical: Readonly<Record<string, number>>,
): CustomerValue {
  return kind === 'category'
    ? { value: table.categories[name][row] }
    : { value: table.numbers[name][row], usual: typical[name] }
}
