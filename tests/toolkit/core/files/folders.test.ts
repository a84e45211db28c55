import { existsSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { makeFolder, makeTemporaryFolder } from '../../../../lib/toolkit/core/src/files/folders'
import { emptyFolder } from '../../../study/tables/table-copies'

let folder = ''
beforeEach(() => {
  folder = emptyFolder()
})
afterEach(() => vi.unstubAllEnvs())

describe('makeFolder', () => {
  it('makes a folder and those above it, and leaves one that is there', () => {
    const path = join(folder, 'a/b/c')
    makeFolder(path)
    writeFileSync(join(path, 'kept'), '')
    makeFolder(path)
    makeFolder(join(folder, 'a/../d'))
    expect(readdirSync(path)).toEqual(['kept'])
    expect(readdirSync(folder).sort()).toEqual(['a', 'd'])
  })

  it('takes a link to a folder for one', () => {
    symlinkSync(folder, join(folder, 'link'))
    makeFolder(join(folder, 'link/inside'))
    expect(existsSync(join(folder, 'inside'))).toBe(true)
  })

  it.each(['file', 'file/below', 'file/far/below'])('names %s where a file is in the way', (name) => {
    writeFileSync(join(folder, 'file'), 'kept')
    const path = join(folder, name)
    expect(() => makeFolder(path)).toThrow(
      new UserError(`${path} cannot be written (ENOTDIR): name a folder you may write to`),
    )
    expect(readdirSync(folder)).toEqual(['file'])
  })

  it.runIf(process.platform === 'linux')('ends where no folder can be made', () => {
    expect(() => makeFolder('/proc/one/two')).toThrow(/^\/proc\/one\/two cannot be written \(E[A-Z]+\)/)
  })

  it('says that a name is too long', () => {
    const path = join(folder, 'n'.repeat(300))
    expect(() => makeFolder(path)).toThrow(/\(ENAMETOOLONG\): the name is too long: shorten it$/)
  })
})

describe('makeTemporaryFolder', () => {
  it('makes an empty folder that only this user may read', () => {
    const made = [makeTemporaryFolder('study-x-'), makeTemporaryFolder('study-x-')]
    expect(made[0]).not.toBe(made[1])
    for (const path of made) {
      expect(path.startsWith(join(tmpdir(), 'study-x-'))).toBe(true)
      expect([statSync(path).mode & 0o777, readdirSync(path)]).toEqual([0o700, []])
      rmSync(path, { recursive: true })
    }
  })

  it('names the folder for temporary files where it is missing, and the remedy', () => {
    const missing = join(folder, 'missing')
    vi.stubEnv('TMPDIR', missing)
    expect(dirname(join(tmpdir(), 'x'))).toBe(missing)
    expect(() => makeTemporaryFolder('study-')).toThrow(
      new UserError(
        `${missing}, the folder for temporary files, cannot be used (ENOENT): name one that is there and that you may write to: TMPDIR=/path`,
      ),
    )
  })
})
