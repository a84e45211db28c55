import { columnKeys } from './column-names'
import { readCsvRows } from './csv-rows'
import { type DecimalUse, findDecimalMark, findDelimiter } from './dialect'
import { type Header, matchHeader } from './header'
import { hasHiddenCharacters, type ProblemList } from './problems'
import { readText } from './read-text'
import { keepWellFormedRows } from './row-shape'
import type { TableSchema } from './schema'

/** Records of a table that have the right shape, not yet looked into. */
export interface RawTable {
  readonly header: Header
  readonly rows: readonly (readonly string[])[]
  readonly lines: Int32Array
  readonly decimal: DecimalUse
  /** How many records stand below the header, those without the right shape included. */
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
  const { delimiter, named } = findDelimiter(text, known)
  const body = named ? text.slice(text.indexOf('\n') + 1 || text.length) : text
  const { rows, lines, brokenLines, gaveUp } = readCsvRows(body, delimiter, named ? 2 : 1)
  for (const line of brokenLines) reportBrokenQuote(line, problems)
  if (gaveUp) problems.error('unclosed-quote', 'too many broken quotes: the rest of the file was not read')
  if (rows.length === 0) {
    if (brokenLines.length === 0) problems.error('empty-file', 'the file has no text: export the table again')
    return undefined
  }
  const header = matchHeader(rows[0], lines[0], schema, problems, targetOptional)
  const shaped = keepWellFormedRows(rows, lines, header, problems)
  const read = rows.length - 1 + brokenLines.length
  if (read === 0) problems.error('empty-table', 'there is no row below the header: export the table again')
  const numericFields = header.fields.flatMap(({ column, field }) =>
    column.kind === 'number' ? [field] : [],
  )
  const decimal = findDecimalMark(shaped.rows, numericFields, delimiter)
  return { header, ...shaped, decimal, read, hasHidden: hasHiddenCharacters(text) }
}

function reportBrokenQuote(line: number, problems: ProblemList): void {
  problems.error(
    'unclosed-quote',
    'a quotation mark on this line is not closed, or stands inside a field: close it, or double it inside quotes',
    { line },
  )
}
