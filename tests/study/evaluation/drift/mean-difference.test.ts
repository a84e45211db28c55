import { describe, expect, it } from 'vitest'
import { compareEstimates, compareMeans } from '../../../../lib/study/src/evaluation/drift/mean-difference'
import { normalCdf } from '../../../../lib/toolkit/statistics/src/distributions/normal'

const z = 1.959963984540054
const interval = (estimate: number, below: number, above = below) => ({
  estimate,
  lower: estimate - below,
  upper: estimate + above,
})

describe('compareMeans', () => {
  it('is the normal interval of the difference, with unequal variances', () => {
    const before = Float64Array.of(1, 2, 3, 4)
    const now = Float64Array.of(4, 6, 8)
    const { measure, effect, pValue } = compareMeans('mean-score', before, now)
    const error = Math.sqrt(5 / 3 / 4 + 4 / 3)
    expect(measure).toBe('mean-score')
    expect(effect.estimate).toBeCloseTo(3.5, 12)
    expect(effect.lower).toBeCloseTo(3.5 - z * error, 6)
    expect(effect.upper).toBeCloseTo(3.5 + z * error, 6)
    expect(pValue).toBeCloseTo(2 * normalCdf(-3.5 / error), 10)
  })

  it('asks on one side where one direction matters', () => {
    const before = Float64Array.of(1, 2, 3, 4)
    const now = Float64Array.of(4, 6, 8)
    const error = Math.sqrt(5 / 3 / 4 + 4 / 3)
    expect(compareMeans('unsureness', before, now).pValue).toBeCloseTo(normalCdf(-3.5 / error), 10)
    expect(compareMeans('unsureness', now, before).pValue).toBeCloseTo(normalCdf(3.5 / error), 10)
    expect(compareMeans('mean-score', before, before).pValue).toBe(1)
  })

  it('is sure where nothing spreads', () => {
    const [one, two] = [Float64Array.of(1, 1), Float64Array.of(2, 2)]
    expect(compareMeans('unsureness', one, two).pValue).toBe(0)
    expect(compareMeans('unsureness', two, one).pValue).toBe(1)
    expect(compareMeans('mean-score', one, one).pValue).toBe(1)
  })
})

describe('compareEstimates', () => {
  it('recovers the interval of the change from both', () => {
    const { effect, measure } = compareEstimates(
      'log-loss',
      interval(0.3, 0.03, 0.06),
      interval(0.5, 0.04, 0.08),
    )
    expect(measure).toBe('log-loss')
    expect(effect.estimate).toBeCloseTo(0.2, 12)
    expect(effect.lower).toBeCloseTo(0.2 - Math.hypot(0.04, 0.06), 12)
    expect(effect.upper).toBeCloseTo(0.2 + Math.hypot(0.08, 0.03), 12)
  })

  it('doubts a rise by what may lie below, a fall by what may lie above', () => {
    const rise = compareEstimates('log-loss', interval(0.3, 0.03, 0.06), interval(0.5, 0.04, 0.08))
    expect(rise.pValue).toBeCloseTo(normalCdf((-0.2 * z) / Math.hypot(0.04, 0.06)), 6)
    const fall = compareEstimates('roc-auc', interval(0.9, 0.03, 0.06), interval(0.8, 0.04, 0.08))
    expect(fall.pValue).toBeCloseTo(normalCdf((-0.1 * z) / Math.hypot(0.08, 0.03)), 6)
  })
})
