import type { Customers } from '../customers/customers'
import { selectFeatures, takeCustomers } from '../customers/feature-table'
import { modelFeatures } from '../customers/features'
import { type CustomerModel, featuresOf } from '../evaluation/feature-preprocessor'
import type { FoldData } from '../evaluation/fold'
import { fitOutOfFold, type OutOfFoldFit } from '../evaluation/out-of-fold-fit'
import { chosenProcedure } from '../evaluation/procedures'
import { groupsOfClasses } from '../models/folds'
import type { ModelHeader } from '../models/model-file'
import { StudyError } from '../util/errors'
import { take } from '../util/matrix'
import { formatMeasure } from '../util/numbers'
import { deriveSeed } from '../util/random'
import { studySeed } from './study-settings'
import { versions } from './versions'

/** Outer and inner folds need several customers of each class. */
const fewestOfEachClass = 10

/**
 * Active customers without implausible values, with the features that models see.
 * @param folder named in the message when there is no target, or too little to learn from
 * @throws StudyError
 */
export function learningData(
  { features, trainingRows, declines, groups }: Customers,
  folder: string,
): FoldData {
  if (!declines) throw new StudyError(`${folder}: market_file.csv needs the target column to learn from`)
  const labels = take(declines, trainingRows)
  const copies = take(groups, trainingRows)
  const declining = labels.reduce((total, label) => total + label, 0)
  if (Math.min(...groupsOfClasses(labels, copies)) < fewestOfEachClass) {
    throw new StudyError(
      `${folder}: models need at least ${fewestOfEachClass} active customers of each class to learn from, copies counted once; here ` +
        `${declining} are «Снизилась» and ${labels.length - declining} «Прежний уровень»: add customers to the tables`,
    )
  }
  return {
    table: selectFeatures(takeCustomers(features, trainingRows), modelFeatures),
    declines: labels,
    groups: copies,
  }
}

/**
 * The study asks where profit is at risk: without any, neither segments nor a budget mean anything.
 * @param folder named in the message
 * @throws StudyError when the active customers together bring no profit
 */
export function requireProfit({ profit, activeRows, decisionRows }: Customers, folder: string): void {
  if (decisionRows.length === 0 && activeRows.length > 0) {
    throw new StudyError(
      `${folder}: money.csv: it states no profit of any of the ${activeRows.length} active customers; decisions are made ` +
        'by profit at risk: fill in «Прибыль»',
    )
  }
  const total = take(profit, decisionRows).reduce((sum, value) => sum + value, 0)
  if (total > 0) return
  throw new StudyError(
    `${folder}: money.csv: the ${decisionRows.length} active customers bring a profit of ${formatMeasure(total)} in all; ` +
      'the study asks how much profit is at risk and needs more than 0: check the sign and the unit of «Прибыль»',
  )
}

/** What the model file says about the final model. */
export function describeFinalModel(
  { fingerprint }: Customers,
  { table }: FoldData,
  model: CustomerModel,
): ModelHeader {
  return {
    library: versions().find(({ component }) => component === 'one-click')!.version,
    fingerprint,
    features: featuresOf(model, table),
    customers: table.rows,
    seed: studySeed,
  }
}

/** Fits the chosen procedure on everything there is to learn from; with honest probabilities of the same customers. */
export function fitFinalModel({ table, declines, groups }: FoldData): OutOfFoldFit {
  const rows = Int32Array.from(declines, (_, row) => row)
  return fitOutOfFold(chosenProcedure, table, rows, declines, deriveSeed(studySeed, 'final'), groups)
}
