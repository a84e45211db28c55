import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeLabel } from '../../../../lib/study/src/report/figure'
import { wrapInTwo, wrapLabel } from '../../../../lib/study/src/report/figures/wrap-label'

describe('wrapLabel', () => {
  it('breaks between words and escapes them', () => {
    expect(wrapLabel('Мало времени проводят на сайте', 14)).toBe('Мало времени<br>проводят на<br>сайте')
    expect(wrapLabel('<b> & x', 20)).toBe('&lt;b&gt; &amp; x')
    expect(wrapLabel('undividable', 4)).toBe('undividable')
  })
})

describe('wrapInTwo', () => {
  it('breaks a long label at the blank nearest to its middle, and no short one', () => {
    expect(wrapInTwo('Marketing contacts a month over half a year')).toBe(
      'Marketing contacts a<br>month over half a year',
    )
    expect(wrapInTwo('Marketing contacts')).toBe('Marketing contacts')
    expect(wrapInTwo('x'.repeat(40))).toBe('x'.repeat(40))
  })
})

describe('wrapped labels', () => {
  it('lose no word and let no markup through', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, width) => {
        for (const wrapped of [wrapLabel(text, width), wrapInTwo(text, width)]) {
          expect(wrapped.replaceAll('<br>', ' ')).toBe(escapeLabel(text))
        }
      }),
    )
  })
})
