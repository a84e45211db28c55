import { columnKeys } from './column-names'
import { visitCsvRows } from './csv-rows'
import { findTableStart, type TableStart } from './dialect'
import { type Header, matchHeader } from './header'
import { findNumberStyle, type NumberStyle } from './number-style'
import { hasHiddenCharacters, type ProblemList, quoteValue } from './problems'
import { readText } from './read-text'
import { RowShaper } from './row-shape'
import type { TableSchema } from './schema'

/** Records of a table that have the right shape, not yet looked into. */
export interface RawTable {
  readonly header: Header
  readonly rows: readonly (readonly string[])[]
  readonly lines: Int32Array
  readonly style: NumberStyle
  /** How many records stand below the header, those without the right shape included, empty ones not. */
  readonly read: number
  /** Whether some text holds control or invisible characters. */
  readonly hasHidden: boolean
}

/** Reads a table's file down to records; undefined when there is none or no header to go by. */
export function readRawTable(
  folder: string,
  schema: TableSchema,
  problems: ProblemList,
  targetOptional: boolean,
): RawTable | undefined {
  const text = readText(folder, schema, problems)
  if (text === undefined) return undefined
  const known = new Set(schema.columns.flatMap(columnKeys))
  const { delimiter, offset, line, above } = findTableStart(text, known)
  reportAbove(above, problems)
  const shaper = new RowShaper(problems, (names, at) =>
    matchHeader(names, at, schema, problems, targetOptional),
  )
  const body = text.slice(offset)
  const { brokenLines, gaveUp } = visitCsvRows(body, delimiter, line, (row, at) => shaper.add(row, at))
  for (const line of brokenLines) reportBrokenQuote(line, problems)
  if (gaveUp) problems.error('unclosed-quote', 'too many broken quotes: the rest of the file was not read')
  if (shaper.doubt) problems.error('not-read', `${shaper.doubt}: the rest of the file was not read`)
  const { header, rows } = shaper
  if (header === undefined) {
    if (brokenLines.length === 0) problems.error('empty-file', 'the file has no text: export the table again')
    return undefined
  }
  shaper.reportReshaped()
  const read = shaper.read + brokenLines.length
  problems.rows = read
  if (read === 0) problems.error('empty-table', 'there is no row below the header: export the table again')
  const numericFields = header.fields.flatMap(({ column, field }) =>
    column.kind === 'number' ? [field] : [],
  )
  const style = findNumberStyle(rows, numericFields, delimiter)
  const lines = Int32Array.from(shaper.lines)
  return { header, rows, lines, style, read, hasHidden: hasHiddenCharacters(text) }
}

function reportAbove(above: TableStart['above'], problems: ProblemList): void {
  if (above.length === 0) return
  const [{ text, line }] = above
  const lines =
    above.length === 1 ? '1 line above the header is' : `${above.length} lines above the header are`
  const message = `${lines} left out, the first is ${quoteValue(text.trim())}`
  problems.warning('lines-above-header', message, { line, value: text.trim(), count: above.length })
}

function reportBrokenQuote(line: number, problems: ProblemList): void {
  problems.error(
    'unclosed-quote',
    'a quotation mark on this line is not closed, or stands inside a field: close it, or double it inside quotes',
    { line },
  )
}
