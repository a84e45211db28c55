import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IndexContent, indexPage, notebookLink, projectRoot, segmentSummaries } from 'one-click'
import { afterAll, describe, expect, it } from 'vitest'
import { studyDecision, studyValidation } from './study-results'

const folder = mkdtempSync(join(tmpdir(), 'index-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const decisions = [
  studyDecision(987_001, 'Save now', 0.8),
  studyDecision(987_002, 'Leave as is', 0.2),
  studyDecision(987_003, 'Look after', 0.1),
]
const content: IndexContent = {
  notebooks: [
    { name: '01-data', title: '1. The data', question: 'Which <b>customers</b>?' },
    { name: '02-exploration', title: '2. Exploration', question: 'How?' },
  ],
  customers: { total: 1300, active: 1297 },
  chosen: studyValidation('Chosen', Float64Array.of(0.5), 0.926),
  segments: segmentSummaries(decisions),
}

describe('indexPage', () => {
  const page = indexPage(content)

  it('leads to both editions of each notebook and to the files', () => {
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    expect(links).toEqual([
      '01-data.html',
      'code/01-data.html',
      '02-exploration.html',
      'code/02-exploration.html',
      'offers.csv',
      'metrics.json',
      'model.json',
    ])
  })

  it('states what was found', () => {
    for (const text of ['1,297', '1,300', '0.926', 'Save now', '36.0', '13.2', '73\u00a0%']) {
      expect(page).toContain(text)
    }
  })

  it('loads nothing from anywhere, runs nothing, names nobody', () => {
    expect(page).not.toMatch(/https?:|\/\/|@import|url\(|<script|<img|<iframe| on\w+=/i)
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/98700\d/)
    expect(page).toContain('Which &lt;b&gt;customers&lt;/b&gt;?')
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('stays readable when no profit is at risk', () => {
    const poor = decisions.map((decision) => ({ ...decision, profit: 0, profitAtRisk: 0 }))
    expect(indexPage({ ...content, segments: segmentSummaries(poor) })).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe('notebookLink', () => {
  it('reads title and question of every notebook of the study', () => {
    for (const name of ['01-data', '04-models', '06-segments-and-offers']) {
      const link = notebookLink(join(projectRoot, 'notebooks', `${name}.ipynb`), name)
      expect(link).toMatchObject({
        name,
        title: expect.stringMatching(/^\d\. \w/),
        question: expect.stringMatching(/\?$/),
      })
    }
  })

  it('makes do without them', () => {
    const path = join(folder, 'x.ipynb')
    writeFileSync(path, JSON.stringify({ cells: [{ source: ['plain\n', 'text'] }] }))
    expect(notebookLink(path, 'x')).toEqual({ name: 'x', title: 'x', question: '' })
  })
})
