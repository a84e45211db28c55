import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simplestWithinOneError } from '../../../lib/study/src/evaluation/choice'
import type { CrossValidation } from '../../../lib/study/src/evaluation/cross-validation'
import { foldDifferences } from '../../../lib/study/src/evaluation/model-comparison'

/** A model that has these log losses in the folds. */
function judged(name: string, logLoss: readonly number[]): CrossValidation {
  const folds = Float64Array.from(logLoss)
  const score = { mean: 0, sd: 0 }
  const mean = folds.reduce((sum, loss) => sum + loss, 0) / folds.length
  return {
    procedure: { name, estimator: 'logistic-regression' },
    probability: [],
    scores: { rocAuc: score, logLoss: { mean, sd: 0 }, brier: score },
    foldScores: { rocAuc: new Float64Array(folds.length), logLoss: folds, brier: folds },
    innerLogLoss: new Float64Array(folds.length),
    chosenOptions: [],
  }
}

const best = judged('best', [0.3, 0.32, 0.28, 0.3])
/** Differences 0.01 and −0.002 in turn: mean 0.004, variance 4.8e-5, error √(4.8e-5 · (1/4 + 1/3)) = 0.0053. */
const near = judged('near', [0.31, 0.318, 0.29, 0.298])
/** Differences 0.02 and 0.03 in turn: mean 0.025, error 0.0044. */
const far = judged('far', [0.32, 0.35, 0.3, 0.33])
const choose = (...models: CrossValidation[]) => simplestWithinOneError(models, { folds: 4 })

describe('simplestWithinOneError', () => {
  it('takes the plainest whose distance to the best is within the error of that distance', () => {
    const choice = choose(far, near, best)
    expect(choice.best).toBe(best)
    expect(choice.chosen).toBe(near)
    expect(choice.distances.map(({ model }) => model)).toEqual([far, near, best])
    const [ofFar, ofNear, ofBest] = choice.distances
    expect(ofFar.above).toBeCloseTo(0.025, 12)
    expect(ofFar.error).toBeCloseTo(Math.sqrt((1e-4 / 3) * (1 / 4 + 1 / 3)), 12)
    expect(ofNear.above).toBeCloseTo(0.004, 12)
    expect(ofNear.error).toBeCloseTo(Math.sqrt(4.8e-5 * (1 / 4 + 1 / 3)), 12)
    expect([ofBest.above, ofBest.error]).toEqual([0, 0])
  })

  it('takes the best where all plainer ones are further away', () => {
    expect(choose(far, best).chosen).toBe(best)
    expect(choose(best).chosen).toBe(best)
  })

  it('never takes a model after the best in the list', () => {
    const choice = choose(far, best, near)
    expect(choice.best).toBe(best)
    expect(choice.chosen).toBe(best)
  })

  it('takes a model a constant above the best for worse, however little', () => {
    const raised = judged('raised', [0.3125, 0.3325, 0.2925, 0.3125])
    expect(choose(raised, best).chosen).toBe(best)
  })

  it('takes the first of equally good ones', () => {
    const twin = judged('twin', [0.3, 0.32, 0.28, 0.3])
    const choice = choose(far, twin, best)
    expect(choice.best).toBe(twin)
    expect(choice.chosen).toBe(twin)
    // The same mean in other folds.
    const turned = judged('turned', [0.28, 0.3, 0.3, 0.32])
    expect(choose(turned, best).chosen).toBe(turned)
  })

  it('counts folds of one repeat: more of them make training folds overlap more', () => {
    // 0.004 is within 0.0053 of four folds, but beyond √(4.8e-5 · (1/4 + 1/29)) = 0.0037 of thirty.
    const thirty = simplestWithinOneError([near, best], { folds: 30 })
    expect(choose(near, best).chosen).toBe(near)
    expect(thirty.chosen).toBe(best)
  })

  it('holds for any scores: the choice is within one error, no plainer one is', () => {
    const scores = fc.array(fc.double({ min: 0.2, max: 0.4, noNaN: true }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(fc.array(scores, { minLength: 1, maxLength: 6 }), (all) => {
        const models = all.map((losses, m) => judged(`model ${m}`, losses))
        const { best, chosen, distances } = simplestWithinOneError(models, { folds: 5 })
        const within = models.map((model) => {
          const { estimate, error } = foldDifferences(best, model, 'logLoss', { folds: 5 })
          return estimate <= error
        })
        expect(Math.min(...models.map(({ scores }) => scores.logLoss.mean))).toBe(best.scores.logLoss.mean)
        expect(models.indexOf(chosen)).toBe(within.indexOf(true))
        for (const { above } of distances) expect(above).toBeGreaterThanOrEqual(-1e-15)
      }),
    )
  })

  it('needs models judged on the same folds', () => {
    expect(() => choose()).toThrow(/simplestWithinOneError: needs at least one model/)
    expect(() => choose(best, judged('short', [0.2, 0.3]))).toThrow(/the same two or more folds/)
  })
})
