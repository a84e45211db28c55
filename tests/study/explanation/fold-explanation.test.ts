import { beforeAll, describe, expect, it } from 'vitest'
import { buildCustomers, type Customers } from '../../../lib/study/src/customers/customers'
import { encode } from '../../../lib/study/src/customers/feature-encoding'
import { selectFeatures, takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { features, modelFeatures } from '../../../lib/study/src/customers/features'
import { crossValidate, foldTasks } from '../../../lib/study/src/evaluation/cross-validation'
import { featurePreprocessor, predictCustomers } from '../../../lib/study/src/evaluation/feature-preprocessor'
import { riskOfActiveCustomers } from '../../../lib/study/src/explanation/active-risk'
import { backgroundSize } from '../../../lib/study/src/explanation/background'
import { explainCustomers } from '../../../lib/study/src/explanation/contributions'
import {
  explainableFolds,
  explainFolds,
  type FoldExplanation,
  foldBackground,
  permutationRepeats,
} from '../../../lib/study/src/explanation/fold-explanation'
import { permutableTable } from '../../../lib/study/src/explanation/permutable-table'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { deriveSeed, Random } from '../../../lib/toolkit/core/src/random'
import {
  type FeatureGroupOf,
  singleFeatures,
} from '../../../lib/toolkit/explain/src/permutation/feature-groups'
import {
  importanceOverFolds,
  importanceUnder,
  rowPermutations,
} from '../../../lib/toolkit/explain/src/permutation/permutation-importance'
import { rocAuc } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import { fitPipeline, type Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { type PlainCustomer, tablesOf } from '../customers/tables'

const procedure: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  candidates: [{ trees: 15, minLeaf: 1 }],
  calibration: 'beta',
}
const groups: readonly FeatureGroupOf[] = [
  { name: 'pages and category', features: ['pagesPerVisit', 'pagesPerCategory', 'favouriteCategory'] },
  { name: 'revenue', features: ['revenueBeforePrevious', 'revenueCurrent'] },
]
const options = { folds: 3, repeats: 2, seed: 4, workers: 0 } as const

/** Sixty active customers, one of them implausible, between two inactive ones. */
function gatherSixty(): Customers {
  const random = new Random(21)
  const active: PlainCustomer[] = Array.from({ length: 60 }, (_, i) => {
    const pages = 3 + random.integer(12)
    const declines = random.uniform() < (pages < 8 ? 0.8 : 0.2)
    return {
      id: 500 - i,
      pages,
      activity: declines ? 'Снизилась' : 'Прежний уровень',
      revenue: [i === 30 ? 106862.2 : 5000 + 100 * random.normal(), 4900 + 50 * i, 4800],
      minutes: [10 + random.integer(8), 9],
    }
  })
  return buildCustomers(tablesOf([{ id: 900, revenue: [0, 1, 1] }, ...active, { id: 1, revenue: [1, 0, 1] }]))
}

const customers = gatherSixty()
const { activeRows, trainingRows } = customers
const data = {
  table: selectFeatures(takeCustomers(customers.features, trainingRows), modelFeatures),
  declines: take(customers.declines!, trainingRows),
  groups: take(customers.groups, trainingRows),
}
const every = Int32Array.from(data.declines, (_, i) => i)
const finalModel = fitPipeline(procedure, featurePreprocessor(data.table), every, data.declines, 5)
let explanations: FoldExplanation[] = []
let validation: Awaited<ReturnType<typeof crossValidate>>[0]

beforeAll(async () => {
  ;[validation] = await crossValidate([procedure], data, { ...options, keepModelsOf: procedure })
  explanations = await explainFolds(data, validation, groups, options)
})

describe('explainFolds', () => {
  it('explains each customer once, by the model of the first repeat that did not see the customer', () => {
    const tasks = foldTasks(data, procedure, options)
    expect(explanations).toHaveLength(3)
    expect(explanations.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual([...every])
    explanations.forEach(({ test, contributions, importance }, i) => {
      expect(test).toEqual(tasks[i].test)
      const { base, values } = contributions
      const held = take(validation.probability[0], test)
      held.forEach((probability, k) => {
        let logOdds = base
        for (let j = 0; j < values.columns; j++) logOdds += values.values[k * values.columns + j]
        expect(Math.abs(logOdds - Math.log(probability / (1 - probability)))).toBeLessThan(1e-9)
      })
      const names = [...modelFeatures, ...groups].map(({ name }) => name)
      expect(importance.map(({ name }) => name)).toEqual(names)
      for (const { losses } of importance) expect(losses).toHaveLength(permutationRepeats)
    })
  })

  it('measures the loss of ROC-AUC on held-out customers, feature by feature and group by group', () => {
    const asked = [...singleFeatures(modelFeatures.map(({ name }) => name)), ...groups]
    explanations.forEach(({ test, importance }, fold) => {
      const heldOut = takeCustomers(data.table, test)
      const again = permutableTable(
        (table) => predictCustomers(validation.models![fold], table),
        heldOut,
        asked,
      )
      const seed = deriveSeed(options.seed, 'explanation', 0, fold)
      const orders = rowPermutations(again, { repeats: permutationRepeats, seed })
      expect(importance).toEqual(importanceUnder(orders, again, take(data.declines, test), rocAuc))
    })
    const losses = explanations.flatMap(({ importance }) => importance.flatMap((one) => [...one.losses]))
    expect(new Set(losses).size).toBeGreaterThan(50)
  })

  it('takes customers that the fold held out for what is usual', () => {
    const folds = explainableFolds(data, validation, options)
    folds.forEach((task, fold) => {
      const background = foldBackground(data, task)
      expect(background).toHaveLength(Math.min(backgroundSize, task.test.length))
      expect(background.every((row) => task.test.includes(row))).toBe(true)
      expect(explanations[fold].contributions).toEqual(
        explainCustomers(
          task.model,
          takeCustomers(data.table, task.test),
          takeCustomers(data.table, background),
        ),
      )
    })
  })

  it('gives the same with workers, and for each group whatever else is asked', async () => {
    expect(await explainFolds(data, validation, groups, { ...options, workers: 2 })).toEqual(explanations)
    const onlyOne = await explainFolds(data, validation, groups.slice(1), { ...options, workers: 1 })
    onlyOne.forEach(({ importance }, fold) => {
      const others = explanations[fold].importance.filter(({ name }) => name !== groups[0].name)
      expect(importance).toEqual(others)
    })
  })

  it('needs the models of all folds', () => {
    const { models, ...bare } = validation
    const explain = (own?: typeof models) => () =>
      explainFolds(data, { ...bare, ...(own && { models: own }) }, groups, options)
    expect(explain()).toThrow(/needs the 3 fitted models \(got 0\)/)
    expect(explain(models!.slice(4))).toThrow(/got 2/)
  })

  it('brings the folds together with an interval over them', () => {
    const found = importanceOverFolds(
      explanations.map(({ importance }) => importance),
      { folds: options.folds },
    )
    // Pages decide, and the ratio to categories repeats them.
    const meanOf = (wanted: string) => found.find(({ name }) => name === wanted)!.mean
    expect(meanOf(groups[0].name)).toBeGreaterThan(0.1)
    for (const { name, mean } of found.slice(0, -2)) expect(mean, name).toBeLessThan(meanOf(groups[0].name))
    found.forEach(({ name, mean, lower, upper }, g) => {
      const losses = explanations.flatMap(({ importance }) => [...importance[g].losses])
      expect(name).toBe(explanations[0].importance[g].name)
      expect(mean).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / losses.length, 12)
      expect(lower <= mean && mean <= upper).toBe(true)
    })
  })
})

describe('riskOfActiveCustomers', () => {
  it('judges learning customers out of fold, and the one set aside by the final model', () => {
    const risk = riskOfActiveCustomers(customers, explanations, finalModel, 4)
    expect(risk.rows).toEqual(activeRows)
    expect(trainingRows).toHaveLength(59)
    const place = new Map(Array.from(trainingRows, (row, i) => [row, i]))
    activeRows.forEach((row, position) => {
      const i = place.get(row)
      const logOdds = (p: number) => Math.log(p / (1 - p))
      const expected =
        i === undefined
          ? logOdds(predictCustomers(finalModel, takeCustomers(customers.features, [row]))[0])
          : logOdds(validation.probability[0][i])
      expect(Math.abs(logOdds(risk.probability[position]) - expected)).toBeLessThan(1e-9)
      const { values } = risk.contributions
      const sum = values.values
        .subarray(position * values.columns, (position + 1) * values.columns)
        .reduce((total, value) => total + value, risk.base[position])
      expect(Math.abs(sum - expected)).toBeLessThan(1e-9)
    })
    expect(customers.implausible.map(({ row }) => row)).toEqual([31])
  })

  it('explains the features the models see, in their order', () => {
    const risk = riskOfActiveCustomers(customers, explanations, finalModel, 4)
    expect(risk.contributions.features).toEqual(features.filter((f) => f.inModel).map(({ name }) => name))
    expect(encode(finalModel.preprocessor, data.table).columns).toBe(finalModel.model.features)
  })
})
