import { describe, expect, it } from 'vitest'
import { type SegmentError, segmentErrors } from '../../../../lib/study/src/evaluation/segment-errors'
import { segmentErrorsFigure } from '../../../../lib/study/src/report/figures/segment-errors'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { hostileText } from '../study-results'
import { expectReadable, traceOf } from './check-figure'

const random = new Random(42)
const probability = Float64Array.from({ length: 160 }, () => random.uniform())
const groups = Array.from(probability, (_, i) => (i < 8 ? 'rare' : i % 2 === 0 ? hostileText : 'plain'))
const declines = Uint8Array.from(probability, (p, i) => (i < 8 || random.uniform() < p ? 1 : 0))
const errors = segmentErrors(
  declines,
  [probability],
  [
    { name: 'Kind', groups },
    { name: 'Half', groups: groups.map((_, i) => (i < 80 ? 'plain' : 'a group with quite a long name')) },
  ],
  { seed: 1, replicates: 100 },
).map((error): SegmentError => ({ ...error, adjustedPValue: error.group === 'rare' ? 0.01 : 1 }))
type Dots = { x: number[]; y: number[]; text: string[]; error_x: { array: number[]; arrayminus: number[] } }
type Ticks = { tickvals: number[]; ticktext: string[] }

describe('segmentErrorsFigure', () => {
  it('names each grouping and lists its groups with their sizes under it', () => {
    const figure = segmentErrorsFigure(errors, 'logLoss', 0.5)
    expectReadable(figure, ['xaxis'])
    const { tickvals, ticktext } = figure.layout.yaxis as Ticks
    expect(tickvals).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(ticktext.filter((_, i) => [0, 2, 3, 4, 5, 6].includes(i))).toEqual([
      'Kind:',
      'plain (76)',
      'rare (8)',
      'Half:',
      'a group with quite<br>a long name (80)',
      'plain (80)',
    ])
    expect(figure.layout.shapes).toMatchObject([{ x0: 0.5, x1: 0.5 }])
  })

  it('marks the groups that are off by more than noise, at the place of their name', () => {
    const figure = segmentErrorsFigure(errors, 'deviation', 0)
    expectReadable(figure, ['xaxis'])
    const rare = errors.find(({ group }) => group === 'rare')!
    const off = traceOf<Dots>(figure, 'off by more than noise (1)')
    expect([off.y, off.text]).toEqual([[3], ['rare']])
    expect(off.x[0]).toBeCloseTo(100 * rare.deviation.estimate, 9)
    expect(off.error_x.array[0]).toBeCloseTo(100 * (rare.deviation.upper - rare.deviation.estimate), 9)
    expect(traceOf<Dots>(figure, 'probabilities hold (4)').y).toEqual([1, 2, 5, 6])
  })

  it('leaves out groups without a ROC-AUC', () => {
    const figure = segmentErrorsFigure(errors, 'rocAuc', 0.8)
    expectReadable(figure, ['xaxis'])
    expect((figure.layout.yaxis as Ticks).ticktext).not.toContain('rare (8)')
    expect(traceOf<Dots>(figure, 'probabilities hold (4)').x).toHaveLength(4)
  })
})
