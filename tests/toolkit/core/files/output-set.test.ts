import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

  it('writes no file that nobody could have checked before', () => {
    const folder = emptyFolder()
    expect(() => writeOutputSet(folder, [{ name: 'c.csv', text: '' }], ['a.csv'])).toThrow(ArgumentError)
    expect(readdirSync(folder)).toEqual([])
  })
})
