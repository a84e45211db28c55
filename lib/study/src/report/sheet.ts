import { byLanguage, type Language } from '../words/language'
import { type Cell, type CsvDialect, toCsv } from './csv'

/** A column of a file that people open in a spreadsheet. */
export interface SheetColumn<Row> {
  readonly title: string
  readonly cell: (row: Row) => Cell
}

/** By this mark at the beginning of the file spreadsheets know that it is UTF-8. */
const byteOrderMark = '\uFEFF'

/** What spreadsheets of a country expect: where commas stand in numbers, semicolons part the cells. */
const dialects = byLanguage(
  ({ numbers: { decimalPoint } }): CsvDialect =>
    decimalPoint === ',' ? { delimiter: ';', decimalMark: ',' } : { delimiter: ',', decimalMark: '.' },
)

/** A file that a spreadsheet of the language's country opens by a double click, formulas disarmed. */
export function sheet<Row>(
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
  language: Language,
): string {
  const titles = columns.map(({ title }) => title)
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)))
  return byteOrderMark + toCsv(titles, cells, dialects[language])
}

/** As the pages show probabilities: in per cent with one decimal. */
export function asPercent(share: number): number {
  return rounded(100 * share, 1)
}

/** As the pages show amounts: whole from 100 on, else with one decimal. */
export function asMoney(value: number): number {
  return rounded(value, Math.abs(value) < 99.95 ? 1 : 0)
}

/** As the pages show what an offer costs and brings: below 10 with two decimals. */
export function asSum(value: number): number {
  return rounded(value, Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)
}

/** Never minus zero. */
function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0
}
