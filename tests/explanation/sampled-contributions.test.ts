import {
  backgroundSample,
  type CalibrationMethod,
  type CustomerModel,
  columnsByFeature,
  encode,
  fitCustomerModel,
  matrix,
  type Procedure,
  pipelinesOf,
  predictCustomers,
  predictPipeline,
  sampledContributions,
  takeCustomers,
} from 'one-click'
import { describe, expect, it } from 'vitest'
import { learningTable } from '../evaluation/learning-tables'
import { bruteForceShapley, rowOf } from './shapley/brute-force'

const { table, declines } = learningTable(150, 11)
const rows = Int32Array.from(declines, (_, i) => i)
const some = takeCustomers(table, rows.slice(0, 12))
const background = takeCustomers(table, backgroundSample(rows, 16, 3))
const trees = (calibration: CalibrationMethod, features?: Procedure['features']): Procedure => ({
  name: 'Trees',
  estimator: 'extra-trees',
  features,
  candidates: [{ trees: 40 }],
  calibration,
})
const vectors: Procedure = {
  name: 'SVM',
  estimator: 'support-vector-machine',
  candidates: [{ gamma: 0.1, probability: false }],
  calibration: 'beta',
}
const modelOf = (procedure: Procedure) => fitCustomerModel(procedure, table, rows, declines, 4)
const logOddsOf = (p: number) => Math.log(p / (1 - p))

/** Shapley values of the model's log-odds by their definition, the columns of one feature summed. */
function bruteForce(model: CustomerModel, customer: number): number[] {
  const [pipeline] = pipelinesOf(model)
  const logOdds = (row: Float64Array) => logOddsOf(predictPipeline(pipeline, matrix(1, row.length, row))[0])
  const x = encode(pipeline.preprocessor, some)
  const ofColumn = bruteForceShapley(logOdds, rowOf(x, customer), encode(pipeline.preprocessor, background))
  return [...columnsByFeature(pipeline.preprocessor).values()].map((columns) =>
    columns.reduce((sum, j) => sum + ofColumn[j], 0),
  )
}

describe.each([
  ['trees, beta', trees('beta'), ['pagesPerVisit', 'promoShare', 'serviceTier', 'favouriteCategory']],
  [
    'trees of three features, probability',
    trees('probability', ['favouriteCategory', 'pagesPerVisit', 'promoShare']),
    ['pagesPerVisit', 'promoShare', 'favouriteCategory'],
  ],
  ['support vectors, beta', vectors, ['pagesPerVisit', 'promoShare', 'serviceTier', 'favouriteCategory']],
])('sampledContributions of %s', (_, procedure, expectedFeatures) => {
  const model = modelOf(procedure)
  const found = sampledContributions(model, some, background, { permutations: 320, seed: 5 })

  it('is the brute-force Shapley value of the log-odds within 4 standard errors', () => {
    expect(found.features).toEqual(expectedFeatures)
    let largestError = 0
    for (let i = 0; i < some.rows; i++) {
      bruteForce(model, i).forEach((expected, j) => {
        const error = rowOf(found.standardErrors, i)[j]
        expect(Math.abs(rowOf(found.values, i)[j] - expected)).toBeLessThan(4 * error + 1e-9)
        largestError = Math.max(largestError, error)
      })
    }
    expect(largestError).toBeGreaterThan(1e-3)
    expect(largestError).toBeLessThan(0.3)
  })

  it('adds up to the log-odds of the predicted probability, from their mean over the background', () => {
    const usual = predictCustomers(model, background).map(logOddsOf)
    expect(found.base).toBeCloseTo(usual.reduce((sum, value) => sum + value, 0) / usual.length, 9)
    predictCustomers(model, some).forEach((p, i) => {
      const sum = rowOf(found.values, i).reduce((total, value) => total + value, found.base)
      expect(Math.abs(sum - logOddsOf(p))).toBeLessThan(1e-9)
    })
  })
})

describe('sampledContributions', () => {
  it('halves its errors with four times the permutations', () => {
    const model = modelOf(trees('beta'))
    const meanError = (permutations: number) => {
      const { values } = sampledContributions(model, some, background, {
        permutations,
        seed: 2,
      }).standardErrors
      return values.reduce((sum, value) => sum + value, 0) / values.length
    }
    expect(meanError(640) / meanError(160)).toBeGreaterThan(0.4)
    expect(meanError(640) / meanError(160)).toBeLessThan(0.6)
  })

  it('depends on the seed, and on nothing else that is drawn', () => {
    const model = modelOf(trees('beta'))
    const sampled = (seed: number) =>
      sampledContributions(model, some, background, { permutations: 32, seed })
    expect(sampled(7)).toEqual(sampled(7))
    expect(sampled(8).values).not.toEqual(sampled(7).values)
  })

  it('takes one calibrated procedure', () => {
    const options = { permutations: 4, seed: 1 }
    const stack = fitCustomerModel(
      { name: 'Stack', members: [trees('beta'), vectors] },
      table,
      rows,
      declines,
      4,
    )
    expect(() => sampledContributions(stack, some, background, options)).toThrow(
      /needs one calibrated procedure \(got "stack"\)/,
    )
    const { calibration: _, ...bare } = trees('beta')
    expect(() => sampledContributions(modelOf(bare), some, background, options)).toThrow(
      /needs one calibrated procedure \(got "pipeline"\)/,
    )
  })
})
