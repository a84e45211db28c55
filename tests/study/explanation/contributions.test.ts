import { describe, expect, it } from 'vitest'
import { encode } from '../../../lib/study/src/customers/feature-encoding'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import {
  type CustomerModel,
  featurePreprocessor,
  fitCustomerModel,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { backgroundSample } from '../../../lib/study/src/explanation/background'
import { explainCustomers } from '../../../lib/study/src/explanation/contributions'
import { matrix } from '../../../lib/toolkit/core/src/matrix'
import { kernelShapleyValues } from '../../../lib/toolkit/explain/src/shapley/kernel-shapley'
import { treeShapleyValues } from '../../../lib/toolkit/explain/src/shapley/tree-shapley'
import {
  type CalibrationMethod,
  calibratedLogOdds,
} from '../../../lib/toolkit/learn/src/calibration/calibration'
import type { ExtraTreesModel } from '../../../lib/toolkit/learn/src/estimators/extra-trees'
import type { SupportVectorMachineModel } from '../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import {
  type FittedPipeline,
  fitPipeline,
  type Procedure,
  predictPipeline,
} from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import type { FittedStack } from '../../../lib/toolkit/learn/src/pipeline/stack'
import { bruteForceShapley, rowOf } from '../../toolkit/explain/shapley/brute-force'
import { learningTable } from '../evaluation/learning-tables'

const { table, declines } = learningTable(150, 4)
const rows = Int32Array.from(declines, (_, i) => i)
const fitted = (estimator: string, calibration: CalibrationMethod) =>
  fitPipeline(
    {
      name: 'x',
      estimator,
      candidates: estimator === 'extra-trees' ? [{ trees: 40 }] : [{}],
      calibration,
      innerFolds: 3,
    },
    featurePreprocessor(table),
    rows,
    declines,
    2,
  )
const model = fitted('extra-trees', 'probability')
/** Calibrations that are no line in the score, but for that of a support vector machine's log-odds. */
const curves: [string, CalibrationMethod][] = [
  ['extra-trees', 'beta'],
  ['extra-trees', 'log-odds'],
  ['support-vector-machine', 'log-odds'],
  ['support-vector-machine', 'probability'],
  ['support-vector-machine', 'beta'],
]
const someTrees: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  features: ['promoShare', 'favouriteCategory'],
  candidates: [{ trees: 30 }],
  calibration: 'probability',
}
const vectors = (probability: boolean): Procedure => ({
  name: 'SVM',
  estimator: 'support-vector-machine',
  candidates: [{ gamma: 0.1, probability }],
  calibration: 'log-odds',
})
const stackWith = (probability: boolean) =>
  fitCustomerModel(
    { name: 'Stack', members: [someTrees, vectors(probability)] },
    table,
    rows,
    declines,
    2,
  ) as FittedStack<typeof model.preprocessor>
const stacks = { 'with its own curve': stackWith(true), 'without one': stackWith(false) }
const predictEncoded = (pipeline: FittedPipeline, row: Float64Array) =>
  predictPipeline(pipeline, matrix(1, row.length, row))
const some = takeCustomers(table, rows.slice(0, 30))
const background = takeCustomers(table, backgroundSample(rows, 50, 1))
const { base, features, values } = explainCustomers(model, some, background)

describe('explainCustomers', () => {
  it('adds up to the log-odds of the predicted probability within 1e-9', () => {
    predictCustomers(model, some).forEach((probability, i) => {
      let sum = base
      for (let j = 0; j < features.length; j++) sum += values.values[i * features.length + j]
      expect(Math.abs(sum - Math.log(probability / (1 - probability)))).toBeLessThan(1e-9)
    })
  })

  it('starts from the mean log-odds of the background', () => {
    const logOdds = predictCustomers(model, background).map((p) => Math.log(p / (1 - p)))
    const mean = logOdds.reduce((sum, value) => sum + value, 0) / logOdds.length
    expect(Math.abs(base - mean)).toBeLessThan(1e-9)
  })

  it('sums the columns of a category and scales by the slope of the calibration', () => {
    expect(features).toEqual(['pagesPerVisit', 'promoShare', 'serviceTier', 'favouriteCategory'])
    const { preprocessor, calibration } = model
    const raw = treeShapleyValues(
      model.model as ExtraTreesModel,
      encode(preprocessor, some),
      encode(preprocessor, background),
    ).values
    expect(
      preprocessor.columns.map(({ feature }) => feature).filter((f) => f === 'favouriteCategory'),
    ).toHaveLength(3)
    for (let i = 0; i < 30; i++) {
      const row = raw.values.subarray(i * 6, i * 6 + 6)
      const expected = [row[0], row[1], row[2], row[3] + row[4] + row[5]]
      expected.forEach((value, j) => {
        expect(values.values[i * 4 + j]).toBeCloseTo((calibration as { slope: number }).slope * value, 12)
      })
    }
  })

  it('explains calibrated extra trees and support vector machines only', () => {
    const refused = (other: CustomerModel, message: RegExp) =>
      expect(() => explainCustomers(other, some, background)).toThrow(message)
    refused(
      fitted('logistic-regression', 'probability'),
      /knows extra trees and support vector machines \(got "logistic-regression"\)/,
    )
    const { calibration: _, ...bare } = model
    refused(bare, /needs calibrated members \(got "extra-trees"\)/)
    const members = [model, fitted('decision-tree', 'beta')]
    refused({ ...stacks['with its own curve'], members }, /knows extra trees .* \(got "decision-tree"\)/)
  })
})

