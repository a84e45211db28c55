import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { run as runStudy } from '../../../lib/study/src/commands/study'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { measuredEffectsJson } from '../../../lib/study/src/decisions/experiment/measured-effects'
import { requireProfit } from '../../../lib/study/src/study/final-model'
import { catalogueWith } from '../../../lib/study/src/study/offers-in-use'
import { offersFile, projectRoot } from '../../../lib/study/src/study/paths'
import { studyContext } from '../../../lib/study/src/study/study-context'
import { Workspace } from '../../../lib/study/src/study/workspace'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { testOffers } from '../../support/offers'
import { cellsOf, emptyFolder, writeCopy } from '../tables/table-copies'
import { runCaptured } from './run-command'

const cells = cellsOf(join(projectRoot, 'data/sample'))
const withProfit = (change: (profit: string) => string) => {
  const [header, ...rows] = cells['money.csv']
  return writeCopy({ ...cells, 'money.csv': [header, ...rows.map(([id, profit]) => [id, change(profit)])] })
}

describe('study', () => {
  it.each([
    ['of 0', () => '0'],
    ['below 0', (profit: string) => `-${profit}`],
  ])('refuses a profit %s before any work, and writes nothing', async (_, change) => {
    const out = join(emptyFolder(), 'reports')
    const data = withProfit(change)
    const { code, err } = await runCaptured(runStudy, '--data', data, '--out', out)
    expect(code).toBe(1)
    expect(err).toMatch(
      /^study: .*money\.csv: the 1297 active customers bring a profit of .* check the sign/m,
    )
    expect(err).toContain(data)
    expect(existsSync(out)).toBe(false)
  })

  it('refuses earlier quarters that cannot be learned from before any work, and writes nothing', async () => {
    const out = join(emptyFolder(), 'reports')
    const sample = join(projectRoot, 'data/sample')
    const run = (...argv: string[]) => runCaptured(runStudy, '--data', sample, '--out', out, ...argv)
    const open = await run('--earlier', join(projectRoot, 'data/sample-next'))
    expect([open.code, open.err]).toEqual([
      1,
      expect.stringContaining('Покупательская активность: the column'),
    ])
    const same = await run('--earlier', sample)
    expect([same.code, same.err]).toEqual([2, expect.stringContaining('is the folder of --data')])
    const copy = await run('--earlier', writeCopy(cells))
    expect([copy.code, copy.err]).toEqual([1, expect.stringContaining('holds the same tables')])
    expect(existsSync(out)).toBe(false)
  })

  it('refuses a SOURCE_DATE_EPOCH that is no time before any work, and writes nothing', async () => {
    const out = join(emptyFolder(), 'reports')
    vi.stubEnv('SOURCE_DATE_EPOCH', 'yesterday')
    const { code, err } = await runCaptured(runStudy, '--out', out)
    vi.unstubAllEnvs()
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^study: SOURCE_DATE_EPOCH is "yesterday"/),
    })
    expect(existsSync(out)).toBe(false)
  })

  it('refuses measured effects that cannot be used before any work, and writes nothing', async () => {
    const folder = emptyFolder()
    const out = join(folder, 'reports')
    const effects = join(folder, 'effects.json')
    const run = () =>
      runCaptured(runStudy, '--data', join(projectRoot, 'data/sample'), '--out', out, '--effects', effects)
    expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read (ENOENT)') })
    const measured = { low: 0.1, likely: 0.2, high: 0.3, customers: 40 }
    const offers = { 'no-such-offer': measured }
    writeFileSync(effects, measuredEffectsJson({ version: 1, quarters: ['2026-Q4'], level: 0.95, offers }))
    const { code, err } = await run()
    expect(code).toBe(1)
    expect(err).toContain('none of no-such-offer is in the catalogue of offers')
    expect(existsSync(out)).toBe(false)
  })

  it('counts with measured effects where it is given some', () => {
    const effects = join(emptyFolder(), 'effects.json')
    const [assumed] = catalogueWith(testOffers).offers
    const offers = { [assumed.id]: { low: -0.05, likely: 0.1, high: 0.25, customers: 40 } }
    writeFileSync(effects, measuredEffectsJson({ version: 1, quarters: ['2026-Q4'], level: 0.95, offers }))
    const effect = { low: -0.05, likely: 0.1, high: 0.25, measured: { level: 0.95, customers: 40 } }
    expect(catalogueWith(testOffers, effects).offers[0].effect).toEqual(effect)
    const workspace = new Workspace(studyContext({ folder: join(projectRoot, 'data/sample') }))
    expect(workspace.offers.offers[0].effect).toEqual(assumed.effect)
    const measuredHere = new Workspace({ ...workspace.context, effects })
    expect(measuredHere.offers.offers[0].effect).toEqual(effect)
  })

  it('takes the offers that are named, else those beside the tables, else those of the project', async () => {
    const [folder, named] = [emptyFolder(), join(emptyFolder(), 'mine.json')]
    vi.stubEnv('STUDY_OFFERS', '')
    try {
      expect(offersFile(folder)).toBe(join(projectRoot, 'data/offers.json'))
      writeFileSync(join(folder, 'offers.json'), readFileSync(testOffers))
      expect(offersFile(folder)).toBe(join(folder, 'offers.json'))
      expect(new Workspace(studyContext({ folder })).offers).toEqual(catalogueWith(testOffers))
      vi.stubEnv('STUDY_OFFERS', named)
      expect(offersFile(folder)).toBe(named)
      expect(offersFile(folder, 'option.json')).toBe(resolve('option.json'))
    } finally {
      vi.unstubAllEnvs()
    }
    const sample = join(projectRoot, 'data/sample')
    const { code, err } = await runCaptured(
      runStudy,
      '--data',
      sample,
      '--offers',
      named,
      '--out',
      emptyFolder(),
    )
    expect([code, err]).toEqual([1, expect.stringContaining(`${named}: the offers cannot be read (ENOENT)`)])
  })

  it('names a folder for temporary files that is not there', async () => {
    vi.stubEnv('TMPDIR', '/nowhere/tmp')
    const out = join(projectRoot, '.cache', 'never-made')
    try {
      const { code, err } = await runCaptured(
        runStudy,
        '--data',
        join(projectRoot, 'data/sample'),
        '--out',
        out,
      )
      expect([code, err]).toEqual([
        1,
        expect.stringContaining('/nowhere/tmp, the folder for temporary files, cannot be used (ENOENT)'),
      ])
    } finally {
      vi.unstubAllEnvs()
    }
    expect(existsSync(out)).toBe(false)
  })

  it('takes some losses among profits', () => {
    const data = withProfit((profit) => (profit.endsWith('1') ? `-${profit}` : profit))
    expect(() => requireProfit(buildCustomers(loadStudyTables(data)), data)).not.toThrow()
  })
})
