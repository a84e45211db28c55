import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { run as runDrift } from '../../lib/study/src/commands/drift'
import { run as runPlan } from '../../lib/study/src/commands/plan'
import { run as runScore } from '../../lib/study/src/commands/score'
import { run as runTrain } from '../../lib/study/src/commands/train'
import { run as runValidate } from '../../lib/study/src/commands/validate'
import { projectRoot } from '../../lib/study/src/study/paths'
import { type CommandResult, runCaptured } from '../study/commands/run-command'
import { type Cells, cellsOf, emptyFolder, writeCopy } from '../study/tables/table-copies'
import { forgedFile, type Json } from '../toolkit/learn/forged-file'

const cells = cellsOf(join(projectRoot, 'data/sample'))
const folder = emptyFolder()
const model = join(folder, 'model.json')

/** Customers from one place to another of market_file.csv, all tables. */
function part(from: number, to: number): Cells {
  const ids = new Set(cells['market_file.csv'].slice(1 + from, 1 + to).map(([id]) => id))
  return Object.fromEntries(
    Object.entries(cells).map(([file, [header, ...rows]]) => [
      file,
      [header, ...rows.filter(([id]) => ids.has(id))],
    ]),
  )
}

/** The tables with one number in the last column of a file, in each row that is drawn. */
function withAmount(file: string, amount: string, isDrawn: (row: number) => boolean): string {
  const tables = part(320, 390)
  const [header, ...rows] = tables[file]
  const changed = rows.map((row, i) => (isDrawn(i) ? [...row.slice(0, -1), amount] : row))
  return writeCopy({ ...tables, [file]: [header, ...changed] })
}

beforeAll(async () => {
  expect((await runCaptured(runTrain, '--data', writeCopy(part(0, 320)), '--model', model)).code).toBe(0)
}, 120_000)

const rowsOf = (path: string) =>
  parse(readFileSync(path, 'utf8'), { columns: true }) as Record<string, string>[]

/** A failure says what to do and leaves nothing. */
function expectNamedFailure({ code, out, err }: CommandResult, ...files: string[]): void {
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).not.toMatch(/\n\s+at |\bNaN\b|Infinity/)
  expect(files.filter((file) => existsSync(file))).toEqual([])
}

describe.each(['arrays', 'numbers'])('a model of huge %s, its checksum redone', (which) => {
  const enlarge = (content: Json): void => {
    for (const [key, value] of Object.entries(content)) {
      const array = value as unknown as { type?: string; length: number; data: string }
      if (array?.type === 'Float64Array') {
        if (which === 'arrays') {
          array.data = Buffer.from(new Float64Array(array.length).fill(1e308).buffer).toString('base64')
        }
      } else if (typeof value === 'object' && value !== null) enlarge(value)
      else if (which === 'numbers' && typeof value === 'number' && !Number.isInteger(value)) {
        Object.assign(content, { [key]: key === 'scale' ? 1e-308 : 1e308 })
      }
    }
  }

  it('is refused by every command that reads it', async () => {
    const forged = join(folder, `huge-${which}.json`)
    writeFileSync(
      forged,
      forgedFile(readFileSync(model, 'utf8'), (content) => enlarge(content.model)),
    )
    const data = writeCopy(part(320, 390))
    const files = join(folder, 'huge-results')
    const scores = join(folder, 'huge.csv')
    expectNamedFailure(
      await runCaptured(runScore, '--data', data, '--model', forged, '--out', scores),
      scores,
    )
    expectNamedFailure(await runCaptured(runDrift, '--data', data, '--model', forged, '--json'))
    expectNamedFailure(await runCaptured(runPlan, '--data', data, '--model', forged, '--out', files), files)
  })
})

/** The largest amount that each table may hold: the reader's bounds keep out what would overflow. */
const largest = {
  'market_money.csv': '1000000000',
  'market_time.csv': '44640',
  'money.csv': '1000000000',
} as const

describe.each([
  ['market_money.csv', 'one row', (i: number) => i === 1],
  ['market_money.csv', 'every row', () => true],
  ['market_time.csv', 'every row', () => true],
  ['money.csv', 'one row', (i: number) => i === 1],
  ['money.csv', 'every row', () => true],
] as const)('a huge amount in %s, in %s', (file, _, isDrawn) => {
  it('beyond the bounds is refused by every command', async () => {
    const data = withAmount(file, `17${'0'.repeat(307)}`, isDrawn)
    const out = join(emptyFolder(), 'results')
    expectNamedFailure(await runCaptured(runScore, '--data', data, '--model', model, '--out', out), out)
    expectNamedFailure(await runCaptured(runPlan, '--data', data, '--model', model, '--out', out), out)
    expectNamedFailure(await runCaptured(runDrift, '--data', data, '--model', model, '--json'))
    expect((await runCaptured(runValidate, '--data', data)).code).toBe(1)
  })

  it('within them ends in finite numbers', async () => {
    const data = withAmount(file, largest[file], isDrawn)
    const out = join(emptyFolder(), 'results')
    const scores = join(emptyFolder(), 'scores.csv')
    const results = [
      await runCaptured(runScore, '--data', data, '--model', model, '--out', scores),
      await runCaptured(runPlan, '--data', data, '--model', model, '--out', out),
      await runCaptured(runDrift, '--data', data, '--model', model, '--json'),
    ]
    for (const { code, out: printed, err } of results) {
      expect(code, err).toBe(0)
      expect(printed + err).not.toMatch(/\bNaN\b|Infinity/)
    }
    const written = [scores, ...readdirSync(out).map((name) => join(out, name))]
    for (const path of written.filter((name) => /\.(csv|json)$/.test(name))) {
      expect(readFileSync(path, 'utf8')).not.toMatch(/\bNaN\b|Infinity/)
    }
    const scored = rowsOf(scores).filter(({ status }) => status === 'scored')
    expect(scored.length).toBeGreaterThan(60)
    for (const row of scored) expect(Number(row.decline_probability)).toBeGreaterThan(0)
    const offers = rowsOf(join(out, 'offers.csv'))
    expect(offers.length).toBeGreaterThan(60)
    for (const { profit, profit_at_risk, cost, net } of offers) {
      for (const amount of [profit, profit_at_risk, cost, net]) expect(amount).toMatch(/^-?\d/)
    }
  }, 60_000)
})
