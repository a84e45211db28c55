import { brierScore, type FeatureTable, featureOf, permutationImportance, Random, rocAuc } from 'one-click'
import { describe, expect, it } from 'vitest'
import { learningTable } from '../evaluation/learning-tables'

const { table, declines } = learningTable(200, 5)

/** Uses pages, and the category's code; never promoShare or tier. */
const predict = ({ numbers, categories, rows }: FeatureTable): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => {
    const bonus = categories.favouriteCategory[i] === 'a' ? 0.2 : 0
    return Math.min(1, Math.max(0, 0.5 - 0.05 * (numbers.pagesPerVisit[i] - 8) + bonus))
  })

describe('permutationImportance', () => {
  it('is exactly 0 for a feature the model ignores, and positive for one it needs', () => {
    const result = permutationImportance(predict, table, declines, rocAuc, { seed: 1 })
    expect(result.map(({ name }) => name)).toEqual(table.features.map(({ name }) => name))
    const losses = Object.fromEntries(result.map(({ name, losses: all }) => [name, [...all]]))
    expect(losses.promoShare).toEqual(Array(10).fill(0))
    expect(losses.serviceTier).toEqual(Array(10).fill(0))
    expect(Math.min(...losses.pagesPerVisit)).toBeGreaterThan(0.05)
  })

  it('gives the same numbers for the same seed, whatever else is asked', () => {
    const all = permutationImportance(predict, table, declines, rocAuc, { seed: 2, repeats: 3 })
    expect(permutationImportance(predict, table, declines, rocAuc, { seed: 2, repeats: 3 })).toEqual(all)
    const alone = permutationImportance(predict, table, declines, rocAuc, {
      seed: 2,
      repeats: 5,
      groups: [{ name: 'pagesPerVisit', features: ['pagesPerVisit'] }],
    })
    expect([...alone[0].losses.slice(0, 3)]).toEqual([...all[0].losses])
    const other = permutationImportance(predict, table, declines, rocAuc, { seed: 3, repeats: 3 })
    expect(other[0].losses).not.toEqual(all[0].losses)
  })

  it('shuffles the feature and nothing else, a category as a whole', () => {
    const seen: FeatureTable[] = []
    permutationImportance(
      (given) => {
        seen.push(given)
        return predict(given)
      },
      table,
      declines,
      rocAuc,
      { seed: 4, repeats: 1, groups: [{ name: 'category', features: ['favouriteCategory'] }] },
    )
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
    permutationImportance(
      (given) => {
        permuted = given
        return predict(given)
      },
      table,
      declines,
      rocAuc,
      { seed: 4, repeats: 1, groups: [{ name: 'both', features: ['pagesPerVisit', 'promoShare'] }] },
    )
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
    const result = permutationImportance(linear, lines, y, brierScore, {
      greaterIsBetter: false,
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

  it('refuses outcomes that do not fit and features that are not there', () => {
    const options = { seed: 1, repeats: 1 }
    expect(() => permutationImportance(predict, table, declines.slice(1), rocAuc, options)).toThrow(
      /one outcome for each row/,
    )
    for (const name of ['profit', 'toString']) {
      const groups = [{ name, features: [name] }]
      expect(() => permutationImportance(predict, table, declines, rocAuc, { ...options, groups })).toThrow(
        `unknown feature (got "${name}")`,
      )
    }
  })
})

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
