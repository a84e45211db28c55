import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { copyProblems } from '../../lib/study/src/customers/copy-problems'
import { loadStudyTables } from '../../lib/study/src/tables/read-study-tables'
import { run } from '../../tools/synthesis/src/synthesize'
import { temporaryFolder } from '../support/temporary-folder'

const folder = temporaryFolder('synthesize')
let out = ''
let err = ''
beforeEach(() => {
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

describe('synthesize', () => {
  it('writes the four tables and exits with 0', async () => {
    const target = join(folder, 'new')
    expect(await run(['--customers', '20', '--seed', '4', '--out', target])).toBe(0)
    expect(readdirSync(target).sort()).toEqual([
      'market_file.csv',
      'market_money.csv',
      'market_time.csv',
      'money.csv',
      'synthetic.json',
    ])
    expect(readFileSync(join(target, 'money.csv'), 'utf8').split('\n').length).toBe(22)
    expect(out).toContain('20 customers, seed 4')
  })

  it('writes customers without copies when asked to', async () => {
    const target = join(folder, 'without')
    const args = ['--customers', '600', '--copies', '0', '--out', target]
    expect(await run(args)).toBe(0)
    expect(copyProblems(loadStudyTables(target))).toEqual([])
    expect(await run([...args, '--copies', '0.2', '--force'])).toBe(0)
    expect(copyProblems(loadStudyTables(target)).length).toBeGreaterThan(5)
  })

  it('writes the quarter after beside the first, and replaces neither untold', async () => {
    const target = join(folder, 'quarters')
    const args = ['--customers', '40', '--out', target, '--next']
    expect(await run(args)).toBe(0)
    const readHeader = (path: string) => readFileSync(join(path, 'market_file.csv'), 'utf8').split('\n')[0]
    expect(readHeader(target)).toContain('активность')
    expect(readHeader(join(target, 'next'))).not.toContain('активность')
    expect(out).toContain('the quarter after, whose outcome is open')
    const elsewhere = join(folder, 'elsewhere')
    expect(await run(['--customers', '40', '--out', elsewhere, '--next', join(target, 'next')])).toBe(1)
    expect(existsSync(elsewhere)).toBe(false)
  })

  it('exits with 1 rather than replace tables, and replaces them when told to', async () => {
    const target = join(folder, 'twice')
    const args = ['--out', target, '--customers']
    expect(await run([...args, '5'])).toBe(0)
    const before = readFileSync(join(target, 'money.csv'))
    expect(await run([...args, '6'])).toBe(1)
    expect(err).toContain('--force')
    expect(readFileSync(join(target, 'money.csv')).equals(before)).toBe(true)
    expect(await run([...args, '6', '--force'])).toBe(0)
    expect(readFileSync(join(target, 'money.csv')).equals(before)).toBe(false)
  })

  it('exits with 2 on wrong usage and says what is wrong', async () => {
    for (const [args, said] of [
      [['--customers', '5'], '--out'],
      [['--out', folder], '--customers'],
      [['--customers', '0', '--out', folder], 'whole number'],
      [['--customers', 'many', '--out', folder], 'whole number'],
      [['--customers', '5', '--seed', '-1', '--out', folder], 'whole number'],
      [['--customers', '5', '--copies', 'many', '--out', folder], 'number from 0 to 0.5'],
      [['--customers', '5', '--out', folder, '--rows', '5'], '--rows'],
      [['--customers', '5', '--out', folder, '--next', folder], 'another folder'],
      [['--customers', '5', '--out', folder, '--data', folder], '--outcomes'],
      [['--outcomes', 'experiment.csv', '--out', folder], '--data'],
      [['--outcomes', 'experiment.csv', '--data', folder, '--out', folder], 'another folder'],
      [
        ['--outcomes', 'a.csv', '--data', folder, '--out', join(folder, 'b'), '--customers', '5'],
        '--customers',
      ],
      [['--outcomes', 'a.csv', '--data', folder, '--out', folder, '--effect', '2'], 'number from -1 to 1'],
    ] as const) {
      err = ''
      expect(await run(args)).toBe(2)
      expect(err).toContain(said)
    }
  })

  it('explains itself', async () => {
    expect(await run(['--help'])).toBe(0)
    for (const flag of [
      '--customers',
      '--seed',
      '--copies',
      '--out',
      '--next',
      '--outcomes',
      '--effect',
      '--force',
    ])
      expect(out).toContain(flag)
  })
})
