import { describe, expect, it } from 'vitest'
import { featureOf, modelFeatures } from '../../../../lib/study/src/customers/features'
import { meanContributions } from '../../../../lib/study/src/explanation/mean-contributions'
import { beeswarmFigure, waterfallFigure } from '../../../../lib/study/src/report/figures/explanation'
import { studyCustomers, studyRisk } from '../study-results'
import { expectReadable } from './check-figure'

const customers = studyCustomers()
const risk = studyRisk(customers)
const { features, values } = risk.contributions

describe('meanContributions', () => {
  it('is the mean size of each feature, largest first', () => {
    const sizes = meanContributions(risk)
    expect(sizes.map(({ feature }) => feature).sort()).toEqual([...features].sort())
    expect(sizes.map(({ size }) => size)).toEqual(sizes.map(({ size }) => size).sort((a, b) => b - a))
    const j = features.indexOf('promoShare')
    let total = 0
    for (let i = 0; i < values.rows; i++) total += Math.abs(values.values[i * values.columns + j])
    expect(sizes.find(({ feature }) => feature === 'promoShare')!.size).toBeCloseTo(total / values.rows, 12)
  })
})

describe('beeswarmFigure', () => {
  it('has a point for each customer and strong feature, the strongest on top', () => {
    const figure = beeswarmFigure(risk, customers.features)
    expectReadable(figure, ['xaxis'])
    expect(figure.data).toHaveLength(12)
    const strongest = meanContributions(risk)[0].feature
    const { yaxis } = figure.layout as { yaxis: { tickvals: number[]; ticktext: string[] } }
    expect(yaxis.ticktext[0]).toBe(featureOf(strongest).label)
    expect(yaxis.tickvals).toHaveLength(12)
    const j = features.indexOf(strongest)
    const [{ x, y }] = figure.data as unknown as { x: number[]; y: number[] }[]
    expect(x).toEqual(
      Array.from(risk.rows, (_, i) => Number(values.values[i * values.columns + j].toFixed(3))),
    )
    expect(y.every((height) => Math.abs(height - yaxis.tickvals[0]) < 0.5)).toBe(true)
  })

  it('is drawn alike each time', () => {
    expect(beeswarmFigure(risk, customers.features)).toEqual(beeswarmFigure(risk, customers.features))
    expect(beeswarmFigure(risk, customers.features, { most: 3 }).data).toHaveLength(3)
  })
})

describe('waterfallFigure', () => {
  const logOdds = (position: number) =>
    Math.log(risk.probability[position] / (1 - risk.probability[position]))
  type Bars = { y: string[]; x: number[]; base: number[]; text: string[] }
  const bars = (position: number, most?: number) => {
    const figure = waterfallFigure(risk, position, customers.features, 'A customer at high risk', { most })
    expectReadable(figure, ['xaxis'])
    return figure.data[0] as unknown as Bars
  }

  it('leads from the average through the largest steps to the customer’s log-odds', () => {
    const { y, x, base, text } = bars(5)
    expect(y).toHaveLength(12)
    expect([y[0], y.at(-1)]).toEqual(['Starting point', 'This customer'])
    expect(x[0]).toBe(-0.5)
    for (let k = 1; k < 11; k++) {
      expect(base[k]).toBeCloseTo(k === 1 ? -0.5 : base[k - 1] + x[k - 1], 12)
    }
    expect(x[11]).toBeCloseTo(logOdds(5), 9)
    const steps = x.slice(1, 10).map(Math.abs)
    expect(steps).toEqual([...steps].sort((a, b) => b - a))
    expect(text[11]).toBe(logOdds(5).toFixed(2).replace('-', '−'))
    expect(y[10]).toBe(`${modelFeatures.length - 9} other features`)
  })

  it('says nothing of other features where there are none', () => {
    const { y, x } = bars(5, 99)
    expect(y).toHaveLength(modelFeatures.length + 2)
    expect(y.join()).not.toContain('other features')
    expect(x.at(-1)).toBeCloseTo(logOdds(5), 9)
  })

  it('keeps words of the tables text', () => {
    const position = Array.from(risk.rows).indexOf(0)
    expect(bars(position, 99).y.some((label) => label.includes('&lt;b onclick'))).toBe(true)
  })
})
