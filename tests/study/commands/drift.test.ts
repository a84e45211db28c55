import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { run as runDrift } from '../../../lib/study/src/commands/drift'
import { run as runTrain } from '../../../lib/study/src/commands/train'
import { chromiumPath, inspectPage, launchChromium } from '../../support/browser'
import { forgedFile } from '../../toolkit/learn/forged-file'
import { type Cells, emptyFolder, syntheticCells, writeCopy } from '../tables/table-copies'
import { runCaptured } from './run-command'

const cells = syntheticCells({ customers: 1300, seed: 1, copies: 0 })
const targetColumn = 1
const categoryColumn = cells['market_file.csv'][0].indexOf('Популярная_категория')
const hostile = '<img src=x onerror="document.title=1">"\'&=1+1'

/** Customers from one place to another of market_file.csv, each row of it changed. */
function part(from: number, to: number, change = (row: readonly string[], _: number) => row): Cells {
  const ids = new Set(cells['market_file.csv'].slice(1 + from, 1 + to).map(([id]) => id))
  return Object.fromEntries(
    Object.entries(cells).map(([file, [header, ...rows]]) => {
      const own = rows.filter(([id]) => ids.has(id))
      return [file, [header, ...(file === 'market_file.csv' ? own.map(change) : own)]]
    }),
  )
}

const folder = emptyFolder()
const model = join(folder, 'model.json')
const training = writeCopy(part(0, 500))
const others = writeCopy(part(500, 1000))
const withNewCategory = writeCopy(
  part(500, 1000, (row, i) =>
    i % 10 === 0 ? row.map((cell, j) => (j === categoryColumn ? hostile : cell)) : row,
  ),
)
const blindCells = part(500, 1000)
const blind = writeCopy({
  ...blindCells,
  'market_file.csv': blindCells['market_file.csv'].map((row) => row.filter((_, j) => j !== targetColumn)),
})

const drift = (data: string, ...more: string[]) =>
  runCaptured(runDrift, '--data', data, '--model', model, ...more)

beforeAll(async () => {
  expect((await runCaptured(runTrain, '--data', training, '--model', model)).code).toBe(0)
}, 60_000)

