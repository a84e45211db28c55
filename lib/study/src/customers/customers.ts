import { outlierBounds } from '../tables/outliers'
import type { StudyTables, TableSource } from '../tables/schema'
import { activityWords } from '../tables/store-words'
import { findCopies } from './copies'
import { danfo } from './danfo'
import type { FeatureFrame } from './feature-frame'
import { computeFeatures, type FeatureTable } from './feature-table'
import { type Feature, features, monthlyInputs } from './features'
import { type JoinedColumns, joinTables } from './join'
import { type CustomerStanding, type CustomerStatus, standingOf } from './standing'

/** A value outside the bounds of the outlier rule. */
export interface ImplausibleValue {
  readonly row: number
  /** As market_file.csv writes it. */
  readonly id: string | number
  readonly input: string
  readonly value: number
  readonly lower: number
  readonly upper: number
}

/** Everyone in market_file.csv, in its order; `row` indexes all arrays here. */
export interface Customers {
  readonly count: number
  /** What joins tables and sorts customers. */
  readonly ids: Float64Array
  /** The ids as market_file.csv writes them, for lists that are joined elsewhere; absent where they are plain numbers. */
  readonly written?: readonly string[]
  readonly status: readonly CustomerStatus[]
  /** The same with what it follows from. */
  readonly standing: readonly CustomerStanding[]
  /** 1 = activity declines, 0 = it holds, per row; absent when the tables carry no target. */
  readonly declines?: Uint8Array
  /** Profit a month as the finance department states it; never a feature. NaN where unknown. */
  readonly profit: Float64Array
  readonly features: FeatureTable
  /** Rows with status `scored`. */
  readonly activeRows: Int32Array
  /** Active rows whose profit is known: those whom decisions are made for. */
  readonly decisionRows: Int32Array
  /** Active rows without implausible values: what models learn from. */
  readonly trainingRows: Int32Array
  readonly implausible: readonly ImplausibleValue[]
  /** Group of each row: customers who are copies of each other share one (see `findCopies`). */
  readonly groups: Int32Array
  readonly fingerprint: string
  /** Where the tables were read. */
  readonly source: TableSource
}

/**
 * Joins the tables, finds the active customers, flags implausible monthly values (see `outlierBounds`) and
 * computes every declared feature.
 */
export function buildCustomers(study: StudyTables): Customers {
  const columns = joinTables(study)
  const ids = columns.id as Float64Array
  const written = columns.writtenId as readonly string[] | undefined
  const standing = standingOf(columns, ids.length)
  const status = standing.map((one) => one.status)
  const activeRows = rowsWhere(ids.length, (row) => status[row] === 'scored')
  const implausible = findImplausible(columns, { ids, written }, activeRows)
  const flagged = new Set(implausible.map(({ row }) => row))
  const profit = columns.profit as Float64Array
  const activity = columns.activity as readonly string[] | undefined
  return {
    count: ids.length,
    ids,
    ...(written && { written }),
    status,
    standing,
    declines: study.hasTarget && activity ? declinesOf(activity) : undefined,
    profit,
    features: computeFeatures(features, ids.length, columns),
    activeRows,
    decisionRows: activeRows.filter((row) => !Number.isNaN(profit[row])),
    trainingRows: activeRows.filter((row) => !flagged.has(row)),
    implausible,
    groups: findCopies(columns).groups,
    fingerprint: study.fingerprint,
    source: study.source,
  }
}

/** A customer's id as it is written. */
export function idOf({ ids, written }: Pick<Customers, 'ids' | 'written'>, row: number): string | number {
  return written?.[row] ?? ids[row]
}

/** Target and feature values of the chosen rows as a data frame, for exploration. */
export function featureFrame(customers: Customers, rows: ArrayLike<number>, chosen = features): FeatureFrame {
  const { DataFrame } = danfo()
  const indices = Array.from(rows)
  const content: Record<string, unknown[]> = { id: indices.map((row) => idOf(customers, row)) }
  if (customers.declines) {
    content.activity = indices.map((row) => (customers.declines?.[row] === 1 ? 'declines' : 'holds'))
  }
  for (const feature of chosen)
    content[feature.name] = indices.map((row) => featureValue(customers, feature, row))
  content.profit = indices.map((row) => customers.profit[row])
  return new DataFrame(content) as unknown as FeatureFrame
}

function featureValue(customers: Customers, feature: Feature, row: number): number | string {
  const { numbers, categories } = customers.features
  return feature.kind === 'number' ? numbers[feature.name][row] : categories[feature.name][row]
}

function findImplausible(
  columns: JoinedColumns,
  ids: Pick<Customers, 'ids' | 'written'>,
  rows: Int32Array,
): ImplausibleValue[] {
  return monthlyInputs.flatMap(({ name }) => {
    const values = columns[name] as Float64Array
    const { lower, upper } = outlierBounds(Float64Array.from(rows, (row) => values[row]))
    return Array.from(rows)
      .filter((row) => values[row] < lower || values[row] > upper)
      .map((row) => ({ row, id: idOf(ids, row), input: name, value: values[row], lower, upper }))
  })
}

function declinesOf(activity: readonly string[]): Uint8Array {
  return Uint8Array.from(activity, (word) => (word === activityWords.declines ? 1 : 0))
}

function rowsWhere(count: number, test: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row).filter(test)
}
