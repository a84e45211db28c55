import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { run as runDrift } from '../../../lib/study/src/commands/drift'
import { run as runExperiment } from '../../../lib/study/src/commands/experiment'
import { run as runPlan } from '../../../lib/study/src/commands/plan'
import { run as runScore } from '../../../lib/study/src/commands/score'
import { run as runStudy } from '../../../lib/study/src/commands/study'
import { run as runTrain } from '../../../lib/study/src/commands/train'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { studyContext } from '../../../lib/study/src/study/study-context'
import { Workspace } from '../../../lib/study/src/study/workspace'
import { type Cells, cellsOf, emptyFolder, writeCopy } from '../tables/table-copies'
import { runCaptured } from './run-command'

/** The first customers of the sample; some tiers are misspelt, and nobody brings any profit. */
function tables(): Cells {
  const cells = cellsOf(join(projectRoot, 'data/sample'))
  const ids = new Set(cells['market_file.csv'].slice(1, 301).map(([id]) => id))
  const own = Object.fromEntries(
    Object.entries(cells).map(([file, [header, ...rows]]) => [
      file,
      [header, ...rows.filter(([id]) => ids.has(id))],
    ]),
  )
  const misspelt = own['market_file.csv'].map((row) =>
    row.map((cell) => cell.replace(/^стандарт$/, 'Стандарт')),
  )
  const profit = own['money.csv'].map(([id], i) => (i === 0 ? own['money.csv'][0] : [id, '0']))
  return { ...own, 'market_file.csv': misspelt, 'money.csv': profit }
}

const data = writeCopy(tables())
const folder = emptyFolder()
const model = join(folder, 'model.json')
const warned =
  /: \d+ warnings?, of each kind the first:\n(?: {2}.*\n)* {2}market_file\.csv: .*"Стандарт" is read as "стандарт" in \d+ rows/
let trained = ''

beforeAll(async () => {
  trained = (await runCaptured(runTrain, '--data', data, '--model', model)).err
})
afterEach(() => vi.restoreAllMocks())

describe('what the reader warns of', () => {
  it('is told by train', () => expect(trained).toMatch(warned))

  it.each<[string, (argv: readonly string[]) => Promise<number>, string[]]>([
    ['score', runScore, ['--model', model, '--out', join(folder, 'scores.csv')]],
    ['drift', runDrift, ['--model', model]],
    ['plan', runPlan, ['--model', model, '--out', join(folder, 'plan')]],
    ['study', runStudy, ['--out', join(folder, 'reports')]],
  ])('is told by %s', async (_, run, argv) => {
    const { err, out } = await runCaptured(run, '--data', data, ...argv)
    expect(err).toMatch(warned)
    expect(out).not.toMatch(/Стандарт/)
  })

  it('is told by experiment, but for columns that it leaves aside', async () => {
    const drawn = [
      'id,segment,offer,channel,decline_probability,profit,offer_cost,averted_profit,assumed_reduction,assumed_reduction_low,assumed_reduction_high,arm',
      ...[1, 2, 3, 4].map(
        (id) => `${id},Save now,call,phone,0.5,4,1,0.1,0.2,0.1,0.3,${id % 2 ? 'treatment' : 'control'}`,
      ),
    ]
    const plan = join(folder, 'experiment.csv')
    writeFileSync(plan, `${drawn.join('\n')}\n`)
    const outcomes = join(folder, 'outcomes.csv')
    writeFileSync(
      outcomes,
      'id,activity,other\n1,СНИЗИЛАСЬ,x\n2,Снизилась,x\n3,Прежний уровень,x\n4,Прежний уровень,x\n',
    )
    const { err } = await runCaptured(runExperiment, '--plan', plan, '--outcomes', outcomes)
    expect(err).toContain('"СНИЗИЛАСЬ" is read as "Снизилась" in 1 row')
    expect(err).not.toContain('other')
  })

  it('is told once in a notebook that somebody works in', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const workspace = new Workspace(studyContext({ folder: data }))
    await workspace.customers()
    await workspace.customers()
    expect(written.mock.calls.map(([text]) => text)).toEqual([expect.stringMatching(warned)])
  })
})
