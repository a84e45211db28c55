import {
  type Customers,
  crossValidate,
  encode,
  explainFolds,
  type FoldExplanation,
  featurePreprocessor,
  features,
  fitPipeline,
  foldTasks,
  gatherCustomers,
  matrixFromRows,
  modelFeatures,
  type Procedure,
  permutationRepeats,
  predictCustomers,
  Random,
  riskOfActiveCustomers,
  rocAuc,
  selectFeatures,
  summariseImportance,
  take,
  takeCustomers,
} from 'one-click'
import { beforeAll, describe, expect, it } from 'vitest'
import { type PlainCustomer, tablesOf } from '../customers/tables'

const procedure: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  candidates: [{ trees: 15 }],
  calibration: 'probability',
}
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
  return gatherCustomers(
    tablesOf([{ id: 900, revenue: [0, 1, 1] }, ...active, { id: 1, revenue: [1, 0, 1] }]),
  )
}

const customers = gatherSixty()
const { activeRows, trainingRows } = customers
const data = {
  table: selectFeatures(takeCustomers(customers.features, trainingRows), modelFeatures),
  declines: take(customers.declines!, trainingRows),
}
const every = Int32Array.from(data.declines, (_, i) => i)
const finalModel = fitPipeline(procedure, featurePreprocessor(data.table), every, data.declines, 5)
let explanations: FoldExplanation[] = []
let validation: Awaited<ReturnType<typeof crossValidate>>[0]

beforeAll(async () => {
  ;[validation] = await crossValidate([procedure], data, { ...options, keepModelsOf: procedure })
  explanations = await explainFolds(data, validation, options)
})

describe('explainFolds', () => {
  it('explains each customer once, by the model of the first repeat that did not see the customer', () => {
    const tasks = foldTasks(data.declines, procedure, options)
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
      expect(importance.map(({ name }) => name)).toEqual(modelFeatures.map(({ name }) => name))
      for (const { losses } of importance) expect(losses).toHaveLength(permutationRepeats)
    })
  })

  it('measures the importance as the loss of ROC-AUC on held-out customers', () => {
    const [{ test, importance }] = explanations
    const baseline = rocAuc(take(data.declines, test), take(validation.probability[0], test))
    for (const { losses } of importance) {
      for (const loss of losses) expect(loss).toBeLessThanOrEqual(baseline)
    }
  })

  it('gives the same with workers', async () => {
    expect(await explainFolds(data, validation, { ...options, workers: 2 })).toEqual(explanations)
  })

  it('needs the models of all folds', () => {
    const { models, ...bare } = validation
    expect(() => explainFolds(data, bare, options)).toThrow(/needs the 3 fitted models \(got 0\)/)
    expect(() => explainFolds(data, { ...bare, models: models!.slice(4) }, options)).toThrow(/got 2/)
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

describe('summariseImportance', () => {
  it('takes mean and percentiles over all folds and repeats, largest first', () => {
    const fold = (first: number[], second: number[]): FoldExplanation => ({
      test: new Int32Array(0),
      importance: [
        { name: 'pagesPerVisit', losses: Float64Array.from(first) },
        { name: 'promoShare', losses: Float64Array.from(second) },
      ],
      contributions: { base: 0, features: [], values: matrixFromRows([]) },
    })
    const summary = summariseImportance([fold([0.3, 0.1], [0.5, 0.4]), fold([0.2, -0.2], [0.6, 0.5])])
    expect(summary.map(({ name }) => name)).toEqual(['promoShare', 'pagesPerVisit'])
    expect(summary[0].mean).toBeCloseTo(0.5, 14)
    expect(summary[1].mean).toBeCloseTo(0.1, 14)
    expect([summary[0].lower, summary[0].upper]).toEqual([0.4, 0.6])
    expect([summary[1].lower, summary[1].upper]).toEqual([-0.2, 0.3])
  })
})
