import { describe, expect, it } from 'vitest'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { crossValidate, foldTasks, meanOutOfFold } from '../../../lib/study/src/evaluation/cross-validation'
import {
  type CustomerProcedure,
  featurePreprocessor,
  fitCustomerModel,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { runFold } from '../../../lib/study/src/evaluation/fold'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { metrics } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import { ungrouped } from '../../../lib/toolkit/learn/src/pipeline/folds'
import {
  type FittedPipeline,
  fitPipeline,
  type Procedure,
} from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import type { FittedStack, StackProcedure } from '../../../lib/toolkit/learn/src/pipeline/stack'
import { learningTable } from './learning-tables'

const data = learningTable(120, 1)
const logistic: Procedure = { name: 'Logistic', estimator: 'logistic-regression' }
const trees: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  candidates: [{ trees: 20 }, { trees: 20, minLeaf: 8 }],
  calibration: 'probability',
}
const vectors: Procedure = {
  name: 'SVM',
  estimator: 'support-vector-machine',
  candidates: [{ gamma: 0.1, probability: false }],
  calibration: 'log-odds',
}
const stacked: StackProcedure = { name: 'Stack', members: [trees, vectors] }
const options = { folds: 4, repeats: 2, seed: 3, workers: 0 } as const

describe('foldTasks', () => {
  it('holds every row out exactly once in each repeat, and trains on all others', () => {
    const tasks = foldTasks(data, trees, options)
    expect(tasks).toHaveLength(8)
    for (const repeat of [0, 1]) {
      const held = tasks.filter((task) => task.repeat === repeat).flatMap(({ test }) => [...test])
      expect(held.sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, i) => i))
    }
    for (const { train, test } of tasks) expect(new Set([...train, ...test]).size).toBe(120)
  })

  it('splits alike for every procedure, and otherwise in each repeat', () => {
    const splits = (procedure: Procedure) =>
      foldTasks(data, procedure, options).map(({ train, test }) => ({ train, test }))
    expect(splits(trees)).toEqual(splits(logistic))
    expect(splits(trees)[0]).not.toEqual(splits(trees)[4])
    expect(foldTasks(data, trees, { seed: 3 })).toHaveLength(10)
  })
})

describe('runFold', () => {
  const [task] = foldTasks(data, trees, options)

  it('does not look at the labels of the rows it predicts', () => {
    const flipped = data.declines.slice()
    for (const row of task.test) flipped[row] = 1 - flipped[row]
    expect(runFold({ ...data, declines: flipped }, task)).toEqual(runFold(data, task))
  })

  it('learns nothing from the features of held-out rows', () => {
    const { table } = data
    const wild = {
      ...table,
      numbers: { ...table.numbers, pagesPerVisit: table.numbers.pagesPerVisit.slice() },
      categories: { ...table.categories, favouriteCategory: [...table.categories.favouriteCategory] },
    }
    const [first, ...others] = task.test
    for (const row of others) {
      wild.numbers.pagesPerVisit[row] = 1e6
      wild.categories.favouriteCategory[row] = 'never seen'
    }
    for (const procedure of [logistic, trees, stacked]) {
      const known = runFold(data, { ...task, procedure })
      const result = runFold({ ...data, table: wild }, { ...task, procedure, keepModel: true })
      expect(first).toBe(task.test[0])
      expect(result.probability[0]).toBe(known.probability[0])
      expect(result.probability[1]).not.toBe(known.probability[1])
    }
  })

  it('hands the model back where asked', () => {
    const { model, probability, options: chosen } = runFold(data, { ...task, keepModel: true })
    expect(predictCustomers(model!, takeCustomers(data.table, task.test))).toEqual(probability)
    expect(chosen).toEqual((model as FittedPipeline).options)
    expect(trees.candidates).toContainEqual(chosen)
    expect(runFold(data, task).model).toBeUndefined()
  })

  it('tells the weights of a stack’s members as what the fit chose', () => {
    const result = runFold(data, { ...task, procedure: stacked, keepModel: true })
    const { combination, members } = result.model as FittedStack
    expect(result.options).toEqual({ Trees: combination.weights[0], SVM: combination.weights[1] })
    expect(members.map(({ procedure }) => procedure)).toEqual(stacked.members)
    const test = takeCustomers(data.table, task.test)
    expect(predictCustomers(result.model!, test)).toEqual(result.probability)
  })
})

