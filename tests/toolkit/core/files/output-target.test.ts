import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { outputTarget } from '../../../../lib/toolkit/core/src/files/output-target'
import { emptyFolder } from '../../../study/tables/table-copies'
import { withPermissionsHeld } from '../../../support/permissions-held'

let folder = ''
beforeEach(() => {
  folder = emptyFolder()
})
const at = (name: string) => join(folder, name)

describe('outputTarget', () => {
  it('gives the path of a file that is not there yet, and of the folders on the way', () => {
    for (const name of ['new', 'a/b/new']) {
      expect(outputTarget(at(name))).toEqual({ path: at(name), standard: false })
    }
    expect(outputTarget(relative(process.cwd(), at('a/../new')))).toEqual({
      path: at('new'),
      standard: false,
    })
  })

  it('gives the file that is there', () => {
    writeFileSync(at('old'), 'old')
    const { ino } = statSync(at('old'))
    expect(outputTarget(at('old'))).toMatchObject({ path: at('old'), standard: false, present: { ino } })
  })

  it('follows links of files and folders, also to what is not there yet', () => {
    mkdirSync(at('real'))
    symlinkSync('real', at('folder'))
    symlinkSync('../real/file', at('real/link'))
    expect(outputTarget(at('folder/new')).path).toBe(at('real/new'))
    expect(outputTarget(at('folder/deep/er/new')).path).toBe(at('real/deep/er/new'))
    expect(outputTarget(at('folder/link')).path).toBe(at('real/file'))
    writeFileSync(at('real/file'), 'old')
    expect(outputTarget(at('folder/link'))).toMatchObject({ path: at('real/file'), standard: false })
    expect(outputTarget(at('folder/link')).present?.isFile()).toBe(true)
  })

  it('follows forty links, and no more', () => {
    symlinkSync('file', at('link1'))
    for (let i = 2; i <= 41; i++) symlinkSync(`link${i - 1}`, at(`link${i}`))
    expect(outputTarget(at('link40')).path).toBe(at('file'))
    expect(() => outputTarget(at('link41'))).toThrow(
      new UserError(`${at('link41')} cannot be written (ELOOP): its links lead in a circle: name a file`),
    )
  })

  it.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])('knows %s, and links to it', (path) => {
    expect(outputTarget(path)).toEqual({ path, standard: true })
    symlinkSync(path, at('out'))
    expect(outputTarget(at('out'))).toEqual({ path, standard: true })
  })

  it('refuses a folder, a pipe and a device', () => {
    execFileSync('mkfifo', [at('pipe')])
    expect(() => outputTarget(folder)).toThrow(new UserError(`${folder} is a folder: name a file`))
    for (const path of [at('pipe'), '/dev/null']) {
      expect(() => outputTarget(path)).toThrow(
        new UserError(`${path} is a device or a pipe: name a file, or /dev/stdout for the standard output`),
      )
    }
  })

  it('refuses a path through a file', () => {
    writeFileSync(at('file'), '')
    expect(() => outputTarget(at('file/new'))).toThrow(/cannot be written \(ENOTDIR\)/)
  })

  it('refuses a file that may not be written', () => {
    withPermissionsHeld(folder, () => {
      writeFileSync(at('kept'), 'old', { mode: 0o400 })
      expect(() => outputTarget(at('kept'))).toThrow(/cannot be written \(EACCES\)/)
      chmodSync(at('kept'), 0o600)
      expect(outputTarget(at('kept')).path).toBe(at('kept'))
    })
  })
})
