import { describe, expect, it } from 'vitest'
import { encode } from '../../../lib/study/src/customers/feature-encoding'
import { type FeatureTable, takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { featureOf } from '../../../lib/study/src/customers/features'
import {
  type CustomerModel,
  fitCustomerModel,
  pipelinesOf,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { backgroundSample } from '../../../lib/study/src/explanation/background'
import { explainCustomers } from '../../../lib/study/src/explanation/contributions'
import { kernelShapleyValues } from '../../../lib/toolkit/explain/src/shapley/kernel-shapley'
import type { BetaCurve } from '../../../lib/toolkit/learn/src/calibration/calibration'
import type { ExtraTreesModel } from '../../../lib/toolkit/learn/src/estimators/extra-trees'
import type { SupportVectorMachineModel } from '../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import type { Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { rowOf } from '../../toolkit/explain/shapley/brute-force'
import { learningTable } from '../evaluation/learning-tables'

const { table, declines } = learningTable(120, 9)
const rows = Int32Array.from(declines, (_, i) => i)
const background = takeCustomers(table, backgroundSample(rows, 25, 3))
const vectors: Procedure = {
  name: 'SVM',
  estimator: 'support-vector-machine',
  candidates: [{ gamma: 0.1, probability: false }],
  calibration: 'beta',
}
const model = fitCustomerModel(vectors, table, rows, declines, 4)
const [{ preprocessor, model: member, calibration }] = pipelinesOf(model)
const machine = member as SupportVectorMachineModel
const curve = calibration as BetaCurve

/** The first customer with other pages per visit. */
function withPages(pages: number): FeatureTable {
  const one = takeCustomers(table, [0])
  return { ...one, numbers: { ...one.numbers, pagesPerVisit: Float64Array.of(pages) } }
}

/** Shapley values of the decision value, and its distance from the background's mean. */
function rawOf(customer: FeatureTable) {
  const { values } = kernelShapleyValues(
    machine,
    encode(preprocessor, customer),
    encode(preprocessor, background),
  )
  return { row: rowOf(values, 0), distance: rowOf(values, 0).reduce((sum, value) => sum + value, 0) }
}

/** Pages per visit at which the customer's decision value is that far from the background's mean. */
function pagesAt(distance: number): number {
  let [low, high] = [0, 20]
  for (let step = 0; step < 55; step++) {
    const middle = (low + high) / 2
    if (rawOf(withPages(middle)).distance > distance) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const contributionsAt = (distance: number) => {
  const customer = withPages(pagesAt(distance))
  return { customer, ...explainCustomers(model, customer, background) }
}

describe('explainCustomers beside the background’s mean score', () => {
  const { base: meanScore } = kernelShapleyValues(
    machine,
    encode(preprocessor, background),
    encode(preprocessor, background),
  )

  it('multiplies by the slope of the curve there', () => {
    const { customer, values, features } = contributionsAt(0)
    const { row, distance } = rawOf(customer)
    expect(Math.abs(distance)).toBeLessThan(1e-9)
    const p = 1 / (1 + Math.exp(-meanScore))
    // The derivative of a · log p − b · log(1 − p) by the log-odds of p.
    const slope = curve.a * (1 - p) + curve.b * p
    features.forEach((feature, j) => {
      const raw = preprocessor.columns.reduce(
        (sum, column, k) => sum + (column.feature === feature ? row[k] : 0),
        0,
      )
      expect(Math.abs(values.values[j] - slope * raw)).toBeLessThan(1e-8)
    })
    expect(Math.max(...values.values)).toBeGreaterThan(0.1)
    expect(Math.abs(values.values.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-8)
  })

  it('does not jump: contributions move as little as the score does', () => {
    const there = contributionsAt(0).values.values
    for (const size of [5e-7, 0.999e-6, 1.001e-6, 1e-5, 1e-3]) {
      for (const distance of [size, -size]) {
        const { values, base, customer } = contributionsAt(distance)
        values.values.forEach((value, j) => {
          expect(Math.abs(value - there[j])).toBeLessThan(3 * size + 1e-8)
        })
        const [p] = predictCustomers(model, customer)
        const sum = values.values.reduce((total, value) => total + value, base)
        expect(Math.abs(sum - Math.log(p / (1 - p)))).toBeLessThan(1e-9)
      }
    }
  })
})

describe('explainCustomers of two stumps', () => {
  /** Each gives 0.2 below its cut and 0.6 above it; the score is their mean. */
  const trees: ExtraTreesModel = {
    kind: 'extra-trees',
    features: 2,
    roots: Int32Array.of(0, 3),
    feature: Int16Array.of(0, -1, -1, 1, -1, -1),
    threshold: Float64Array.of(5, 0, 0, 0.5, 0, 0),
    left: Int32Array.of(1, 0, 0, 4, 0, 0),
    right: Int32Array.of(2, 0, 0, 5, 0, 0),
    value: Float64Array.of(0.4, 0.2, 0.6, 0.4, 0.2, 0.6),
    cover: Int32Array.of(2, 1, 1, 2, 1, 1),
  }
  const stumps: CustomerModel = {
    kind: 'pipeline',
    procedure: { name: 'Stumps', estimator: 'extra-trees', calibration: 'beta' },
    options: {},
    preprocessor: {
      kind: 'encoder',
      columns: ['pagesPerVisit', 'promoShare'].map((feature) => ({ feature, center: 0, scale: 1 })),
    },
    model: trees,
    calibration: { kind: 'beta-curve', a: 1.5, b: 0.5, intercept: 0.25, margin: 0.01, lower: -50, upper: 50 },
    search: [],
  }
  const customers = (pages: number[], promo: number[]): FeatureTable => ({
    rows: pages.length,
    features: ['pagesPerVisit', 'promoShare'].map(featureOf),
    numbers: { pagesPerVisit: Float64Array.from(pages), promoShare: Float64Array.from(promo) },
    categories: {},
  })
  const logOdds = (p: number) => 1.5 * Math.log(p) - 0.5 * Math.log(1 - p) + 0.25
  // Scores of 0.2 and 0.6: in the mean 0.4.
  const both = customers([0, 9], [0, 1])
  const { base, values } = explainCustomers(stumps, customers([9, 0, 9], [0, 1, 1]), both)

  it('starts from the curve at the mean score', () => {
    expect(base).toBeCloseTo(logOdds(0.4), 12)
  })

  it('takes the derivative for scores equal to the mean score, whose parts cancel out', () => {
    const slope = 1.5 / 0.4 + 0.5 / 0.6
    expect(rowOf(values, 0)[0]).toBeCloseTo(0.1 * slope, 8)
    expect(rowOf(values, 0)[1]).toBeCloseTo(-0.1 * slope, 8)
    expect(rowOf(values, 1)[0]).toBeCloseTo(-0.1 * slope, 8)
    expect(rowOf(values, 1)[1]).toBeCloseTo(0.1 * slope, 8)
  })

  it('parts the change of log-odds as the score is parted', () => {
    const change = logOdds(0.6) - logOdds(0.4)
    for (const value of rowOf(values, 2)) expect(value).toBeCloseTo(change / 2, 12)
  })
})
