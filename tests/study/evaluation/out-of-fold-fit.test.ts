import { describe, expect, it } from 'vitest'
import {
  type CustomerProcedure,
  fitCustomerModel,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { fitOutOfFold } from '../../../lib/study/src/evaluation/out-of-fold-fit'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'
import { rocAuc } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import type { Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { learningTable } from './learning-tables'

const trees: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  candidates: [{ trees: 30 }],
  calibration: 'probability',
}
const logistic: Procedure = {
  name: 'Logistic',
  estimator: 'logistic-regression',
  candidates: [{ l2: 1 }, { l2: 9 }],
}
const vectors: Procedure = {
  name: 'SVM',
  estimator: 'support-vector-machine',
  candidates: [{ probability: false }],
  calibration: 'log-odds',
}
const procedures: CustomerProcedure[] = [trees, logistic, { name: 'Stack', members: [trees, vectors] }]

describe.each(procedures)('fitOutOfFold of $name', (procedure) => {
  const { table, declines } = learningTable(200, 8)
  const rows = Int32Array.from(declines, (_, row) => row)
  const { model, outOfFold } = fitOutOfFold(procedure, table, rows, declines, 4)

  it('gives the model that fitCustomerModel gives', () => {
    expect(model).toEqual(fitCustomerModel(procedure, table, rows, declines, 4))
  })

  it('gives calibrated probabilities: as many decline as they say', () => {
    expect(outOfFold).toHaveLength(1)
    expect(outOfFold[0].every((p) => p > 0 && p < 1)).toBe(true)
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, v) => sum + v, 0) / values.length
    expect(Math.abs(mean(outOfFold[0]) - mean(declines))).toBeLessThan(0.02)
  })
})

it('fitOutOfFold refuses a procedure that has no out-of-fold probabilities', () => {
  const { table, declines } = learningTable(60, 8)
  const rows = Int32Array.from(declines, (_, row) => row)
  const plain: Procedure = { name: 'Plain', estimator: 'decision-tree', candidates: [{ maxDepth: 2 }] }
  expect(() => fitOutOfFold(plain, table, rows, declines, 1)).toThrow(ArgumentError)
})

it('the probabilities did not see their customers: on noise they are no better than chance', () => {
  const { table, declines } = learningTable(400, 9, { noise: true })
  const rows = Int32Array.from(declines, (_, row) => row)
  const searched: Procedure = {
    name: 'Trees',
    estimator: 'extra-trees',
    candidates: [{ trees: 30 }, { trees: 31 }],
  }
  const { model, outOfFold } = fitOutOfFold(searched, table, rows, declines, 4)
  expect(rocAuc(declines, predictCustomers(model, table))).toBeGreaterThan(0.85)
  // The standard error of a ROC-AUC of 400 customers by chance is 0.03.
  expect(Math.abs(rocAuc(declines, outOfFold[0]) - 0.5)).toBeLessThan(0.1)
})
