import { stringify } from 'csv-stringify/sync'

/** A cell: text, a number written in full, or nothing. */
export type Cell = string | number | undefined

/**
 * Rows as CSV (RFC 4180, LF). Text that a spreadsheet would run as a formula is disarmed by an apostrophe, also
 * after a semicolon or tab, at which some spreadsheets part the cells; numbers are written so that they read back
 * exactly.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify(
    [header, ...rows].map((row) => row.map(disarm)),
    { record_delimiter: '\n', quoted_match: /[\r\n]|^\uFEFF/ },
  )
}

function disarm(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell)
  const inner = cell.replace(/(?<!^)([;\t]\s*)(?=[=+\-@])/g, "$1'")
  return /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(inner) ? `'${inner}` : inner
}
