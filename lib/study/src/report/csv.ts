import { lostNumber } from '@one-click/core'
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
 * exactly. A cell that may be empty is `undefined` where it is: NaN is a result that was lost.
 *
 * @param dialect default: commas part the cells, numbers have a decimal point
 * @throws UserError for a number that is not finite, by its column and line
 */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  { delimiter, decimalMark }: CsvDialect = commas,
): string {
  return stringify(
    [header, ...rows].map((row, i) =>
      row.map((cell, k) => written(cell, decimalMark, () => `${header[k]} in line ${i + 1}`)),
    ),
    { delimiter, record_delimiter: '\n', quoted_match: /[\r\n]|^\uFEFF/ },
  )
}

function written(cell: Cell, decimalMark: string, place: () => string): string {
  if (cell === undefined) return ''
  if (typeof cell !== 'number') return disarm(cell)
  if (!Number.isFinite(cell)) throw lostNumber(place())
  return String(cell).replace('.', decimalMark)
}

function disarm(cell: string): string {
  const inner = cell.replace(/(?<!^)([;\t]\s*)(?=[=+\-@])/g, "$1'")
  return /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(inner) ? `'${inner}` : inner
}
