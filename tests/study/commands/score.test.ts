import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { run as runScore } from '../../../lib/study/src/commands/score'
import { run as runTrain } from '../../../lib/study/src/commands/train'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { modelFileVersion } from '../../../lib/study/src/evaluation/model-file'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { rocAuc } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import { mustBeReached } from '../../support/must-be-reached'
import { type Cells, cellsOf, emptyFolder, writeCopy } from '../tables/table-copies'
import { runCaptured } from './run-command'

const cells = cellsOf(join(projectRoot, 'data/sample'))

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

const reversed = ([header, ...rows]: Cells[string]) => [header, ...[...rows].reverse()]

/** Customers to score, in falling order: the first bought nothing last month, the second has no minutes. */
function tablesToScore(): Cells {
  const tables = part(400, 500)
  const market = reversed(tables['market_file.csv'])
  const [first, second] = [market[1][0], market[2][0]]
  return {
    ...tables,
    'market_file.csv': market,
    'market_money.csv': tables['market_money.csv'].map(([id, period, revenue]) =>
      id === first && period === 'предыдущий_месяц' ? [id, period, '0'] : [id, period, revenue],
    ),
    'market_time.csv': tables['market_time.csv'].filter(([id]) => id !== second),
  }
}

const toScore = tablesToScore()
const ids = toScore['market_file.csv'].slice(1).map(([id]) => id)
const data = writeCopy(toScore)
const folder = emptyFolder()
const model = join(folder, 'model.json')
const out = join(folder, 'scores/scores.csv')
type Row = Record<'id' | 'status' | 'decline_probability' | 'flag' | 'source' | 'reason', string>
const read = (path: string) => parse(readFileSync(path, 'utf8'), { columns: true }) as Row[]
const score = (...argv: string[]) => runCaptured(runScore, ...argv)
let rows: Row[] = []
let err = ''

beforeAll(async () => {
  const learned = writeCopy(part(0, 320))
  expect((await runCaptured(runTrain, '--data', learned, '--model', model)).code).toBe(0)
  const result = await score('--data', data, '--model', model, '--out', out)
  expect({ code: result.code, out: result.out }).toEqual({ code: 0, out: '' })
  err = result.err
  rows = read(out)
})

