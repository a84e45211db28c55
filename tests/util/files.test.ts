import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkWritable, StudyError, writeFileAtomic, writeStreamAtomic } from 'one-click'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder = ''
let tests = 0
beforeEach(() => {
  folder = join(root, String(tests++))
  mkdirSync(folder)
})

function* failing(pieces: number): Generator<string> {
  for (let i = 0; i < pieces; i++) yield `piece ${i}\n`
  throw new Error('the source broke')
}

describe('writeFileAtomic', () => {
  it('writes text and bytes, making the folders on the way, and leaves no neighbour', () => {
    writeFileAtomic(join(folder, 'a/b/text.txt'), 'до свидания')
    expect(readFileSync(join(folder, 'a/b/text.txt'), 'utf8')).toBe('до свидания')
    writeFileAtomic(join(folder, 'a/b/text.txt'), Uint8Array.of(0, 255))
    expect([...readFileSync(join(folder, 'a/b/text.txt'))]).toEqual([0, 255])
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['text.txt'])
  })

  it('names the path when it cannot be written, and leaves what was there', () => {
    writeFileSync(join(folder, 'file'), 'old')
    mkdirSync(join(folder, 'taken/inside'), { recursive: true })
    for (const path of [join(folder, 'file/below.txt'), join(folder, 'taken')]) {
      const write = () => writeFileAtomic(path, 'new')
      expect(write).toThrow(StudyError)
      expect(write).toThrow(`${path} cannot be written (`)
    }
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken'])
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old')
  })
})

describe('writeStreamAtomic', () => {
  it('writes pieces one after the other, empty ones too', async () => {
    async function* later() {
      yield 'first\n'
      yield ''
      yield 'second\n'
    }
    await writeStreamAtomic(join(folder, 'a.txt'), later())
    await writeStreamAtomic(join(folder, 'b.txt'), ['x', 'y'])
    await writeStreamAtomic(join(folder, 'c.txt'), [])
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    expect(['a.txt', 'b.txt', 'c.txt'].map(read)).toEqual(['first\nsecond\n', 'xy', ''])
    expect(readdirSync(folder)).toHaveLength(3)
  })

  it.each([0, 1, 5000])('leaves nothing behind when the source breaks after %i pieces', async (pieces) => {
    await expect(writeStreamAtomic(join(folder, 'new.txt'), failing(pieces))).rejects.toThrow(
      'the source broke',
    )
    await new Promise((done) => setTimeout(done, 20))
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves the older file as it was when the source breaks', async () => {
    writeFileSync(join(folder, 'old.txt'), 'as it was')
    await expect(writeStreamAtomic(join(folder, 'old.txt'), failing(3))).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['old.txt'])
    expect(readFileSync(join(folder, 'old.txt'), 'utf8')).toBe('as it was')
  })

  it('names a path that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    await expect(writeStreamAtomic(join(folder, 'file/x'), ['x'])).rejects.toThrow(StudyError)
    mkdirSync(join(folder, 'taken/inside'), { recursive: true })
    await expect(writeStreamAtomic(join(folder, 'taken'), ['x'])).rejects.toThrow(/taken cannot be written/)
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken'])
  })
})

describe('checkWritable', () => {
  it('accepts a file in a folder that can be made, and leaves no file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'writable-'))
    checkWritable(join(folder, 'new', 'model.json'))
    expect(readdirSync(join(folder, 'new'))).toEqual([])
    rmSync(folder, { recursive: true })
  })

  it('refuses a folder, and a path through a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'writable-'))
    writeFileSync(join(folder, 'file'), '')
    expect(() => checkWritable(folder)).toThrow(/is a folder: name a file/)
    expect(() => checkWritable(join(folder, 'file', 'model.json'))).toThrow(/cannot be written/)
    rmSync(folder, { recursive: true })
  })
})
