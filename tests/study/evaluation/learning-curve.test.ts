import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossValidate, foldTasks } from '../../../lib/study/src/evaluation/cross-validation'
import {
  learningCurve,
  learningShares,
  meanOverFolds,
  shareOfRows,
} from '../../../lib/study/src/evaluation/learning-curve'
import { pairedDifference } from '../../../lib/study/src/evaluation/model-comparison'
import { learningCurveFigure } from '../../../lib/study/src/report/figures/learning-curve'
import type { Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { mustBeReached } from '../../support/must-be-reached'
import { learningTable } from './learning-tables'

const plain = learningTable(240, 3)
/** Rows 2i and 2i + 1 of the first sixty are copies. */
const data = { ...plain, groups: plain.groups.map((row) => (row < 60 ? row - (row % 2) : row)) }
const rows = Int32Array.from({ length: 200 }, (_, i) => i + 20)

describe('shareOfRows', () => {
  it('keeps copies together, both classes at their shares, and smaller parts within larger ones', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.1, max: 1, noNaN: true }), (seed, share) => {
        const part = shareOfRows(rows, data, share, seed)
        const kept = new Set(part)
        expect(kept.size).toBe(part.length)
        for (const row of part) {
          expect(rows).toContain(row)
          for (const other of rows)
            if (data.groups[other] === data.groups[row]) {
              reached()
              expect(kept.has(other)).toBe(true)
            }
        }
        const larger = new Set(shareOfRows(rows, data, Math.min(1, share + 0.2), seed))
        for (const row of part) expect(larger.has(row)).toBe(true)
        expect(Math.abs(part.length - share * rows.length)).toBeLessThanOrEqual(0.2 * share * rows.length + 3)
      }),
    )
    expect(shareOfRows(rows, data, 1, 1)).toEqual(rows)
    expect(shareOfRows(rows, data, 0.5, 1)).not.toEqual(shareOfRows(rows, data, 0.5, 2))
  })
})

describe('meanOverFolds', () => {
  it('is the mean with Student’s interval, raised for overlapping training folds', () => {
    // scipy: t.ppf(0.975, 4) = 2.7764451051977987; variance 0.025 · (1/5 + 1/4).
    const { estimate, lower, upper } = meanOverFolds(Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5))
    expect(estimate).toBeCloseTo(0.3, 12)
    expect(upper - estimate).toBeCloseTo(2.7764451051977987 * Math.sqrt(0.025 * 0.45), 6)
    expect(estimate - lower).toBeCloseTo(upper - estimate, 12)
    expect(() => meanOverFolds(Float64Array.of(1))).toThrow(/two or more/)
  })
})

describe('learningCurve', () => {
  const procedure: Procedure = {
    name: 'Logistic regression',
    estimator: 'logistic-regression',
    candidates: [{ l2: 1 }],
  }

  it('ends with all training customers, as the cross-validation found, and falls with more of them', async () => {
    const options = { folds: 5, seed: 4, workers: 0 }
    const [whole] = await crossValidate([procedure], data, { ...options, repeats: 2 })
    const points = await learningCurve(whole, data, options)
    expect(points.map(({ share }) => share)).toEqual([...learningShares, 1])
    const sizes = points.map(({ customers }) => customers)
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
    const tasks = foldTasks(data, procedure, { folds: 5, repeats: 1, seed: 4 })
    expect(sizes[4]).toBeCloseTo(tasks.reduce((sum, { train }) => sum + train.length, 0) / 5, 9)
    for (const { scores, foldScores } of points)
      for (const metric of ['rocAuc', 'logLoss', 'brier'] as const)
        expect(scores[metric]).toEqual(meanOverFolds(foldScores[metric]))
    // The folds are hard and easy alike for both points: their difference is surer than either.
    const [before, all] = points.slice(-2)
    const change = pairedDifference(before, all, 'logLoss', { folds: 5 })
    expect(change.estimate).toBeCloseTo(all.scores.logLoss.estimate - before.scores.logLoss.estimate, 12)
    expect(change.upper - change.lower).toBeLessThan(
      (all.scores.logLoss.upper - all.scores.logLoss.lower) / 2,
    )
    expect(points[4].scores.logLoss).toEqual(meanOverFolds(whole.foldScores.logLoss.slice(0, 5)))
    expect(points[0].scores.logLoss.estimate).toBeGreaterThan(points[4].scores.logLoss.estimate)
    const { data: traces } = learningCurveFigure(points)
    expect(traces.map(({ y }) => y)).toEqual(
      (['rocAuc', 'logLoss'] as const).map((metric) => points.map(({ scores }) => scores[metric].estimate)),
    )
  })

  it('leaves out shares that some fold could not learn from, on small tables all of them', async () => {
    const options = { folds: 5, seed: 4, workers: 0 }
    const small = learningTable(60, 3)
    const [whole] = await crossValidate([procedure], small, { ...options, repeats: 1 })
    const shares = (await learningCurve(whole, small, options)).map(({ share }) => share)
    expect(shares.at(-1)).toBe(1)
    expect(shares.length).toBeLessThan(learningShares.length + 1)
    const few = { ...small, declines: small.declines.map((_, row) => (row < 10 ? 1 : 0)) }
    const [rare] = await crossValidate([procedure], few, { ...options, repeats: 1 })
    expect((await learningCurve(rare, few, options)).map(({ share }) => share)).toEqual([0.6, 0.8, 1])
  })
})
