import { describe, expect, it } from 'vitest'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { crossValidate, foldTasks } from '../../../lib/study/src/evaluation/cross-validation'
import { predictCustomers } from '../../../lib/study/src/evaluation/feature-preprocessor'
import { runFold } from '../../../lib/study/src/evaluation/fold'
import { everyone, type FoldData } from '../../../lib/study/src/evaluation/fold-data'
import { learningCurve } from '../../../lib/study/src/evaluation/learning-curve'
import { take } from '../../../lib/toolkit/core/src/matrix'
import type { Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { learningTable } from './learning-tables'

const now = learningTable(120, 1)
const before = learningTable(90, 2)
/** The first 60 of the earlier customers are customers of today, the others have left. */
const groups = before.groups.map((row) => (row < 60 ? row : 1000 + row))
const data: FoldData = { ...now, earlier: { ...before, groups } }
const nearest: Procedure = {
  name: 'Nearest',
  estimator: 'k-nearest-neighbours',
  candidates: [{ neighbours: 5 }, { neighbours: 15 }],
  calibration: 'probability',
}
const options = { folds: 4, repeats: 2, seed: 3, workers: 0 } as const

describe('customers of earlier quarters', () => {
  it('come after those of the data', () => {
    const all = everyone(data)
    expect([all.table.rows, all.declines.length, all.groups.length]).toEqual([210, 210, 210])
    const last = Int32Array.from({ length: 90 }, (_, i) => 120 + i)
    expect(takeCustomers(all.table, last)).toEqual(before.table)
    expect([take(all.declines, last), take(all.groups, last)]).toEqual([before.declines, groups])
    expect(everyone(now)).toEqual(now)
  })

  it('are learned from in every fold, but where the same customer is judged; they judge nobody', () => {
    const alone = foldTasks(now, nearest, options)
    foldTasks(data, nearest, options).forEach(({ train, test }, i) => {
      expect(test).toEqual(alone[i].test)
      expect(train.subarray(0, alone[i].train.length)).toEqual(alone[i].train)
      const held = new Set(test)
      const expected = [...before.groups].filter((row) => row >= 60 || !held.has(row))
      expect([...train.subarray(alone[i].train.length)]).toEqual(expected.map((row) => 120 + row))
    })
  })

  it('give a fold the model of all that it learns from', () => {
    const [task] = foldTasks(data, nearest, options)
    const { probability, model } = runFold(data, { ...task, keepModel: true })
    expect(probability).toEqual(predictCustomers(model!, takeCustomers(now.table, task.test)))
    const alone = runFold(now, foldTasks(now, nearest, options)[0])
    expect(probability).not.toEqual(alone.probability)
    const turned = { ...data, earlier: { ...data.earlier!, declines: before.declines.map((y) => 1 - y) } }
    expect(runFold(turned, task).probability).not.toEqual(probability)
  })

  it('leave a cross-validation one of the customers of the data', async () => {
    const [validation] = await crossValidate([nearest], data, options)
    expect(validation.probability.map(({ length }) => length)).toEqual([120, 120])
    const curve = await learningCurve(validation, data, { folds: 4, seed: 3, workers: 0 })
    const tasks = foldTasks(data, nearest, { ...options, repeats: 1 })
    const sizes = tasks.map(({ train }) => train.length)
    expect(curve[curve.length - 1].customers).toBe(sizes.reduce((sum, size) => sum + size, 0) / 4)
    expect(curve[0].customers).toBeGreaterThan(0.15 * curve[curve.length - 1].customers)
    expect(curve[0].customers).toBeLessThan(0.25 * curve[curve.length - 1].customers)
  })

  it('never tell of a customer whom they are: who is judged by heart is not judged by the earlier row', async () => {
    const heart: Procedure = {
      name: 'Heart',
      estimator: 'k-nearest-neighbours',
      candidates: [{ neighbours: 1 }],
    }
    const same: FoldData = { ...now, earlier: { ...now, groups: now.groups } }
    const apart: FoldData = { ...now, earlier: { ...now, groups: now.groups.map((group) => group + 1000) } }
    const errorOf = async (of: FoldData) => (await crossValidate([heart], of, options))[0].scores.brier.mean
    expect(await errorOf(apart)).toBe(0)
    expect(await errorOf(same)).toBeGreaterThan(0.1)
  })
})
