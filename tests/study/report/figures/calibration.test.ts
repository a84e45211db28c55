import { describe, expect, it } from 'vitest'
import { calibrationFigure } from '../../../../lib/study/src/report/figures/calibration'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  calibrationBands,
  calibrationError,
} from '../../../../lib/toolkit/learn/src/evaluation/calibration-bands'
import { expectReadable, traceOf } from './check-figure'

const random = new Random(41)
const probability = Float64Array.from({ length: 300 }, () => random.uniform())
// Too timid: outcomes are surer than the probabilities.
const declines = Uint8Array.from(probability, (p) => (random.uniform() < 2 * p - 0.5 ? 1 : 0))
type Points = { x: number[]; y: number[] }
type Bars = { array: number[]; arrayminus: number[] }

describe('calibrationFigure', () => {
  const bands = calibrationBands(declines, probability)
  const error = calibrationError(declines, probability, { seed: 1, replicates: 200 })
  const figure = calibrationFigure(bands, { error })

  it('parts the bins by whether chance explains them', () => {
    expectReadable(figure, ['xaxis', 'yaxis'])
    const outside = bands.filter(({ isConsistent }) => !isConsistent)
    expect(outside.length > 0 && outside.length < 10).toBe(true)
    const marks = traceOf<Points & { error_y: Bars }>(figure, `outside (${outside.length})`)
    const inside = traceOf<Points>(figure, `inside (${10 - outside.length})`)
    expect(marks.x.length + inside.x.length).toBe(10)
    outside.forEach(({ meanProbability, observed }, i) => {
      expect(marks.x[i]).toBeCloseTo(100 * meanProbability, 1)
      expect(marks.y[i]).toBeCloseTo(100 * observed.estimate, 1)
      expect(marks.error_y.array[i]).toBeCloseTo(100 * (observed.upper - observed.estimate), 9)
      expect(marks.error_y.arrayminus[i]).toBeCloseTo(100 * (observed.estimate - observed.lower), 9)
    })
  })

  it('draws the band between its edges, and tells the error beside what chance does', () => {
    const [lower, upper] = figure.data as unknown as (Points & { fill?: string })[]
    expect([lower.fill, upper.fill]).toEqual([undefined, 'tonexty'])
    bands.forEach(({ consistent }, i) => {
      expect(lower.y[i]).toBeCloseTo(100 * consistent.lower, 1)
      expect(upper.y[i]).toBeCloseTo(100 * consistent.upper, 1)
    })
    const { description } = figure.layout.meta as { description: string }
    expect(description).toContain(`${(100 * error.estimate).toFixed(1)}%`)
    expect(description).toContain(`${(100 * error.byChance.mean).toFixed(1)}%`)
  })

  it('is plain marks where it is not known what chance would do, in Russian too', () => {
    const groups = bands.map(({ meanProbability, observed }) => ({ meanProbability, observed }))
    const plain = calibrationFigure(groups, { language: 'ru' })
    expectReadable(plain, ['xaxis', 'yaxis'])
    expect(plain.data.map(({ name }) => name)).toEqual(['полное совпадение', 'группа клиентов'])
    expect(traceOf<Points>(plain, 'группа клиентов').x).toHaveLength(10)
    expect(JSON.stringify(plain)).not.toContain('customdata')
  })
})
