import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { run as runDrift } from '../../../lib/study/src/commands/drift'
import { run as runExperiment } from '../../../lib/study/src/commands/experiment'
import { run as runPlan } from '../../../lib/study/src/commands/plan'
import { run as runScore } from '../../../lib/study/src/commands/score'
import { run as runStudy } from '../../../lib/study/src/commands/study'
import { run as runTrain } from '../../../lib/study/src/commands/train'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { readReferencedModel } from '../../../lib/study/src/evaluation/customer-model-file'
import { judgeCustomers, trainingPrevalence } from '../../../lib/study/src/evaluation/out-of-fold-answers'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { readSyntheticMarker } from '../../../lib/study/src/tables/synthesis-marker'
import { run as runSynthesize } from '../../../tools/synthesis/src/synthesize'
import { studyTimeout } from '../../support/study-run'
import { emptyFolder } from '../tables/table-copies'
import { type CommandResult, runCaptured } from './run-command'

const folder = emptyFolder()
const at = (...path: string[]) => join(folder, ...path)
const read = (path: string) =>
  parse(readFileSync(path, 'utf8'), { columns: true }) as Record<string, string>[]

/** The command's result, which has to be good. */
async function done(run: (argv: readonly string[]) => Promise<number>, ...argv: string[]) {
  const result = await runCaptured(run, ...argv)
  expect({ argv, code: result.code, err: result.code ? result.err : '' }).toEqual({ argv, code: 0, err: '' })
  return result
}

/** Lets the planned quarter pass under an effect of offers, and analyses the experiment. */
async function passQuarter(name: string, effect: string): Promise<CommandResult> {
  const planned = ['--outcomes', at('plan/experiment.csv'), '--data', at('first/next')]
  await done(runSynthesize, ...planned, '--effect', effect, '--out', at(name))
  const files = ['--plan', at('plan/experiment.csv'), '--outcomes', at(name, 'outcomes.csv')]
  return done(runExperiment, ...files, '--json')
}

const small = ['--customers', '300', '--seed', '2']

beforeAll(async () => {
  await done(runSynthesize, ...small, '--out', at('first'), '--next')
  await done(runTrain, '--data', at('first'), '--model', at('model.json'))
  const plan = ['--data', at('first/next'), '--model', at('model.json'), '--quarter', '2026-Q4']
  await done(runPlan, ...plan, '--out', at('plan'))
  await passQuarter('without', '0')
}, 240_000)

