import { describe, expect, it } from 'vitest'
import { concludeDrift } from '../../../../lib/study/src/evaluation/drift/conclusion'
import {
  changeThatMatters,
  type DriftMeasure,
  type DriftTest,
  type JudgedTest,
  judgeTests,
  measureRules,
} from '../../../../lib/study/src/evaluation/drift/drift-rule'
import { compareEstimates, compareMeans } from '../../../../lib/study/src/evaluation/drift/mean-difference'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { holm } from '../../../../lib/toolkit/statistics/src/hypothesis/holm'

const test = (measure: DriftMeasure, estimate: number, pValue: number, feature?: string): DriftTest => ({
  measure,
  feature,
  effect: { estimate, lower: estimate - 0.001, upper: estimate + 0.001 },
  pValue,
})

describe('judgeTests', () => {
  it('alarms only where a change is both real and large enough', () => {
    const judged = judgeTests([
      test('location', 0.2, 1e-6, 'pagesPerVisit'),
      test('location', 0.1, 1e-6, 'promoShare'),
      test('location', -0.4, 0.2, 'unpaidItems'),
      test('location', -0.4, 1e-6, 'tenureDays'),
    ])
    expect(judged.map(({ alarm }) => alarm)).toEqual([true, false, false, true])
    expect(judged.map(({ large }) => large)).toEqual([false, false, false, true])
    expect(judged.map(({ adjustedPValue }) => adjustedPValue)).toEqual(
      Array.from(holm([1e-6, 1e-6, 0.2, 1e-6])),
    )
  })

  it('takes a change the other way for none', () => {
    const judged = judgeTests([
      test('roc-auc', 0.1, 1e-9),
      test('log-loss', -0.1, 1e-9),
      test('implausible', -0.1, 1e-9),
      test('roc-auc', -0.1, 1e-9),
      test('log-loss', 0.1, 1e-9),
    ])
    expect(judged.map(({ alarm }) => alarm)).toEqual([false, false, false, true, true])
    expect(changeThatMatters({ measure: 'roc-auc' }, -0.1)).toBe(0.1)
    expect(changeThatMatters({ measure: 'active' }, -0.1)).toBe(0.1)
  })
})

describe('concludeDrift', () => {
  const judged = (measure: DriftMeasure, estimate: number, feature?: string): JudgedTest =>
    judgeTests([test(measure, estimate, 0, feature)])[0]
  const fine = (['roc-auc', 'log-loss', 'brier', 'deviation'] as const).map((measure) => judged(measure, 0))

  it('keeps a model when nothing is an alarm', () => {
    expect(concludeDrift([judged('location', 0.1, 'pagesPerVisit'), ...fine], true)).toEqual({
      conclusion: 'keep',
      reasons: ['None of 5 comparisons finds a change that is both real and large enough to matter.'],
    })
  })

  it.each<[DriftMeasure, number]>([
    ['roc-auc', -0.03],
    ['log-loss', 0.05],
    ['brier', 0.02],
    ['deviation', -0.06],
  ])('retrains when %s is worse', (measure, estimate) => {
    expect(concludeDrift([judged(measure, estimate)], true).conclusion).toBe('retrain')
  })

  it('retrains for new categories even where the predictions hold', () => {
    const { conclusion, reasons } = concludeDrift(
      [judged('new-categories', 0.02, 'favouriteCategory'), ...fine],
      true,
    )
    expect(conclusion).toBe('retrain')
    expect(reasons[0]).toBe(
      'Favourite category: share in new categories 2.0% (95% interval 1.9% to 2.1%, p < 0.001).',
    )
  })

  it.each<[DriftMeasure, number, string | undefined]>([
    ['location', -0.5, 'pagesPerVisit'],
    ['distance', 0.4, 'pagesPerVisit'],
    ['mix', 0.4, 'serviceTier'],
    ['mean-score', 0.1, undefined],
    ['unsureness', 0.05, undefined],
  ])(
    'retrains for a large change of %s unless the target shows that the predictions hold',
    (measure, size, feature) => {
      const alarm = judged(measure, size, feature)
      expect(concludeDrift([alarm], false).conclusion).toBe('retrain')
      expect(concludeDrift([alarm, ...fine], true).conclusion).toBe('watch')
      // Not known well enough: the interval does not rule out twice the change that matters.
      const vague = fine.map((known) => ({ ...known, effect: { estimate: 0, lower: -0.2, upper: 0.2 } }))
      expect(concludeDrift([alarm, ...vague], true).conclusion).toBe('retrain')
    },
  )

  it.each<[DriftMeasure, number, string | undefined]>([
    ['location', 0.2, 'pagesPerVisit'],
    ['active', -0.1, undefined],
    ['incomplete', 0.1, undefined],
    ['implausible', 0.1, undefined],
    ['declining', 0.1, undefined],
  ])('watches a change of %s', (measure, size, feature) => {
    expect(concludeDrift([judged(measure, size, feature)], false).conclusion).toBe('watch')
  })

  it('tells the gravest reason first', () => {
    const { reasons } = concludeDrift([judged('active', -0.1), judged('roc-auc', -0.1)], true)
    expect(reasons.map((reason) => reason.split(' ')[0])).toEqual(['ROC-AUC', 'Share'])
  })
})

describe('compareMeans and compareEstimates', () => {
  it('hold their level and cover the truth', () => {
    const random = new Random(12)
    const draw = (mean: number) => Float64Array.from({ length: 150 }, () => mean + random.normal())
    let rejected = 0
    let held = 0
    for (let i = 0; i < 500; i++) {
      if (compareMeans('mean-score', draw(0), draw(0)).pValue <= 0.05) rejected++
      const { lower, upper } = compareMeans('mean-score', draw(0), draw(0.3)).effect
      if (lower <= 0.3 && 0.3 <= upper) held++
    }
    expect(rejected / 500).toBeLessThan(0.08)
    expect(held / 500).toBeGreaterThan(0.92)
  })

  it('add the errors of two intervals as the method of variance estimates recovery says', () => {
    const { effect, pValue } = compareEstimates(
      'roc-auc',
      { estimate: 0.9, lower: 0.87, upper: 0.92 },
      { estimate: 0.8, lower: 0.76, upper: 0.83 },
    )
    expect(effect.estimate).toBeCloseTo(-0.1, 12)
    expect(effect.lower).toBeCloseTo(-0.1 - Math.hypot(0.04, 0.02), 12)
    expect(effect.upper).toBeCloseTo(-0.1 + Math.hypot(0.03, 0.03), 12)
    expect(pValue).toBeLessThan(1e-4)
    expect(pValue).toBeGreaterThan(0)
  })

  it('are certain where nothing varies', () => {
    const still = { estimate: 1, lower: 1, upper: 1 }
    expect(compareEstimates('roc-auc', still, still).pValue).toBe(1)
    expect(compareMeans('mean-score', Float64Array.of(1, 1), Float64Array.of(0, 0)).pValue).toBe(0)
  })
})

it('every measure states a minimum, and what it is in words', () => {
  for (const rule of Object.values(measureRules)) {
    expect(rule.minimum).toBeGreaterThan(0)
    expect(rule.words).toMatch(/\d/)
  }
})
