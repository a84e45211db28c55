import { describe, expect, it } from 'vitest'
import { Html, html, scriptJson } from '../../../../lib/study/src/report/management/html'

describe('html', () => {
  it('escapes text and takes markup as it is', () => {
    const name = `<b title="x">&'</b>`
    expect(
      html`<p title="${name}">${name}${3}${undefined}${false}${[html`<i>${'<'}</i>`, new Html('<br>')]}</p>`
        .markup,
    ).toBe(
      '<p title="&lt;b title=&quot;x&quot;&gt;&amp;&#39;&lt;/b&gt;">&lt;b title=&quot;x&quot;&gt;&amp;&#39;&lt;/b&gt;3<i>&lt;</i><br></p>',
    )
  })
})

describe('scriptJson', () => {
  it('holds the same value and nothing that ends a script', () => {
    const value = { text: '</script><!--\u2028\u2029', list: Float64Array.of(1, 2.5) }
    const { markup } = scriptJson(value)
    expect(markup).not.toMatch(/[<\u2028\u2029]/)
    expect(JSON.parse(markup)).toEqual({ text: value.text, list: [1, 2.5] })
  })
})
