import { beforeAll, describe, expect, it } from 'vitest'
import type { BudgetAnalysis } from '../../../../lib/study/src/decisions/budget/analysis'
import { policyNames } from '../../../../lib/study/src/decisions/budget/policies'
import type { Figure } from '../../../../lib/study/src/report/figure'
import {
  budgetCurveFigure,
  budgetPoliciesFigure,
  netGainFigure,
  tornadoFigure,
} from '../../../../lib/study/src/report/figures/budget'
import { languages } from '../../../../lib/study/src/words/language'
import { exampleAnalysis, unit } from '../../decisions/budget/example-analysis'
import { expectReadable, traceOf } from './check-figure'

let analysis: BudgetAnalysis
beforeAll(async () => {
  analysis = await exampleAnalysis()
})
type Points = { x: number[]; y: (number | string)[] }

describe('budgetCurveFigure', () => {
  it('draws kept and net by budget, and marks the plan and the best amount', () => {
    const figure = budgetCurveFigure(analysis, unit)
    expectReadable(figure, ['xaxis', 'yaxis'])
    const { points, worthwhile } = analysis.curve
    const [kept, net] = [traceOf<Points>(figure, 'profit kept'), traceOf<Points>(figure, 'kept less cost')]
    points.forEach((point, k) => {
      expect(kept.x[k]).toBeCloseTo(point.budget, 1)
      expect(kept.y[k]).toBeCloseTo(point.kept, 1)
      expect(net.y[k]).toBeCloseTo(point.net, 1)
    })
    expect(traceOf<Points>(figure, 'the best amount without a limit').x[0]).toBeCloseTo(worthwhile.budget, 1)
    expect(traceOf<Points>(figure, 'the plan').y[0]).toBeCloseTo(analysis.plan.kept, 1)
  })
})

describe('budgetPoliciesFigure', () => {
  it('sets the plan beside every policy', () => {
    const figure = budgetPoliciesFigure(analysis, unit)
    expectReadable(figure, ['xaxis'])
    const kept = traceOf<Points>(figure, 'profit kept')
    expect(kept.y).toHaveLength(1 + policyNames.length)
    analysis.policies.forEach((policy, k) => {
      expect(kept.x[k + 1]).toBeCloseTo(policy.kept, 1)
    })
  })
})

describe('tornadoFigure', () => {
  it('draws each bar from the net gain to its ends', () => {
    const figure = tornadoFigure(analysis, unit)
    expectReadable(figure, ['xaxis'])
    const [low, high] = ['at the low end', 'at the high end'].map((name) => traceOf<Points>(figure, name))
    analysis.tornado.forEach((bar, row) => {
      expect(low.x[row] + analysis.net).toBeCloseTo(bar.low.samePlan ?? bar.low.replanned, 1)
      expect(high.x[row] + analysis.net).toBeCloseTo(bar.high.samePlan ?? bar.high.replanned, 1)
    })
  })

  it('shows names as text', () => {
    const [first] = analysis.tornado
    const hostile = { ...first, name: { ru: '<b>', en: '<img src=x>' } }
    expectReadable(tornadoFigure({ ...analysis, tornado: [hostile] }, unit), ['xaxis'])
  })
})

describe('netGainFigure', () => {
  it('counts every draw', () => {
    const figure = netGainFigure(analysis, unit)
    expectReadable(figure, ['xaxis', 'yaxis'])
    for (const { y } of figure.data as unknown as { y: number[] }[]) {
      expect(y.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0)
    }
  })

  it('stands when every draw is the same', () => {
    const { net } = analysis.probability
    const same = { ...analysis.probability, net: { ...net, values: net.values.map(() => 5) } }
    expectReadable(netGainFigure({ probability: same, combined: same, net: 5 }, unit), ['xaxis'])
  })
})

describe('figures of the budget', () => {
  it('speak each language in full', () => {
    const draw = [budgetCurveFigure, budgetPoliciesFigure, tornadoFigure, netGainFigure]
    for (const language of languages) {
      for (const one of draw) {
        const { data, layout } = (one as typeof budgetCurveFigure)(analysis, unit, language) as Figure
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
