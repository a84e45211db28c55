/** A kind of file that people put where a table in CSV belongs, and what to do about it. */
export interface FileKind {
  readonly name: string
  readonly remedy: string
}

const asCsv = 'open it and save the sheet as "CSV UTF-8"'
const workbook: FileKind = { name: 'an Excel workbook', remedy: asCsv }
const unpack = 'unpack it'
const convert = 'write its table as CSV'

/** What files of each kind begin with, as Latin-1. */
const beginnings: readonly (readonly [string, FileKind])[] = [
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', { ...workbook, name: 'an old Excel workbook (.xls)' }],
  ['\x1f\x8b', { name: 'a gzip archive', remedy: `${unpack} (gzip -d)` }],
  ['PAR1', { name: 'a Parquet file', remedy: convert }],
  ['ARROW1', { name: 'a Feather (Arrow) file', remedy: convert }],
  ['ORC', { name: 'an ORC file', remedy: convert }],
  ['SQLite format 3\0', { name: 'an SQLite database', remedy: convert }],
  ['(\xb5/\xfd', { name: 'a Zstandard archive', remedy: unpack }],
  ['BZh', { name: 'a bzip2 archive', remedy: unpack }],
  ['\xfd7zXZ\0', { name: 'an xz archive', remedy: unpack }],
  ["7z\xbc\xaf'\x1c", { name: 'a 7-Zip archive', remedy: unpack }],
  ['Rar!\x1a\x07', { name: 'a RAR archive', remedy: unpack }],
  ['%PDF-', { name: 'a PDF document', remedy: 'export the table it was made from as CSV' }],
]

/** The same for text. */
const textKinds: readonly (readonly [RegExp, FileKind])[] = [
  [/^\s*<(?:!doctype|html|table|head|meta|\?xml|!--)/i, { name: 'a web page or XML', remedy: asCsv }],
  [/^\s*(?:\{\s*"|\[\s*[{[])/, { name: 'JSON', remedy: convert }],
]

/** So much of a file tells its kind. */
export const kindBytes = 4096

/** What a file is by its first bytes, when it is something known that is no CSV. */
export function fileKind(bytes: Uint8Array): FileKind | undefined {
  const start = Buffer.from(bytes.subarray(0, kindBytes)).toString('latin1')
  if (start.startsWith('PK\x03\x04')) return zipKind(start)
  const text = start.startsWith('\xef\xbb\xbf') ? start.slice(3) : start
  return (
    beginnings.find(([beginning]) => start.startsWith(beginning))?.[1] ??
    textKinds.find(([pattern]) => pattern.test(text))?.[1]
  )
}

/** Office documents are zip archives; their first entries tell which. */
function zipKind(start: string): FileKind {
  if (/xl\/|\[Content_Types\]|docProps/.test(start)) return workbook
  if (start.includes('opendocument.spreadsheet'))
    return { name: 'an OpenDocument spreadsheet', remedy: asCsv }
  return { name: 'a zip archive', remedy: unpack }
}
