import { describe, expect, it } from 'vitest'
import { columnsByFeature } from '../../../lib/study/src/customers/feature-encoding'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import {
  type CustomerProcedure,
  fitCustomerModel,
  pipelinesOf,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { permutableCustomers } from '../../../lib/study/src/explanation/permutable-customers'
import { permutableTable } from '../../../lib/study/src/explanation/permutable-table'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../lib/toolkit/core/src/random'
import {
  type FeatureGroupOf,
  singleFeatures,
} from '../../../lib/toolkit/explain/src/permutation/feature-groups'
import { permutableMap } from '../../../lib/toolkit/explain/src/permutation/permutable-model'
import {
  permutationImportance,
  rowPermutations,
} from '../../../lib/toolkit/explain/src/permutation/permutation-importance'
import { rocAuc } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import type { Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { mustBeReached } from '../../support/must-be-reached'
import { drawnRows, largestDifference } from '../../toolkit/explain/permutation/permuted-scores'
import { learningTable } from '../evaluation/learning-tables'

const { table, declines } = learningTable(160, 12)
const rows = Int32Array.from(declines, (_, i) => i)
const [train, test] = [rows.slice(0, 110), rows.slice(110)]
const heldOut = takeCustomers(table, test)
const names = table.features.map(({ name }) => name)
const groups: readonly FeatureGroupOf[] = [
  ...singleFeatures(names),
  { name: 'both categories', features: ['favouriteCategory', 'serviceTier'] },
  { name: 'category and share', features: ['promoShare', 'favouriteCategory'] },
  { name: 'all', features: names },
]

const trees = (name: string, calibration: Procedure['calibration'], features?: string[]): Procedure => ({
  name,
  estimator: 'extra-trees',
  features,
  candidates: [{ trees: 25, minLeaf: 1 }],
  calibration,
})
const vectors = (
  calibration: Procedure['calibration'],
  probability: boolean,
  features?: string[],
): Procedure => ({
  name: 'SVM',
  estimator: 'support-vector-machine',
  features,
  candidates: [{ gamma: 0.1, probability }],
  calibration,
})
const shareAndCategory = ['promoShare', 'favouriteCategory']
const procedures: [string, CustomerProcedure][] = [
  ['trees, beta', trees('Trees', 'beta')],
  ['trees of two features, log-odds', trees('Trees', 'log-odds', shareAndCategory)],
  ['support vectors, beta', vectors('beta', false)],
  ['support vectors with a curve of their own, probability', vectors('probability', true)],
  [
    'a stack whose members see other features, in other columns',
    {
      name: 'Stack',
      members: [
        trees('Trees', 'beta', shareAndCategory),
        trees('More trees', 'probability'),
        vectors('log-odds', false, ['serviceTier', 'pagesPerVisit', 'favouriteCategory']),
      ],
    },
  ],
]
const modelOf = (procedure: CustomerProcedure) =>
  fitCustomerModel(procedure, table, train, take(declines, train), 6)
const logOdds = (p: number) => Math.log(p / (1 - p))

describe.each(procedures)('permutableCustomers of %s', (_, procedure) => {
  const model = modelOf(procedure)
  const permutable = permutableCustomers(model, heldOut, groups)
  const again = permutableMap(
    permutableTable((permuted) => predictCustomers(model, permuted), heldOut, groups),
    logOdds,
  )

  it('scores customers by their log-odds', () => {
    expect(permutable.rows).toBe(50)
    expect(permutable.groups).toEqual(groups.map(({ name }) => name))
    expect(largestDifference([[permutable.scores()]], [[again.scores()]])).toBeLessThan(1e-9)
  })

  it('equals predicting again, for each feature and for groups, categories as a whole', () => {
    const orders = drawnRows(permutable, 4, new Random(3))
    const scores = permutable.permutedScores(orders)
    expect(largestDifference(scores, again.permutedScores(orders))).toBeLessThan(1e-9)
    const category = scores[names.indexOf('favouriteCategory')][1]
    expect(largestDifference([[category]], [[permutable.scores()]])).toBeGreaterThan(0.1)
  })

  it('leaves scores as they are under features that no member reads', () => {
    const reached = mustBeReached()
    const read = new Set(
      pipelinesOf(model).flatMap(({ preprocessor }) => [...columnsByFeature(preprocessor).keys()]),
    )
    const scores = permutable.permutedScores(drawnRows(permutable, 2, new Random(5)))
    names.forEach((name, g) => {
      const moved = largestDifference([[scores[g][1]]], [[permutable.scores()]])
      if (read.has(name)) {
        reached()
        expect(moved).toBeGreaterThan(0)
      } else expect(moved).toBe(0)
    })
  })

  it('gives the importance that predicting again gives', () => {
    const options = { repeats: 6, seed: 9 }
    const own = permutationImportance(permutable, take(declines, test), rocAuc, options)
    const expected = permutationImportance(again, take(declines, test), rocAuc, options)
    own.forEach(({ name, losses }, g) => {
      expect(name).toBe(groups[g].name)
      expect(largestDifference([[losses]], [[expected[g].losses]])).toBeLessThan(1e-9)
    })
    const all = rowPermutations(permutable, { repeats: 1, seed: 9 }).at(-1)![0]
    expect(
      largestDifference(
        [[permutable.permutedScores(groups.map(() => [all])).at(-1)![0]]],
        [[take(permutable.scores(), all)]],
      ),
    ).toBeLessThan(1e-12)
  })
})

describe('permutableCustomers', () => {
  it('refuses members without a score of its kind, or not calibrated', () => {
    const refused = (procedure: Procedure, message: RegExp) =>
      expect(() => permutableCustomers(modelOf(procedure), heldOut, groups)).toThrow(message)
    refused(
      { name: 'x', estimator: 'logistic-regression', candidates: [{ l2: 1 }], calibration: 'log-odds' },
      /knows extra trees and support vector machines \(got "logistic-regression"\)/,
    )
    refused(trees('Trees', undefined), /needs calibrated members \(got "extra-trees"\)/)
  })
})
