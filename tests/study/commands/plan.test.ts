import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { run as runPlan } from '../../../lib/study/src/commands/plan'
import { run as runScore } from '../../../lib/study/src/commands/score'
import { run as runTrain } from '../../../lib/study/src/commands/train'
import { planFileNames } from '../../../lib/study/src/report/plan/plan-files'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { type Cells, cellsOf, emptyFolder, writeCopy } from '../tables/table-copies'
import { type CommandResult, runCaptured } from './run-command'

const cells = cellsOf(join(projectRoot, 'data/sample'))

/** Customers from one place to another of market_file.csv, all tables; without the target where it is open. */
function part(from: number, to: number, { open = false } = {}): Cells {
  const ids = new Set(cells['market_file.csv'].slice(1 + from, 1 + to).map(([id]) => id))
  return Object.fromEntries(
    Object.entries(cells).map(([file, [header, ...rows]]) => {
      const own = [header, ...rows.filter(([id]) => ids.has(id))]
      const blind = open && file === 'market_file.csv'
      return [file, blind ? own.map((row) => row.filter((_, i) => i !== 1)) : own]
    }),
  )
}

const folder = emptyFolder()
const model = join(folder, 'model.json')
const out = join(folder, 'plan')
const later = writeCopy(part(300, 370, { open: true }))
const plan = (...argv: string[]) => runCaptured(runPlan, '--model', model, ...argv)
const read = (path: string) =>
  parse(readFileSync(path, 'utf8'), { columns: true }) as Record<string, string>[]
let planned: CommandResult

beforeAll(async () => {
  const learned = writeCopy(part(0, 320))
  expect((await runCaptured(runTrain, '--data', learned, '--model', model)).code).toBe(0)
  planned = await plan('--data', later, '--out', out)
}, 240_000)

describe('plan for customers whose outcome is open', () => {
  it('writes its files whole, says on stdout what it found, and on stderr whom the model has seen', () => {
    expect(planned.code).toBe(0)
    expect(readdirSync(out).sort()).toEqual([...planFileNames].sort())
    expect(planned.out).toMatch(/^(KEEP|WATCH|RETRAIN): /)
    expect(planned.out).toContain('The outcome of these customers is open.')
    expect(planned.out).toContain('learned from these customers')
    expect(planned.err).toMatch(/learned from 20 of \d\d customers: 20 with these very values/)
    expect(planned.err).toContain(`${join(out, 'index.html')}: written`)
  })

  it('gives the probabilities and sources of score', async () => {
    const path = join(folder, 'scores.csv')
    expect((await runCaptured(runScore, '--data', later, '--model', model, '--out', path)).code).toBe(0)
    const scored = read(path).filter(({ status }) => status === 'scored')
    const offers = read(join(out, 'offers.csv'))
    const pick = (rows: Record<string, string>[]) =>
      rows.map(({ id, decline_probability, source }) => ({ id, decline_probability, source }))
    expect(pick(offers)).toEqual(pick(scored))
    expect(new Set(offers.map(({ source }) => source))).toEqual(new Set(['model', 'out-of-fold']))
  })

  it('draws the experiment among customers with an offer, and states the plan in numbers', () => {
    const offers = new Map(read(join(out, 'offers.csv')).map((row) => [row.id, row]))
    const drawn = read(join(out, 'experiment.csv'))
    expect(drawn.length).toBeGreaterThan(4)
    for (const { id } of drawn) expect(offers.get(id)!.option_1).not.toBe('')
    const numbers = JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8'))
    expect(numbers).toMatchObject({ occasion: 'open', cuts: 'anew', learned: { same: 20, changed: 0 } })
    expect(numbers.customers.declining).toBeUndefined()
    const made = [...offers.values()].filter(({ offer }) => offer !== 'news')
    const treated = drawn.filter(({ arm }) => arm === 'treatment')
    expect(made.map(({ id }) => id).sort()).toEqual(treated.map(({ id }) => id).sort())
    const cost = made.reduce((sum, row) => sum + Number(row.cost), 0)
    expect(cost).toBeCloseTo(
      treated.reduce((sum, row) => sum + Number(row.offer_cost), 0),
      9,
    )
    expect(numbers.budget.plan.cost).toBeGreaterThan(cost)
  })
})

describe('plan refuses', () => {
  it('to write over what it reads', async () => {
    const data = writeCopy(part(320, 400, { open: true }))
    const own = join(data, 'plan.json')
    writeFileSync(own, readFileSync(model))
    const result = await runCaptured(runPlan, '--data', data, '--model', own, '--out', data)
    expect(result.code).toBe(1)
    expect(result.err).toMatch(/plan\.json is read by this command/)
    expect(readFileSync(own).equals(readFileSync(model))).toBe(true)
    expect(existsSync(join(data, 'index.html'))).toBe(false)
  })

  it('tables of which nobody is active or nothing is at risk, and writes nothing', async () => {
    const tables = part(320, 400, { open: true })
    const nobody = {
      ...tables,
      'market_money.csv': tables['market_money.csv'].map((row) =>
        row[1] === 'предыдущий_месяц' ? [row[0], row[1], '0'] : row,
      ),
    }
    const [header, ...profits] = tables['money.csv']
    const nothing = { ...tables, 'money.csv': [header, ...profits.map(([id]) => [id, '0'])] }
    for (const [copy, message] of [
      [nobody, /every customer bought nothing in at least one of the three months/],
      [nothing, /bring a profit of 0/],
    ] as const) {
      const target = join(folder, 'nothing')
      const result = await plan('--data', writeCopy(copy), '--out', target)
      expect([result.code, result.out]).toEqual([1, ''])
      expect(result.err).toMatch(message)
      expect(existsSync(target)).toBe(false)
    }
  })

  it.each([
    ['no model', ['--out', 'x']],
    ['no folder', ['--model', 'm.json']],
    ['an unknown flag', ['--model', 'm.json', '--out', 'x', '--target', 'yes']],
  ])('with 2 on %s', async (_, argv) => {
    const result = await runCaptured(runPlan, ...argv)
    expect({ code: result.code, out: result.out }).toEqual({ code: 2, out: '' })
    expect(result.err).toMatch(/^error: [\s\S]*npm run plan -- --help/)
  })
})

describe('plan for very few customers', () => {
  it('plans for one, and says that one is too few to compare', async () => {
    const target = join(folder, 'one')
    const result = await plan('--data', writeCopy(part(330, 331, { open: true })), '--out', target)
    expect(result.code).toBe(0)
    expect(result.out).toMatch(/^Too few customers to compare with the training data\.\n/)
    expect(read(join(target, 'offers.csv'))).toHaveLength(1)
    expect(existsSync(join(target, 'drift.html'))).toBe(false)
  })
})
