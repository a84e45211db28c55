import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type * as Vocabularies from '../../../lib/study/src/words/vocabularies'
import type * as Pseudo from '../../support/pseudo-language'
import { escapedWords } from '../../support/pseudo-language'
import { textsOfFigure, textsOfPage } from '../report/page-texts'
import type * as Pages from './pages-in'

const list = '../../../lib/study/src/words/vocabularies'

/** What no language says: names of files and metrics, and what the made-up tables are called and hold. */
const names =
  /[\w-]+\.(csv|json)|ROC-AUC|“⟧tests⟦”|⟧of a test⟦|segment \d|(Which )?<b onclick.*?<\/b>\??|The data/g

const escaped = (texts: readonly string[]) =>
  texts.flatMap((text) => escapedWords(text.replaceAll(names, ' ')).map((word) => `${word} in: ${text}`))

describe('a third language', () => {
  let pages: Awaited<ReturnType<typeof Pages.pagesIn>>

  // A language made by machine is added as anyone would add one: its vocabulary, and a line in the list of them. The
  // library is loaded anew with it, and once more without it for the tests that follow in this process.
  beforeAll(async () => {
    vi.resetModules()
    vi.doMock(list, async (importOriginal) => {
      const { vocabularies } = await importOriginal<typeof Vocabularies>()
      const { pseudo } = await vi.importActual<typeof Pseudo>('../../support/pseudo-language')
      return { vocabularies: { ...vocabularies, xx: pseudo } }
    })
    const { pagesIn } = await vi.importActual<typeof Pages>('./pages-in')
    pages = await pagesIn('xx')
  })

  afterAll(() => {
    vi.doUnmock(list)
    vi.resetModules()
  })

  it('is known by its vocabulary', () => {
    expect(pages.languages).toEqual(['ru', 'en', 'xx'])
    expect(pages.name).toBe('⟦English⟧')
  })

  it('finds what no vocabulary says', () => {
    expect(escapedWords('⟦Profit of ⟧3⟦ months⟧, ⟦a ⟦b⟧ c⟧')).toEqual([])
    expect(escapedWords('⟦Profit of ⟧three⟦ months⟧ and so on')).toEqual(['three', 'and', 'so', 'on'])
    const figure = { data: [{ type: 'bar', name: 'left out' }], layout: { title: { text: 'A b' } } }
    expect(textsOfFigure(figure)).toEqual(['left out', 'A b'])
    expect(textsOfPage('<p class="x" title="on hover">said <b>twice</b></p>')).toEqual([
      'on hover',
      'said twice',
    ])
  })

  it('is all that the figures say', () => {
    for (const [name, figure] of Object.entries(pages.figures)) {
      const texts = textsOfFigure(figure)
      expect(texts.length, name).toBeGreaterThan(1)
      expect(escaped(texts), name).toEqual([])
    }
  })

  it('is all that its edition of the report says', () => {
    const { report } = pages
    const edition = report.slice(report.indexOf('<div data-edition="xx"'), report.indexOf('</main>'))
    const texts = textsOfPage(edition)
    expect(texts.length).toBeGreaterThan(200)
    expect(escaped(texts)).toEqual([])
    expect(report).toContain('<button type="button" lang="xx" aria-pressed="false">⟦English⟧</button>')
    expect(report).toMatch(/html\[data-shown="en"\] \[data-edition="xx"\]/)
    expect(report).toContain('data-title-xx="⟦')
  })

  it('is said in the explorer’s head and of its customers', () => {
    const head = /<header>([\s\S]*?)<\/header>/.exec(pages.explorer)![1]
    const parts = [...head.matchAll(/<span lang="xx">(.*?)<\/span>/g)].flatMap(([, text]) =>
      textsOfPage(text),
    )
    expect(parts.length).toBeGreaterThan(6)
    expect(escaped(parts)).toEqual([])
    expect(pages.toldOfCustomers.length).toBeGreaterThan(40)
    expect(escaped(pages.toldOfCustomers)).toEqual([])
  })
})
