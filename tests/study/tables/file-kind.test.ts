import { describe, expect, it } from 'vitest'
import { fileKind, kindBytes } from '../../../lib/study/src/tables/file-kind'

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1')
const asCsv = 'open it and save the sheet as "CSV UTF-8"'
const convert = 'write its table as CSV'

describe('fileKind', () => {
  it.each([
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Excel workbook (.xls)', asCsv],
    ['\x1f\x8b\x08', 'a gzip archive', 'unpack it (gzip -d)'],
    ['PAR1\x15', 'a Parquet file', convert],
    ['ARROW1\0\0', 'a Feather (Arrow) file', convert],
    ['ORC\n', 'an ORC file', convert],
    ['SQLite format 3\0', 'an SQLite database', convert],
    ['(\xb5/\xfd\x04', 'a Zstandard archive', 'unpack it'],
    ['BZh9', 'a bzip2 archive', 'unpack it'],
    ['\xfd7zXZ\0', 'an xz archive', 'unpack it'],
    ["7z\xbc\xaf'\x1c\0", 'a 7-Zip archive', 'unpack it'],
    ['Rar!\x1a\x07\x01', 'a RAR archive', 'unpack it'],
    ['%PDF-1.7', 'a PDF document', 'export the table it was made from as CSV'],
    ['PK\x03\x04\x14\0 xl/workbook.xml', 'an Excel workbook', asCsv],
    ['PK\x03\x04\x14\0 [Content_Types].xml', 'an Excel workbook', asCsv],
    ['PK\x03\x04\x14\0 docProps/app.xml', 'an Excel workbook', asCsv],
    [
      'PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
      'an OpenDocument spreadsheet',
      asCsv,
    ],
    ['PK\x03\x04 market_file.csv', 'a zip archive', 'unpack it'],
    ['\n <!DOCTYPE html>', 'a web page or XML', asCsv],
    ['<html>', 'a web page or XML', asCsv],
    ['<table border>', 'a web page or XML', asCsv],
    ['<?xml version', 'a web page or XML', asCsv],
    ['\xef\xbb\xbf<!-- made by', 'a web page or XML', asCsv],
    ['{ "rows": []}', 'JSON', convert],
    ['  [ {"id": 1}]', 'JSON', convert],
    ['[[1, 2]]', 'JSON', convert],
  ])('knows %j', (start, name, remedy) => {
    expect(fileKind(bytes(start))).toEqual({ name, remedy })
  })

  it.each([
    'id,\xef\xf0\xe8\xe1\xfb\xeb\xfc\n1,2',
    'id;PAR1\n',
    'a page of <html>',
    'x {"a": 1}',
    'x [[1]]',
    '{id}',
    '[id]',
    '<id>,<b>',
    'PK\x05\x06',
    '\xef\xbb\xbfid',
    '\xef\xbb\xbfBZh',
    'xyz<table>',
    '',
  ])('takes %j for text', (start) => {
    expect(fileKind(bytes(start))).toBeUndefined()
  })

  it('looks at the first bytes only', () => {
    const text = (blanks: number) => bytes(`${' '.repeat(blanks)}<html>`)
    expect(fileKind(text(kindBytes - 5))?.name).toBe('a web page or XML')
    expect(fileKind(text(kindBytes - 4))).toBeUndefined()
    expect(fileKind(bytes(`PK\x03\x04${' '.repeat(kindBytes)}xl/`))?.name).toBe('a zip archive')
  })
})
