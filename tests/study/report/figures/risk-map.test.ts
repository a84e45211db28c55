import { describe, expect, it } from 'vitest'
import { riskMapFigure } from '../../../../lib/study/src/report/figures/risk-map'
import { expectReadable } from './check-figure'

describe('riskMapFigure', () => {
  const rowsOf = (profits: readonly (readonly [number, number])[]) => {
    const map = profits.map(([from, to]) => ({
      customers: 7,
      probability: { from: 0, to: 0.1 },
      profit: { from, to },
    }))
    return riskMapFigure(map).data[0].y
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

  it('says where most customers are, in each language', () => {
    const cell = (customers: number, from: number) => ({
      customers,
      probability: { from, to: from + 0.1 },
      profit: { from: 2, to: 4 },
    })
    const map = [cell(9, 0), cell(21, 0.1)]
    const figure = riskMapFigure(map)
    expectReadable(figure, ['xaxis', 'yaxis'])
    expect(figure.data[0].z).toEqual([[9, 21]])
    expect(figure.layout.meta).toMatchObject({ description: expect.stringContaining('(21)') })
    const russian = riskMapFigure(map, 'ru')
    expectReadable(russian, ['xaxis', 'yaxis'])
    expect(JSON.stringify(russian.data[0].hovertext)).toContain('21\u00a0клиент"')
  })
})