describe('score', () => {
  it('writes a line for each customer, in the order of market_file.csv', () => {
    expect(readFileSync(out, 'utf8').split('\n')[0]).toMatch(/^id,status,decline_probability(,|$)/)
    expect(rows.map(({ id }) => id)).toEqual(ids)
    expect(readdirSync(join(folder, 'scores'))).toEqual(['scores.csv'])
  })

  it('tells scored, inactive and incomplete customers apart, and scores the first only', () => {
    const reached = mustBeReached()
    expect([rows[0].status, rows[1].status, rows[2].status]).toEqual(['inactive', 'incomplete', 'scored'])
    for (const { status, decline_probability: probability } of rows) {
      if (status === 'scored') {
        reached()
        expect(Number(probability) > 0 && Number(probability) < 1).toBe(true)
      } else expect(probability).toBe('')
    }
    const count = (status: string) => rows.filter((row) => row.status === status).length
    expect([rows[0].reason, rows[1].reason, rows[2].reason]).toEqual([
      'bought nothing: previous month',
      'market_time.csv: no row',
      '',
    ])
    expect(err).toMatch(
      new RegExp(
        `100 customers, ${count('scored')} scored, ${count('inactive')} inactive \\(bought nothing: .*\\), ` +
          `${count('incomplete')} incomplete \\(no row in: market_time.csv 1\\)`,
      ),
    )
  })

  it('ranks customers it was not trained on', () => {
    const customers = buildCustomers(loadStudyTables(data))
    const scored = rows.flatMap(({ status }, row) => (status === 'scored' ? [row] : []))
    const declines = Uint8Array.from(scored, (row) => customers.declines![row])
    const probability = Float64Array.from(scored, (row) => Number(rows[row].decline_probability))
    expect(rocAuc(declines, probability)).toBeGreaterThan(0.8)
  })

  it('gives customers that the model learned from the answers of models that were not fitted on them', async () => {
    const tables = part(0, 320)
    const changed = tables['market_file.csv'][1][0]
    const money = tables['market_money.csv'].map((row) =>
      row[0] === changed && row[1] === 'текущий_месяц' ? [row[0], row[1], '5123.4'] : row,
    )
    const path = join(folder, 'learned.csv')
    const again = writeCopy({ ...tables, 'market_money.csv': money })
    const { code, err: told } = await score('--data', again, '--model', model, '--out', path)
    expect(code).toBe(0)
    const customers = buildCustomers(loadStudyTables(again))
    const known = read(path).flatMap(({ decline_probability: probability, source }, row) =>
      source === 'out-of-fold' ? [{ probability: Number(probability), label: customers.declines![row] }] : [],
    )
    expect(read(path)[0]).toMatchObject({ id: changed, source: 'seen' })
    expect(known.length).toBeGreaterThan(300)
    const squares = known.reduce((sum, { probability, label }) => sum + (probability - label) ** 2, 0)
    expect(squares / known.length).toBeGreaterThan(0.05)
    expect(told).toMatch(
      new RegExp(`learned from ${known.length + 1} of \\d+ customers: ${known.length} with`),
    )
    expect(err).toContain('The model has learned from none of them.')
    expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(['', 'model']))
  })

  it('needs no target: the scores are the same without its column', async () => {
    const market = toScore['market_file.csv'].map((row) => row.filter((_, i) => i !== 1))
    const blind = writeCopy({ ...toScore, 'market_file.csv': market })
    const path = join(folder, 'blind.csv')
    expect((await score('--data', blind, '--model', model, '--out', path)).code).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe(readFileSync(out, 'utf8'))
  })

  it('needs no profit: the scores are the same without money.csv, or with empty cells in it', async () => {
    const [header, ...profits] = toScore['money.csv']
    const { 'money.csv': _, ...others } = toScore
    const partly = {
      ...others,
      'money.csv': [header, ...profits.map(([id, profit], i) => [id, i % 2 ? profit : ''])],
    }
    for (const [name, tables] of Object.entries({ absent: others, partly })) {
      const path = join(folder, `${name}.csv`)
      expect((await score('--data', writeCopy(tables), '--model', model, '--out', path)).code).toBe(0)
      expect(readFileSync(path, 'utf8')).toBe(readFileSync(out, 'utf8'))
    }
  })

  it('judges each customer alone: other customers and their order change nothing', async () => {
    const some = new Set(ids.slice(2, 40))
    const fewer = Object.fromEntries(
      Object.entries(toScore).map(([file, table]) => [
        file,
        reversed([table[0], ...table.slice(1).filter(([id]) => some.has(id))]),
      ]),
    )
    const path = join(folder, 'fewer.csv')
    expect((await score('--data', writeCopy(fewer), '--model', model, '--out', path)).code).toBe(0)
    const before = new Map(rows.map((row) => [row.id, row.decline_probability]))
    const after = read(path)
    expect(after).toHaveLength(38)
    for (const { id, decline_probability: probability } of after) expect(probability).toBe(before.get(id))
  })

  it('flags an implausible value, and scores its customer', async () => {
    const id = ids[5]
    const money = toScore['market_money.csv'].map((row) =>
      row[0] === id && row[1] === 'текущий_месяц' ? [id, row[1], '106862.2'] : row,
    )
    const path = join(folder, 'wild.csv')
    const wild = writeCopy({ ...toScore, 'market_money.csv': money })
    expect((await score('--data', wild, '--model', model, '--out', path)).code).toBe(0)
    expect(read(path)[5]).toMatchObject({ id, status: 'scored' })
    expect(read(path)[5].flag).toMatch(
      /^implausible: revenueCurrent; outside training range: (?=.*revenueCurrent)[\w ]+$/,
    )
    expect(read(path)[5].decline_probability).not.toBe('')
  })

  it('flags everyone whose values are in another unit, and counts them in one line that names drift', async () => {
    const money = toScore['market_money.csv'].map(([id, period, revenue], i) =>
      i === 0 ? [id, period, revenue] : [id, period, String(Number(revenue) / 1000)],
    )
    const path = join(folder, 'thousands.csv')
    const thousands = writeCopy({ ...toScore, 'market_money.csv': money })
    const { err: told } = await score('--data', thousands, '--model', model, '--out', path)
    const scored = read(path).filter(({ status }) => status === 'scored')
    for (const { flag } of scored) expect(flag).toMatch(/outside training range: .*revenueCurrent/)
    const lines = told.split('\n').filter((line) => line.includes('npm run drift'))
    expect(lines).toEqual([expect.stringContaining(`${scored.length} of ${scored.length} customers have`)])
    expect(lines[0]).toContain(`revenueCurrent ${scored.length}`)
  })

  it('scores a category it never met, and flags its customer', async () => {
    const market = toScore['market_file.csv'].map((row, i) =>
      i === 3 ? row.map((cell, j) => (j === 8 ? 'Сад и огород' : cell)) : row,
    )
    const path = join(folder, 'category.csv')
    const unseen = writeCopy({ ...toScore, 'market_file.csv': market })
    const { code, err: told } = await score('--data', unseen, '--model', model, '--out', path)
    expect(code).toBe(0)
    expect(read(path)[2]).toMatchObject({
      status: 'scored',
      flag: expect.stringContaining('unseen category: favouriteCategory'),
    })
    expect(told).toMatch(
      /customers? ha\w+ values outside those that the model learned from \(.*favouriteCategory 1[,)].*npm run drift/,
    )
    expect(read(path)[2].decline_probability).not.toBe('')
  })

  it.each<[string, (text: string) => string, RegExp]>([
    ['was altered', (text) => text.replace('"seed":1', '"seed":2'), /checksum does not match/],
    ['was cut', (text) => text.slice(0, text.length / 2), /is no model file/],
    [
      'is of a later version',
      (text) => text.replace(`"version":${modelFileVersion}`, '"version":99'),
      /of version 99/,
    ],
    ['is another JSON', () => '{"a": 1}', /is no model file/],
    ['is empty', () => '', /is no model file/],
  ])('refuses a model file that %s, and writes nothing', async (name, alter, message) => {
    const original = readFileSync(model, 'utf8')
    const bad = join(folder, 'bad.json')
    writeFileSync(bad, alter(original))
    expect(readFileSync(bad, 'utf8')).not.toBe(original)
    const path = join(folder, `${name}.csv`)
    const result = await score('--data', data, '--model', bad, '--out', path)
    expect({ code: result.code, out: result.out }).toEqual({ code: 1, out: '' })
    expect(result.err).toMatch(message)
    expect(result.err).toContain(bad)
    expect(result.err).not.toContain('unexpected')
    expect(existsSync(path)).toBe(false)
  })

  it('leaves earlier scores as they were when tables are broken', async () => {
    const path = join(folder, 'kept.csv')
    writeFileSync(path, 'earlier')
    const money = toScore['money.csv'].map((row, i) => (i === 4 ? [row[0], 'много'] : row))
    const broken = writeCopy({ ...toScore, 'money.csv': money })
    const result = await score('--data', broken, '--model', model, '--out', path)
    expect(result.code).toBe(1)
    expect(result.err).toMatch(/money\.csv: .*line 5/)
    expect(readFileSync(path, 'utf8')).toBe('earlier')
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('writes over nothing that it reads', async () => {
    for (const input of [model, ...Object.keys(toScore).map((file) => join(data, file))]) {
      const before = readFileSync(input)
      const result = await score('--data', data, '--model', model, '--out', input)
      expect([result.code, result.err]).toEqual([1, expect.stringMatching(/would be written over/)])
      expect(readFileSync(input).equals(before)).toBe(true)
    }
  })

  it('names what is not there and what cannot be written', async () => {
    const missing = await score('--data', data, '--model', join(folder, 'none.json'), '--out', out)
    expect([missing.code, missing.err]).toEqual([
      1,
      expect.stringMatching(/none\.json cannot be read \(ENOENT\)/),
    ])
    mkdirSync(join(folder, 'taken/inside'), { recursive: true })
    const taken = await score('--data', data, '--model', model, '--out', join(folder, 'taken'))
    expect([taken.code, taken.err]).toEqual([1, expect.stringMatching(/taken is a folder: name a file/)])
    const file = await score('--data', data, '--model', model, '--out', join(model, 'below.csv'))
    expect([file.code, file.err]).toEqual([1, expect.stringMatching(/cannot be written/)])
  })

  it.each([
    ['no model', ['--out', 'x.csv']],
    ['no file to write', ['--model', 'model.json']],
    ['an unknown flag', ['--model', 'm.json', '--out', 'x.csv', '--target', 'yes']],
    ['an argument too many', ['--model', 'm.json', '--out', 'x.csv', 'more']],
  ])('exits with 2 on %s', async (_, argv) => {
    const result = await score(...argv)
    expect({ code: result.code, out: result.out }).toEqual({ code: 2, out: '' })
    expect(result.err).toMatch(/^error: [\s\S]*npm run score -- --help/)
  })

  it('explains itself', async () => {
    const result = await score('--help')
    expect(result.code).toBe(0)
    expect(result.out).toMatch(/npm run score --[\s\S]*--data <DIR>[\s\S]*--model <FILE>[\s\S]*--out <FILE>/)
  })
})