describe('drift', () => {
  it('keeps the model for other customers of the same kind, and says by which rule', async () => {
    const { code, out, err } = await drift(others)
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^.* warnings.*\n( {2}.*\n)+$/) })
    expect(out).toMatch(/^KEEP: Keep the model\n/)
    expect(out).toMatch(/at most 5% of tables raise any alarm/)
    expect(out).toContain('ROC-AUC')
    expect(out).toContain('Pages per visit')
  })

  it('says that the tables are those of the training', async () => {
    expect((await drift(training)).out).toContain('These are the tables that the model learned from')
  })

  it('works without the target, and says what cannot be measured', async () => {
    const { code, out } = await drift(blind, '--json')
    expect(code).toBe(0)
    const { conclusion, performance, tables } = JSON.parse(out)
    expect({ conclusion, performance, hasTarget: tables.hasTarget }).toEqual({
      conclusion: 'keep',
      performance: null,
      hasTarget: false,
    })
    expect((await drift(blind)).out).toContain('The tables carry no target')
  })

  it('names a new category as text, and calls for training: a result, no failure', async () => {
    const { code, out } = await drift(withNewCategory)
    expect(code).toBe(0)
    expect(out).toMatch(/^RETRAIN: Retrain the model\n/)
    expect(out).toContain(hostile)
    expect(out).toMatch(/Favourite category: share in new categories 9\.8%/)
  })

  it('writes the same JSON again, of a stable shape, that names no customer', async () => {
    const { out } = await drift(withNewCategory, '--json')
    expect((await drift(withNewCategory, '--json')).out).toBe(out)
    const report = JSON.parse(out)
    expect(shapeOf(report)).toMatchSnapshot()
    expect(report.features.find(({ kind }: { kind: string }) => kind === 'category')).toBeDefined()
    const words = new Set(out.match(/\d+/g))
    const ids = cells['market_file.csv'].slice(501, 1001).map(([id]) => id)
    expect(ids.filter((id) => words.has(id))).toEqual([])
  })

  it('is wrong usage without a model, and a failure for a file that is none, is old or holds no reference', async () => {
    expect((await runCaptured(runDrift, '--data', others)).code).toBe(2)
    expect((await drift(others, '--loud')).code).toBe(2)
    const text = readFileSync(model, 'utf8')
    const cases: [string, RegExp][] = [
      ['{}', /is no model file/],
      [
        forgedFile(text, (content) => Object.assign(content, { version: 2 })),
        /of version 2, this library reads version \d+: train the model again/,
      ],
      [
        forgedFile(text, (content) => Object.assign(content, { reference: undefined })),
        /holds no reference of its training data: train the model again/,
      ],
    ]
    const other = join(folder, 'other.json')
    for (const [content, message] of cases) {
      writeFileSync(other, content)
      const { code, out, err } = await runCaptured(runDrift, '--data', others, '--model', other)
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toMatch(message)
    }
  })

  it('refuses tables with too few active customers, and writes no page', async () => {
    const page = join(folder, 'few.html')
    const { code, err } = await drift(writeCopy(part(0, 12)), '--out', page)
    expect(code).toBe(1)
    expect(err).toMatch(/active customers are too few to be compared/)
    expect(existsSync(page)).toBe(false)
  })

  it('writes over nothing that it reads', async () => {
    for (const input of [model, join(others, 'money.csv')]) {
      const before = readFileSync(input)
      const { code, out, err } = await drift(others, '--out', input)
      expect([code, out, err]).toEqual([1, '', expect.stringMatching(/would be written over/)])
      expect(readFileSync(input).equals(before)).toBe(true)
    }
  })

  it('says in its help that what it finds is no failure', async () => {
    const { code, out } = await runCaptured(runDrift, '--help')
    expect(code).toBe(0)
    expect(out).toMatch(/npm run drift -- \[options\]/)
    expect(out.replace(/\s+/g, ' ')).toContain('Exits with 0 whatever it finds')
  })
})

describe('the page of drift', () => {
  const page = join(folder, 'pages/drift.html')
  beforeAll(async () => {
    const { code, out, err } = await drift(withNewCategory, '--out', page)
    expect(code).toBe(0)
    expect(out).toMatch(/^RETRAIN/)
    expect(err.split('\n').slice(-2)).toEqual([`${page}: written`, ''])
  })

  it('is the same again, without scripts, addresses or a policy that would allow them', async () => {
    const html = readFileSync(page, 'utf8')
    await drift(withNewCategory, '--out', page)
    expect(readFileSync(page, 'utf8')).toBe(html)
    expect(html).toContain("default-src 'none'; script-src 'none'; style-src 'unsafe-inline'")
    expect(html).not.toMatch(/<script|<img|<link|https?:\/\/|\son\w+="/)
    expect(html).toContain('&lt;img src=x onerror=&quot;document.title=1&quot;&gt;&quot;&#39;&amp;=1+1')
  })

  it.skipIf(!chromiumPath)(
    'opens without a request or an error, fits a phone, shuts nobody out, and shows a hostile name as text',
    async () => {
      const { context, close } = await launchChromium({ width: 360 })
      try {
        const url = pathToFileURL(page).href
        const { requests, errors, violations, width, title } = await inspectPage(context, url)
        expect({ requests, errors, violations, title }).toEqual({
          requests: [],
          errors: [],
          violations: [],
          title: 'Drift: Retrain the model',
        })
        expect(width).toBeLessThanOrEqual(360)
        const opened = await context.newPage()
        await opened.goto(url)
        expect(await opened.locator('td', { hasText: hostile }).count()).toBe(1)
        expect(await opened.locator('svg[role=img]').count()).toBe(2)
        expect(await opened.locator('svg[aria-label*="Pages per visit"]').count()).toBe(1)
        expect(await opened.getByRole('heading', { level: 1 }).count()).toBe(1)
      } finally {
        await close()
      }
    },
  )
})

/** Names and types of a JSON value; of a list, those of its elements. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))].sort()
    return shapes.map((shape) => JSON.parse(shape) as unknown)
  }
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item)]))
}