describe('crossValidate', () => {
  it('puts each fold’s predictions where its rows are, and its metrics beside them', async () => {
    const [result] = await crossValidate([trees], data, options)
    expect(result.procedure).toBe(trees)
    expect(result.probability).toHaveLength(2)
    foldTasks(data, trees, options).forEach((task, i) => {
      const { probability, options: chosen } = runFold(data, task)
      expect(take(result.probability[task.repeat], task.test)).toEqual(probability)
      expect(result.chosenOptions[i]).toEqual(chosen)
      const declines = take(data.declines, task.test)
      for (const name of ['rocAuc', 'logLoss', 'brier'] as const) {
        expect(result.foldScores[name][i]).toBe(metrics[name](declines, probability))
      }
    })
    const losses = result.foldScores.logLoss
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 8
    const squares = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0)
    expect(result.scores.logLoss.mean).toBeCloseTo(mean, 14)
    expect(result.scores.logLoss.sd).toBeCloseTo(Math.sqrt(squares / 7), 14)
    expect(result.scores.rocAuc.mean).toBeGreaterThan(0.75)
  })

  it('gives the same for any number of workers, whatever runs beside it', async () => {
    const alone = await crossValidate([trees], data, { ...options, keepModelsOf: trees })
    const [stack] = await crossValidate([stacked], data, options)
    for (const workers of [1, 2]) {
      const all = await crossValidate([logistic, trees, stacked], data, {
        ...options,
        workers,
        keepModelsOf: trees,
      })
      expect(all.map(({ procedure }) => procedure.name)).toEqual(['Logistic', 'Trees', 'Stack'])
      expect(all[1]).toEqual(alone[0])
      expect(all[2]).toEqual(stack)
      expect([all[0].models, all[2].models]).toEqual([undefined, undefined])
    }
    expect(alone[0].models).toHaveLength(8)
  })

  it('finds nothing in a target that is noise, searches and calibration included', async () => {
    const noise = learningTable(240, 2, { noise: true })
    const compared = await crossValidate(
      [
        logistic,
        { name: 'Neighbours', estimator: 'k-nearest-neighbours' },
        { name: 'Tree', estimator: 'decision-tree' },
        trees,
        stacked,
      ],
      noise,
      { folds: 5, repeats: 2, seed: 8, workers: 0 },
    )
    const share = noise.declines.reduce((sum, value) => sum + value, 0) / 240
    const constant = -(share * Math.log(share) + (1 - share) * Math.log(1 - share))
    for (const { scores, procedure } of compared) {
      // The standard error of one AUC of 240 rows is about 0.04.
      expect(Math.abs(scores.rocAuc.mean - 0.5), procedure.name).toBeLessThan(0.12)
      // No honest procedure beats the share of the class; one that saw the rows would by far.
      expect(scores.logLoss.mean, procedure.name).toBeGreaterThan(constant - 0.02)
    }
  })

  it('tells the progress over all folds of all procedures', async () => {
    const seen: [number, number][] = []
    const quick = { ...logistic, candidates: [{ l2: 1 }] }
    await crossValidate([quick], data, { ...options, onProgress: (...step) => seen.push(step) })
    expect(seen).toEqual(Array.from({ length: 8 }, (_, i) => [i + 1, 8]))
  })
})

describe('meanOutOfFold', () => {
  it('is the probability of the mean log-odds', () => {
    const mean = meanOutOfFold({
      probability: [Float64Array.of(0.5, 0.2, 0.9), Float64Array.of(0.5, 0.5, 0.1)],
    })
    expect(mean[0]).toBeCloseTo(0.5, 14)
    expect(mean[1]).toBeCloseTo(1 / 3, 14)
    expect(mean[2]).toBeCloseTo(0.5, 14)
    expect(meanOutOfFold({ probability: [Float64Array.of(0.3)] })[0]).toBeCloseTo(0.3, 14)
  })

  it('stays a number where models were certain', () => {
    const [both, zero, one] = meanOutOfFold({
      probability: [Float64Array.of(0, 0, 1), Float64Array.of(1, 0, 1)],
    })
    expect(both).toBeCloseTo(0.5, 3)
    expect(zero).toBeLessThan(1e-14)
    expect(one).toBeGreaterThan(1 - 1e-14)
  })
})

describe('copies of customers', () => {
  const groups = ungrouped(data.declines.length).map((row) => (row < 40 ? row >> 1 : row))
  const copied = { ...data, groups }
  const procedures: CustomerProcedure[] = [
    trees,
    { name: 'Machine', estimator: 'support-vector-machine', candidates: [{ cost: 1 }] },
  ]

  it('are held out together', () => {
    for (const { test } of foldTasks(copied, trees, options)) {
      const held = new Set(test)
      for (let row = 0; row < 40; row += 2) expect(held.has(row)).toBe(held.has(row + 1))
    }
  })

  it.each(procedures)('stay together in the inner splits of $name', (procedure) => {
    const { table, declines } = copied
    const rows = ungrouped(declines.length)
    const apart = fitCustomerModel(procedure, table, rows, declines, 3)
    const together = fitCustomerModel(procedure, table, rows, declines, 3, groups)
    // Other inner splits, so another calibration; the fit on all rows is the same.
    expect(together).not.toEqual(apart)
    expect(fitCustomerModel(procedure, table, rows, declines, 3, rows)).toEqual(apart)
  })

  it('never lie on both sides of an inner split', () => {
    const { table, declines } = copied
    const seen: number[][] = []
    const preprocessor = featurePreprocessor(table)
    const watched: typeof preprocessor = {
      fit(rows, fitOptions) {
        seen.push(Array.from(rows))
        return preprocessor.fit(rows, fitOptions)
      },
    }
    fitPipeline({ ...trees, calibration: 'beta' }, watched, ungrouped(declines.length), declines, 3, groups)
    expect(seen.length).toBeGreaterThan(5)
    for (const rows of seen) {
      const train = new Set(rows)
      for (let row = 0; row < 40; row += 2) expect(train.has(row)).toBe(train.has(row + 1))
    }
  })
})
