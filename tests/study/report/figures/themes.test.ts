import { describe, expect, it } from 'vitest'
import { themesFigure } from '../../../../lib/study/src/report/figures/themes'
import { expectReadable } from './check-figure'

describe('themesFigure', () => {
  const themes = [
    { name: 'Little time on the site <b>', points: 0.1234 },
    { name: 'Much revenue', points: -0.021 },
  ]

  it('writes signed points beside bars, what raises the risk in another colour', () => {
    const figure = themesFigure(themes)
    expectReadable(figure, ['xaxis'])
    expect(figure.data[0]).toMatchObject({ x: [12.3, -2.1], text: ['+12.3', '−2.1'] })
    const { color } = figure.data[0].marker as { color: string[] }
    expect(color[0]).not.toBe(color[1])
    expect(figure.layout.meta).toEqual({
      description: 'Little time on the site <b>: +12.3; Much revenue: −2.1',
    })
  })

  it('writes them as Russian does', () => {
    expect(themesFigure(themes, 'ru').data[0]).toMatchObject({ text: ['+12,3', '−2,1'] })
  })
})
