import { beforeAll, describe, expect, it } from 'vitest'
import type { Figure } from '../../../../lib/study/src/report/figure'
import { keptWordFigure } from '../../../../lib/study/src/report/management/figures/certainty'
import { wrapLabel } from '../../../../lib/study/src/report/management/figures/labels'
import {
  assumptionsFigure,
  budgetFigure,
  policiesFigure,
} from '../../../../lib/study/src/report/management/figures/money'
import { planFigure } from '../../../../lib/study/src/report/management/figures/offers'
import { concentrationFigure } from '../../../../lib/study/src/report/management/figures/stake'
import { riskMapFigure, segmentsFigure } from '../../../../lib/study/src/report/management/figures/who'
import { themesFigure } from '../../../../lib/study/src/report/management/figures/why'
import type { ManagementFindings } from '../../../../lib/study/src/report/management/findings'
import { type Speaker, speaker } from '../../../../lib/study/src/report/management/speaker'
import { languages } from '../../../../lib/study/src/words/language'
import { expectReadable } from '../figures/check-figure'
import { studyFindings } from './study-findings'

let findings: ManagementFindings
beforeAll(async () => {
  findings = await studyFindings()
})

const figures: Record<string, { draw: (words: Speaker) => Figure; axes: string[] }> = {
  concentration: { draw: (words) => concentrationFigure(findings.stake, words), axes: ['xaxis', 'yaxis'] },
  segments: { draw: (words) => segmentsFigure(findings.who, findings.months, words), axes: ['xaxis'] },
  map: { draw: (words) => riskMapFigure(findings.who, words), axes: ['xaxis', 'yaxis'] },
  themes: { draw: (words) => themesFigure(findings.why.themes, words), axes: ['xaxis'] },
  offers: { draw: (words) => planFigure(findings.what.offers, words), axes: ['xaxis'] },
  policies: { draw: (words) => policiesFigure(findings.money, words), axes: [] },
  budget: { draw: (words) => budgetFigure(findings.money, words), axes: ['xaxis'] },
  assumptions: { draw: (words) => assumptionsFigure(findings.money, words), axes: ['xaxis'] },
  calibration: {
    draw: (words) => keptWordFigure(findings.certainty.calibration, words),
    axes: ['xaxis', 'yaxis'],
  },
}

describe.each(Object.keys(figures))('the figure of %s', (name) => {
  it('can be read in each language, with the numbers of that language', () => {
    for (const language of languages) {
      const { draw, axes } = figures[name]
      const drawn = draw(speaker(language))
      expectReadable(drawn, axes)
      const { title, meta, separators } = drawn.layout as { title: object; meta: object; separators: string }
      const words = JSON.stringify([title, meta, drawn.data])
      expect(/[а-яё]{3}/i.test(words), language).toBe(language === 'ru')
      expect(separators).toBe(language === 'ru' ? ',\u00a0' : '.,')
    }
  })
})

describe('riskMapFigure', () => {
  const rowsOf = (profits: readonly (readonly [number, number])[]) => {
    const map = profits.map(([from, to]) => ({
      customers: 7,
      probability: { from: 0, to: 0.1 },
      profit: { from, to },
    }))
    return riskMapFigure({ ...findings.who, map }, speaker('en')).data[0].y
  }

  it('names the open ends of profit as open', () => {
    const open = Number.POSITIVE_INFINITY
    expect(
      rowsOf([
        [-open, 2],
        [2, 3],
        [3, open],
      ]),
    ).toEqual(['under 2', '2–3', '3 up'])
    expect(rowsOf([[0.5, 1]])).toEqual(['0.5–1.0'])
    expect(rowsOf([[-open, open]])).toEqual(['any'])
  })
})

describe('wrapLabel', () => {
  it('breaks between words and escapes them', () => {
    expect(wrapLabel('Мало времени проводят на сайте', 14)).toBe('Мало времени<br>проводят на<br>сайте')
    expect(wrapLabel('<b> & x', 20)).toBe('&lt;b&gt; &amp; x')
    expect(wrapLabel('undividable', 4)).toBe('undividable')
  })
})

describe('the figure of budget', () => {
  const marksOf = (money: Partial<ManagementFindings['money']>) => {
    const drawn = budgetFigure({ ...findings.money, ...money }, speaker('en'))
    const { annotations } = drawn.layout as { annotations: { x: number; text: string }[] }
    return annotations.map(({ x, text }) => [x, text])
  }
  const curve = [0, 50, 100].map((budget) => ({ budget, cost: budget, kept: 2 * budget }))

  it('names each mark for what it is: no amount is called a limit', () => {
    expect(marksOf({ curve, cost: 57, budget: 60, worthwhileBudget: 57 })).toEqual([
      [57, 'the plan: the best amount'],
      [60, 'the budget'],
    ])
    expect(marksOf({ curve, cost: 60, budget: 60, worthwhileBudget: 80 })).toEqual([
      [60, 'the plan'],
      [80, 'the best amount'],
    ])
    expect(marksOf({ curve, cost: 60, budget: 400, worthwhileBudget: 60 })).toEqual([
      [60, 'the plan: the best amount'],
    ])
  })
})
