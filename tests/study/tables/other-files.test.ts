import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { good, profit } from './broken-table'
import { emptyFolder, tableText, writeCopy, writeWith } from './table-copies'

const latin = (text: string) => Buffer.from(text, 'latin1')
/** The local header of a zip archive's first entry. */
const zip = (name: string, content = '') =>
  latin(`PK\x03\x04\x14\0\0\0\x08\0${'\0'.repeat(16)}\x13\0\0\0${name}${content}`)

const kinds: Readonly<Record<string, [Uint8Array | string, RegExp]>> = {
  'market_file.xlsx': [zip('[Content_Types].xml'), /is an Excel workbook.*CSV UTF-8/],
  'a workbook of another program': [zip('xl/workbook.xml'), /is an Excel workbook/],
  'an OpenDocument sheet': [
    zip('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
    /OpenDocument/,
  ],
  'a zip archive': [zip('money.csv'), /is a zip archive, not CSV: unpack it/],
  'an old workbook': [
    latin(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(500)}`),
    /is an old Excel workbook/,
  ],
  'a gzip archive': [gzipSync(tableText(good[profit])), /is a gzip archive, not CSV: unpack it/],
  'a Parquet file': [latin('PAR1\x15\x04\x15\x10\x15\x14L\x15'), /is a Parquet file/],
  'a web page called a workbook': [
    '\ufeff<html><table><tr><td>id</td></tr></table></html>',
    /a web page or XML/,
  ],
  JSON: ['[{"id": 1, "Прибыль": 2}]', /is JSON, not CSV/],
}

describe.each(Object.entries(kinds))('%s', (_, [content, message]) => {
  it('under the name of a table is refused by its first bytes', () => {
    const errors = readStudyTables(writeWith(profit, content)).problems.filter(
      ({ severity }) => severity === 'error',
    )
    expect(errors).toMatchObject([{ rule: 'not-csv', file: profit, message: expect.stringMatching(message) }])
  })

  it('beside a missing table is named', () => {
    const folder = writeCopy(good)
    renameSync(join(folder, profit), join(folder, 'old'))
    writeFileSync(join(folder, 'money.xlsx'), content)
    const [missing] = readStudyTables(folder).problems
    expect(missing).toMatchObject({ rule: 'missing-file', file: profit })
    expect(missing.message).toMatch(/^the file is missing; money\.xlsx beside it is .*, as money\.csv$/)
  })
})

describe('a workbook of another name', () => {
  it('is named where tables are missing', () => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'выгрузка.xlsx'), zip('xl/workbook.xml'))
    const { problems } = readStudyTables(folder)
    expect(problems).toHaveLength(4)
    for (const { message } of problems)
      expect(message).toContain('выгрузка.xlsx beside it is an Excel workbook')
  })
})

describe('customers of whom none is active', () => {
  const withRevenue = (change: (cell: string, row: number) => string) => ({
    ...good,
    'market_money.csv': good['market_money.csv'].map(([id, period, cell], i) =>
      i === 0 ? [id, period, cell] : [id, period, change(cell, i)],
    ),
  })

  it('are refused with the cause', () => {
    const { tables, problems } = readStudyTables(
      writeCopy(withRevenue((cell, i) => (i % 3 === 0 ? '0' : cell))),
    )
    expect(tables).toBeUndefined()
    expect(problems).toMatchObject([
      { rule: 'no-active-customer', severity: 'error', file: 'market_money.csv', line: 4, count: 4 },
    ])
  })

  it('are only counted where one is', () => {
    const { tables, problems } = readStudyTables(writeCopy(withRevenue((cell, i) => (i > 3 ? '0' : cell))))
    expect(tables).toBeDefined()
    expect(problems).toMatchObject([{ rule: 'inactive-customer', severity: 'warning', count: 3 }])
  })
})
