import { describe, expect, it } from 'vitest'
import type { FeatureTable } from '../../../../lib/study/src/customers/feature-table'
import { featureOf } from '../../../../lib/study/src/customers/features'
import { permutableTable } from '../../../../lib/study/src/explanation/permutable-table'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { columnGroups } from '../../../../lib/toolkit/explain/src/permutation/feature-groups'
import { permutableSvm } from '../../../../lib/toolkit/explain/src/permutation/kernel-permutation'
import {
  permutableMap,
  permutablePredictor,
  permutableSum,
} from '../../../../lib/toolkit/explain/src/permutation/permutable-model'
import {
  asymptoticPValue,
  importanceOverFolds,
  importanceUnder,
  type PermutationLosses,
  permutationImportance,
  permutationPValue,
  rowPermutations,
} from '../../../../lib/toolkit/explain/src/permutation/permutation-importance'
import { permutableTrees } from '../../../../lib/toolkit/explain/src/permutation/tree-permutation'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { supportVectorMachine } from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import {
  brierScore,
  logLoss,
  type Metric,
  rocAuc,
} from '../../../../lib/toolkit/learn/src/evaluation/metrics'
import { predictTrees } from '../../../../lib/toolkit/learn/src/trees/tree-prediction'
import { studentTwoSided } from '../../../../lib/toolkit/statistics/src/distributions/distributions'
import { learningTable } from '../../../study/evaluation/learning-tables'
import {
  permutations,
  type ReferenceImportance,
  reference,
  singles,
  trees,
  x,
  y,
} from './permutation-reference'
import { drawnRows, labelsOf, largestDifference, mixedMatrix, variedGroups } from './permuted-scores'

const { table, declines } = learningTable(200, 5)

/** Uses pages, and the category's code; never promoShare or tier. */
const predict = ({ numbers, categories, rows }: FeatureTable): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => {
    const bonus = categories.favouriteCategory[i] === 'a' ? 0.2 : 0
    return Math.min(1, Math.max(0, 0.5 - 0.05 * (numbers.pagesPerVisit[i] - 8) + bonus))
  })

