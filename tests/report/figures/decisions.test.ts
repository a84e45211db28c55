import {
  assignSegments,
  riskProfitFigure,
  segmentCuts,
  segmentNames,
  segmentProfitFigure,
  summariseSegments,
  take,
} from 'one-click'
import { describe, expect, it } from 'vitest'
import { studyCustomers, studyRisk } from '../study-results'
import { expectReadable, traceOf } from './check-figure'

const customers = studyCustomers()
const { probability, rows } = studyRisk(customers)
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
        expect(percent >= 50).toBe(i < 2)
        expect(y[k] >= cuts.profit).toBe(i % 2 === 0)
      })
    }
  })

  it('draws the cuts and tells no customer', () => {
    expect(figure.layout.shapes).toMatchObject([
      { x0: 50, x1: 50 },
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
    expect(traceOf<{ y: number[] }>(figure, 'Of it at risk').y).toEqual(
      summaries.map((row) => row.profitAtRisk),
    )
  })
})
