import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { checkFolder, readText } from '../../../lib/study/src/tables/read-text'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import { withPermissionsHeld } from '../../support/permissions-held'
import { emptyFolder } from './table-copies'

const profit = tableSchemas[3]

/** What is read of money.csv in a folder with these files. */
function read(
  files: Readonly<Record<string, string | Uint8Array>>,
  change: (folder: string) => void = () => {},
) {
  const folder = emptyFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  change(folder)
  const problems = new ProblemList('money.csv')
  const text = readText(folder, profit, problems)
  return { text, problems: problems.problems }
}
const error = (rule: string, message: unknown) => ({ severity: 'error', file: 'money.csv', rule, message })

describe('readText', () => {
  it('gives the text', () => {
    expect(read({ 'money.csv': 'id,Прибыль\r\n1,2\n' })).toEqual({ text: 'id,Прибыль\n1,2\n', problems: [] })
  })

  it.each([
    ['', 'empty-file', 'the file is empty: export the table again'],
    ['BZh91', 'not-csv', 'the file is a bzip2 archive, not CSV: unpack it'],
  ])('refuses %j as %s', (content, rule, message) => {
    expect(read({ 'money.csv': content })).toEqual({ text: undefined, problems: [error(rule, message)] })
  })

  it('says where bytes are damaged, where that is known', () => {
    const damaged = Buffer.concat([Buffer.from('id,Прибыль\nда,нет\n'), Buffer.of(0xd0, 0x0a)])
    expect(read({ 'money.csv': damaged })).toEqual({
      text: undefined,
      problems: [
        {
          ...error(
            'undecodable',
            'the text cannot be decoded: it is UTF-8 with damaged bytes. Save the file as UTF-8',
          ),
          line: 3,
        },
      ],
    })
    expect(read({ 'money.csv': Buffer.of(0xff, 0xfe, 0, 0, 0x69, 0, 0, 0) }).problems).toEqual([
      error('undecodable', 'the text cannot be decoded: it is written in UTF-32. Save the file as UTF-8'),
    ])
  })

  it('refuses a folder, and a file of another size than fits', () => {
    expect(read({}, (folder) => mkdirSync(join(folder, 'money.csv'))).problems).toEqual([
      error('unreadable-file', 'this is not a file: put the table in its place'),
    ])
    const huge = read({ 'money.csv': '' }, (folder) => truncateSync(join(folder, 'money.csv'), 500_000_001))
    expect(huge.problems).toEqual([
      error('file-too-large', 'the file has 500000001 bytes, at most 500000000 can be read: split it'),
    ])
  })

  it('refuses a file that it may not read', () => {
    const folder = emptyFolder()
    const problems = new ProblemList('money.csv')
    const text = withPermissionsHeld(folder, () => {
      writeFileSync(join(folder, 'money.csv'), 'id', { mode: 0 })
      return readText(folder, profit, problems)
    })
    expect(text).toBeUndefined()
    expect(problems.problems).toEqual([
      error('unreadable-file', 'the file cannot be read (EACCES): check its kind and permissions'),
    ])
  })

  it.each<[string, Record<string, string>, string]>([
    ['nothing else is there', { 'other.txt': 'x' }, 'the file is missing: add it to the folder'],
    ['case and marks differ', { 'Money .CSV': 'id' }, 'the file is missing: rename Money .CSV to money.csv'],
    ['the ending differs', { 'money.txt': 'id' }, 'the file is missing: rename money.txt to money.csv'],
    [
      'it has two endings',
      { 'money.csv.txt': 'id' },
      'the file is missing: rename money.csv.txt to money.csv',
    ],
    [
      'the nearest name comes later',
      { 'money.aaa': 'id', 'MONEY.csv': 'id' },
      'the file is missing: rename MONEY.csv to money.csv',
    ],
    [
      'it lies there as an archive',
      { 'money.csv.bz2': 'BZh91' },
      'the file is missing; money.csv.bz2 beside it is a bzip2 archive: unpack it, as money.csv',
    ],
    [
      'an archive lies there',
      { 'a.txt': 'x', 'b.json': '{"a": 1}', 'c.html': '<html>', 'export.bz2': 'BZh91' },
      'the file is missing; export.bz2 beside it is a bzip2 archive: unpack it, as money.csv',
    ],
    [
      'only pages lie there',
      { 'b.JSON': '{"a": 1}', 'c.htm': '<html>' },
      'the file is missing: add it to the folder',
    ],
    [
      'a page has its name',
      { 'money.html': '<html>' },
      'the file is missing; money.html beside it is a web page or XML: open it and save the sheet as "CSV UTF-8", as money.csv',
    ],
    [
      'its name hides something',
      { 'mo\u200bney.csv': 'id' },
      'the file is missing: rename mo\\u200bney.csv to money.csv',
    ],
  ])('tells what to do when %s', (_, files, message) => {
    expect(read(files)).toEqual({ text: undefined, problems: [error('missing-file', message)] })
  })

  it('cuts a long name, and takes no folder for the file', () => {
    const long = `money.${'x'.repeat(120)}`
    expect(read({ [long]: 'id' }).problems[0].message).toBe(
      `the file is missing: rename ${long.slice(0, 100)}… to money.csv`,
    )
    const exact = `money.${'x'.repeat(94)}`
    expect(read({ [exact]: 'id' }).problems[0].message).toBe(
      `the file is missing: rename ${exact} to money.csv`,
    )
    const folder = read({}, (at) => mkdirSync(join(at, 'archive.bz2')))
    expect(folder.problems[0].message).toBe('the file is missing: add it to the folder')
  })
})

describe('checkFolder', () => {
  function check(path: string) {
    const problems = new ProblemList('tables')
    return { found: checkFolder(path, problems), problems: problems.problems }
  }
  const failure = (rule: string, message: string) => ({
    found: false,
    problems: [{ severity: 'error', file: 'tables', rule, message }],
  })

  it('takes a folder', () => {
    expect(check(emptyFolder())).toEqual({ found: true, problems: [] })
  })

  it('says what else it found', () => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(check(join(folder, 'file'))).toEqual(
      failure('not-a-folder', 'this is not a folder: name the folder that holds the four tables'),
    )
    expect(check(join(folder, 'none'))).toEqual(
      failure('missing-folder', 'the folder does not exist: check its name'),
    )
    expect(check(join(folder, 'file', 'none'))).toEqual(
      failure('unreadable-folder', 'the folder cannot be read (ENOTDIR): check its permissions'),
    )
  })
})
