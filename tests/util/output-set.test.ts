import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuseOverwriting, StudyError, writeOutputSet } from 'one-click'
import { describe, expect, it } from 'vitest'
import { emptyFolder } from '../tables/table-copies'

describe('refuseOverwriting', () => {
  it('finds an input among the outputs behind links, points and folders that are not there yet', () => {
    const folder = emptyFolder()
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data/money.csv'), 'kept')
    symlinkSync(join(folder, 'data'), join(folder, 'linked'))
    symlinkSync(join(folder, 'data/money.csv'), join(folder, 'alias.csv'))
    const input = join(folder, 'data/money.csv')
    for (const output of [
      input,
      join(folder, 'linked/money.csv'),
      join(folder, 'alias.csv'),
      `${folder}/data/../data/money.csv`,
    ]) {
      expect(() => refuseOverwriting([input], ['elsewhere.csv', output]), output).toThrow(StudyError)
      expect(() => refuseOverwriting([output], [input]), output).toThrow(/would be written over/)
    }
    expect(() =>
      refuseOverwriting([input], [join(folder, 'new/money.csv'), join(folder, 'money.csv')]),
    ).not.toThrow()
    const absent = join(folder, 'later/model.json')
    expect(() => refuseOverwriting([absent], [join(folder, 'data/../later/model.json')])).toThrow(
      /would be written over/,
    )
  })
})

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
})
