import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { run as runTrain } from '../../../lib/study/src/commands/train'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { modelFeatures } from '../../../lib/study/src/customers/features'
import { readCustomerModel, readReferencedModel } from '../../../lib/study/src/evaluation/customer-model-file'
import {
  type CustomerProcedure,
  pipelinesOf,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { judgeCustomers } from '../../../lib/study/src/evaluation/out-of-fold-answers'
import { chosenProcedure } from '../../../lib/study/src/evaluation/procedures'
import { unfamiliarValues } from '../../../lib/study/src/evaluation/unfamiliar-values'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { rocAuc } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import { cellsOf, emptyFolder, writeCopy } from '../tables/table-copies'
import { type CommandResult, runCaptured } from './run-command'

const sample = join(projectRoot, 'data/sample')
const cells = cellsOf(sample)

/** The first 320 customers of the sample: enough to learn from, quick to fit. */
function fewCustomers(change: (row: readonly string[]) => readonly string[] = (row) => row): string {
  const ids = new Set(cells['market_file.csv'].slice(1, 321).map(([id]) => id))
  const kept = Object.entries(cells).map(([file, [header, ...rows]]) => {
    const own = rows.filter(([id]) => ids.has(id))
    return [file, [header, ...(file === 'market_file.csv' ? own.map(change) : own)]]
  })
  return writeCopy(Object.fromEntries(kept))
}

const membersOf = (procedure: CustomerProcedure) => ('members' in procedure ? procedure.members : [procedure])
const data = fewCustomers()
const folder = emptyFolder()
const model = join(folder, 'deep/model.json')
let trained: CommandResult

beforeAll(async () => {
  trained = await runCaptured(runTrain, '--data', data, '--model', model)
})

describe('train', () => {
  it('writes one model file, and says so on stderr', () => {
    expect({ code: trained.code, out: trained.out }).toEqual({ code: 0, out: '' })
    expect(trained.err).toContain(`${model}: written`)
    expect(readdirSync(join(folder, 'deep'))).toEqual(['model.json'])
  })

  it('writes what scoring needs: features, encoding, members and calibration, learned from active customers', () => {
    const customers = buildCustomers(loadStudyTables(data))
    const { header, model: fitted } = readCustomerModel(model)
    const all = modelFeatures.map(({ name }) => name)
    const read = new Set(
      pipelinesOf(fitted).flatMap(({ preprocessor }) => preprocessor.columns.map(({ feature }) => feature)),
    )
    expect(read.size).toBeGreaterThan(0)
    expect(header.features).toEqual(all.filter((name) => read.has(name)))
    expect(header.customers).toBe(customers.trainingRows.length)
    expect(header.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(header.fingerprint).toBe(customers.fingerprint)
    expect(fitted.procedure).toEqual(chosenProcedure)
    expect(pipelinesOf(fitted).map(({ procedure }) => procedure)).toEqual(membersOf(chosenProcedure))
    expect(pipelinesOf(fitted).every(({ calibration }) => calibration !== undefined)).toBe(true)
    const rows = customers.trainingRows
    const probability = predictCustomers(fitted, takeCustomers(customers.features, rows))
    expect(rocAuc(take(customers.declines!, rows), probability)).toBeGreaterThan(0.95)
  })

  it('writes the same bytes again', async () => {
    const again = join(folder, 'again.json')
    expect((await runCaptured(runTrain, '--data', data, '--model', again)).code).toBe(0)
    expect(readFileSync(again).equals(readFileSync(model))).toBe(true)
  })

  it('refuses tables without the target, and writes nothing', async () => {
    const [header] = cells['market_file.csv']
    const market = cells['market_file.csv'].map((row) => row.filter((_, i) => i !== 1))
    const blind = writeCopy({ ...cells, 'market_file.csv': market })
    const file = join(folder, 'blind/model.json')
    const { code, out, err } = await runCaptured(runTrain, '--data', blind, '--model', file)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(header[1])
    expect(existsSync(file)).toBe(false)
  })

  it('refuses to learn where nobody declines', async () => {
    const holding = fewCustomers((row) =>
      row.map((cell) => (cell === 'Снизилась' ? 'Прежний уровень' : cell)),
    )
    const file = join(folder, 'one-class.json')
    const { code, err } = await runCaptured(runTrain, '--data', holding, '--model', file)
    expect(code).toBe(1)
    expect(err).toMatch(/10 active customers of each class/)
    expect(err).not.toContain('unexpected')
    expect(existsSync(file)).toBe(false)
  })

  it('writes over none of its tables', async () => {
    const copy = fewCustomers()
    const table = join(copy, 'money.csv')
    const before = readFileSync(table)
    const { code, err } = await runCaptured(runTrain, '--data', copy, '--model', table)
    expect([code, err]).toEqual([1, expect.stringMatching(/would be written over/)])
    expect(readFileSync(table).equals(before)).toBe(true)
  })

  it('names a folder without tables, and a file that cannot be written', async () => {
    const none = await runCaptured(
      runTrain,
      '--data',
      join(folder, 'none'),
      '--model',
      join(folder, 'x.json'),
    )
    expect([none.code, existsSync(join(folder, 'x.json'))]).toEqual([1, false])
    expect(none.err).toContain(join(folder, 'none'))
    mkdirSync(join(folder, 'taken/inside'), { recursive: true })
    const taken = await runCaptured(runTrain, '--data', data, '--model', join(folder, 'taken'))
    expect(taken.code).toBe(1)
    expect(taken.err).toMatch(/taken is a folder/)
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it.each([
    ['no model file', ['--data', sample]],
    ['an unknown flag', ['--model', 'x.json', '--out', 'y.csv']],
    ['a flag without its value', ['--model']],
    ['an argument too many', ['--model', 'x.json', 'more']],
  ])('exits with 2 on %s', async (_, argv) => {
    const { code, out, err } = await runCaptured(runTrain, ...argv)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^error: [\s\S]*npm run train -- --help/)
  })

  it('explains itself', async () => {
    const { code, out } = await runCaptured(runTrain, '--help')
    expect(code).toBe(0)
    expect(out).toMatch(/npm run train --[\s\S]*--data <DIR>[\s\S]*--model <FILE>/)
  })
})

describe('train --earlier', () => {
  const before = fewCustomers()
  const others = new Set(cells['market_file.csv'].slice(161, 481).map(([id]) => id))
  /** Customers 161 to 480: half of them are those of the earlier quarter. */
  const now = writeCopy(
    Object.fromEntries(
      Object.entries(cells).map(([file, [header, ...rows]]) => [
        file,
        [header, ...rows.filter(([id]) => others.has(id))],
      ]),
    ),
  )
  const pooled = join(folder, 'pooled.json')
  const train = (...argv: string[]) => runCaptured(runTrain, '--data', now, '--model', pooled, ...argv)

  it('learns from both quarters and keeps the new one to compare with', async () => {
    const { code, err } = await train('--earlier', before)
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/fitting on \d+ customers and \d+ of the earlier quarter/),
    ])
    const file = readReferencedModel(pooled)
    const [own, past] = [now, before].map((tables) => buildCustomers(loadStudyTables(tables)))
    const declining = take(past.declines!, past.trainingRows).reduce((sum, y) => sum + y, 0)
    const earlier = [{ fingerprint: past.fingerprint, customers: past.trainingRows.length, declining }]
    expect(file.header).toMatchObject({
      fingerprint: own.fingerprint,
      customers: own.trainingRows.length,
      earlier,
    })
    expect(file.learned!.ids.length).toBe(own.trainingRows.length + past.trainingRows.length)
    expect(file.reference.declining).toBe(
      take(own.declines!, own.trainingRows).reduce((sum, y) => sum + y, 0),
    )
    for (const customers of [own, past]) {
      const { source } = judgeCustomers(customers, customers.trainingRows, file)
      expect(new Set(source)).toEqual(new Set(['out-of-fold']))
      expect(unfamiliarValues(customers, customers.trainingRows, file.reference)).toEqual([])
    }
  })

  it('writes the same bytes again, in whatever order earlier quarters are named', async () => {
    const third = fewCustomers((row) => [
      row[0],
      row[1] === 'Снизилась' ? 'Прежний уровень' : row[1],
      ...row.slice(2),
    ])
    expect((await train('--earlier', before, '--earlier', third)).code).toBe(0)
    const first = readFileSync(pooled)
    expect((await train('--earlier', third, '--earlier', before)).code).toBe(0)
    expect(readFileSync(pooled).equals(first)).toBe(true)
    expect(readCustomerModel(pooled).header.earlier).toHaveLength(2)
  })

  it.each<[string, string[], number, RegExp]>([
    ['the folder of --data', ['--earlier', now], 2, /is the folder of --data/],
    ['a folder twice', ['--earlier', before, '--earlier', `${before}/.`], 2, /named twice/],
    ['the same tables in another folder', ['--earlier', writeCopy(cellsOf(now))], 1, /holds the same tables/],
    [
      'a folder that is not there',
      ['--earlier', join(folder, 'none')],
      1,
      /none: error: the folder does not exist/,
    ],
    [
      'tables without the target',
      [
        '--earlier',
        writeCopy({
          ...cells,
          'market_file.csv': cells['market_file.csv'].map(([id, , ...rest]) => [id, ...rest]),
        }),
      ],
      1,
      /Покупательская активность: the column is missing/,
    ],
  ])('refuses %s, and writes nothing', async (_, argv, expected, message) => {
    const model = join(emptyFolder(), 'model.json')
    const { code, err } = await runCaptured(runTrain, '--data', now, '--model', model, ...argv)
    expect([code, err]).toEqual([expected, expect.stringMatching(message)])
    expect(existsSync(model)).toBe(false)
  })

  it('writes over none of the earlier tables', async () => {
    const { code, err } = await train('--earlier', before, '--model', join(before, 'money.csv'))
    expect([code, err]).toEqual([1, expect.stringMatching(/would be written over/)])
  })
})

describe('train on too few customers', () => {
  it('says how many of each class it needs, and writes nothing', async () => {
    const declining = 'Снизилась'
    const oneClass = fewCustomers((row) => [row[0], declining, ...row.slice(2)])
    const target = join(emptyFolder(), 'model.json')
    const result = await runCaptured(runTrain, '--data', oneClass, '--model', target)
    expect(result.code).toBe(1)
    expect(result.err).toMatch(/at least 10 active customers of each class.*0 «Прежний уровень»/)
    expect(existsSync(target)).toBe(false)
  })
})
