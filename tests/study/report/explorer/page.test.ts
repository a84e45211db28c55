import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ExplorerContent, explorerContent } from '../../../../lib/study/src/report/explorer/content'
import { explorerWords } from '../../../../lib/study/src/report/explorer/explorer-words'
import { explorerPage } from '../../../../lib/study/src/report/explorer/page'
import { languages } from '../../../../lib/study/src/words/language'
import { bundleExplorer } from './explorer-browser'
import { explorerCustomers, explorerSources } from './explorer-sources'
import { hostileTexts } from './hostile'

describe('explorerPage', () => {
  let page: string
  const content = explorerContent(explorerSources(explorerCustomers(40, hostileTexts(20))))
  const part = (pattern: RegExp) => pattern.exec(page)![1]
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

  beforeAll(async () => {
    await bundleExplorer()
    page = explorerPage(content)
  })

  it('allows its own script and style, and nothing else', () => {
    const policy = part(/Content-Security-Policy" content="([^"]+)"/)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`script-src ${hash(part(/<script>([\s\S]*?)<\/script>/))};`)
    expect(policy).toContain(`style-src ${hash(part(/<style>([\s\S]*?)<\/style>/))};`)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('names no address outside', () => {
    const program = part(/<script>([\s\S]*?)<\/script>/)
    for (const text of [page.slice(0, page.indexOf('<script')), program]) {
      expect(
        text.match(/(src|href)="(?!index\.html["#])[^"]*"|fetch\(|XMLHttpRequest|importScripts|url\(/g),
      ).toBeNull()
    }
  })

  it('carries all it was given, and no text of a table outside its data', () => {
    const { model, ...rest } = content
    expect(JSON.parse(part(/id="content">([\s\S]*?)<\/script>/))).toEqual(JSON.parse(JSON.stringify(rest)))
    expect(JSON.parse(part(/id="model">([\s\S]*?)<\/script>/))).toEqual(model)
    expect(page.match(/<\/script>/g)).toHaveLength(3)
    expect(page.match(/<(script|img|svg|!--|a )/g)).toEqual([
      '<a ',
      '<a ',
      '<a ',
      '<script',
      '<script',
      '<script',
    ])
  })

  it('says in both languages that it holds ids', () => {
    for (const language of languages) {
      expect(page.slice(0, page.indexOf('<main'))).toContain(explorerWords.notice[language])
    }
  })

  it('says where the store has stated its share of declines, and what its effects rest on', () => {
    const head = (shown: ExplorerContent) => {
      const html = explorerPage(shown)
      return html.slice(0, html.indexOf('<main'))
    }
    for (const language of languages) {
      expect(head(content)).not.toContain(explorerWords.prevalenceAt[language])
      expect(head(content)).toContain(explorerWords.effectsAssumed[language])
      const moved = head({ ...content, shift: { from: 0.38, to: 0.2 }, average: 0.31, effects: 'measured' })
      const [from, to] = { ru: ['38 %', '20 %'], en: ['38%', '20%'] }[language]
      const { prevalenceAt, learnedAt, meanOfList, effectsMeasured } = explorerWords
      expect(moved).toContain(`${prevalenceAt[language]}, ${to}; ${learnedAt[language]} ${from}.`)
      expect(moved).toContain(`${meanOfList[language]} ${{ ru: '31 %', en: '31%' }[language]}.`)
      expect(moved).toContain(effectsMeasured[language])
    }
    const sources = explorerSources(explorerCustomers(40, hostileTexts(20)))
    const shift = { from: 0.38, to: 0.2 }
    expect(explorerContent({ ...sources, shift, effects: 'partly' })).toMatchObject({
      shift,
      effects: 'partly',
    })
  })

  it('is the same whenever it is written', () => {
    const again = explorerContent(explorerSources(explorerCustomers(40, hostileTexts(20))))
    expect(explorerPage(again) === page).toBe(true)
  })
})
