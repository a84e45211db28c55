import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../../lib/study/src/customers/customers'
import { foldTasks } from '../../../../lib/study/src/evaluation/cross-validation'
import { runFold } from '../../../../lib/study/src/evaluation/fold'
import { learningData } from '../../../../lib/study/src/study/final-model'
import { loadStudyTables } from '../../../../lib/study/src/tables/read-study-tables'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  conformalCoverage,
  conformalSets,
  conformalThresholds,
  crossConformalSets,
  foldOfRows,
} from '../../../../lib/toolkit/learn/src/evaluation/conformal'
import { repeatedStratifiedSplits, stratifiedFolds } from '../../../../lib/toolkit/learn/src/pipeline/folds'
import reference from '../../../reference/uncertainty.json'
import { mustBeReached } from '../../../support/must-be-reached'
import { realTablesFolder } from '../../../support/real-tables'

/** Exchangeable customers; the probabilities rank them but are far from calibrated. */
function customers(seed: number, rows: number, spread = 1.2) {
  const random = new Random(seed)
  const declines = Uint8Array.from({ length: rows }, () => (random.uniform() < 0.38 ? 1 : 0))
  const probability = Float64Array.from(declines, (y) => {
    const z = spread * y - 1 + random.normal()
    return 1 / (1 + Math.exp(-3 * z))
  })
  return { declines, probability }
}

const judged = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 4,
    maxLength: 40,
  })
  .filter((rows) => new Set(rows.map(([y]) => y)).size === 2)
  .map((rows) => ({
    declines: Uint8Array.from(rows, ([y]) => y),
    probability: Float64Array.from(rows, ([, p]) => p),
  }))

describe('conformalThresholds', () => {
  it.each(reference.conformal)('are numpy’s quantiles at level $level', ({ y, p, level, ...bounds }) => {
    const [declines, probability] = [Uint8Array.from(y), Float64Array.from(p)]
    const each = conformalThresholds(declines, probability, { level })
    expect(each.positiveFrom).toBeCloseTo(1 - bounds.declining, 14)
    expect(each.negativeUpTo).toBe(bounds.holding)
    const all = conformalThresholds(declines, probability, { level, kind: 'all' })
    expect(all.positiveFrom).toBeCloseTo(1 - bounds.all, 14)
    expect(all.negativeUpTo).toBe(bounds.all)
  })

  it('hold at least the level of the customers they come from, in each class', () => {
    fc.assert(
      fc.property(judged, fc.constantFrom(0.5, 0.8, 0.9), ({ declines, probability }, level) => {
        const sets = conformalSets(probability, conformalThresholds(declines, probability, { level }))
        const coverage = conformalCoverage(declines, sets)
        expect(coverage.positives.estimate).toBeGreaterThanOrEqual(level)
        expect(coverage.negatives.estimate).toBeGreaterThanOrEqual(level)
        const all = conformalThresholds(declines, probability, { level, kind: 'all' })
        expect(
          conformalCoverage(declines, conformalSets(probability, all)).all.estimate,
        ).toBeGreaterThanOrEqual(level)
      }),
    )
  })

  it('leave everything possible with too few customers for the level', () => {
    const thresholds = conformalThresholds(Uint8Array.of(1, 0), Float64Array.of(0.8, 0.3))
    expect(thresholds).toEqual({ kind: 'class', level: 0.9, positiveFrom: 0, negativeUpTo: 1, rows: 2 })
  })

  it('refuse what makes no sense', () => {
    expect(() => conformalThresholds(Uint8Array.of(1), Float64Array.of(0.2, 0.3))).toThrow(/one probability/)
    expect(() => conformalThresholds(Uint8Array.of(1), Float64Array.of(0.2))).toThrow(/both classes/)
    expect(() => conformalThresholds(Uint8Array.of(1), Float64Array.of(0.2), { level: 0 })).toThrow(/level/)
  })
})

describe('conformalSets', () => {
  it('parts customers at the two numbers', () => {
    const sets = conformalSets(Float64Array.of(0.1, 0.2, 0.5, 0.7, 0.8), {
      positiveFrom: 0.2,
      negativeUpTo: 0.7,
    })
    expect(sets).toEqual(['holds', 'unsure', 'unsure', 'unsure', 'declines'])
  })

  it('tells those who are like neither class from those who may be either', () => {
    const sets = conformalSets(Float64Array.of(0.2, 0.5, 0.9), { positiveFrom: 0.8, negativeUpTo: 0.3 })
    expect(sets).toEqual(['holds', 'neither', 'declines'])
  })
})

