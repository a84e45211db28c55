import type { Customers } from '../../customers/customers'
import { type FeatureTable, takeCustomers } from '../../customers/feature-table'
import type { PopulationCounts } from '../../models/training-reference'
import { StudyError } from '../../util/errors'
import { take } from '../../util/matrix'
import { type JudgingModel, judgeCustomers } from '../learned-customers'
import { countPopulation } from './training-reference'

/** What is compared with the training data. */
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
export const fewestObserved = 30

/**
 * The customers of new tables, with what the model predicts for them (`judgeCustomers`).
 * @throws StudyError when too few of them are active
 */
export function observeCustomers(customers: Customers, judging: JudgingModel): ObservedCustomers {
  const { features, trainingRows, declines } = customers
  if (trainingRows.length < fewestObserved) {
    throw new StudyError(
      `${trainingRows.length} active customers are too few to be compared with the training data: give tables with ` +
        `at least ${fewestObserved} who bought in each of the three months`,
    )
  }
  return {
    population: countPopulation(customers),
    table: takeCustomers(features, trainingRows),
    probability: judgeCustomers(customers, trainingRows, judging).probability,
    ...(declines && { declines: take(declines, trainingRows) }),
  }
}
