import { afterEach, describe, expect, it, vi } from 'vitest'
import { showFigure, showHtml, showMarkdown } from '../../../lib/study/src/notebook/display'
import { escapeHtml, escapeMarkdown } from '../../../lib/study/src/report/markup'

const kernelFile = '/somewhere/node_modules/tslab/dist/jupyter.js'

/** Collects what the library sends to a kernel that seems to be loaded. */
function fakeKernel(): unknown[] {
  const sent: unknown[] = []
  const exports = { lastWriteDisplayData: (content: unknown) => sent.push(content) }
  require.cache[kernelFile] = { exports } as unknown as NodeModule
  return sent
}

function printed(work: () => void): string {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  try {
    work()
    return write.mock.calls.map(([text]) => String(text)).join('')
  } finally {
    write.mockRestore()
  }
}

afterEach(() => {
  delete require.cache[kernelFile]
})

describe('showFigure', () => {
  const figure = {
    data: [{ type: 'bar', x: Float64Array.of(1, 2), y: [Number.NaN, 3] }],
    layout: { title: { text: 'Revenue <b>now</b>' }, meta: { description: 'It rises' } },
  }

  it('sends data that JSON keeps, with a text alternative', () => {
    const sent = fakeKernel()
    showFigure(figure)
    expect(sent).toEqual([
      {
        data: {
          'application/vnd.plotly.v1+json': {
            data: [{ type: 'bar', x: [1, 2], y: [null, 3] }],
            layout: figure.layout,
          },
          'text/plain': 'Figure: Revenue now. It rises',
        },
        metadata: {},
        transient: {},
      },
    ])
  })

  it('takes a description of its own and leaves the figure as it was', () => {
    const sent = fakeKernel()
    const before = JSON.stringify(figure)
    showFigure(figure, { description: 'Other' })
    expect(JSON.stringify(sent)).toContain('"meta":{"description":"Other"}')
    expect(JSON.stringify(figure)).toBe(before)
  })

  it('prints the text outside a kernel', () => {
    expect(printed(() => showFigure({ data: [], layout: {} }))).toBe('Figure\n')
    expect(printed(() => showFigure(figure))).toBe('Figure: Revenue now. It rises\n')
  })

  it('gives the cell no value to echo', () => {
    fakeKernel()
    expect(showFigure(figure)).toBeUndefined()
    expect(showMarkdown('a')).toBeUndefined()
    expect(showHtml('a')).toBeUndefined()
  })
})

describe('showMarkdown and showHtml', () => {
  it('send the text beside', () => {
    const sent = fakeKernel()
    showMarkdown('**a**')
    showHtml('<table><tr><td>a</td><td>b</td></tr></table>')
    expect(sent).toEqual([
      { data: { 'text/markdown': '**a**', 'text/plain': '**a**' }, metadata: {}, transient: {} },
      {
        data: { 'text/html': '<table><tr><td>a</td><td>b</td></tr></table>', 'text/plain': 'a b' },
        metadata: {},
        transient: {},
      },
    ])
  })
})

describe('escapeHtml', () => {
  it('leaves no character that markup needs', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;',
    )
  })
})

describe('escapeMarkdown', () => {
  it('leaves neither Markdown nor HTML', () => {
    expect(escapeMarkdown('a|b\n*c* <d> [e](f)')).toBe('a\\|b \\*c\\* &lt;d&gt; \\[e\\](f)')
  })

  it('begins neither a list nor a rule, and makes no address a link', () => {
    expect(['- a', '+ b', '1. c', '2) d', '===', '---', ' - e'].map(escapeMarkdown)).toEqual([
      '\\- a',
      '\\+ b',
      '1\\. c',
      '2\\) d',
      '\\===',
      '\\---',
      ' \\- e',
    ])
    expect(escapeMarkdown('https://a.b www.c.d e@f.g')).toBe('https\\://a.b www\\.c.d e\\@f.g')
  })

  it('leaves prose as it reads, and a backslash no formula to begin', () => {
    expect(escapeMarkdown("log-odds (0.5), the store's")).toBe("log-odds (0.5), the store's")
    expect(escapeMarkdown('\\(x\\)')).toBe('&#92;(x&#92;)')
  })
})
