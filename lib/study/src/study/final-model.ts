import { ArgumentError, deriveSeed, take, UserError } from '@one-click/core'
import { groupsOfClasses } from '@one-click/learn'
import type { Customers } from '../customers/customers'
import { type FeatureTable, selectFeatures, takeCustomers } from '../customers/feature-table'
import { modelFeatures } from '../customers/features'
import { type EarlierQuarter, joinQuarters, type Quarters } from '../customers/quarters'
import { type CustomerModel, featuresOf } from '../evaluation/feature-preprocessor'
import { everyone, type FoldData, pooledCustomers } from '../evaluation/fold-data'
import type { LearnedQuarter, ModelHeader } from '../evaluation/model-file'
import type { AnsweredCustomers } from '../evaluation/out-of-fold-answers'
import { fitOutOfFold, type OutOfFoldFit } from '../evaluation/out-of-fold-fit'
import { chosenProcedure } from '../evaluation/procedures'
import { headerOf } from '../tables/schema'
import { activityWords } from '../tables/store-words'
import { formatMeasure } from '../words/number-format'
import { studySeed } from './study-settings'
import { versions } from './versions'

const profitHeader = headerOf('profit')

/** Outer and inner folds need several customers of each class. */
const minOfEachClass = 10

/**
 * Active customers without implausible values, with the features that models see; and those of earlier quarters, who are
 * only learned from.
 * @param folder named in the message when there is no target, or too little to learn from
 * @param quarters the customers joined with those of earlier quarters, all of which carry the target; default: none
 * @throws UserError
 */
export function learningData(
  customers: Customers,
  folder: string,
  { groups, earlier }: Quarters = joinQuarters(customers, []),
): FoldData {
  const { features, trainingRows, declines } = customers
  if (!declines) throw new UserError(`${folder}: market_file.csv needs the target column to learn from`)
  const labels = take(declines, trainingRows)
  const copies = take(groups, trainingRows)
  const declining = sum(labels)
  if (Math.min(...groupsOfClasses(labels, copies)) < minOfEachClass) {
    throw new UserError(
      `${folder}: models need at least ${minOfEachClass} active customers of each class to learn from, copies counted once; here ` +
        `${declining} are «${activityWords.declines}» and ${labels.length - declining} «${activityWords.holds}»: add customers to the tables`,
    )
  }
  const own = { table: tableOf(features, trainingRows), declines: labels, groups: copies }
  if (earlier.length === 0) return own
  const before = earlier.map((quarter) => ({
    table: tableOf(quarter.customers.features, quarter.rows),
    declines: earlierLabels(quarter),
    groups: take(quarter.groups, quarter.rows),
  }))
  return { ...own, earlier: pooledCustomers(before) }
}

const tableOf = (features: FeatureTable, rows: Int32Array) =>
  selectFeatures(takeCustomers(features, rows), modelFeatures)

function earlierLabels({ customers: { declines }, rows }: EarlierQuarter): Uint8Array {
  if (!declines) throw new ArgumentError('learningData', 'needs the target of earlier quarters')
  return take(declines, rows)
}

const sum = (labels: Uint8Array) => labels.reduce((total, label) => total + label, 0)

/**
 * The study asks where profit is at risk: without any, neither segments nor a budget mean anything.
 * @param folder named in the message
 * @throws UserError when the active customers together bring no profit
 */
export function requireProfit({ profit, activeRows, decisionRows }: Customers, folder: string): void {
  if (decisionRows.length === 0 && activeRows.length > 0) {
    throw new UserError(
      `${folder}: money.csv: it states no profit of any of the ${activeRows.length} active customers; decisions are made ` +
        `by profit at risk: fill in «${profitHeader}»`,
    )
  }
  const total = take(profit, decisionRows).reduce((all, value) => all + value, 0)
  if (total > 0) return
  throw new UserError(
    `${folder}: money.csv: the ${decisionRows.length} active customers bring a profit of ${formatMeasure(total)} in all; ` +
      `the study asks how much profit is at risk and needs more than 0: check the sign and the unit of «${profitHeader}»`,
  )
}

/**
 * What the model file says about the final model.
 * @param earlier quarters that it learned from besides; default: none
 */
export function describeFinalModel(
  { fingerprint }: Customers,
  { table }: FoldData,
  model: CustomerModel,
  earlier: readonly EarlierQuarter[] = [],
): ModelHeader {
  return {
    library: versions().find(({ component }) => component === 'one-click')!.version,
    fingerprint,
    features: featuresOf(model, table),
    customers: table.rows,
    seed: studySeed,
    ...(earlier.length > 0 && { earlier: earlier.map(learnedQuarter) }),
  }
}

/** What was learned from an earlier quarter, in counts. */
export function learnedQuarter(quarter: EarlierQuarter): LearnedQuarter {
  return {
    fingerprint: quarter.customers.fingerprint,
    customers: quarter.rows.length,
    declining: sum(earlierLabels(quarter)),
  }
}

/** The final model with honest probabilities of the customers it was fitted on. */
export interface FinalFit extends OutOfFoldFit {
  /** Of the customers of earlier quarters, in the order of `FoldData.earlier`, for each inner repeat. */
  readonly earlierOutOfFold: readonly Float64Array[]
}

/** Fits the chosen procedure on everything there is to learn from. */
export function fitFinalModel(data: FoldData): FinalFit {
  const { table, declines, groups } = everyone(data)
  const rows = Int32Array.from(declines, (_, row) => row)
  const seed = deriveSeed(studySeed, 'final')
  const { model, outOfFold } = fitOutOfFold(chosenProcedure, table, rows, declines, seed, groups)
  const own = data.declines.length
  return {
    model,
    outOfFold: outOfFold.map((repeat) => repeat.slice(0, own)),
    earlierOutOfFold: outOfFold.map((repeat) => repeat.slice(own)),
  }
}

/** The probabilities of customers of earlier quarters, quarter by quarter. */
export function earlierAnswers(
  earlier: readonly EarlierQuarter[],
  { earlierOutOfFold }: Pick<FinalFit, 'earlierOutOfFold'>,
): AnsweredCustomers[] {
  let start = 0
  return earlier.map(({ customers, rows }) => {
    const [from, to] = [start, start + rows.length]
    start = to
    return { customers, rows, outOfFold: earlierOutOfFold.map((repeat) => repeat.slice(from, to)) }
  })
}
