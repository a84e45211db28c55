import type { FeatureTable } from '../customers/feature-table'
import { type Feature, featureOf } from '../customers/features'
import { logit, sigmoid } from '../models/sigmoid'
import { median } from '../statistics/descriptive'
import { categoryInEnglish } from '../tables/words'
import type { CustomerRisk } from './customer-risk'

/** One reason for a customer's risk. */
export interface Reason {
  readonly feature: string
  /** In log-odds; positive raises the risk. */
  readonly contribution: number
  /** Share of the way from the starting point's probability to the customer's (`probabilityPerLogOdds`). */
  readonly probabilityChange: number
  /** As people say it: `Pages per visit 3 (typical 8), +12 points`. */
  readonly text: string
}

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

/** A customer's contributions that raise the risk, largest first; fewer than `most` when fewer raise it. */
export function reasonsOf(
  risk: CustomerRisk,
  position: number,
  table: FeatureTable,
  typical: Readonly<Record<string, number>>,
  { most = 3 }: { most?: number } = {},
): Reason[] {
  const { features, values } = risk.contributions
  const perLogOdds = probabilityPerLogOdds(risk, position)
  return features
    .map((feature, j) => ({ feature, contribution: values.values[position * values.columns + j] }))
    .filter(({ contribution }) => contribution > 0)
    .sort((a, b) => b.contribution - a.contribution || a.feature.localeCompare(b.feature))
    .slice(0, most)
    .map(({ feature, contribution }) => {
      const probabilityChange = perLogOdds * contribution
      const value = describeValueOf(featureOf(feature), table, risk.rows[position], typical)
      const points = Math.round(100 * probabilityChange)
      const size = points > 0 ? `+${points} point${points === 1 ? '' : 's'}` : 'less than a point'
      return { feature, contribution, probabilityChange, text: `${value}, ${size}` }
    })
}

/**
 * Probability for one unit of a customer's contributions: the slope of the line from the starting point to the
 * customer on the logistic curve. So the contributions' shares of probability add up to the difference between
 * the starting point's probability and the customer's.
 */
export function probabilityPerLogOdds(
  { base, probability }: Pick<CustomerRisk, 'base' | 'probability'>,
  position: number,
): number {
  const start = sigmoid(base[position])
  const distance = logit(probability[position]) - base[position]
  return Math.abs(distance) > 1e-6 ? (probability[position] - start) / distance : start * (1 - start)
}

function describeValueOf(
  feature: Feature,
  table: FeatureTable,
  row: number,
  typical: Readonly<Record<string, number>>,
): string {
  if (feature.kind === 'category') {
    return `${feature.label}: ${categoryInEnglish(feature.name, table.categories[feature.name][row])}`
  }
  return `${feature.label} ${short(table.numbers[feature.name][row])} (typical ${short(typical[feature.name])})`
}

/** A number with the digits people read: whole from 100 on, else at most two decimals. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toFixed(2)))
}
