import { describe, expect, it } from 'vitest'
import {
  conformalCoverageFigure,
  conformalSetsFigure,
  metricIntervalsFigure,
} from '../../../../lib/study/src/report/figures/uncertainty'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { conformalCoverage, conformalSets } from '../../../../lib/toolkit/learn/src/evaluation/conformal'
import { expectReadable } from './check-figure'

const random = new Random(41)
const probability = Float64Array.from({ length: 300 }, () => random.uniform())
// Too timid: outcomes are surer than the probabilities.
const declines = Uint8Array.from(probability, (p) => (random.uniform() < 2 * p - 0.5 ? 1 : 0))
const interval = (estimate: number) => ({ estimate, lower: estimate - 0.02, upper: estimate + 0.01 })
type Points = { x: number[]; y: number[] }
type Bars = { array: number[]; arrayminus: number[] }

describe('metricIntervalsFigure', () => {
  it('puts a dot with its own interval for each model and metric', () => {
    const models = [
      { name: 'Plain <b>', metrics: { rocAuc: interval(0.8), logLoss: interval(0.4), brier: interval(0.1) } },
      { name: 'Chosen', metrics: { rocAuc: interval(0.9), logLoss: interval(0.3), brier: interval(0.09) } },
    ]
    const figure = metricIntervalsFigure(models, 'Chosen')
    expectReadable(figure, ['xaxis', 'xaxis2', 'xaxis3'])
    expect(figure.data).toHaveLength(3)
    const [auc, loss] = figure.data as unknown as (Points & { error_x: Bars; marker: { color: string[] } })[]
    expect([auc.y, auc.x, loss.x]).toEqual([
      ['Plain &lt;b&gt;', 'Chosen'],
      [0.8, 0.9],
      [0.4, 0.3],
    ])
    expect(auc.error_x.array[1]).toBeCloseTo(0.01, 12)
    expect(auc.error_x.arrayminus[1]).toBeCloseTo(0.02, 12)
    expect(auc.marker.color[0]).not.toBe(auc.marker.color[1])
  })
})

describe('figures of the prediction sets', () => {
  const sets = conformalSets(probability, { positiveFrom: 0.3, negativeUpTo: 0.62 })

  it('count every customer once, where the probability is', () => {
    const withEnds = Float64Array.of(0, 1, ...probability)
    const figure = conformalSetsFigure(withEnds, ['holds', 'declines', ...sets])
    expectReadable(figure, ['xaxis', 'yaxis'])
    const traces = figure.data as unknown as (Points & {
      name: string
      customdata: number[]
      width: number[]
    })[]
    expect(traces.map(({ name }) => name.split(' (')[0])).toEqual(['declines', 'unsure', 'holds'])
    const told = traces.flatMap(({ customdata }) => customdata)
    expect(told.reduce((sum, count) => sum + count)).toBe(302)
    expect(told.every((count) => count === 0 || count >= 5)).toBe(true)
    const [, unsure] = traces
    unsure.customdata.forEach((count, bin) => {
      expect(unsure.y[bin]).toBeCloseTo(count / ((unsure.width[bin] + 0.4) / 5), 9)
    })
    expect(unsure.name).toBe(
      `unsure (${Math.round((100 * unsure.customdata.reduce((a, b) => a + b)) / 302)}%)`,
    )
  })

  it('set coverage beside the level, with each fold', () => {
    const fold = Int32Array.from(probability, (_, i) => i % 3)
    const coverage = conformalCoverage(declines, sets, { fold })
    const figure = conformalCoverageFigure(coverage, 0.9)
    expectReadable(figure, ['xaxis'])
    const [dots] = figure.data as unknown as Points[]
    expect(dots.y).toEqual(['all customers', 'who declined', 'who held', 'fold 1', 'fold 2', 'fold 3'])
    expect(dots.x[1]).toBeCloseTo(100 * coverage.positives.estimate, 9)
    expect(figure.layout.shapes).toMatchObject([{ x0: 90, x1: 90 }])
    const oneClass = conformalCoverage(Uint8Array.of(1, 1), ['unsure', 'unsure'])
    expectReadable(conformalCoverageFigure(oneClass, 0.9), ['xaxis'])
  })
})
