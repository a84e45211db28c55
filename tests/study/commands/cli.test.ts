import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createCommand,
  progressBar,
  runCommand,
  UsageError,
  wholeNumber,
} from '../../../lib/study/src/commands/cli'
import { dataFolder, projectRoot } from '../../../lib/study/src/study/paths'
import { UserError } from '../../../lib/toolkit/core/src/errors'

let err = ''

beforeEach(() => {
  err = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text
    return true
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const command = () =>
  createCommand('sample', 'does something').requiredOption('--seed <S>', 'seed', wholeNumber(0, 99))

describe('runCommand', () => {
  it('hands the options on and gives the code of the action', async () => {
    const seen: unknown[] = []
    expect(await runCommand(command(), ['--seed', '7'], (options) => void seen.push(options))).toBe(0)
    expect(await runCommand(command(), ['--seed', '8'], async () => 1)).toBe(1)
    expect(seen).toEqual([{ seed: 7 }])
    expect(err).toBe('')
  })

  it.each([
    ['a missing option', []],
    ['an unknown option', ['--seed', '1', '--sede', '2']],
    ['a number out of bounds', ['--seed', '100']],
    ['no whole number', ['--seed', '1e1']],
    ['an empty number', ['--seed', '']],
    ['an argument too many', ['--seed', '1', 'more']],
  ])('exits with 2 on %s', async (_, argv) => {
    const action = vi.fn()
    expect(await runCommand(command(), argv, action)).toBe(2)
    expect(action).not.toHaveBeenCalled()
    expect(err).toMatch(/^error: [\s\S]*npm run sample -- --help/)
  })

  it('turns failures into messages', async () => {
    const failing = (error: unknown) => () => {
      throw error
    }
    const argv = ['--seed', '1']
    expect(await runCommand(command(), argv, failing(new UserError('line 3 is wrong')))).toBe(1)
    expect(err).toBe('sample: line 3 is wrong\n')
    expect(await runCommand(command(), argv, failing(new UsageError('name a file')))).toBe(2)
    err = ''
    expect(
      await runCommand(command(), argv, async () => failing(new TypeError('x is undefined\nat'))()),
    ).toBe(1)
    expect(err).toBe('sample: unexpected failure: x is undefined (set ONE_CLICK_DEBUG=1 to see where)\n')
  })

  it('shows the stack on request', async () => {
    vi.stubEnv('ONE_CLICK_DEBUG', '1')
    const action = () => {
      throw new Error('deep')
    }
    expect(await runCommand(command(), ['--seed', '1'], action)).toBe(1)
    expect(err).toMatch(/unexpected failure: deep\n[\s\S]*at action/)
  })
})

describe('dataFolder', () => {
  it('takes the first that is named: the option, then the environment', () => {
    vi.stubEnv('STUDY_DATA', 'from/environment')
    expect(dataFolder('from/option')).toBe(resolve('from/option'))
    expect(dataFolder()).toBe(resolve('from/environment'))
  })

  it('falls back to the folders of the project', () => {
    vi.stubEnv('STUDY_DATA', '')
    expect([join(projectRoot, 'data/raw'), join(projectRoot, 'data/sample')]).toContain(dataFolder())
    expect(existsSync(join(projectRoot, 'package-lock.json'))).toBe(true)
  })
})

describe('progressBar', () => {
  it('writes one line at the start and one at the end without a terminal', () => {
    const { isTTY } = process.stderr
    process.stderr.isTTY = false
    const bar = progressBar('Folds', 5)
    bar.increment()
    bar.increment(2)
    bar.update(5)
    bar.stop()
    bar.stop()
    process.stderr.isTTY = isTTY
    expect(err).toMatch(/^Folds …\nFolds: 5 of 5 in \d+\.\d s\n$/)
  })
})