describe('coverage of new customers', () => {
  it.each(['class', 'all'] as const)('is the level, however wrong the probabilities, %s', (kind) => {
    let [covered, declining, holding, ones] = [0, 0, 0, 0]
    const trials = 60
    for (let trial = 0; trial < trials; trial++) {
      const learned = customers(3000 + trial, 200)
      const fresh = customers(9000 + trial, 100)
      const thresholds = conformalThresholds(learned.declines, learned.probability, { kind })
      const sets = conformalSets(fresh.probability, thresholds)
      fresh.declines.forEach((y, i) => {
        const right = sets[i] === 'unsure' || sets[i] === (y === 1 ? 'declines' : 'holds')
        covered += Number(right)
        if (y === 1) declining += Number(right)
        else holding += Number(right)
        ones += y
      })
    }
    const total = 100 * trials
    // Of finite samples: at least the level, at most one customer in n + 1 more; thresholds vary over trials.
    expect(covered / total).toBeGreaterThan(0.9 - 0.02)
    expect(covered / total).toBeLessThan(0.9 + 0.025)
    if (kind === 'class') {
      expect(declining / ones).toBeGreaterThan(0.9 - 0.025)
      expect(declining / ones).toBeLessThan(0.9 + 0.035)
      expect(holding / (total - ones)).toBeGreaterThan(0.9 - 0.02)
    } else {
      // Only for all together: one class pays for the other.
      expect(Math.abs(declining / ones - holding / (total - ones))).toBeGreaterThan(0.04)
    }
  })
})

describe('crossConformalSets', () => {
  it('takes the thresholds of a fold from the others alone', () => {
    const reached = mustBeReached()
    const { declines, probability } = customers(71, 120)
    const fold = stratifiedFolds(declines, 4, 5)
    const sets = crossConformalSets(declines, probability, fold)
    const turned = declines.map((y, row) => (fold[row] === 2 ? 1 - y : y))
    crossConformalSets(turned, probability, fold).forEach((set, row) => {
      if (fold[row] === 2) {
        reached()
        expect(set).toBe(sets[row])
      }
    })
    const others = (_: number, row: number) => fold[row] !== 2
    const thresholds = conformalThresholds(declines.filter(others), probability.filter(others))
    const own = conformalSets(probability, thresholds)
    expect(sets.filter((_, row) => fold[row] === 2)).toEqual(own.filter((_, row) => fold[row] === 2))
  })

  it('covers the customers at the level', () => {
    const { declines, probability } = customers(72, 2000)
    const fold = stratifiedFolds(declines, 5, 6)
    const { all, positives, negatives, folds, unsure } = conformalCoverage(
      declines,
      crossConformalSets(declines, probability, fold),
      { fold },
    )
    for (const share of [all, positives, negatives]) expect(Math.abs(share.estimate - 0.9)).toBeLessThan(0.02)
    expect(folds).toHaveLength(5)
    expect(unsure > 0.05 && unsure < 0.9).toBe(true)
  })

  it('refuses customers without a fold', () => {
    const { declines, probability } = customers(73, 20)
    expect(() => crossConformalSets(declines, probability, new Int32Array(3))).toThrow(/fold of each/)
  })
})

describe('conformalCoverage', () => {
  it('counts what sets hold and how often certainty is right', () => {
    const coverage = conformalCoverage(
      Uint8Array.of(1, 1, 0, 0, 0),
      ['declines', 'holds', 'unsure', 'holds', 'declines'],
      { fold: Int32Array.of(0, 0, 0, 1, 1) },
    )
    expect(coverage.all.estimate).toBe(3 / 5)
    expect(coverage.positives.estimate).toBe(1 / 2)
    expect(coverage.negatives.estimate).toBe(2 / 3)
    expect(coverage.folds.map(({ estimate }) => estimate)).toEqual([2 / 3, 1 / 2])
    expect(coverage.rows).toEqual({ declines: 2, unsure: 1, neither: 0, holds: 2 })
    expect(coverage.unsure).toBe(1 / 5)
    expect(coverage.precision).toEqual({ positives: 1 / 2, negatives: 1 / 2 })
    expect(conformalCoverage(Uint8Array.of(1), ['unsure']).negatives.estimate).toBeNaN()
    // An empty set holds no outcome.
    const empty = conformalCoverage(Uint8Array.of(1, 0), ['neither', 'holds'])
    expect([empty.all.estimate, empty.neither, empty.unsure]).toEqual([0.5, 0.5, 0])
  })
})

describe('foldOfRows', () => {
  it('gives back the folds of a repeat, and refuses half a repeat', () => {
    const declines = Uint8Array.from({ length: 40 }, (_, i) => i % 2)
    const splits = repeatedStratifiedSplits(declines, { folds: 4, repeats: 1, seed: 3 })
    const fold = foldOfRows(splits)
    for (const { fold: held, test } of splits) for (const row of test) expect(fold[row]).toBe(held)
    expect(() => foldOfRows(splits.slice(1))).toThrow(/held out once/)
    expect(() => foldOfRows([splits[0], splits[0]])).toThrow(/held out once/)
  })
})

describe.skipIf(!realTablesFolder)('the store’s own tables', () => {
  it('are covered within two points of 90% on held-out folds', () => {
    const data = learningData(buildCustomers(loadStudyTables(realTablesFolder!)), realTablesFolder!)
    const procedure = { name: 'plain', estimator: 'logistic-regression', candidates: [{ l2: 10 }] }
    const tasks = foldTasks(data, procedure, { folds: 5, repeats: 1, seed: 1 })
    const probability = new Float64Array(data.declines.length)
    for (const task of tasks) {
      runFold(data, task).probability.forEach((p, i) => {
        probability[task.test[i]] = p
      })
    }
    const sets = crossConformalSets(data.declines, probability, foldOfRows(tasks))
    const { all, positives, negatives } = conformalCoverage(data.declines, sets)
    for (const share of [all, positives, negatives]) expect(Math.abs(share.estimate - 0.9)).toBeLessThan(0.02)
  })
})
