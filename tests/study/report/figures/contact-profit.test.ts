import { describe, expect, it } from 'vitest'
import { compareContactRules } from '../../../../lib/study/src/evaluation/contact-rules'
import { contactNoOne, profitBand } from '../../../../lib/study/src/evaluation/profit-threshold'
import {
  contactProfitFigure,
  contactRulesFigure,
} from '../../../../lib/study/src/report/figures/contact-profit'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { stratifiedFolds } from '../../../../lib/toolkit/learn/src/pipeline/folds'
import { expectReadable, traceOf } from './check-figure'

const random = new Random(43)
const probability = Float64Array.from({ length: 200 }, () => random.uniform())
const declines = Uint8Array.from(probability, (p) => (random.uniform() < p ? 1 : 0))
const profit = Float64Array.from(probability, () => 3 + 2 * random.uniform())
const economics = { contactCost: 0.6, keptShare: 0.2, months: 3 }
const options = { seed: 1, replicates: 100 }
const customers = { declines, probability, profit, fold: stratifiedFolds(declines, 4, 1) }
const band = profitBand(customers, economics, options)
const comparison = compareContactRules(customers, economics, options)
type Points = { x: number[]; y: number[] }

describe('contactProfitFigure', () => {
  const figure = contactProfitFigure(band, comparison, { months: 3 })

  it('draws the curve within its band', () => {
    expectReadable(figure, ['xaxis', 'yaxis'])
    const [lower, upper, curve] = figure.data as unknown as (Points & { customdata: number[] })[]
    expect(curve.x.length).toBeGreaterThan(30)
    curve.y.forEach((value, i) => {
      const point = band.find(({ cutOff }) => Math.round(100 * cutOff) === Math.round(curve.x[i]))!
      expect(value).toBeCloseTo(point.profit.estimate, 2)
      expect(lower.y[i] <= value && value <= upper.y[i]).toBe(true)
    })
    // No step of the curve is that of a few customers, whose profit it would tell.
    const steps = curve.customdata.slice(1).map((contacted, i) => curve.customdata[i] - contacted)
    expect(steps.every((customers) => customers === 0 || customers >= 5)).toBe(true)
  })

  it('marks the learned cut-off with its interval, and the naive one', () => {
    const { cutOff } = comparison
    const learned = traceOf<Points>(figure, `learned, ${Math.round(100 * cutOff.estimate)}%`)
    expect(learned.x[0]).toBeCloseTo(100 * cutOff.estimate, 2)
    expect(traceOf<Points>(figure, 'naive, 50%').x).toEqual([50, 50])
    const [shape] = figure.layout.shapes as { x0: number; x1: number }[]
    expect(shape.x0).toBeCloseTo(100 * cutOff.lower, 2)
    expect(shape.x1).toBeCloseTo(100 * cutOff.upper, 2)
  })

  it('stays on the scale when no contact pays', () => {
    const none = { estimate: contactNoOne, lower: 0.5, upper: contactNoOne }
    const shown = contactProfitFigure(band, { cutOff: none }, { months: 3, naive: 0.4 })
    expectReadable(shown, ['xaxis', 'yaxis'])
    expect(traceOf<Points>(shown, 'learned, 100%').x).toEqual([100, 100])
    expect(traceOf<Points>(shown, 'naive, 40%').x).toEqual([40, 40])
  })
})

describe('contactRulesFigure', () => {
  it('sets the rules beside each other', () => {
    const figure = contactRulesFigure(comparison, { months: 3 })
    expectReadable(figure, ['xaxis'])
    const [dots] = figure.data as unknown as (Points & { customdata: string[] })[]
    expect(dots.y).toEqual(['learned cut-off', 'from 50% on', 'everyone', 'no one', 'by own worth'])
    expect(dots.x).toEqual(comparison.rules.map((rule) => rule.profit.estimate))
    // How many everyone is, beside the number of active customers, would tell who was left out.
    expect(dots.customdata[2]).toBe('')
    expect(dots.customdata[1]).toMatch(/^\d+ contacted, $/)
  })
})