describe('permutationImportance', () => {
  it('is exactly 0 for a feature the model ignores, and positive for one it needs', () => {
    const result = permutationImportance(permutableTable(predict, table), declines, rocAuc, { seed: 1 })
    expect(result.map(({ name }) => name)).toEqual(table.features.map(({ name }) => name))
    const losses = Object.fromEntries(result.map(({ name, losses: all }) => [name, [...all]]))
    expect(losses.promoShare).toEqual(Array(30).fill(0))
    expect(losses.serviceTier).toEqual(Array(30).fill(0))
    expect(Math.min(...losses.pagesPerVisit)).toBeGreaterThan(0.05)
  })

  it('gives the same numbers for the same seed, whatever else is asked', () => {
    const all = permutationImportance(permutableTable(predict, table), declines, rocAuc, {
      seed: 2,
      repeats: 3,
    })
    expect(
      permutationImportance(permutableTable(predict, table), declines, rocAuc, { seed: 2, repeats: 3 }),
    ).toEqual(all)
    const single = permutableTable(predict, table, [{ name: 'pagesPerVisit', features: ['pagesPerVisit'] }])
    const alone = permutationImportance(single, declines, rocAuc, { seed: 2, repeats: 5 })
    expect([...alone[0].losses.slice(0, 3)]).toEqual([...all[0].losses])
    const other = permutationImportance(permutableTable(predict, table), declines, rocAuc, {
      seed: 3,
      repeats: 3,
    })
    expect(other[0].losses).not.toEqual(all[0].losses)
  })

  it('shuffles the feature and nothing else, a category as a whole', () => {
    const seen: FeatureTable[] = []
    const model = permutableTable(
      (given) => {
        seen.push(given)
        return predict(given)
      },
      table,
      [{ name: 'category', features: ['favouriteCategory'] }],
    )
    permutationImportance(model, declines, rocAuc, { seed: 4, repeats: 1 })
    const [baseline, permuted] = seen
    expect(baseline).toBe(table)
    expect(permuted.numbers).toEqual(table.numbers)
    expect(permuted.categories.serviceTier).toEqual(table.categories.serviceTier)
    expect(permuted.categories.favouriteCategory).not.toEqual(table.categories.favouriteCategory)
    expect([...permuted.categories.favouriteCategory].sort()).toEqual(
      [...table.categories.favouriteCategory].sort(),
    )
  })

  it('shuffles the features of a group together', () => {
    const pairs = ({ numbers, rows }: FeatureTable) =>
      Array.from({ length: rows }, (_, i) => `${numbers.pagesPerVisit[i]} ${numbers.promoShare[i]}`)
    let permuted: FeatureTable | undefined
    const model = permutableTable(
      (given) => {
        permuted = given
        return predict(given)
      },
      table,
      [{ name: 'both', features: ['pagesPerVisit', 'promoShare'] }],
    )
    permutationImportance(model, declines, rocAuc, { seed: 4, repeats: 1 })
    expect(pairs(permuted!)).not.toEqual(pairs(table))
    expect(pairs(permuted!).sort()).toEqual(pairs(table).sort())
  })

  it('is 2·coefficient²·variance for a least-squares line under squared error', () => {
    const rows = 2000
    const random = new Random(12)
    const first = Float64Array.from({ length: rows }, () => 2 * random.normal() + 1)
    const second = Float64Array.from({ length: rows }, () => random.normal())
    const y = Uint8Array.from(first, (value, i) => (value - 2 * second[i] + random.normal() > 1 ? 1 : 0))
    const [intercept, a, b] = leastSquares(first, second, y)
    const linear = ({ numbers }: FeatureTable) =>
      numbers.pagesPerVisit.map((value, i) => intercept + a * value + b * numbers.promoShare[i])
    const lines: FeatureTable = {
      rows,
      features: ['pagesPerVisit', 'promoShare'].map(featureOf),
      numbers: { pagesPerVisit: first, promoShare: second },
      categories: {},
    }
    const repeats = 200
    const result = permutationImportance(permutableTable(linear, lines), y, brierScore, {
      repeats,
      seed: 6,
    })
    for (const [j, coefficient, values] of [
      [0, a, first],
      [1, b, second],
    ] as const) {
      const { losses } = result[j]
      const average = losses.reduce((sum, loss) => sum + loss, 0) / repeats
      const spread = Math.sqrt(losses.reduce((sum, loss) => sum + (loss - average) ** 2, 0) / (repeats - 1))
      const expected = 2 * coefficient ** 2 * variance(values)
      expect(Math.abs(average - expected)).toBeLessThan((5 * spread) / Math.sqrt(repeats))
      expect(Math.abs(average / expected - 1)).toBeLessThan(0.02)
    }
  })

  it("has scikit-learn's results under its permutations, for any metric", () => {
    const forest = permutableTrees(trees, x, singles)
    const { coefficients, intercept } = reference.logistic
    const logOdds = permutablePredictor(
      (given) =>
        Float64Array.from({ length: given.rows }, (_, i) =>
          coefficients.reduce((sum, c, j) => sum + c * given.values[i * given.columns + j], intercept),
        ),
      x,
      singles,
    )
    const logistic = permutableMap(logOdds, (score) => 1 / (1 + Math.exp(-score)))
    const cases: [typeof forest, Metric, ReferenceImportance][] = [
      [forest, rocAuc, reference.trees.rocAuc],
      [forest, logLoss, reference.trees.logLoss],
      [forest, brierScore, reference.trees.brier],
      [logOdds, rocAuc, reference.logistic.rocAuc],
      [logistic, logLoss, reference.logistic.logLoss],
    ]
    for (const [model, metric, expected] of cases) {
      const found = importanceUnder(permutations, model, y, metric)
      const losses = expected.losses.map((ofColumn) => Float64Array.from(ofColumn))
      expect(largestDifference([found.map((one) => one.losses)], [losses])).toBeLessThan(1e-12)
      found.forEach(({ mean: average, deviation }, j) => {
        expect(Math.abs(average - expected.mean[j])).toBeLessThan(1e-12)
        expect(Math.abs(deviation - expected.deviation[j])).toBeLessThan(1e-12)
      })
    }
  })

  it('takes gains and losses the way they are meant', () => {
    const model = permutableTable(predict, table)
    const [gain, loss] = [rocAuc, logLoss].map(
      (metric) => permutationImportance(model, declines, metric, { seed: 1 }).map((one) => one.mean)[0],
    )
    expect(gain).toBeGreaterThan(0)
    expect(loss).toBeGreaterThan(0)
    const reversed = { seed: 1, greaterIsBetter: false }
    expect(permutationImportance(model, declines, rocAuc, reversed)[0].mean).toBeCloseTo(-gain, 14)
  })

  it('sums members with their own columns to the scores of the stack', () => {
    const random = new Random(17)
    const train = mixedMatrix(80, 6, random)
    const labels = labelsOf(train, random)
    const forest = extraTrees.fit(train, labels, { trees: 9 }, 1)
    const machine = supportVectorMachine.fit(train, labels, {}, 1)
    const heldOut = mixedMatrix(40, 6, random)
    const groups = variedGroups(6)
    const stack = permutableMap(
      permutableSum(
        [
          { model: permutableTrees(forest, heldOut, groups), weight: 4 },
          { model: permutableSvm(machine, heldOut, groups), weight: 0.5 },
        ],
        -2,
      ),
      (score) => 1 / (1 + Math.exp(-score)),
    )
    const plain = permutablePredictor(
      (given) => {
        const shares = predictTrees(forest, given)
        const probability = supportVectorMachine.predictProbability(machine, given)
        return shares.map((share, i) => {
          const value = (Math.log(probability[i] / (1 - probability[i])) - machine.intercept) / machine.slope
          return 1 / (1 + Math.exp(2 - 4 * share - 0.5 * value))
        })
      },
      heldOut,
      groups,
    )
    const drawn = drawnRows(stack, 4, random)
    expect(largestDifference([[stack.scores()]], [[plain.scores()]])).toBeLessThan(1e-12)
    expect(largestDifference(stack.permutedScores(drawn), plain.permutedScores(drawn))).toBeLessThan(1e-12)
    expect(() =>
      permutableSum([
        { model: stack, weight: 1 },
        { model: permutableTrees(forest, heldOut, groups.slice(1)), weight: 1 },
      ]),
    ).toThrow('the same groups')
  })

  it('finds the columns of features in an encoding', () => {
    const columnsOf = new Map([
      ['a', [0]],
      ['b', [2, 3]],
    ])
    const groups = [
      { name: 'a + b', features: ['a', 'b'] },
      { name: 'c', features: ['c'] },
    ]
    expect(columnGroups(columnsOf, groups)).toEqual([
      { name: 'a + b', columns: [0, 2, 3] },
      { name: 'c', columns: [] },
    ])
  })

  it('refuses outcomes that do not fit and features that are not there', () => {
    const options = { seed: 1, repeats: 1 }
    const model = permutableTable(predict, table)
    expect(() => permutationImportance(model, declines.slice(1), rocAuc, options)).toThrow(
      /one label for each row/,
    )
    expect(() => rowPermutations(model, { seed: 1, repeats: 0 })).toThrow('positive whole number of repeats')
    for (const name of ['profit', 'toString']) {
      expect(() => permutableTable(predict, table, [{ name, features: [name] }])).toThrow(
        `unknown feature (got "${name}")`,
      )
    }
  })
})

