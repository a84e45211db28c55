import { describe, expect, it } from 'vitest'
import { columnsByFeature, encode } from '../../../lib/study/src/customers/feature-encoding'
import { type FeatureTable, takeCustomers } from '../../../lib/study/src/customers/feature-table'
import {
  type CustomerModel,
  fitCustomerModel,
  pipelinesOf,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { backgroundSample } from '../../../lib/study/src/explanation/background'
import { explainCustomers } from '../../../lib/study/src/explanation/contributions'
import { sampledContributions } from '../../../lib/study/src/explanation/sampled-contributions'
import { type Matrix, matrix, take } from '../../../lib/toolkit/core/src/matrix'
import type { CalibrationMethod } from '../../../lib/toolkit/learn/src/calibration/calibration'
import { type Procedure, predictPipeline } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { bruteForceShapley, rowOf } from '../../toolkit/explain/shapley/brute-force'
import { learningTable } from '../evaluation/learning-tables'

const { table, declines } = learningTable(200, 6)
const rows = Int32Array.from(declines, (_, i) => i)
const train = rows.slice(0, 160)
const unseen = takeCustomers(table, rows.slice(160))

const fitted = (estimator: string, calibration: CalibrationMethod, candidate: Procedure['candidates']) =>
  fitCustomerModel(
    { name: estimator, estimator, candidates: candidate, calibration },
    table,
    train,
    take(declines, train),
    4,
  )
const trees = (calibration: CalibrationMethod, minLeaf: number) =>
  fitted('extra-trees', calibration, [{ trees: 60, minLeaf }])
const vectors = (calibration: CalibrationMethod) =>
  fitted('support-vector-machine', calibration, [{ gamma: 0.1, probability: false }])

const logOddsOf = (p: number) => Math.log(p / (1 - p))

/** Shapley values by their definition of a curve on the model's probability, the columns of one feature summed. */
function bruteForce(
  model: CustomerModel,
  against: FeatureTable,
  curve: (probability: number) => number,
): Float64Array[] {
  const [pipeline] = pipelinesOf(model)
  const worth = (row: Float64Array) => curve(predictPipeline(pipeline, matrix(1, row.length, row))[0])
  const x = encode(pipeline.preprocessor, unseen)
  const z = encode(pipeline.preprocessor, against)
  const features = [...columnsByFeature(pipeline.preprocessor).values()]
  return Array.from({ length: unseen.rows }, (_, i) => {
    const ofColumn = bruteForceShapley(worth, rowOf(x, i), z)
    return Float64Array.from(features, (columns) => columns.reduce((sum, j) => sum + ofColumn[j], 0))
  })
}

const largestAt = (values: Float64Array) =>
  values.reduce((best, value, j) => (Math.abs(value) > Math.abs(values[best]) ? j : best), 0)

/**
 * How far contributions are from the definition: at most, in the mean and as a share of the mean size; and for
 * how many customers the largest one is of the same feature and sign.
 */
function compare(model: CustomerModel, against: FeatureTable = unseen) {
  return compareWith(bruteForce(model, against, logOddsOf), explainCustomers(model, unseen, against).values)
}

function compareWith(definition: readonly Float64Array[], values: Matrix) {
  let difference = 0
  let total = 0
  let size = 0
  let sameLargest = 0
  definition.forEach((expected, i) => {
    const own = rowOf(values, i)
    const at = largestAt(expected)
    sameLargest += Number(largestAt(own) === at && own[at] * expected[at] > 0)
    expected.forEach((value, j) => {
      difference = Math.max(difference, Math.abs(own[j] - value))
      total += Math.abs(own[j] - value)
      size += Math.abs(value)
    })
  })
  return { difference, share: total / size, sameLargest }
}

describe('explainCustomers beside Shapley values of the log-odds by brute force', () => {
  it.each([
    ['trees calibrated by probability', trees('probability', 2)],
    ['trees of pure leaves calibrated by probability', trees('probability', 1)],
    ['support vectors calibrated by log-odds', vectors('log-odds')],
  ])('is exact where the curve is a line in the score: %s', (_, model) => {
    const { difference, sameLargest } = compare(model)
    expect(difference).toBeLessThan(1e-9)
    expect(sameLargest).toBe(unseen.rows)
  })

  // What offers and reasons count with.
  it.each([
    ['trees, beta', trees('beta', 2)],
    ['trees, log-odds', trees('log-odds', 2)],
    ['trees, probability', trees('probability', 2)],
    ['support vectors, beta', vectors('beta')],
    ['support vectors, probability', vectors('probability')],
    ['trees of pure leaves, beta', trees('beta', 1)],
  ])('is replaced by sampled points that are within 2% of the mean size in all: %s', (_, model) => {
    const { probability } = sampledContributions(model, unseen, unseen, { standardError: 0.001, seed: 2 })
    const definition = bruteForce(model, unseen, (p) => p)
    const { difference, share, sameLargest } = compareWith(definition, probability.values)
    expect(difference).toBeLessThan(0.005)
    expect(share).toBeLessThan(0.02)
    expect(sameLargest).toBeGreaterThanOrEqual(unseen.rows - 1)
  })

  // Measured: differences of at most 0.223, 0.091, 0.192, 0.200 and 0.744 log-odds.
  it.each([
    ['trees, beta', trees('beta', 2), { most: 0.23, ofSize: 0.17, same: 35 }],
    ['trees, log-odds', trees('log-odds', 2), { most: 0.1, ofSize: 0.08, same: 37 }],
    ['support vectors, beta', vectors('beta'), { most: 0.2, ofSize: 0.11, same: 36 }],
    ['support vectors, probability', vectors('probability'), { most: 0.21, ofSize: 0.09, same: 39 }],
    ['trees of pure leaves, beta', trees('beta', 1), { most: 0.75, ofSize: 0.47, same: 31 }],
  ])('is near where the curve bends: %s', (_, model, measured) => {
    const { difference, share, sameLargest } = compare(model)
    expect(difference).toBeLessThan(measured.most)
    expect(difference).toBeGreaterThan(1e-3)
    expect(share).toBeLessThan(measured.ofSize)
    expect(sameLargest).toBeGreaterThanOrEqual(measured.same)
  })

  // Measured: 1.39 against −0.05 log-odds; differences of 87% of the mean size, against 46% above.
  it('starts from another base where the background is certain: pure leaves on their own training rows', () => {
    const model = trees('beta', 1)
    const learned = takeCustomers(table, backgroundSample(train, 20, 3))
    const logOdds = predictCustomers(model, learned).map((p) => Math.log(p / (1 - p)))
    const mean = logOdds.reduce((sum, value) => sum + value, 0) / logOdds.length
    expect(mean - explainCustomers(model, unseen, learned).base).toBeGreaterThan(1)
    expect(compare(model, learned).share).toBeGreaterThan(0.8)
  })
})

describe('explainCustomers of a stack of curves that bend', () => {
  it('adds up to the log-odds of the predicted probability within 1e-9, whatever the background', () => {
    const members: Procedure[] = [
      {
        name: 'Trees',
        estimator: 'extra-trees',
        features: ['promoShare', 'favouriteCategory'],
        candidates: [{ trees: 30, minLeaf: 1 }],
        calibration: 'beta',
      },
      {
        name: 'SVM',
        estimator: 'support-vector-machine',
        candidates: [{ gamma: 0.1, probability: false }],
        calibration: 'beta',
      },
    ]
    const stack = fitCustomerModel({ name: 'Stack', members }, table, train, take(declines, train), 4)
    for (const background of [unseen, takeCustomers(table, train), takeCustomers(table, [5])]) {
      const { base, values, features } = explainCustomers(stack, unseen, background)
      expect(features).toEqual(['pagesPerVisit', 'promoShare', 'serviceTier', 'favouriteCategory'])
      predictCustomers(stack, unseen).forEach((p, i) => {
        const sum = rowOf(values, i).reduce((total, value) => total + value, base)
        expect(Math.abs(sum - Math.log(p / (1 - p)))).toBeLessThan(1e-9)
      })
    }
  })
})
