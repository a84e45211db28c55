import { describe, expect, it } from 'vitest'
import { axisLabel, escapeLabel, figure, gridCell } from '../../../lib/study/src/report/figure'

describe('figure', () => {
  const drawn = figure({
    title: 'A < B',
    description: 'A < B in words',
    traces: [{ type: 'bar' }],
    xTitle: 'x & y',
    yTitle: 'y',
    layout: { xaxis: { range: [0, 1] }, barmode: 'group' },
  })

  it('escapes titles, and keeps the description as text', () => {
    expect(drawn.layout).toMatchObject({
      title: { text: 'A &lt; B' },
      meta: { description: 'A < B in words' },
      xaxis: { title: { text: 'x &amp; y' }, range: [0, 1], automargin: true },
      yaxis: { title: { text: 'y' } },
      barmode: 'group',
      height: 420,
    })
    expect(drawn.data).toEqual([{ type: 'bar' }])
  })
})

describe('escapeLabel', () => {
  it('leaves no markup for Plotly to read', () => {
    expect(escapeLabel('<a href="x">b</a> & &amp; <br>')).toBe(
      '&lt;a href="x"&gt;b&lt;/a&gt; &amp; &amp;amp; &lt;br&gt;',
    )
  })
})

describe('axisLabel and gridCell', () => {
  it('write the unit where there is one, and number axes as Plotly does', () => {
    expect(axisLabel({ label: 'Pages', russian: 'Страницы', unit: 'pages a visit' })).toBe(
      'Pages (pages a visit)',
    )
    expect(axisLabel({ label: 'Tier', russian: 'Тип', unit: '' })).toBe('Tier')
    expect(gridCell(0)).toEqual({ x: 'x', y: 'y', xaxis: 'xaxis', yaxis: 'yaxis' })
    expect(gridCell(2)).toEqual({ x: 'x3', y: 'y3', xaxis: 'xaxis3', yaxis: 'yaxis3' })
  })
})
