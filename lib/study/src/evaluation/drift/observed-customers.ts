import { take, UserError } from '@one-click/core'
import { firstOfGroups } from '@one-click/learn'
import type { Customers } from '../../customers/customers'
import { type FeatureTable, takeCustomers } from '../../customers/feature-table'
import { type JudgingModel, judgeCustomers } from '../out-of-fold-answers'
import type { PopulationCounts } from '../training-reference'
import { countPopulation } from './build-reference'

/** What is compared with the training data: customers independent of each other, copies of one counted once. */
export interface ObservedCustomers {
  readonly population: PopulationCounts
  /** Active customers without implausible values, as those the model learned from. */
  readonly table: FeatureTable
  /** What the model predicts for each of them; of those it has learned from, the answers that its file keeps. */
  readonly probability: Float64Array
  /** What happened to each of them; absent where the tables carry no target. */
  readonly declines?: Uint8Array
}

/** With fewer customers a comparison says nothing. */
export const minObserved = 30

/**
 * The customers of new tables, with what the model predicts for them (`judgeCustomers`). Of copies the first counts:
 * tests take customers for independent.
 * @throws UserError when too few of them are active
 */
export function observeCustomers(customers: Customers, judging: JudgingModel): ObservedCustomers {
  const { features, declines, groups } = customers
  const rows = firstOfGroups(customers.trainingRows, groups)
  if (rows.length < minObserved) {
    throw new UserError(
      `${rows.length} active customers are too few to be compared with the training data: give tables with ` +
        `at least ${minObserved} who bought in each of the three months`,
    )
  }
  return {
    population: countIndependent(customers),
    table: takeCustomers(features, rows),
    probability: judgeCustomers(customers, rows, judging).probability,
    ...(declines && { declines: take(declines, rows) }),
  }
}

/** The population with copies of a customer counted once. */
function countIndependent({ count, status, activeRows, trainingRows, groups }: Customers): PopulationCounts {
  const rows = firstOfGroups(
    Int32Array.from({ length: count }, (_, row) => row),
    groups,
  )
  const counted = new Set(rows)
  const isCounted = (row: number) => counted.has(row)
  return countPopulation({
    count: rows.length,
    status: Array.from(rows, (row) => status[row]),
    activeRows: activeRows.filter(isCounted),
    trainingRows: trainingRows.filter(isCounted),
  })
}
