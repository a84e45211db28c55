import { describe, expect, it } from 'vitest'
import {
  concludeDrift,
  effectInWords,
  ruleSentences,
} from '../../../../lib/study/src/evaluation/drift/conclusion'
import type { DriftMeasure, JudgedTest } from '../../../../lib/study/src/evaluation/drift/drift-rule'
import { measureRules } from '../../../../lib/study/src/evaluation/drift/drift-rule'

const judged = (measure: DriftMeasure, estimate: number, over: Partial<JudgedTest> = {}): JudgedTest => ({
  measure,
  effect: { estimate, lower: estimate - 0.01, upper: estimate + 0.01 },
  pValue: 0.01,
  adjustedPValue: 0.02,
  alarm: true,
  large: false,
  ...over,
})
const held = (['roc-auc', 'log-loss', 'brier', 'deviation'] as const).map((measure) =>
  judged(measure, 0, { alarm: false, effect: { estimate: 0, lower: -0.005, upper: 0.005 } }),
)
const conclude = (tests: readonly JudgedTest[], hasPerformance = true) =>
  concludeDrift(tests, hasPerformance).conclusion

describe('concludeDrift', () => {
  it('says an alarm as a sentence', () => {
    const { reasons } = concludeDrift(
      [
        judged('location', 0.4, { feature: 'pagesPerVisit', large: true }),
        judged('active', 0.06, { adjustedPValue: 0.0009 }),
        judged('active', -0.06, { adjustedPValue: 0.001 }),
        judged('roc-auc', -0.03),
        judged('log-loss', 0.04),
      ],
      true,
    )
    expect(reasons).toEqual([
      'Pages per visit: Cliff’s delta +0.400 (95% interval 0.390 to 0.410, p = 0.020), a large change.',
      'ROC-AUC changed by −0.030 (95% interval −0.040 to −0.020, p = 0.020).',
      'Log loss changed by 0.040 (95% interval 0.030 to 0.050, p = 0.020).',
      'Share of active customers changed by +6.0 points (95% interval 5.0 points to 7.0 points, p < 0.001).',
      'Share of active customers changed by −6.0 points (95% interval −7.0 points to −5.0 points, p = 0.001).',
    ])
  })

  it('keeps without an alarm', () => {
    expect(concludeDrift([judged('active', 0.06, { alarm: false }), ...held], true)).toEqual({
      conclusion: 'keep',
      reasons: ['None of 5 comparisons finds a change that is both real and large enough to matter.'],
    })
  })

  it.each<[string, JudgedTest, 'retrain' | 'watch', 'retrain' | 'watch']>([
    ['a new category', judged('new-categories', 0.02), 'retrain', 'retrain'],
    [
      'a large change of a feature',
      judged('location', 0.4, { large: true, feature: 'promoShare' }),
      'retrain',
      'watch',
    ],
    ['a change of a feature', judged('mix', 0.2, { feature: 'serviceTier' }), 'watch', 'watch'],
    ['another mean score', judged('mean-score', 0.06), 'retrain', 'watch'],
    ['less sure scores', judged('unsureness', 0.03), 'retrain', 'watch'],
    ['fewer active customers', judged('active', -0.06), 'watch', 'watch'],
  ])('%s: without the target, and where predictions hold', (_, test, blind, holding) => {
    expect(conclude([test], false)).toBe(blind)
    expect(conclude([test, ...held])).toBe(holding)
  })

  it.each(['roc-auc', 'log-loss', 'brier', 'deviation'] as const)(
    'retrains where %s is an alarm',
    (measure) => {
      const others = held.filter((test) => test.measure !== measure)
      expect(conclude([judged(measure, 0.1), ...others])).toBe('retrain')
      expect(conclude([judged('mean-score', 0.06), judged(measure, 0.1), ...others])).toBe('retrain')
    },
  )

  it('takes predictions to hold only where each measure rules out twice what matters', () => {
    const score = judged('mean-score', 0.06)
    const withInterval = (measure: DriftMeasure, lower: number, upper: number) =>
      conclude([
        score,
        ...held.filter((test) => test.measure !== measure),
        judged(measure, 0, { alarm: false, effect: { estimate: 0, lower, upper } }),
      ])
    const twice = 2 * measureRules['log-loss'].minimum
    expect(withInterval('log-loss', -1, twice - 1e-9)).toBe('watch')
    expect(withInterval('log-loss', -1, twice)).toBe('retrain')
    expect(withInterval('roc-auc', -0.04, 1)).toBe('retrain')
    expect(withInterval('roc-auc', -0.039, 1)).toBe('watch')
    expect(withInterval('deviation', -0.1, 0)).toBe('retrain')
    expect(withInterval('deviation', 0, 0.1)).toBe('retrain')
    expect(withInterval('deviation', -0.099, 0.099)).toBe('watch')
  })

  it('says that predictions hold, where they do', () => {
    const { reasons } = concludeDrift([judged('active', -0.06), ...held], true)
    expect(reasons).toHaveLength(2)
    expect(reasons[1]).toBe('The target shows that the predictions hold on the new customers.')
    expect(concludeDrift([judged('active', -0.06), ...held], false).reasons).toHaveLength(1)
  })
})

describe('effectInWords', () => {
  it('writes each measure in its unit', () => {
    expect(effectInWords('log-loss', -0.0314)).toBe('−0.031')
    expect(effectInWords('distance', 0.0984)).toBe('9.8%')
    expect(effectInWords('declining', 0.0521)).toBe('5.2 points')
  })
})

it('the rule names every measure', () => {
  const all = ruleSentences.join(' ')
  for (const { words } of Object.values(measureRules)) expect(all).toContain(words)
  expect(all).toContain('at most 5% of tables raise any alarm')
})
