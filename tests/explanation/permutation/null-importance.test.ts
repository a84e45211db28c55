import {
  crossValidate,
  extraTrees,
  type FeatureGroupOf,
  foldTasks,
  importanceOverFolds,
  nullImportances,
  type Procedure,
  permutableTable,
  permutationImportance,
  predictCustomers,
  rocAuc,
  shuffledTargetPValues,
  singleFeatures,
  take,
  takeCustomers,
  targetShuffles,
} from 'one-click'
import { beforeAll, describe, expect, it } from 'vitest'
import { learningTable } from '../../evaluation/learning-tables'

/** Pages and share move the target, the category a little; the tier says nothing. */
const data = learningTable(240, 3)
const names = data.table.features.map(({ name }) => name)
const groups: readonly FeatureGroupOf[] = [
  ...singleFeatures(names),
  { name: 'categories', features: ['serviceTier', 'favouriteCategory'] },
]
const procedure: Procedure = {
  name: 'Trees',
  estimator: extraTrees.kind,
  candidates: [{ minLeaf: 2, featureShare: 0.5 }],
  calibration: 'probability',
}
const options = { seed: 8, folds: 3, workers: 0 }
let nulls: Float64Array[] = []

beforeAll(async () => {
  nulls = await nullImportances(data, procedure, groups, options)
})

/** Importance of each group in the same folds for the real target, or for one of noise. */
async function observed(declines: Uint8Array): Promise<number[]> {
  const own = { ...data, declines }
  const [{ models }] = await crossValidate([procedure], own, {
    ...options,
    repeats: 1,
    keepModelsOf: procedure,
  })
  const parts = foldTasks(own, procedure, { ...options, repeats: 1 }).map(({ test }, fold) =>
    permutationImportance(
      permutableTable(
        (table) => predictCustomers(models![fold], table),
        takeCustomers(data.table, test),
        groups,
      ),
      take(declines, test),
      rocAuc,
      { repeats: 10, seed: 1 },
    ),
  )
  return importanceOverFolds(parts).map(({ mean }) => mean)
}

describe('nullImportances', () => {
  it('gives every group’s importance for each shuffle, other ones each time', () => {
    expect(nulls).toHaveLength(targetShuffles)
    for (const importances of nulls) expect(importances).toHaveLength(groups.length)
    expect(new Set(nulls.map((importances) => importances.join())).size).toBe(targetShuffles)
  })

  it('is near zero, as models of a shuffled target know nothing', () => {
    groups.forEach((_, g) => {
      const ofGroup = nulls.map((importances) => importances[g])
      const mean = ofGroup.reduce((sum, value) => sum + value, 0) / targetShuffles
      const deviation = Math.sqrt(
        ofGroup.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (targetShuffles - 1),
      )
      expect(deviation).toBeGreaterThan(0)
      expect(deviation).toBeLessThan(0.06)
      expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(targetShuffles))
    })
  })

  it('tells features that move the target from one that does not', async () => {
    const importances = await observed(data.declines)
    const found = Object.fromEntries(
      shuffledTargetPValues(importances, nulls).map((p, g) => [groups[g].name, p]),
    )
    expect(found.pagesPerVisit.pValue).toBeLessThan(1e-4)
    expect(found.promoShare.pValue).toBeLessThan(1e-3)
    expect(found.serviceTier.pValue).toBeGreaterThan(0.1)
    expect(found.pagesPerVisit.countedPValue).toBe(1 / (targetShuffles + 1))
  })

  it('finds nothing where the target is noise', async () => {
    const { declines } = learningTable(240, 33, { noise: true })
    const own = await nullImportances({ ...data, declines }, procedure, groups, options)
    for (const { pValue } of shuffledTargetPValues(await observed(declines), own)) {
      expect(pValue).toBeGreaterThan(0.02)
    }
  })

  it('is the same for any number of workers, and another for another seed', async () => {
    for (const workers of [1, 2]) {
      expect(await nullImportances(data, procedure, groups, { ...options, workers })).toEqual(nulls)
    }
    expect(await nullImportances(data, procedure, groups, { ...options, seed: 9 })).not.toEqual(nulls)
  })

  it('depends on the first candidate’s settings and features only', async () => {
    const other = {
      ...procedure,
      name: 'x',
      calibration: undefined,
      innerFolds: 3,
      innerOptions: { trees: 5 },
    }
    const more: Procedure = { ...other, candidates: [{ minLeaf: 2, featureShare: 0.5 }, { minLeaf: 50 }] }
    expect(await nullImportances(data, more, groups, options)).toEqual(nulls)
    const coarse = { ...procedure, candidates: [{ minLeaf: 40, featureShare: 0.5 }] }
    expect(await nullImportances(data, coarse, groups, options)).not.toEqual(nulls)
    const without = { ...procedure, features: ['pagesPerVisit', 'promoShare'] }
    for (const [pages, , tier, category, both] of await nullImportances(data, without, groups, options)) {
      expect(pages).not.toBe(0)
      expect([tier, category, both]).toEqual([0, 0, 0])
    }
  })

  it('says how far it is, and refuses models other than extra trees', async () => {
    const seen: number[] = []
    const told = {
      ...options,
      folds: 2,
      onProgress: (done: number, total: number) => seen.push(done / total),
    }
    await nullImportances(data, procedure, groups.slice(0, 1), told)
    expect(seen).toEqual(Array.from({ length: targetShuffles }, (_, i) => (i + 1) / targetShuffles))
    const logistic = { name: 'x', estimator: 'logistic-regression', candidates: [{ l2: 1 }] }
    expect(() => nullImportances(data, logistic, groups, options)).toThrow(
      /nullImportances: needs extra trees \(got "logistic-regression"\)/,
    )
  })
})