describe('from one quarter to the next', () => {
  it('plans for customers whose outcome is open, most of whom the model knows from the quarter before', () => {
    const offers = read(at('plan/offers.csv'))
    const seen = offers.filter(({ source }) => source === 'seen').length / offers.length
    expect(seen).toBeGreaterThan(0.8)
    expect(seen).toBeLessThan(1)
    expect(read(at('plan/experiment.csv')).length).toBeGreaterThan(20)
  })

  it('gives outcomes of everyone, which the experiment reads in either form', async () => {
    const outcomes = read(at('without/outcomes.csv'))
    const ids = read(at('first/next/market_file.csv')).map(({ id }) => id)
    expect(outcomes.map(({ id }) => id)).toEqual(ids)
    const plan = ['--plan', at('plan/experiment.csv')]
    const labelled = await done(runExperiment, ...plan, '--outcomes', at('without/market_file.csv'))
    expect(labelled.out).toContain('By quarter')
    expect(readSyntheticMarker(at('without'))).toMatchObject({ quarter: 2, effect: 0 })
  })

  it('averts declines among those who got offers, and nowhere else, when offers work', async () => {
    await passQuarter('with', '1')
    const arms = new Map(read(at('plan/experiment.csv')).map(({ id, arm }) => [id, arm]))
    const [without, within] = ['without', 'with'].map((name) => read(at(name, 'outcomes.csv')))
    const changed = within.filter(({ activity }, i) => activity !== without[i].activity)
    expect(changed.length).toBeGreaterThan(0)
    for (const { id, activity } of changed) {
      expect([arms.get(id), activity]).toEqual(['treatment', 'Прежний уровень'])
    }
  })

  it('writes no effects that one quarter of a small store cannot tell', async () => {
    const files = ['--plan', at('plan/experiment.csv'), '--outcomes', at('without', 'outcomes.csv')]
    const { code, err } = await runCaptured(runExperiment, ...files, '--effects', at('effects.json'))
    expect([code, err]).toEqual([1, expect.stringContaining('pool more quarters')])
    expect(existsSync(at('effects.json'))).toBe(false)
  })

  it('leads to tables with a target to learn from, on which the old model can be judged', async () => {
    const { tables } = loadStudyTables(at('with'))
    expect(tables.customers.rows).toBe(read(at('first/next/market_file.csv')).length)
    await done(runTrain, '--data', at('with'), '--model', at('second.json'))
    const scores = ['--data', at('with'), '--model', at('model.json'), '--out', at('scores.csv')]
    await done(runScore, ...scores)
    expect(read(at('scores.csv')).length).toBe(tables.customers.rows)
  }, 60_000)

  it('lets the following model learn from both quarters, and judges nobody by the other one', async () => {
    await passQuarter('second', '0.5')
    const files = ['--data', at('second'), '--earlier', at('first'), '--model', at('both.json')]
    await done(runTrain, ...files)
    const [first, second] = ['first', 'second'].map((name) => buildCustomers(loadStudyTables(at(name))))
    const file = readReferencedModel(at('both.json'))
    expect(file.header.customers).toBe(second.trainingRows.length)
    expect(file.header.earlier).toEqual([
      expect.objectContaining({ fingerprint: first.fingerprint, customers: first.trainingRows.length }),
    ])
    const { source } = judgeCustomers(second, second.activeRows, file)
    expect(new Set(source)).toEqual(new Set(['out-of-fold']))
    await done(runDrift, '--data', at('first'), '--model', at('both.json'))
  }, 60_000)

  it(
    'is studied with both quarters in the end: about the second, learned from the first as well',
    async () => {
      const labelled = ['--data', at('second'), '--earlier', at('first')]
      await done(runStudy, ...labelled, '--out', at('study'))
      const file = readReferencedModel(at('study/model.json'))
      const trained = readReferencedModel(at('both.json'))
      expect(file.header).toEqual(trained.header)
      expect(file.model).toEqual(trained.model)
      expect(trainingPrevalence(file)).toBe(trainingPrevalence(trained))
      const [{ fingerprint, customers }] = file.header.earlier!
      const metrics = JSON.parse(readFileSync(at('study/metrics.json'), 'utf8'))
      expect(metrics.customers.training).toBe(file.header.customers)
      expect(read(at('study/offers.csv'))).toHaveLength(file.header.customers)
      const { earlierCustomers, aloneLogLoss, pooledGain, logLoss } = metrics.notebooks['04-models']
      expect(earlierCustomers).toBe(customers)
      expect(aloneLogLoss + pooledGain).toBeCloseTo(logLoss, 9)
      expect(pooledGain).not.toBe(0)
      const pages = ['index.html', 'explorer.html', '01-data.html', '04-models.html']
      for (const page of pages) {
        expect(readFileSync(at('study', page), 'utf8'), page).toContain(
          `Learned from an earlier quarter as well: folder “first”, fingerprint ${fingerprint.slice(0, 12)}`,
        )
      }
      const card = readFileSync(at('study/model-card.md'), 'utf8')
      expect(card).toContain(`| “first” | ${fingerprint} | ${customers} |`)
      const without = read(at('study/offers.csv')).filter(({ decline_probability: p }) => !(Number(p) > 0))
      expect(without).toEqual([])
    },
    studyTimeout,
  )

  it('makes up no outcomes of tables that it did not make up, or that were not planned for', async () => {
    const plan = ['--outcomes', at('plan/experiment.csv'), '--out', at('wrong')]
    const unmarked = await runCaptured(runSynthesize, ...plan, '--data', at('plan'))
    expect([unmarked.code, unmarked.err]).toEqual([1, expect.stringContaining('synthetic.json is not there')])
    await done(runSynthesize, '--customers', '50', '--seed', '9', '--out', at('other'))
    const other = await runCaptured(runSynthesize, ...plan, '--data', at('other'))
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('participants are not in')])
  })
})
