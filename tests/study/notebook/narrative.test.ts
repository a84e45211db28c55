import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { listed, Narrative } from '../../../lib/study/src/notebook/narrative'
import { readQuotedNumbers } from '../../../lib/study/src/study/quoted-numbers'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder('story')
describe('Narrative', () => {
  it('writes quotes into prose and records each under its name', () => {
    const story = new Narrative('02-tells', folder)
    const { count, percent, decimal, money } = story
    const text = story.tell`Of ${count('customers', 1297)} customers ${percent('share', 0.3812)} will buy less
(${percent('exact', 0.3812, 1)}; AUC ${decimal('auc', 0.92615)}, ${money('atRisk', 5319.4)} at risk).`
    expect(text).toBe('Of 1,297 customers 38% will buy less\n(38.1%; AUC 0.926, 5,319 at risk).')
    expect(readQuotedNumbers(folder, '02-tells')).toEqual({
      customers: 1297,
      share: 0.3812,
      exact: 0.3812,
      auc: 0.92615,
      atRisk: 5319.4,
    })
  })

  it('records nothing before it is told, and keeps what was recorded before', () => {
    const story = new Narrative('03-late', folder)
    const quote = story.count('later', 2)
    expect(readQuotedNumbers(folder, '03-late')).toEqual({})
    story.tell`First ${story.count('first', 1)}.`
    story.tell`Then ${quote}.`
    story.record('settings', { minLeaf: 2 })
    expect(readQuotedNumbers(folder, '03-late')).toEqual({ first: 1, later: 2, settings: { minLeaf: 2 } })
    expect(JSON.parse(readFileSync(join(folder, '03-late.json'), 'utf8'))).toHaveProperty('first', 1)
  })

  it('escapes words from tables', () => {
    const story = new Narrative('x')
    expect(story.tell`Category ${'*<b>a</b>*\n# [x](y) `z` & $1'}!`).toBe(
      'Category \\*&lt;b&gt;a&lt;/b&gt;\\* \\# \\[x\\](y) \\`z\\` &amp; \\$1\\!'.replace(/\\!$/, '!'),
    )
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s, also within a value', (value) => {
    const story = new Narrative('x')
    expect(() => story.tell`${story.decimal('mean', value)}`).toThrow(/mean must be a finite number/)
    expect(() => story.record('sizes', { a: [1, value] })).toThrow(/sizes must be a finite number/)
  })

  it('takes a number twice, but not two numbers of one name', () => {
    const story = new Narrative('04-twice', folder)
    story.tell`${story.decimal('auc', 0.9)} and again ${story.percent('auc', 0.9)}`
    expect(() => story.tell`${story.decimal('auc', 0.8)}`).toThrow(/auc .*0\.9.*0\.8/)
    expect(readQuotedNumbers(folder, '04-twice')).toEqual({ auc: 0.9 })
  })

  it('lets a cell be run again with other numbers where no study collects them', () => {
    const story = new Narrative('x')
    story.tell`${story.decimal('auc', 0.9)}`
    expect(story.tell`${story.decimal('auc', 0.8)}`).toBe('0.800')
  })

  it('shows what it tells', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    new Narrative('x').say`Five of ${'ten'}.`
    expect(written.mock.calls).toEqual([['Five of ten.\n']])
    written.mockRestore()
  })

  it('lists as many phrases as there are, quotes among them', () => {
    const story = new Narrative('05-lists', folder)
    const items = ['pages', '<b>', 'tier'].map((name, i) => [
      name,
      ' (',
      story.decimal(`size${i + 1}`, i / 2, 1),
      ')',
    ])
    expect(story.tell`Strongest: ${listed(items)}.`).toBe(
      'Strongest: pages (0.0), &lt;b&gt; (0.5) and tier (1.0).',
    )
    expect(story.tell`${listed(items.slice(0, 2))}`).toBe('pages (0.0) and &lt;b&gt; (0.5)')
    expect(story.tell`${listed(['one'])}, ${listed([])}`).toBe('one, none')
    expect(readQuotedNumbers(folder, '05-lists')).toEqual({ size1: 0, size2: 0.5, size3: 1 })
  })

  it('counts out no fewer than five customers, also not by the others of a known total', () => {
    const { tell, customers, partsOf } = new Narrative('x')
    expect(tell`${customers('a', 1297)}, ${customers('b', 4)}, ${customers('c', 0)}`).toBe(
      '1,297, fewer than 5, 0',
    )
    const { sure, unsure, neither } = partsOf({ sure: 900, unsure: 40, neither: 2 })
    expect(tell`${sure}, ${unsure}, ${neither}`).toBe('900, (withheld), (withheld)')
    expect(tell`${partsOf({ sure: 900, unsure: 40 }).unsure}`).toBe('40')
  })
})
