import { StudyError } from '@one-click/core'
import { stringify } from 'csv-stringify/sync'

/** A cell: text, a number written in full, or nothing. */
export type Cell = string | number | undefined

/** How cells are parted and numbers written. */
export interface CsvDialect {
  readonly delimiter: ',' | ';'
  readonly decimalMark: '.' | ','
}

const commas: CsvDialect = { delimiter: ',', decimalMark: '.' }

/**
 * Rows as CSV (RFC 4180, LF). Text that a spreadsheet would run as a formula is disarmed by an apostrophe, also
 * after a semicolon or tab, at which some spreadsheets part the cells; numbers are written so that they read back
 * exactly.
 *
 * @param dialect default: commas part the cells, numbers have a decimal point
 * @throws StudyError for an infinite number
 */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  { delimiter, decimalMark }: CsvDialect = commas,
): string {
  return stringify(
    [header, ...rows].map((row) => row.map((cell) => written(cell, decimalMark))),
    { delimiter, record_delimiter: '\n', quoted_match: /[\r\n]|^\uFEFF/ },
  )
}

function written(cell: Cell, decimalMark: string): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return writtenNumber(cell, decimalMark)
  return disarm(cell)
}

/** NaN is an empty cell; a number that has overflowed means nothing to anybody. */
function writtenNumber(value: number, decimalMark: string): string {
  if (Number.isNaN(value)) return ''
  if (Number.isFinite(value)) return String(value).replace('.', decimalMark)
  throw new StudyError(
    'a result is too large to be a number: npm run validate finds amounts in the tables that cannot be',
  )
}

function disarm(cell: string): string {
  const inner = cell.replace(/(?<!^)([;\t]\s*)(?=[=+\-@])/g, "$1'")
  return /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(inner) ? `'${inner}` : inner
}
