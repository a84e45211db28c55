import { beforeAll, describe, expect, it } from 'vitest'
import type { BudgetAnalysis } from '../../../../lib/study/src/decisions/budget/analysis'
import { policyNames } from '../../../../lib/study/src/decisions/budget/policies'
import type { Figure } from '../../../../lib/study/src/report/figure'
import {
  assumptionsFigure,
  budgetCurveFigure,
  budgetPoliciesFigure,
  netGainFigure,
} from '../../../../lib/study/src/report/figures/budget'
import { assumptionRows, policyRows } from '../../../../lib/study/src/report/figures/budget-rows'
import { languages } from '../../../../lib/study/src/words/language'
import { exampleAnalysis, unit } from '../../decisions/budget/example-analysis'
import { expectReadable, traceOf } from './check-figure'

let analysis: BudgetAnalysis
beforeAll(async () => {
  analysis = await exampleAnalysis()
})
type Points = { x: number[]; y: (number | string)[] }

const curveOf = ({ curve, plan, limits }: BudgetAnalysis) => ({
  curve: curve.points,
  cost: plan.cost,
  budget: limits.budget,
  worthwhileBudget: curve.worthwhile.cost,
})

describe('budgetCurveFigure', () => {
  it('draws what is kept, and what is left of it after cost, by budget', () => {
    const figure = budgetCurveFigure(curveOf(analysis), { unit })
    expectReadable(figure, ['xaxis', 'yaxis'])
    const [kept, net] = [traceOf<Points>(figure, 'profit kept'), traceOf<Points>(figure, 'after cost')]
    analysis.curve.points.forEach((point, k) => {
      expect(kept.x[k]).toBeCloseTo(point.budget, 1)
      expect(kept.y[k]).toBeCloseTo(point.kept, 1)
      expect(net.y[k]).toBeCloseTo(point.net, 1)
    })
  })

  it('names each mark for what it is: no amount is called a limit', () => {
    const curve = [0, 50, 100].map((budget) => ({ budget, cost: budget, kept: 2 * budget }))
    const marksOf = (cost: number, budget: number, worthwhileBudget: number) => {
      const { layout } = budgetCurveFigure({ curve, cost, budget, worthwhileBudget })
      const { annotations, shapes } = layout as {
        annotations: { x: number; text: string }[]
        shapes: { x0: number }[]
      }
      expect(shapes.map(({ x0 }) => x0)).toEqual(annotations.map(({ x }) => x))
      return annotations.map(({ x, text }) => [x, text])
    }
    expect(marksOf(57, 60, 57)).toEqual([
      [57, 'the plan: the best amount'],
      [60, 'the budget'],
    ])
    expect(marksOf(60, 60, 80)).toEqual([
      [60, 'the plan'],
      [80, 'the best amount'],
    ])
    expect(marksOf(60, 400, 60)).toEqual([[60, 'the plan: the best amount']])
  })
})

describe('budgetPoliciesFigure', () => {
  it('sets the plan beside every policy, that with the largest gain first', () => {
    const rows = policyRows(analysis)
    const figure = budgetPoliciesFigure(rows, { unit })
    expectReadable(figure, ['xaxis'])
    const [kept, cost] = [traceOf<Points>(figure, 'profit kept'), traceOf<Points>(figure, 'cost')]
    expect(kept.y).toHaveLength(1 + policyNames.length)
    expect([kept.y[0], kept.x[0]]).toEqual(['The plan', Number(analysis.plan.kept.toFixed(2))])
    const gains = kept.x.map((value, k) => value - cost.x[k]).slice(1)
    expect(gains).toEqual([...gains].sort((a, b) => b - a))
    expect(new Set(rows.map(({ policy }) => policy))).toEqual(new Set(['plan', ...policyNames]))
  })
})

describe('assumptionsFigure', () => {
  it('draws each bar from the gain to its worse and its better end', () => {
    const rows = assumptionRows(analysis)
    const figure = assumptionsFigure(rows, analysis.net, { unit })
    expectReadable(figure, ['xaxis'])
    const [worst, best] = ['at its worst', 'at its best'].map((name) => traceOf<Points>(figure, name))
    analysis.tornado.forEach(({ low, high }, row) => {
      const ends = [low, high].map((end) => end.samePlan ?? end.replanned)
      expect(worst.x[row] + analysis.net).toBeCloseTo(Math.min(...ends), 1)
      expect(best.x[row] + analysis.net).toBeCloseTo(Math.max(...ends), 1)
    })
    expect(traceOf<Points>(figure, 'with a new plan').x).toHaveLength(2 * rows.length)
  })

  it('says on hover what is assumed at the end that it stands for', () => {
    const [first] = analysis.tornado
    const effect = { ...first, kind: 'effect' as const }
    const bar = {
      ...effect,
      low: { value: 0.1, samePlan: 9, replanned: 9 },
      high: { value: 0.3, samePlan: 2, replanned: 3 },
    }
    const figure = assumptionsFigure(assumptionRows({ tornado: [bar] }), 5)
    expect(traceOf(figure, 'at its worst')).toMatchObject({ customdata: ['30.0%: 2.0'] })
    expect(traceOf(figure, 'at its best')).toMatchObject({ customdata: ['10.0%: 9.0'] })
  })

  it('stands without what is assumed and without new plans', () => {
    const rows = assumptionRows(analysis).map(({ name, low, high }) => ({ name, low, high }))
    const figure = assumptionsFigure(rows, analysis.net)
    expectReadable(figure, ['xaxis'])
    expect(figure.data.map(({ name }) => name)).toEqual(['at its worst', 'at its best'])
  })

  it('shows names as text', () => {
    const hostile = { name: { ru: '<b>', en: '<img src=x>' }, low: 1, high: 3 }
    expectReadable(assumptionsFigure([hostile], 2), ['xaxis'])
  })
})

describe('netGainFigure', () => {
  it('counts every draw', () => {
    const figure = netGainFigure(analysis, { unit })
    expectReadable(figure, ['xaxis', 'yaxis'])
    for (const { y } of figure.data as unknown as { y: number[] }[]) {
      expect(y.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0)
    }
  })

  it('stands when every draw is the same', () => {
    const { net } = analysis.probability
    const same = { ...analysis.probability, net: { ...net, values: net.values.map(() => 5) } }
    expectReadable(netGainFigure({ probability: same, combined: same, net: 5 }, { unit }), ['xaxis'])
  })
})

describe('figures of the budget', () => {
  it('speak each language in full', () => {
    for (const language of languages) {
      const drawn: Figure[] = [
        budgetCurveFigure(curveOf(analysis), { unit, language }),
        budgetPoliciesFigure(policyRows(analysis), { unit, language }),
        assumptionsFigure(assumptionRows(analysis), analysis.net, { unit, language }),
        netGainFigure(analysis, { unit, language }),
      ]
      for (const { data, layout } of drawn) {
        const text = JSON.stringify({ data, layout }).replaceAll(/offer \d|site|message|call/g, '')
        const { title, meta } = layout as { title: { text: string }; meta: { description: string } }
        const prose = [title.text, meta.description, ...data.map(({ name }) => name)].join(' ')
        expect(/[а-я]/i.test(prose)).toBe(language === 'ru')
        const named = prose.replaceAll(/offer \d|site|message|call/g, '')
        expect(/[a-z]{3}/i.test(named)).toBe(language === 'en')
        expect(text.includes(unit[language])).toBe(true)
      }
    }
  })
})
