import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { writeFileAtomic } from '../../../../lib/toolkit/core/src/files/files'
import { PendingFile } from '../../../../lib/toolkit/core/src/files/pending-file'
import { emptyFolder } from '../../../study/tables/table-copies'

let folder = ''
beforeEach(() => {
  folder = emptyFolder()
})
const at = (name: string) => join(folder, name)
const read = (name: string) => readFileSync(at(name), 'utf8')
const permissions = (name: string) => statSync(at(name)).mode & 0o7777
const isRoot = process.getuid?.() === 0

describe('writeFileAtomic', () => {
  it('writes text and bytes, making the folders on the way, and leaves no neighbour', () => {
    writeFileAtomic(at('a/b/text.txt'), 'до свидания')
    expect(read('a/b/text.txt')).toBe('до свидания')
    writeFileAtomic(at('a/b/text.txt'), Uint8Array.of(0, 255))
    expect([...readFileSync(at('a/b/text.txt'))]).toEqual([0, 255])
    expect(readdirSync(at('a/b'))).toEqual(['text.txt'])
  })

  it('names the path when it cannot be written, and leaves what was there', () => {
    writeFileSync(at('file'), 'old')
    mkdirSync(at('taken/inside'), { recursive: true })
    expect(() => writeFileAtomic(at('file/below.txt'), 'new')).toThrow(
      new UserError(`${at('file/below.txt')} cannot be written (ENOTDIR): name a folder you may write to`),
    )
    expect(() => writeFileAtomic(at('taken'), 'new')).toThrow(`${at('taken')} is a folder: name a file`)
    expect(() => writeFileAtomic(at('n'.repeat(300)), 'new')).toThrow(
      /cannot be written \(ENAMETOOLONG\): the name is too long: shorten it$/,
    )
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken'])
    expect(read('file')).toBe('old')
  })

  it('writes a name as long as the file system takes', () => {
    const longest = 'n'.repeat(255)
    writeFileAtomic(at(longest), 'x')
    expect(readdirSync(folder)).toEqual([longest])
  })

  it('follows links to the file they mean, whether it is there or not', () => {
    mkdirSync(at('real'))
    symlinkSync('real', at('folder'))
    symlinkSync('folder/target.txt', at('link'))
    symlinkSync(at('link'), at('real/chain'))
    for (const [name, text] of [
      ['link', 'new'],
      ['real/chain', 'newer'],
      ['folder/chain', 'newest'],
    ]) {
      writeFileAtomic(at(name), text)
      expect(read('real/target.txt')).toBe(text)
    }
    expect(readlinkSync(at('link'))).toBe('folder/target.txt')
    expect(readdirSync(at('real')).sort()).toEqual(['chain', 'target.txt'])
    symlinkSync('round', at('about'))
    symlinkSync('about', at('round'))
    expect(() => writeFileAtomic(at('round'), 'x')).toThrow(/\(ELOOP\): its links lead in a circle/)
  })

  it.each([0o600, 0o640, 0o664, 0o755])('keeps the mode %o of what it replaces', (mode) => {
    writeFileSync(at('kept'), 'old')
    chmodSync(at('kept'), mode)
    writeFileAtomic(at('kept'), 'new')
    expect([permissions('kept'), read('kept')]).toEqual([mode, 'new'])
  })

  it('keeps owner and group', () => {
    writeFileSync(at('theirs'), 'old', { mode: 0o600 })
    // Only an administrator can give a file to another.
    if (isRoot) chownSync(at('theirs'), 4321, 1234)
    const { uid, gid } = statSync(at('theirs'))
    writeFileAtomic(at('theirs'), 'new')
    const after = statSync(at('theirs'))
    expect([after.uid, after.gid, permissions('theirs')]).toEqual([uid, gid, 0o600])
  })

  it('refuses pipes and devices, and leaves them as they are', () => {
    execFileSync('mkfifo', [at('pipe')])
    symlinkSync('pipe', at('link'))
    for (const path of [at('pipe'), at('link'), '/dev/null']) {
      expect(() => writeFileAtomic(path, 'customers'), path).toThrow(
        `${path} is a device or a pipe: name a file`,
      )
    }
    expect(statSync(at('pipe')).isFIFO()).toBe(true)
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['link', 'pipe'])
  })

  it('prints what is meant for the standard output, as it is unless a terminal would act on it', () => {
    symlinkSync('/dev/stdout', at('out'))
    const { isTTY } = process.stdout
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    try {
      const text = 'id\n\u001b[31m5\n'
      for (const path of ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1', at('out')]) {
        written.mockClear()
        process.stdout.isTTY = false
        writeFileAtomic(path, text)
        process.stdout.isTTY = true
        writeFileAtomic(path, text)
        expect(written.mock.calls).toEqual([[text], ['id\n\\u001b[31m5\n']])
      }
    } finally {
      process.stdout.isTTY = isTTY
      written.mockRestore()
    }
    expect(readlinkSync(at('out'))).toBe('/dev/stdout')
  })
})

describe('PendingFile', () => {
  it('takes its place only when it is committed', () => {
    writeFileSync(at('file'), 'old')
    const file = new PendingFile(at('file'))
    file.write('piece ')
    file.write('by piece')
    expect(read('file')).toBe('old')
    file.commit()
    file.discard()
    expect([read('file'), readdirSync(folder)]).toEqual(['piece by piece', ['file']])
  })

  it('leaves nothing when it is discarded', () => {
    const file = new PendingFile(at('file'))
    file.write('x')
    file.discard()
    expect(readdirSync(folder)).toEqual([])
  })
})
