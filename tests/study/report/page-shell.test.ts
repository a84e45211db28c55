import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { navigation, pageShell, provenanceLine } from '../../../lib/study/src/report/page-shell'
import { studyFile } from '../../../lib/study/src/study/paths'

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policyOf = (page: string) => /Content-Security-Policy" content="([^"]+)"/.exec(page)![1]

describe('pageShell', () => {
  const page = pageShell({
    title: 'Risk & <profit>',
    data: { 'title-ru': '"Риск"' },
    styles: ['p { margin: 0 }', 'h1 { margin: 0 }\n'],
    firstScript: 'first()',
    body: '<main>{{ title }} $& text</main>',
    scripts: ['last()'],
  })

  it('fills every part of the frame, and nothing within the parts', () => {
    expect(page).toContain('<html lang="en" data-title-ru="&quot;Риск&quot;">')
    expect(page).toContain('<title>Risk &amp; &lt;profit&gt;</title>')
    expect(page).toContain(
      '<style>\np { margin: 0 }\nh1 { margin: 0 }\n</style>\n<script>first()</script>\n</head>',
    )
    expect(page).toContain(
      '<body>\n<main>{{ title }} $& text</main>\n<script>last()</script>\n</body>\n</html>\n',
    )
    expect(page.match(/\{\{/g)).toHaveLength(1)
  })

  it('lets run its own scripts only', () => {
    const policy = policyOf(page)
    expect(policy).toContain(`default-src 'none'; script-src ${hashOf('first()')} ${hashOf('last()')};`)
    expect(policy).toContain("style-src 'unsafe-inline'")
    expect(policyOf(pageShell({ title: 'x', styles: [], body: '' }))).toContain("script-src 'none'")
  })

  it('allows its own style alone where elements have none', () => {
    const strict = pageShell({ title: 'x', styles: ['a {}'], hasInlineStyles: false, body: '' })
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(strict)!
    expect(policyOf(strict)).toContain(`style-src ${hashOf(style)};`)
  })

  it('keeps any title as text', () => {
    fc.assert(
      fc.property(fc.string(), (title) => {
        const [, written] = /<title>([\s\S]*?)<\/title>/.exec(pageShell({ title, styles: [], body: '' }))!
        expect(written).not.toMatch(/[<>]/)
      }),
    )
  })
})

describe('the frame', () => {
  it('names parts in the way that both who fill it read', () => {
    const frame = readFileSync(studyFile('templates/page.html.j2'), 'utf8')
    const names = [...frame.matchAll(/\{\{ (\w+) \}\}/g)].map(([, name]) => name)
    expect(names).toEqual(['language', 'attributes', 'policy', 'title', 'style', 'head', 'body'])
    const notebooks = readFileSync(studyFile('templates/study/index.html.j2'), 'utf8')
    expect(notebooks).toContain("{%- include 'page.html.j2' -%}")
    for (const name of names) expect(notebooks, name).toMatch(new RegExp(`set (?:\\w+, )*${name}\\b`))
  })
})

describe('parts of pages', () => {
  it('are escaped', () => {
    expect(provenanceLine('a <b>')).toBe('<p class="provenance">a &lt;b&gt;</p>')
    expect(navigation([{ href: 'a.html?"', title: '<b>' }])).toBe(
      '<nav class="study-nav" aria-label="Study"><a href="a.html?&quot;">&lt;b&gt;</a></nav>',
    )
  })
})
