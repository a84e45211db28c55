import { deriveSeed } from '@one-click/core'
import type { Customers } from '../customers/customers'
import { takeCustomers } from '../customers/feature-table'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import { backgroundOf } from './background'
import { type CustomerRisk, combineExplanations, type ExplainedPart } from './customer-risk'
import { type FoldExplanation, pointError } from './fold-explanation'
import { explainedCustomers } from './parallel-contributions'

/**
 * The risk of every active customer by models that never saw the customer: those of the learning table from
 * the folds that held them out, those set aside for implausible values from the final model, which did not
 * learn from them either.
 */
export function riskOfActiveCustomers(
  customers: Customers,
  explanations: readonly FoldExplanation[],
  finalModel: CustomerModel,
  seed: number,
): CustomerRisk {
  const { features, activeRows, trainingRows } = customers
  const positionOf = new Map(Array.from(activeRows, (row, position) => [row, position]))
  const positions = (rows: Int32Array) => Array.from(rows, (row) => positionOf.get(row)!)
  const parts: ExplainedPart[] = explanations.map(({ test, ...explained }) => ({
    positions: positions(test.map((row) => trainingRows[row])),
    ...explained,
  }))
  const learned = new Set(trainingRows)
  const setAside = activeRows.filter((row) => !learned.has(row))
  if (setAside.length > 0) {
    const rows = backgroundOf(customers, trainingRows, deriveSeed(seed, 'final background'))
    const [table, background] = [setAside, rows].map((chosen) => takeCustomers(features, chosen))
    const options = { standardError: pointError, seed: deriveSeed(seed, 'final points') }
    parts.push({
      positions: positions(setAside),
      ...explainedCustomers({ model: finalModel, background, options }, table),
    })
  }
  return combineExplanations(activeRows, parts)
}
