import { describe, expect, it } from 'vitest'
import { segmentCuts } from '../../../../lib/study/src/decisions/segments/segment-cuts'
import { profileSegments } from '../../../../lib/study/src/decisions/segments/segment-profiles'
import {
  assignSegments,
  segmentNames,
  summariseSegments,
} from '../../../../lib/study/src/decisions/segments/segments'
import { riskProfitFigure, segmentProfitFigure } from '../../../../lib/study/src/report/figures/decisions'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { studyCustomers, studyRisk } from '../study-results'
import { expectReadable, traceOf } from './check-figure'

const customers = studyCustomers()
const risk = studyRisk(customers)
const { probability, rows } = risk
const profit = take(customers.profit, rows)
const cuts = segmentCuts(probability, profit)
const segments = assignSegments(probability, profit, cuts)
const summaries = summariseSegments(segments, probability, profit)
type Points = { x: number[]; y: number[]; name: string }

describe('riskProfitFigure', () => {
  const figure = riskProfitFigure(segments, probability, profit, cuts)

  it('shows every customer once, in the segment’s trace', () => {
    expectReadable(figure, ['xaxis', 'yaxis'])
    const traces = figure.data as unknown as Points[]
    expect(traces.map(({ x }) => x.length)).toEqual(summaries.map((summary) => summary.customers))
    expect(traces.map(({ name }) => name)).toEqual(
      segmentNames.map((name, i) => `${name} (${summaries[i].customers})`),
    )
    for (const [i, { x, y }] of traces.entries()) {
      x.forEach((percent, k) => {
        expect(percent >= 100 * cuts.probability).toBe(i < 2)
        expect(y[k] >= cuts.profit).toBe(i % 2 === 0)
      })
    }
  })

  it('speaks Russian', () => {
    const russian = riskProfitFigure(segments, probability, profit, cuts, 'ru')
    expectReadable(russian, [])
    expect(JSON.stringify(russian)).not.toMatch(/risk|Save|profit /)
    expect((russian.layout.xaxis as { title: { text: string } }).title.text).toBe('вероятность снижения (%)')
  })

  it('draws the cuts and tells no customer', () => {
    expect(figure.layout.shapes).toMatchObject([
      { x0: 100 * cuts.probability, x1: 100 * cuts.probability },
      { y0: cuts.profit, y1: cuts.profit },
    ])
    expect(JSON.stringify(figure)).not.toMatch(/98[67]0\d\d/)
  })
})

describe('segmentProfitFigure', () => {
  it('sets profit beside what is at risk of it', () => {
    const figure = segmentProfitFigure(summaries, 3)
    expectReadable(figure, ['yaxis'])
    expect(traceOf<{ y: number[] }>(figure, 'Profit in 3 months').y).toEqual(
      summaries.map((row) => 3 * row.profit),
    )
    const atRisk = traceOf<{ y: number[]; error_y?: object }>(figure, 'Of it at risk')
    expect(atRisk.y).toEqual(summaries.map((row) => row.profitAtRisk))
    expect(atRisk.error_y).toBeUndefined()
  })

  it('draws the intervals of profiles, in Russian too', () => {
    const profiles = profileSegments(segments, risk, profit, customers.features, { seed: 1, replicates: 50 })
    const figure = segmentProfitFigure(profiles, 3, 'ru')
    expectReadable(figure, [])
    expect((figure.layout.yaxis as { title: { text: string } }).title.text).toBe('деньги за 3 мес.')
    const { error_y: whiskers, x } = traceOf<{ error_y: { array: number[] }; x: string[] }>(
      figure,
      'Из неё под угрозой (усы: 95 % интервал)',
    )
    whiskers.array.forEach((length, i) => {
      const { estimate, upper } = profiles[i].profitAtRiskInterval
      expect(length).toBeCloseTo(upper - estimate, 9)
    })
    expect(x).toContain('Спасать<br>сейчас')
    expect(JSON.stringify(figure)).not.toMatch(/Save now|at risk/)
  })
})
