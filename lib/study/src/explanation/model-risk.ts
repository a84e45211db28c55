import type { ParallelOptions } from '@one-click/core'
import { ArgumentError, deriveSeed, type Matrix } from '@one-click/core'
import { logit } from '@one-click/learn'
import type { Customers } from '../customers/customers'
import { takeCustomers } from '../customers/feature-table'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import type { JudgedCustomers } from '../evaluation/out-of-fold-answers'
import { backgroundOf } from './background'
import { type CustomerRisk, combineExplanations } from './customer-risk'
import { pointError } from './fold-explanation'
import { explainedInParallel } from './parallel-contributions'

/**
 * The risk of customers of new tables as a model file judges them, with reasons. The background is a sample of these
 * customers themselves, as the file holds no rows: "on average" means on average here.
 *
 * Contributions and points are the model's. They add up to its own answer; of a customer whose answer is another, that
 * of models not fitted on the customer (`out-of-fold`), they are shrunk in proportion so that they add up to that one.
 * Where the answer lies further from the average than the model's own, or on its other side, nothing can be shrunk to
 * it: they stay, and the customer's starting point takes the difference.
 *
 * @param judged of the active customers (`judgeCustomers`)
 * @throws ArgumentError without customers, or for a model without exact Shapley values
 */
export async function riskByModel(
  customers: Customers,
  judged: JudgedCustomers,
  model: CustomerModel,
  { seed, ...parallel }: ParallelOptions & { readonly seed: number },
): Promise<CustomerRisk> {
  const { features, trainingRows } = customers
  const { rows } = judged
  if (rows.length === 0) throw new ArgumentError('riskByModel', 'needs customers')
  const usual = trainingRows.length > 0 ? trainingRows : rows
  const average = backgroundOf(customers, usual, deriveSeed(seed, 'new background'))
  const [table, background] = [rows, average].map((chosen) => takeCustomers(features, chosen))
  const options = { standardError: pointError, seed: deriveSeed(seed, 'new points') }
  const explained = await explainedInParallel(model, table, background, options, parallel)
  const positions = Int32Array.from(rows.keys())
  return withAnswers(combineExplanations(rows, [{ positions, ...explained }]), judged)
}

/** The same risk with the answers of `judged` in place of the model's own. */
function withAnswers(risk: CustomerRisk, { probability, source }: JudgedCustomers): CustomerRisk {
  const { base, contributions, points } = risk
  const [moved, start] = [base.slice(), points.start.slice()]
  const values = copyOf(contributions.values)
  const shares = copyOf(points.values)
  const errors = copyOf(points.standardErrors)
  const parts = points.parts.map(copyOf)
  const otherwise = { meanVote: copyOf(points.otherwise.meanVote), logOdds: copyOf(points.otherwise.logOdds) }
  source.forEach((from, i) => {
    if (from !== 'out-of-fold') return
    const answer = probability[i]
    moved[i] = shrinkRow(values, i, base[i], logit(answer))
    const before = rowSum(shares, i)
    start[i] = shrinkRow(shares, i, points.start[i], answer)
    const share = before === 0 ? 1 : rowSum(shares, i) / before
    for (const scaled of [errors, ...parts]) {
      rowOf(scaled, i).forEach((value, j, row) => {
        row[j] = share * value
      })
    }
    for (const other of Object.values(otherwise)) {
      shrinkRow(other, i, risk.probability[i] - rowSum(other, i), answer)
    }
  })
  return {
    rows: risk.rows,
    probability,
    base: moved,
    contributions: { features: contributions.features, values },
    points: { start, values: shares, standardErrors: errors, parts, otherwise },
  }
}

/**
 * Shrinks a row in place so that start + row = end where that is possible without turning or stretching it.
 * @returns the start from which the row, shrunk or not, leads to the end
 */
function shrinkRow(values: Matrix, i: number, start: number, end: number): number {
  const sum = rowSum(values, i)
  const share = (end - start) / sum
  if (!(share >= 0 && share <= 1)) return end - sum
  rowOf(values, i).forEach((value, j, row) => {
    row[j] = share * value
  })
  return start
}

const copyOf = (from: Matrix): Matrix => ({ ...from, values: from.values.slice() })

const rowOf = ({ values, columns }: Matrix, i: number) => values.subarray(i * columns, (i + 1) * columns)

const rowSum = (from: Matrix, i: number) => rowOf(from, i).reduce((sum, value) => sum + value, 0)
