import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { writeOutputSet } from '../../../../lib/toolkit/core/src/files/output-set'
import { emptyFolder } from '../../../study/tables/table-copies'

describe('writeOutputSet', () => {
  it('leaves the files of this run, none of an earlier one, and what is not its own', () => {
    const folder = join(emptyFolder(), 'deep/er')
    const names = ['a.csv', 'b.csv']
    writeOutputSet(
      folder,
      [
        { name: 'a.csv', text: '1' },
        { name: 'b.csv', text: '2' },
      ],
      names,
    )
    writeFileSync(join(folder, 'own.csv'), 'mine')
    writeOutputSet(folder, [{ name: 'a.csv', text: '3' }], names)
    expect(readdirSync(folder).sort()).toEqual(['a.csv', 'own.csv'])
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('3')
    expect(existsSync(join(folder, 'b.csv'))).toBe(false)
  })

  it('leaves nothing when it fails', () => {
    const folder = emptyFolder()
    mkdirSync(join(folder, 'b.csv/inside'), { recursive: true })
    const files = ['a.csv', 'b.csv'].map((name) => ({ name, text: '1' }))
    expect(() => writeOutputSet(folder, files, ['a.csv', 'b.csv'])).toThrow()
    expect(readdirSync(folder)).toEqual(['b.csv'])
  })

  it('writes no file that nobody could have checked before', () => {
    const folder = emptyFolder()
    expect(() => writeOutputSet(folder, [{ name: 'c.csv', text: '' }], ['a.csv'])).toThrow(ArgumentError)
    expect(() => writeOutputSet(folder, [{ name: 'c.csv', text: '' }], ['a.csv'])).toThrow(
      'writeOutputSet: the names do not list the file (got "c.csv")',
    )
    expect(readdirSync(folder)).toEqual([])
  })
})