describe.each(curves)('explainCustomers of %s, calibrated by %s', (estimator, method) => {
  const curved = fitted(estimator, method)
  const explained = explainCustomers(curved, some, background)
  const x = encode(curved.preprocessor, some)
  const z = encode(curved.preprocessor, background)
  const raw =
    estimator === 'extra-trees'
      ? treeShapleyValues(curved.model as ExtraTreesModel, x, z)
      : kernelShapleyValues(curved.model as SupportVectorMachineModel, x, z)

  it('adds up to the log-odds of the predicted probability within 1e-9', () => {
    predictCustomers(curved, some).forEach((probability, i) => {
      const sum = rowOf(explained.values, i).reduce((total, value) => total + value, explained.base)
      expect(Math.abs(sum - Math.log(probability / (1 - probability)))).toBeLessThan(1e-9)
    })
  })

  it('starts from the curve at the mean score of the background', () => {
    const { slope, intercept } = curved.model as SupportVectorMachineModel
    const mean = estimator === 'extra-trees' ? raw.base : 1 / (1 + Math.exp(-slope * raw.base - intercept))
    const [logOdds] = calibratedLogOdds(curved.calibration!, Float64Array.of(mean))
    expect(Math.abs(explained.base - logOdds)).toBeLessThan(1e-9)
  })

  it('multiplies all values of a customer by one slope that is not negative', () => {
    let largest = 0
    for (let i = 0; i < some.rows; i++) {
      const row = rowOf(raw.values, i)
      const score = row.reduce((sum, value) => sum + value, 0)
      const own = rowOf(explained.values, i)
      const change = own.reduce((sum, value) => sum + value, 0)
      expect(change * score).toBeGreaterThanOrEqual(0)
      features.forEach((feature, j) => {
        const sum = curved.preprocessor.columns.reduce(
          (total, column, k) => (column.feature === feature ? total + row[k] : total),
          0,
        )
        expect(Math.abs(own[j] * score - change * sum)).toBeLessThan(1e-9)
        largest = Math.max(largest, Math.abs(own[j]))
      })
    }
    expect(largest).toBeGreaterThan(0.1)
  })

  it('finds nothing to explain in a customer who is the background', () => {
    for (const row of [0, 3, 11]) {
      const alone = takeCustomers(some, [row])
      const same = explainCustomers(curved, alone, alone)
      const [probability] = predictCustomers(curved, alone)
      expect(Math.abs(same.base - Math.log(probability / (1 - probability)))).toBeLessThan(1e-9)
      for (const value of same.values.values) expect(Math.abs(value)).toBeLessThan(1e-12)
    }
  })
})

describe.each(Object.entries(stacks))('explainCustomers of a stack with an SVM %s', (_, stack) => {
  const explained = explainCustomers(stack, some, background)

  it('adds up to the log-odds of the predicted probability within 1e-9', () => {
    predictCustomers(stack, some).forEach((probability, i) => {
      const sum = rowOf(explained.values, i).reduce((total, value) => total + value, explained.base)
      expect(Math.abs(sum - Math.log(probability / (1 - probability)))).toBeLessThan(1e-9)
    })
    expect(Math.min(...stack.combination.weights)).toBeGreaterThan(0.05)
  })

  it('is the weighted sum of the members’ own contributions, each over the features it sees', () => {
    expect(explained.features).toEqual(features)
    const { weights, intercept } = stack.combination
    const members = stack.members.map((member) => explainCustomers(member, some, background))
    expect(members.map((member) => member.features)).toEqual([['promoShare', 'favouriteCategory'], features])
    const base = members.reduce((sum, member, m) => sum + weights[m] * member.base, intercept)
    expect(Math.abs(explained.base - base)).toBeLessThan(1e-12)
    for (let i = 0; i < some.rows; i++) {
      features.forEach((feature, j) => {
        const sum = members.reduce((total, member, m) => {
          const own = member.features.indexOf(feature)
          return own < 0 ? total : total + weights[m] * rowOf(member.values, i)[own]
        }, 0)
        expect(Math.abs(rowOf(explained.values, i)[j] - sum)).toBeLessThan(1e-12)
      })
    }
  })

  it('is what the definition of Shapley values gives, by brute force over encoded columns', () => {
    const member = stack.members[1]
    const alone = explainCustomers(member, some, background)
    const [x, z] = [encode(member.preprocessor, some), encode(member.preprocessor, background)]
    const predictLogOdds = (row: Float64Array) => {
      const [p] = predictEncoded(member, row)
      return Math.log(p / (1 - p))
    }
    for (const i of [0, 7]) {
      const expected = bruteForceShapley(predictLogOdds, rowOf(x, i), z)
      features.forEach((feature, j) => {
        const sum = member.preprocessor.columns.reduce(
          (total, column, k) => (column.feature === feature ? total + expected[k] : total),
          0,
        )
        expect(Math.abs(rowOf(alone.values, i)[j] - sum)).toBeLessThan(1e-9)
      })
    }
  })

  it('leaves out a member of weight 0', () => {
    const trees = stack.members[0]
    const onlyTrees = { ...stack, combination: { weights: Float64Array.of(1, 0), intercept: 0.25 } }
    const { base, values } = explainCustomers(onlyTrees, some, background)
    const alone = explainCustomers(trees, some, background)
    expect(Math.abs(base - alone.base - 0.25)).toBeLessThan(1e-12)
    for (let i = 0; i < some.rows; i++) {
      const [pages, promo, tier, category] = rowOf(values, i)
      expect([promo, category]).toEqual([...rowOf(alone.values, i)])
      expect([pages, tier]).toEqual([0, 0])
    }
  })
})
