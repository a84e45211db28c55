import { describe, expect, it } from 'vitest'
import { segmentCuts } from '../../../../lib/study/src/decisions/segments/segment-cuts'
import { profileSegments } from '../../../../lib/study/src/decisions/segments/segment-profiles'
import {
  assignSegments,
  segmentNames,
  summariseSegments,
} from '../../../../lib/study/src/decisions/segments/segments'
import { riskProfitFigure, segmentProfitFigure } from '../../../../lib/study/src/report/figures/decisions'
import { formatMoney } from '../../../../lib/study/src/words/number-format'
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
  const profiles = profileSegments(segments, risk, profit, customers.features, { seed: 1, replicates: 50 })

  it('parts the profit of each segment into what is at risk and what is safe', () => {
    const bare = profiles.map(({ profitAtRiskInterval: _, ...profile }) => profile)
    const figure = segmentProfitFigure(bare, 3)
    expectReadable(figure, ['xaxis'])
    const atRisk = traceOf<Points>(figure, 'at risk')
    const safe = traceOf<Points>(figure, 'safe')
    profiles.forEach(({ profitInHorizon, profitAtRisk }, i) => {
      expect(atRisk.x[i]).toBe(profitAtRisk)
      expect(atRisk.x[i] + safe.x[i]).toBeCloseTo(profitInHorizon, 9)
    })
    expect(figure.data.map(({ name }) => name)).toEqual(['at risk', 'safe', undefined])
    expect(figure.data[2].text).toContain(
      `\u00a0\u00a0${formatMoney(profiles[0].profitAtRisk)} of ${formatMoney(profiles[0].profitInHorizon)}`,
    )
  })

  it('draws the intervals of profiles, in Russian too', () => {
    const figure = segmentProfitFigure(profiles, 3, 'ru')
    expectReadable(figure, [])
    expect((figure.layout.xaxis as { title: { text: string } }).title.text).toBe('прибыль за три\u00a0месяца')
    const { error_x: whiskers, y } = traceOf<{ error_x: { array: number[] }; y: string[] }>(
      figure,
      '95-процентный интервал',
    )
    whiskers.array.forEach((length, i) => {
      const { estimate, upper } = profiles[i].profitAtRiskInterval
      expect(length).toBeCloseTo(upper - estimate, 9)
    })
    expect(y).toContain('Спасать сейчас')
    expect(JSON.stringify(figure)).not.toMatch(/Save now|at risk/)
  })
})
