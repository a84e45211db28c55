import { describe, expect, it } from 'vitest'
import { concentrationFigure } from '../../../../lib/study/src/report/figures/concentration'
import { expectReadable } from './check-figure'

describe('concentrationFigure', () => {
  it('draws shares in percent, in each language', () => {
    const concentration = [
      { customers: 0, atRisk: 0 },
      { customers: 0.2, atRisk: 0.6321 },
      { customers: 1, atRisk: 1 },
    ]
    const figure = concentrationFigure(concentration)
    expectReadable(figure, ['xaxis', 'yaxis'])
    expect(figure.data[0]).toMatchObject({ x: [0, 20, 100], y: [0, 63.2, 100] })
    expect(figure.layout.meta).toMatchObject({
      description: expect.stringContaining('20% → 63%, 100% → 100%'),
    })
    const russian = concentrationFigure(concentration, 'ru')
    expectReadable(russian, ['xaxis', 'yaxis'])
    expect(russian.layout.meta).toMatchObject({
      description: expect.stringContaining('20\u00a0% → 63\u00a0%'),
    })
  })
})
