import { describe, expect, it } from 'vitest'
import { pageStyle } from '../../../lib/study/src/report/page-style'

describe('pageStyle', () => {
  it('numbers printed pages and dates them as the language of the edition does', () => {
    const style = pageStyle('2026-11-28')
    expect(style).toContain('content: counter(page) " / " counter(pages)')
    expect(style).toMatch(/@page \{ @bottom-left \{[^}]*content: "2026-11-28"/)
    expect(style).toMatch(/@page edition-ru \{ @bottom-left \{[^}]*content: "28\.11\.2026"/)
    expect(style).toContain('[data-edition="ru"] { page: edition-ru; }')
  })
})
