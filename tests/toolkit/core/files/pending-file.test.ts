import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { PendingFile } from '../../../../lib/toolkit/core/src/files/pending-file'
import { emptyFolder } from '../../../study/tables/table-copies'
import { systemError, withCall } from '../../../support/failing-call'

let folder = ''
beforeEach(() => {
  folder = emptyFolder()
})
const at = (name: string) => join(folder, name)
const mode = (name: string) => statSync(at(name)).mode & 0o7777

describe('PendingFile', () => {
  it('makes a new file as any other, in folders that it makes', () => {
    const file = new PendingFile(at('a/b/new'))
    file.write('1')
    file.write(Uint8Array.of(50))
    file.commit()
    expect([readFileSync(at('a/b/new'), 'utf8'), mode('a/b/new')]).toEqual(['12', 0o666 & ~process.umask()])
  })

  it('lets nobody else read what will replace a private file, and keeps its mode', () => {
    writeFileSync(at('kept'), 'old')
    chmodSync(at('kept'), 0o600)
    const file = new PendingFile(at('kept'))
    const [waiting] = readdirSync(folder).filter((name) => name !== 'kept')
    expect(mode(waiting)).toBe(0o600)
    file.commit()
    expect([readdirSync(folder), mode('kept'), readFileSync(at('kept'), 'utf8')]).toEqual([
      ['kept'],
      0o600,
      '',
    ])
  })

  it('may be discarded and committed more than once', () => {
    const file = new PendingFile(at('file'))
    file.write('x')
    file.commit()
    file.discard()
    expect(readFileSync(at('file'), 'utf8')).toBe('x')
    const other = new PendingFile(at('other'))
    other.discard()
    other.discard()
    expect(readdirSync(folder)).toEqual(['file'])
  })

  it('names its path and leaves nothing when it cannot take its place', () => {
    const file = new PendingFile(at('taken'))
    file.write('x')
    mkdirSync(at('taken/inside'), { recursive: true })
    expect(() => file.commit()).toThrow(UserError)
    expect(readdirSync(folder)).toEqual(['taken'])
    const again = new PendingFile(at('gone'))
    rmSync(folder, { recursive: true })
    expect(() => again.commit()).toThrow(
      new UserError(`${at('gone')} cannot be written (ENOENT): name a folder you may write to`),
    )
  })

  it.each(['EBUSY', 'EXDEV'])('writes over a file that cannot be replaced (%s)', (code) => {
    writeFileSync(at('mounted'), 'old, and longer')
    const file = new PendingFile(at('mounted'))
    file.write('new')
    const refuse = () => {
      throw systemError(code)
    }
    withCall('renameSync', refuse, () => file.commit())
    expect([readFileSync(at('mounted'), 'utf8'), readdirSync(folder)]).toEqual(['new', ['mounted']])
  })

  it('does not write over a file where another failure keeps it from its place', () => {
    writeFileSync(at('kept'), 'old')
    const file = new PendingFile(at('kept'))
    const refuse = () => {
      throw systemError('EACCES')
    }
    withCall('renameSync', refuse, () => {
      expect(() => file.commit()).toThrow(
        new UserError(`${at('kept')} cannot be written (EACCES): name a folder you may write to`),
      )
    })
    expect([readFileSync(at('kept'), 'utf8'), readdirSync(folder)]).toEqual(['old', ['kept']])
  })

  it.runIf(existsSync('/proc/self/fd'))('leaves no file open', () => {
    const open = () => readdirSync('/proc/self/fd').length
    const before = open()
    new PendingFile(at('one')).commit()
    new PendingFile(at('other')).discard()
    expect(open()).toBe(before)
  })

  it('names its path when it can be written no more', () => {
    const file = new PendingFile(at('file'))
    file.discard()
    expect(() => file.write('x')).toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})
