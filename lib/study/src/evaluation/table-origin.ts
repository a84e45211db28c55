import { take } from '@one-click/core'
import { bootstrapIntervals, firstOfGroups, membersOfGroups, rocAuc } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import {
  correlationPValue,
  holm,
  kruskalWallisTest,
  type OutcomeBlock,
  outcomeBlocks,
  type RunsTestResult,
  runsTest,
  spearmanCorrelation,
} from '@one-click/statistics'
import type { Customers } from '../customers/customers'
import { takeCustomers } from '../customers/feature-table'
import type { Feature } from '../customers/features'
import { resampledMetric } from './resampled-metrics'

/** An order in which customers can be put that should say nothing of them. */
export type TableOrder = 'file' | 'id'

/** How an order goes with the outcome. */
export interface OrderOfOutcomes {
  readonly order: TableOrder
  /** Chance that a declining customer stands before one who holds; 0.5 in random order. With a bootstrap interval. */
  readonly declinesFirst: Interval
  /** Copies counted once. */
  readonly runs: RunsTestResult
  /** Stretches with shares of declines of their own; one in random order. */
  readonly blocks: readonly OutcomeBlock[]
}

/** How the order of the file goes with a feature. */
export interface OrderOfFeature {
  readonly feature: Feature
  /** Spearman's correlation with the place in the file (numbers), or the square root of ε² (categories). */
  readonly association: number
  readonly pValue: number
  /** Holm's, over all features. */
  readonly adjustedPValue: number
}

/** What the tables themselves tell of where they come from. */
export interface TableOrigin {
  readonly customers: number
  /** Whether ids rise from row to row: the two orders are one then. */
  readonly sortedById: boolean
  /** By file and, where it is another order, by id; empty without target, or with one outcome only. */
  readonly outcomes: readonly OrderOfOutcomes[]
  /** By p-value, the smallest first. */
  readonly features: readonly OrderOfFeature[]
  readonly copies: {
    /** Customers who are copies of others, and groups of them. */
    readonly customers: number
    readonly groups: number
    /** Groups whose customers have different outcomes. */
    readonly contradicting: number
  }
}

/**
 * Looks for traces of how the tables were made: an order of rows that goes with the outcome or with features, blocks
 * of equal outcomes, copies. Rows of customers as they come, drawn from one population, show none of these; where
 * they show, the share of declines and all that rests on it are those of this file, and may not be the store's.
 *
 * @param options seed of the bootstrap
 */
export function tableOrigin(customers: Customers, { seed }: { readonly seed: number }): TableOrigin {
  const { count, ids, declines } = customers
  const sortedById = ids.every((id, row) => row === 0 || id > ids[row - 1])
  const orders: TableOrder[] = sortedById ? ['file'] : ['file', 'id']
  const judged = declines?.includes(0) && declines.includes(1) ? declines : undefined
  return {
    customers: count,
    sortedById,
    outcomes: judged ? orders.map((order) => orderOfOutcomes(order, judged, customers, seed)) : [],
    features: orderOfFeatures(customers),
    copies: countCopies(customers),
  }
}

function orderOfOutcomes(
  order: TableOrder,
  declines: Uint8Array,
  { ids, groups }: Customers,
  seed: number,
): OrderOfOutcomes {
  const rows = rowsInOrder(order, ids)
  const place = Float64Array.from(placesInOrder(order, ids), (k) => -k)
  const independent = firstOfGroups(rows, groups)
  const inOrder = Uint8Array.from(rows, (row) => declines[row])
  const statistic = resampledMetric(rocAuc, declines, place)
  const [declinesFirst] = bootstrapIntervals(declines, (counts) => [statistic(counts)], {
    seed,
    groups,
    replicates: 500,
  })
  return { order, declinesFirst, runs: runsTest(take(declines, independent)), blocks: outcomeBlocks(inOrder) }
}

/** The first order that falls into blocks with shares of declines of their own; undefined where none does. */
export const tellingOrder = ({ outcomes }: Pick<TableOrigin, 'outcomes'>): OrderOfOutcomes | undefined =>
  outcomes.find(({ blocks }) => blocks.length > 1)

function rowsInOrder(order: TableOrder, ids: Customers['ids']): Int32Array {
  const rows = Int32Array.from(ids, (_, row) => row)
  return order === 'id' ? rows.sort((a, b) => ids[a] - ids[b] || a - b) : rows
}

/** Place in an order, from 0 on, of each row of the file. */
export function placesInOrder(order: TableOrder, ids: Customers['ids']): Int32Array {
  const places = new Int32Array(ids.length)
  rowsInOrder(order, ids).forEach((row, place) => {
    places[row] = place
  })
  return places
}

/** Of the features that are known of every customer: the order is that of everybody. Copies count once. */
function orderOfFeatures({ ids, groups, features: table }: Customers): OrderOfFeature[] {
  const place = Float64Array.from(firstOfGroups(rowsInOrder('file', ids), groups))
  const features = takeCustomers(table, Int32Array.from(place))
  const found = features.features.flatMap((feature): Omit<OrderOfFeature, 'adjustedPValue'>[] => {
    if (feature.kind === 'category') {
      const { pValue, epsilonSquared } = kruskalWallisTest(place, features.categories[feature.name])
      return [{ feature, association: Math.sqrt(epsilonSquared), pValue }]
    }
    const values = features.numbers[feature.name]
    const known = Int32Array.from(values, (_, row) => row).filter((row) => Number.isFinite(values[row]))
    const association = spearmanCorrelation(
      Float64Array.from(known, (row) => values[row]),
      Float64Array.from(known, (row) => place[row]),
    )
    const pValue = correlationPValue(association, known.length)
    return Number.isNaN(pValue) ? [] : [{ feature, association, pValue }]
  })
  const adjusted = holm(found.map(({ pValue }) => pValue))
  return found
    .map((row, i) => ({ ...row, adjustedPValue: adjusted[i] }))
    .sort((a, b) => a.pValue - b.pValue || Math.abs(b.association) - Math.abs(a.association))
}

function countCopies({ groups, declines }: Customers): TableOrigin['copies'] {
  const copied = membersOfGroups(groups).filter((rows) => rows.length > 1)
  return {
    customers: copied.reduce((sum, rows) => sum + rows.length, 0),
    groups: copied.length,
    contradicting: copied.filter((rows) => new Set(Array.from(rows, (row) => declines?.[row])).size > 1)
      .length,
  }
}
