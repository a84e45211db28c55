import { execFileSync } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { checkOutputs } from '../../../../lib/toolkit/core/src/files/check-outputs'
import { emptyFolder } from '../../../study/tables/table-copies'

describe('checkOutputs', () => {
  it('finds an input among the outputs behind links of both kinds, points and folders', () => {
    const folder = emptyFolder()
    const input = join(folder, 'data/money.csv')
    mkdirSync(join(folder, 'data'))
    writeFileSync(input, 'kept')
    symlinkSync(join(folder, 'data'), join(folder, 'linked'))
    symlinkSync('data/money.csv', join(folder, 'alias.csv'))
    linkSync(input, join(folder, 'hard.csv'))
    const others = ['linked/money.csv', 'alias.csv', 'hard.csv', 'data/../data/money.csv']
    for (const output of [input, ...others.map((name) => `${folder}/${name}`)]) {
      expect(() => checkOutputs([input], [join(folder, 'free.csv'), output]), output).toThrow(
        new UserError(
          `${output} is read by this command and would be written over: name another place for the results`,
        ),
      )
      expect(() => checkOutputs([output], [input]), output).toThrow(/would be written over/)
    }
    const free = ['new/money.csv', 'money.csv', 'data/money.csv.txt'].map((name) => join(folder, name))
    expect(() => checkOutputs([input, join(folder, 'data/absent.csv')], free)).not.toThrow()
    const other = join(folder, 'other.csv')
    writeFileSync(other, 'of an earlier run')
    expect(() => checkOutputs([input], [other])).not.toThrow()
  })

  it('leaves nothing behind and makes no folder', () => {
    const folder = emptyFolder()
    checkOutputs([], [join(folder, 'new/deep/model.json'), join(folder, 'here.csv')])
    expect(readdirSync(folder)).toEqual([])
  })

  it('refuses a folder, a pipe, and a path through a file', () => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'file'), '')
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect(() => checkOutputs([], [folder])).toThrow(/is a folder: name a file/)
    expect(() => checkOutputs([], [join(folder, 'pipe')])).toThrow(/is a device or a pipe/)
    expect(() => checkOutputs([], [join(folder, 'file/model.json')])).toThrow(/cannot be written \(ENOTDIR\)/)
  })

  it('refuses a file that would lose its owner, but for the administrator, who keeps it', () => {
    const file = join(emptyFolder(), 'model.json')
    writeFileSync(file, '')
    const user = vi.spyOn(process as { geteuid(): number }, 'geteuid')
    try {
      user.mockReturnValue(statSync(file).uid + 1)
      expect(() => checkOutputs([], [file])).toThrow(`${file} belongs to another user or group`)
      user.mockReturnValue(0)
      expect(() => checkOutputs([], [file])).not.toThrow()
    } finally {
      user.mockRestore()
    }
  })

  it.runIf(existsSync('/proc/self'))('refuses a folder that takes no files, whoever asks', () => {
    expect(() => checkOutputs([], ['/proc/self/reports/index.html'])).toThrow(
      /^\/proc\/\d+\/reports\/index.html cannot be written|^\/proc\/self\/reports\/index.html cannot be written/,
    )
  })

  it('accepts the standard output', () => {
    expect(() => checkOutputs([], ['/dev/stdout'])).not.toThrow()
  })
})
