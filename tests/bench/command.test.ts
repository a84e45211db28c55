import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BenchLine } from '../../bench/line'
import { runBench } from '../../bench/main'
import { PythonSide } from '../../bench/python-side'
import { UserError } from '../../lib/toolkit/core/src/errors'
import { runCaptured } from '../study/commands/run-command'
import { root } from '../support/notebooks'
import { temporaryFolder } from '../support/temporary-folder'

const folder = temporaryFolder('bench-test')

const bench = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts/run.mjs'), 'bench', ...args], { encoding: 'utf8' })

/** A stand-in for Python that gives every task the same answer. */
function fakePython(name: string, answer: object): string {
  const file = join(folder, name)
  const script = `require('readline').createInterface({ input: process.stdin }).on('line', () => console.log(${JSON.stringify(JSON.stringify(answer))}))`
  writeFileSync(file, `#!${process.execPath}\n${script}\n`, { mode: 0o755 })
  return file
}

const line = (name: string, equal: boolean): BenchLine => ({
  name,
  goal: 2,
  run: async () => ({ ours: 0.5, python: 1.5, equal, check: 'as told', work: 'none' }),
})

describe('npm run bench', () => {
  it('answers --help on stdout and refuses an unknown flag with exit code 2', () => {
    const help = bench('--help')
    expect(help).toMatchObject({ status: 0, stderr: '' })
    expect(help.stdout).toContain('Usage: npm run bench')
    const wrong = bench('--fast')
    expect(wrong).toMatchObject({ status: 2, stdout: '' })
    expect(wrong.stderr).toContain('--fast')
  })

  it('finds the results of both sides equal', { timeout: 600_000 }, () => {
    const json = join(folder, 'bench.json')
    const only = ['--only', 'phi_k matrix', '--only', 'importance', '--only', 'score']
    const { status, stdout, stderr } = bench('--quick', ...only, '--json', json, '--out', folder)
    expect(status, stderr).toBe(0)
    const results = JSON.parse(readFileSync(json, 'utf8')) as Record<string, unknown>[]
    expect(results.map(({ name }) => name)).toEqual([
      'phi_k matrix, 17 columns',
      'permutation importance, extra trees 500',
      'permutation importance, support vector machine',
      'score 100,000 customers with extra trees 500',
      'score 100,000 customers with 100 boosted trees',
    ])
    for (const result of results) {
      expect(Object.keys(result)).toEqual(['name', 'ours', 'python', 'ratio', 'equal'])
      expect(result.equal).toBe(true)
      expect(result.ratio).toBeCloseTo(Number(result.python) / Number(result.ours), 9)
    }
    expect(stdout).toContain('scikit-learn 1.9.1')
    expect(readFileSync(join(folder, 'bench.html'), 'utf8')).toContain('phi_k matrix, 17 columns')
  })
})

describe('runBench', () => {
  const options = (name: string) => ({
    python: fakePython(`python-${name}`, { result: { Python: '3.x' } }),
    data: join(root, 'data/sample'),
    json: join(folder, `${name}.json`),
    out: join(folder, name),
    quick: true,
    only: ['made up'],
  })

  it('exits with 1 when results differ, and still writes what it found', async () => {
    const lines = [line('made up, alike', true), line('made up, unlike', false), line('not asked for', true)]
    const { code, out, err } = await runCaptured(() => runBench(options('differ'), lines))
    expect(code).toBe(1)
    expect(err).toContain('the results differ: made up, unlike\n')
    expect(out).toMatch(/made up, unlike +0\.5 +1\.5 +3\.00×.*DIFFERENT/)
    expect(JSON.parse(readFileSync(join(folder, 'differ.json'), 'utf8'))).toEqual([
      { name: 'made up, alike', ours: 0.5, python: 1.5, ratio: 3, equal: true },
      { name: 'made up, unlike', ours: 0.5, python: 1.5, ratio: 3, equal: false },
    ])
  })

  it('exits with 0 when all agree', async () => {
    const { code } = await runCaptured(() => runBench(options('agree'), [line('made up', true)]))
    expect(code).toBe(0)
  })

  it('refuses a name that no line has, before anything runs', async () => {
    const { code, err } = await runCaptured(() => runBench(options('unknown'), [line('other', true)]))
    expect(code).toBe(2)
    expect(err).toContain("--only 'made up' is in no name")
    expect(existsSync(join(folder, 'unknown'))).toBe(false)
  })
})

describe('PythonSide', () => {
  it('passes on what went wrong in Python', async () => {
    const python = new PythonSide(fakePython('failing', { error: 'ValueError: no' }), 'serve.py', folder)
    await expect(python.call('task')).rejects.toThrow(/ValueError: no/)
    await python.stop()
  })

  it('fails when Python cannot be started or ends early', async () => {
    const missing = new PythonSide(join(folder, 'no-such'), 'serve.py', folder)
    await expect(missing.call('task')).rejects.toThrow(UserError)
    await missing.stop()
    const ending = new PythonSide('/bin/false', 'serve.py', folder)
    await expect(ending.call('task')).rejects.toThrow(/ended early/)
    await expect(ending.call('task')).rejects.toThrow(/ended early/)
  })
})
