import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { provenanceInWords, provenanceOf } from '../../../lib/study/src/study/provenance'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { cellsOf, writeCopy } from '../tables/table-copies'

describe('what a page says it is made from', () => {
  it('names earlier quarters that models learned from, and withholds counts of few', () => {
    const quarter = { folder: 'first', fingerprint: 'abcdefabcdefabcdef', customers: 1234 }
    const source = { source: { folder: 'f', synthetic: false }, fingerprint: 'f' }
    const { en, ru } = provenanceInWords(provenanceOf(source, [quarter], '2026-03-31'))
    expect(en).toContain(
      'Made on 2026-03-31. Learned from an earlier quarter as well: folder “first”, fingerprint abcdefabcdef, customers: 1,234.',
    )
    expect(ru).toContain('папка «first», отпечаток abcdefabcdef, клиентов: 1')
    const few = provenanceInWords(provenanceOf(source, [{ ...quarter, customers: 4 }], '2026-03-31'))
    expect([few.en, few.ru]).toEqual([
      expect.stringContaining('fewer than 5'),
      expect.stringContaining('менее 5'),
    ])
    expect(provenanceOf(source, [], 'd')).not.toHaveProperty('earlier')
  })

  it('names the folder without its place, that tables are synthetic, the day and the fingerprint', () => {
    const sample = buildCustomers(loadStudyTables(join(projectRoot, 'data/sample')))
    const made = provenanceOf(sample, [], '2026-03-31')
    expect(made).toEqual({
      folder: 'sample',
      synthetic: true,
      day: '2026-03-31',
      fingerprint: sample.fingerprint,
    })
    const { en, ru } = provenanceInWords(made)
    for (const text of [en, ru]) {
      expect(text).toContain('sample')
      expect(text).toContain(sample.fingerprint.slice(0, 12))
      expect(text).not.toContain(projectRoot)
    }
    expect(en).toMatch(/^The tables are synthetic: none of these customers exists\./)
    expect(en).toContain('2026-03-31')
    expect(ru).toMatch(/^Таблицы синтетические/)
    expect(ru).toContain('31.03.2026')
  })

  it('calls no tables synthetic that carry no marker', () => {
    const copy = writeCopy(cellsOf(join(projectRoot, 'data/sample')))
    const { source } = loadStudyTables(copy)
    expect(source.synthetic).toBe(false)
    expect(copy.endsWith(source.folder)).toBe(true)
    expect(source.folder).not.toContain('/')
    expect(provenanceInWords({ ...source, day: 'd', fingerprint: 'f' }).en).not.toContain('synthetic')
  })

  it('shows a folder’s name as text, whatever it holds', () => {
    const name = 'a\u202e<b>\u0007'
    const text = provenanceInWords({ folder: name, synthetic: false, day: 'd', fingerprint: 'f' }).en
    expect(text).toContain('a\\u202e<b>\\u0007')
  })
})
