import { describe, expect, it } from 'vitest'
import { columnsByFeature, encode } from '../../../lib/study/src/customers/feature-encoding'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import {
  type CustomerModel,
  fitCustomerModel,
  pipelinesOf,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { backgroundSample } from '../../../lib/study/src/explanation/background'
import { explainedInParallel } from '../../../lib/study/src/explanation/parallel-contributions'
import { sampledContributions } from '../../../lib/study/src/explanation/sampled-contributions'
import { matrix, matrixFromRows } from '../../../lib/toolkit/core/src/matrix'
import type { CalibrationMethod } from '../../../lib/toolkit/learn/src/calibration/calibration'
import { type Procedure, predictPipeline } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { predictStack, type StackProcedure } from '../../../lib/toolkit/learn/src/pipeline/stack'
import { mustBeReached } from '../../support/must-be-reached'
import { bruteForceShapley, rowOf } from '../../toolkit/explain/shapley/brute-force'
import { learningTable } from '../evaluation/learning-tables'

const { table, declines } = learningTable(150, 11)
const rows = Int32Array.from(declines, (_, i) => i)
const some = takeCustomers(table, rows.slice(0, 12))
const background = takeCustomers(table, backgroundSample(rows, 16, 3))
const trees = (calibration: CalibrationMethod, features?: Procedure['features']): Procedure => ({
  name: 'Trees',
  estimator: 'extra-trees',
  features,
  candidates: [{ trees: 40, minLeaf: 1 }],
  calibration,
})
const vectors: Procedure = {
  name: 'SVM',
  estimator: 'support-vector-machine',
  candidates: [{ gamma: 0.1, probability: false }],
  calibration: 'beta',
}
const stack: StackProcedure = {
  name: 'Stack',
  members: [trees('beta', ['promoShare', 'favouriteCategory']), vectors],
}
const modelOf = (procedure: Procedure | StackProcedure) =>
  fitCustomerModel(procedure, table, rows, declines, 4)
const logOddsOf = (p: number) => Math.log(p / (1 - p))
const all = ['pagesPerVisit', 'promoShare', 'serviceTier', 'favouriteCategory']

/** Shapley values of a pipeline's probability by their definition, the columns of one feature summed. */
function bruteForce(
  model: CustomerModel,
  customer: number,
  curve: (probability: number) => number,
): number[] {
  const [pipeline] = pipelinesOf(model)
  const worth = (row: Float64Array) => curve(predictPipeline(pipeline, matrix(1, row.length, row))[0])
  const x = encode(pipeline.preprocessor, some)
  const ofColumn = bruteForceShapley(worth, rowOf(x, customer), encode(pipeline.preprocessor, background))
  return [...columnsByFeature(pipeline.preprocessor).values()].map((columns) =>
    columns.reduce((sum, j) => sum + ofColumn[j], 0),
  )
}

describe.each([
  ['trees of pure leaves, beta', trees('beta'), all],
  [
    'trees of three features, probability',
    trees('probability', ['favouriteCategory', 'pagesPerVisit', 'promoShare']),
    ['pagesPerVisit', 'promoShare', 'favouriteCategory'],
  ],
  ['support vectors, beta', vectors, all],
])('sampledContributions of %s', (_, procedure, expectedFeatures) => {
  const model = modelOf(procedure)
  const found = sampledContributions(model, some, background, { standardError: 0.002, seed: 5 })

  it('are the brute-force Shapley values of probability and log-odds, within 5 standard errors', () => {
    const reached = mustBeReached()
    expect(found.features).toEqual(expectedFeatures)
    let difference = 0
    let size = 0
    for (let i = 0; i < some.rows; i++) {
      bruteForce(model, i, (p) => p).forEach((expected, j) => {
        const error = rowOf(found.probability.standardErrors, i)[j]
        expect(Math.abs(rowOf(found.probability.values, i)[j] - expected)).toBeLessThan(5 * error + 1e-9)
        difference += Math.abs(rowOf(found.probability.values, i)[j] - expected)
        size += Math.abs(expected)
        if (found.pairs[i] < 512) {
          reached()
          expect(error).toBeLessThanOrEqual(0.002)
        }
      })
      bruteForce(model, i, logOddsOf).forEach((expected, j) => {
        const error = rowOf(found.logOdds.standardErrors, i)[j]
        expect(Math.abs(rowOf(found.logOdds.values, i)[j] - expected)).toBeLessThan(5 * error + 1e-9)
      })
    }
    // Together they are far nearer to the definition than any convention of stretching.
    expect(difference / size).toBeLessThan(0.02)
  })

  it('add up to the prediction, from its mean over the background', () => {
    const usual = predictCustomers(model, background)
    const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(found.probability.base).toBeCloseTo(meanOf(usual), 12)
    expect(found.logOdds.base).toBeCloseTo(meanOf(usual.map(logOddsOf)), 9)
    predictCustomers(model, some).forEach((p, i) => {
      const sumOf = ({ base, values }: typeof found.logOdds) =>
        rowOf(values, i).reduce((total, value) => total + value, base)
      expect(Math.abs(sumOf(found.probability) - p)).toBeLessThan(1e-12)
      expect(Math.abs(sumOf(found.logOdds) - logOddsOf(p))).toBeLessThan(1e-9)
    })
  })
})

describe('sampledContributions', () => {
  it('is exact where the curve is a line in the score: a logistic curve on the votes, in log-odds', () => {
    const model = modelOf(trees('probability'))
    const { logOdds } = sampledContributions(model, some, background, { standardError: 0.1, seed: 5 })
    for (let i = 0; i < some.rows; i++) {
      bruteForce(model, i, logOddsOf).forEach((expected, j) => {
        expect(Math.abs(rowOf(logOdds.values, i)[j] - expected)).toBeLessThan(1e-9)
      })
    }
  })

  it('takes a stack of members that see different columns', () => {
    const model = modelOf(stack)
    if (model.kind !== 'stack') throw new Error('needs a stack')
    const found = sampledContributions(model, some, background, { standardError: 0.002, seed: 5 })
    expect(found.features).toEqual(all)
    const units = model.members[1].preprocessor.columns
    const unitOf = (feature: string, category?: string) =>
      units.findIndex((unit) => unit.feature === feature && unit.category === category)
    for (const customer of [0, 5, 9]) {
      // A row of the game says for each unit whether it is the customer's (1) or of background customer b (−b).
      const worth = (from: Float64Array) => {
        const other = Math.max(0, -Math.min(...from))
        return predictStack(model, (encoder) => {
          const [x, z] = [rowOf(encode(encoder, some), customer), rowOf(encode(encoder, background), other)]
          const mixed = encoder.columns.map(({ feature, category }, j) =>
            from[unitOf(feature, category)] === 1 ? x[j] : z[j],
          )
          return matrix(1, mixed.length, Float64Array.from(mixed))
        })[0]
      }
      const against = Array.from({ length: background.rows }, (_, other) => units.map(() => -other))
      const ofUnit = bruteForceShapley(worth, new Float64Array(units.length).fill(1), matrixFromRows(against))
      all.forEach((feature, j) => {
        const expected = ofUnit.reduce((sum, value, u) => sum + (units[u].feature === feature ? value : 0), 0)
        const error = rowOf(found.probability.standardErrors, customer)[j]
        expect(Math.abs(rowOf(found.probability.values, customer)[j] - expected)).toBeLessThan(
          5 * error + 1e-9,
        )
      })
    }
    predictCustomers(model, some).forEach((p, i) => {
      const sum = rowOf(found.probability.values, i).reduce((total, v) => total + v, found.probability.base)
      expect(Math.abs(sum - p)).toBeLessThan(1e-12)
    })
  })

  it('gives the same for any number of threads', async () => {
    const model = modelOf(stack)
    const many = takeCustomers(table, rows)
    const options = { standardError: 0.05, seed: 6 }
    const [one, two] = await Promise.all(
      [0, 2].map((workers) => explainedInParallel(model, many, background, options, { workers })),
    )
    expect(two).toEqual(one)
    expect(one.sampled.pairs).toHaveLength(150)
    const direct = sampledContributions(model, many, background, options)
    expect(one.sampled.probability.values).toEqual(direct.probability.values)
  })

  it('takes calibrated members only', () => {
    const { calibration: _, ...bare } = trees('beta')
    expect(() =>
      sampledContributions(modelOf(bare), some, background, { standardError: 1, seed: 1 }),
    ).toThrow(/needs calibrated members/)
  })
})