describe('permutationPValue', () => {
  it('counts permuted scores at least as good, and is never 0', () => {
    expect(permutationPValue(Float64Array.of(0.1, 0.2, 0.3))).toBe(1 / 4)
    expect(permutationPValue(Float64Array.of(0.1, 0, -0.1))).toBe(3 / 4)
    expect(permutationPValue(new Float64Array(9))).toBe(1)
  })

  it('is at most 5% in 5% of the cases when a model gives weight to pure noise', () => {
    const runs = 400
    const random = new Random(23)
    let significant = 0
    for (let run = 0; run < runs; run++) {
      const [{ pValue }] = importanceOfNoise(random, { repeats: 19, seed: run })
      if (pValue <= 0.05) significant++
    }
    expect(Math.abs(significant / runs - 0.05)).toBeLessThan(0.04)
  })
})

describe('importanceOverFolds', () => {
  const fold = (...losses: number[]): PermutationLosses[] => [
    { name: 'a', losses: Float64Array.from(losses) },
  ]

  it('averages repeats over folds, with an interval over the folds', () => {
    const [found] = importanceOverFolds([fold(1, 2, 3), fold(2, 3, 4), fold(3, 4, -1)])
    expect([...found.losses]).toEqual([2, 3, 2])
    expect(found.mean).toBeCloseTo(7 / 3, 14)
    expect(found.pValue).toBe(
      asymptoticPValue([fold(1, 2, 3), fold(2, 3, 4), fold(3, 4, -1)].map(([one]) => one.losses)),
    )
    // Fold means 2, 3, 2: variance 1/3, raised from 1/3 to 1/3 + 1/2; Student's 4.3027 at 2 degrees of freedom.
    const half = 4.302652729749464 * Math.sqrt((1 / 3) * (1 / 3 + 1 / 2))
    expect(found.upper - found.mean).toBeCloseTo(half, 8)
    expect(found.mean - found.lower).toBeCloseTo(half, 8)
  })

  it('knows that repeated folds overlap as much as those of one repeat', () => {
    const parts = [fold(1), fold(2), fold(1), fold(2)]
    const [once] = importanceOverFolds(parts)
    const [twice] = importanceOverFolds(parts, { folds: 2 })
    expect((twice.upper - twice.mean) / (once.upper - once.mean)).toBeCloseTo(
      Math.sqrt((1 / 4 + 1) / (1 / 4 + 1 / 3)),
      12,
    )
  })

  it('refuses a single fold and folds that do not match', () => {
    expect(() => importanceOverFolds([fold(1)])).toThrow('two or more folds')
    expect(() => importanceOverFolds([fold(1), fold(1, 2)])).toThrow('the same groups and repeats')
    expect(() => importanceOverFolds([fold(1), [{ name: 'b', losses: Float64Array.of(1) }]])).toThrow(
      'the same groups and repeats',
    )
  })
})

