import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run as runExperiment } from '../../../lib/study/src/commands/experiment'
import { drawArms } from '../../../lib/study/src/decisions/experiment/draw'
import { estimateQuarters } from '../../../lib/study/src/decisions/experiment/estimate-quarters'
import { readMeasuredEffects } from '../../../lib/study/src/decisions/experiment/measured-effects'
import { readExperiment } from '../../../lib/study/src/decisions/experiment/read-experiment'
import { simulateOutcomes } from '../../../lib/study/src/decisions/experiment/rehearsal'
import { experimentCsv } from '../../../lib/study/src/report/experiment-files'
import { toldConclusion } from '../../../lib/study/src/report/told/conclusions'
import { outcomesCsv } from '../../support/outcomes-csv'
import { temporaryFolder } from '../../support/temporary-folder'
import { madeCustomers } from '../decisions/experiment/made-customers'
import { madeQuarters } from '../decisions/experiment/made-quarters'
import { estimateEffect } from '../decisions/experiment/one-look'
import { runCaptured } from './run-command'

const folder = temporaryFolder('experiment')
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const customers = madeCustomers([60, 41])
const drawn = {
  ...customers,
  treated: drawArms(customers.ids, customers.segment, { seed: 2, quarter: '2026-Q4' }),
  quarter: '2026-Q4',
  plannedQuarters: 1,
}
const usual = () => ({ offer: 'news', channel: 'site' })
const plan = write('experiment.csv', experimentCsv(drawn, usual))
const simulated = simulateOutcomes(drawn, { seed: 1, missing: 0.05, profitNoise: 0.1 })
const outcomes = write('outcomes.csv', outcomesCsv(simulated))
const quarters = madeQuarters(customers, { quarters: 3, plannedQuarters: 6, seed: 4 })
const run = (...argv: string[]) => runCaptured(runExperiment, ...argv)

describe('npm run experiment', () => {
  it('prints the result with its interval and the conclusion', async () => {
    const { code, out, err } = await run('--plan', plan, '--outcomes', outcomes)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const result = estimateEffect(drawn, simulated)
    expect(out).toContain(`${(100 * result.reduction.estimate).toFixed(1).replace('-', '−')} (`)
    expect(out).toContain(`Conclusion: ${toldConclusion(result.conclusion).title.en}`)
    expect(out).toMatch(/not known: \d of those drawn/)
    expect(out).toContain('kept, from profit as measured')
    expect(out).not.toMatch(/NaN|undefined/)
  })

  it('prints the same as data', async () => {
    const { code, out } = await run('--json', '--plan', plan, '--outcomes', outcomes)
    expect(code).toBe(0)
    const result = estimateQuarters([{ drawn: readExperiment(plan), outcomes: simulated }])
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(result)))
  })

  it('pools several quarters, given in pairs or with commas, and says when to stop', async () => {
    const paths = quarters.map(({ drawn: quarter, outcomes: known }) => [
      write(`plan-${quarter.quarter}.csv`, experimentCsv(quarter, usual)),
      write(`outcomes-${quarter.quarter}.csv`, outcomesCsv(known)),
    ])
    const pairs = paths.flatMap(([a, b]) => ['--plan', a, '--outcomes', b])
    const { code, out, err } = await run(...pairs)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const result = estimateQuarters(quarters)
    expect(out).toContain('Quarters: 3 of at most 6 planned')
    for (const { quarter, bound } of result.looks) {
      expect(out).toMatch(new RegExp(`after ${quarter}: .* against the bound ${bound.toFixed(2)},`))
    }
    expect(out).toContain(`Decision: ${result.decision}.`)
    expect(out).toContain('Took part again: 202,')
    expect(out).not.toMatch(/NaN|undefined|Infinity/)
    const lists = paths[0].map((_, column) => paths.map((pair) => pair[column]).join(','))
    expect((await run('--plan', lists[0], '--outcomes', lists[1])).out).toBe(out)
    const uneven = await run(...pairs, '--plan', paths[0][0])
    expect(uneven).toMatchObject({ code: 2, out: '' })
    expect(uneven.err).toContain('4 plans and 3 outcome files')
  })

  it('writes the measured effects of offers for the next plan', async () => {
    const effects = join(folder, 'effects.json')
    const { code, err } = await run('--plan', plan, '--outcomes', outcomes, '--effects', effects)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const read = readMeasuredEffects(effects)
    expect(read).toMatchObject({ version: 1, quarters: ['2026-Q4'], level: 0.95 })
    expect(Object.keys(read.offers).sort()).toEqual(['basket', 'selection'])
    const { offers } = estimateQuarters([{ drawn, outcomes: simulated }])
    for (const { offer, effect } of offers) expect(read.offers[offer].likely).toBeCloseTo(effect!.estimate, 9)
  })

  it('leaves effects as assumed that are known no better than to the whole scale', async () => {
    const effects = join(folder, 'few.json')
    // Nine customers of a third offer.
    const rare = { ...drawn, offer: drawn.offer.map((offer, i) => (i < 9 ? 'rare' : offer)) }
    const paths = ['--plan', write('rare.csv', experimentCsv(rare, usual)), '--outcomes', outcomes]
    const some = await run(...paths, '--effects', effects)
    expect(some.code).toBe(0)
    expect(some.err).toMatch(/few\.json: left as assumed, .*: rare\n$/)
    expect(Object.keys(readMeasuredEffects(effects).offers).sort()).toEqual(['basket', 'selection'])
  })

  it('prints the result and writes no effects where none can be told', async () => {
    const effects = join(folder, 'none-written.json')
    const first = experimentCsv(drawn, usual).trimEnd().split('\n')
    const old = write(
      'old.csv',
      `${first.map((line) => line.split(',').slice(0, 12).join(',')).join('\n')}\n`,
    )
    const refused = await run('--plan', old, '--outcomes', outcomes, '--effects', effects)
    expect(refused.code).toBe(1)
    expect(refused.out).toContain('Conclusion:')
    expect(refused.err).toContain('the plans state no chosen_offer')
    const wide = { ...drawn, addressed: drawn.addressed.map((value) => 0.01 * value) }
    const paths = ['--plan', write('wide.csv', experimentCsv(wide, usual)), '--outcomes', outcomes]
    const unknown = await run(...paths, '--effects', effects)
    expect(unknown).toMatchObject({ code: 1 })
    expect(unknown.err).toContain('pool more quarters')
    expect(existsSync(effects)).toBe(false)
  })

  it('exits with 1 for files that cannot be used and 2 for wrong usage', async () => {
    const missing = await run('--plan', plan, '--outcomes', join(folder, 'none.csv'))
    expect(missing).toMatchObject({ code: 1, out: '' })
    expect(missing.err).toContain('none.csv cannot be used')
    expect((await run('--plan', plan)).code).toBe(2)
    expect((await run('--plan', plan, '--outcomes', outcomes, '--unknown')).code).toBe(2)
    const help = await run('--help')
    expect(help.code).toBe(0)
    expect(help.out).toContain('npm run experiment -- [options]')
  })
})
