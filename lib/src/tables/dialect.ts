import { columnKey } from './column-names'

export type Delimiter = ',' | ';' | '\t'
export type DecimalMark = '.' | ','

const delimiters: readonly Delimiter[] = [',', ';', '\t']

/** A first line `sep=;`, which spreadsheets write and read. */
const delimiterLine = /^"?sep=([,;\t])"?[ \t]*(?:\n|$)/i

/** The delimiter of a text with that header, and whether a `sep=` line names it. */
export function findDelimiter(
  text: string,
  known: ReadonlySet<string>,
): { delimiter: Delimiter; named: boolean } {
  const named = delimiterLine.exec(text)?.[1]
  if (named !== undefined) return { delimiter: named as Delimiter, named: true }
  const header = /^\s*(.*)/.exec(text)?.[1] ?? ''
  const scored = delimiters.map((delimiter) => {
    const names = header.split(delimiter).map(columnKey)
    return { delimiter, recognised: names.filter((name) => known.has(name)).length, fields: names.length }
  })
  scored.sort((a, b) => b.recognised - a.recognised || b.fields - a.fields)
  return { delimiter: scored[0].delimiter, named: false }
}

const withPoint = /^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/i
const withComma = /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i
const grouped = /^[+-]?[1-9]\d{0,2},\d{3}$/

/** The decimal mark most fractions of a file use; `ambiguous` when commas may as well separate thousands. */
export interface DecimalUse {
  readonly mark: DecimalMark
  readonly ambiguous: boolean
}

/**
 * Decides the decimal mark of a file from the cells of its numeric columns. On a tie `;`
 * between fields goes with the decimal comma. Where fields are not separated by `;` and every comma stands
 * before exactly three digits (`4,472`), it could separate thousands and nothing is guessed.
 */
export function findDecimalMark(
  rows: readonly (readonly string[])[],
  numericFields: readonly number[],
  delimiter: Delimiter,
): DecimalUse {
  const hasCommas = rows.some((row) => numericFields.some((field) => row[field]?.includes(',')))
  if (!hasCommas) return { mark: '.', ambiguous: false }
  let points = 0
  let commas = 0
  let groups = 0
  for (const row of rows) {
    for (const field of numericFields) {
      const cell = row[field]
      if (cell === undefined) continue
      if (cell.includes('.')) {
        if (withPoint.test(cell.trim())) points++
      } else if (cell.includes(',') && withComma.test(cell.trim())) {
        commas++
        if (grouped.test(cell.trim())) groups++
      }
    }
  }
  const mark = commas > points || (commas === points && delimiter === ';') ? ',' : '.'
  return { mark, ambiguous: mark === ',' && delimiter !== ';' && commas > 0 && groups === commas }
}