describe('asymptoticPValue', () => {
  it('is that of the mean loss in standard deviations, by Student’s t', () => {
    // Variances 1 and 7, each raised by a third; mean losses 2 and 2: t = 4 / sqrt(32 / 3) with 4 degrees of freedom.
    const found = asymptoticPValue([Float64Array.of(1, 2, 3), Float64Array.of(4, 3, -1)])
    expect(found).toBeCloseTo(studentTwoSided(4 / Math.sqrt(32 / 3), 4) / 2, 12)
    expect(asymptoticPValue([Float64Array.of(-1, -2, -3), Float64Array.of(-4, -3, 1)])).toBeCloseTo(
      1 - found,
      12,
    )
    expect(asymptoticPValue([new Float64Array(5)])).toBe(1)
  })

  it('is at most 5% in 5% of the cases for noise over folds, and at most 0.3% in 0.3%', () => {
    const runs = 1500
    const random = new Random(29)
    let below = 0
    let farBelow = 0
    for (let run = 0; run < runs; run++) {
      const folds = [0, 1, 2].map(
        (k) => importanceOfNoise(random, { repeats: 12, seed: 3 * run + k })[0].losses,
      )
      const pValue = asymptoticPValue(folds)
      if (pValue <= 0.05) below++
      if (pValue <= 0.003) farBelow++
    }
    expect(Math.abs(below / runs - 0.05)).toBeLessThan(0.02)
    expect(farBelow / runs).toBeLessThan(0.01)
  })

  it('falls as low as a correction for many features needs, which Holm’s then is', () => {
    const strong = [0, 1].map((k) => [
      { name: 'a', losses: Float64Array.of(0.2, 0.21, 0.19 + k / 100, 0.2, 0.22) },
      { name: 'b', losses: Float64Array.of(0.01, -0.01, 0.02, -0.02, 0.001) },
    ])
    const [a, b] = importanceOverFolds(strong)
    expect(a.pValue).toBeLessThan(1e-5)
    expect(a.adjustedPValue).toBeCloseTo(2 * a.pValue, 12)
    expect(b.adjustedPValue).toBe(b.pValue)
  })
})

/** Importance of a feature of noise that a model gives weight to, on labels of noise. */
function importanceOfNoise(random: Random, options: { repeats: number; seed: number }) {
  const rows = 40
  const noise = mixedMatrix(rows, 3, random)
  const labels = Uint8Array.from({ length: rows }, () => random.integer(2))
  labels[0] = 0
  labels[1] = 1
  const model = permutablePredictor(
    (given) => Float64Array.from({ length: rows }, (_, i) => given.values[3 * i] + given.values[3 * i + 1]),
    noise,
    [{ name: 'noise', columns: [0] }],
  )
  return permutationImportance(model, labels, rocAuc, options)
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / values.length

function variance(values: Float64Array): number {
  const middle = mean(values)
  return mean(values.map((value) => (value - middle) ** 2))
}

/** Intercept and two coefficients by the normal equations. */
function leastSquares(first: Float64Array, second: Float64Array, y: Uint8Array): [number, number, number] {
  const [m1, m2, my] = [mean(first), mean(second), mean(y)]
  const covariance = (u: (i: number) => number, v: (i: number) => number) =>
    mean(first.map((_, i) => u(i) * v(i)))
  const u = (i: number) => first[i] - m1
  const v = (i: number) => second[i] - m2
  const w = (i: number) => y[i] - my
  const [s11, s12, s22] = [covariance(u, u), covariance(u, v), covariance(v, v)]
  const [s1, s2] = [covariance(u, w), covariance(v, w)]
  const determinant = s11 * s22 - s12 * s12
  const a = (s22 * s1 - s12 * s2) / determinant
  const b = (s11 * s2 - s12 * s1) / determinant
  return [my - a * m1 - b * m2, a, b]
}
