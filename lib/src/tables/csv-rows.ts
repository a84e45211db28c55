import { CsvError, type InfoRecord, parse } from 'csv-parse/sync'

/** The records of one text, header included; empty lines are left out. */
export interface CsvRows {
  readonly rows: readonly (readonly string[])[]
  /** Line each record starts on, counted from 1. */
  readonly lines: readonly number[]
  /** Lines on which a record starts whose quotes do not add up; such a line is not among the rows. */
  readonly brokenLines: readonly number[]
  /** Whether so many lines were broken that the rest was not read. */
  readonly gaveUp: boolean
}

/** After so many broken records the quotes of the whole file are in doubt. */
const brokenLimit = 20

/**
 * Splits a text with LF line ends into records and fields (RFC 4180). After a record with broken quotes it goes on
 * with the next line, so that one forgotten quote hides no other mistake.
 *
 * @param firstLine number of the text's first line in the file
 */
export function readCsvRows(text: string, delimiter: string, firstLine = 1): CsvRows {
  return text.includes('"')
    ? readQuotedRows(text, delimiter, firstLine)
    : readPlainRows(text, delimiter, firstLine)
}

/** Without quotes a record is a line: several times faster. */
function readPlainRows(text: string, delimiter: string, firstLine: number): CsvRows {
  const rows: string[][] = []
  const lines: number[] = []
  text.split('\n').forEach((line, index) => {
    if (isBlank(line)) return
    rows.push(line.split(delimiter))
    lines.push(firstLine + index)
  })
  return { rows, lines, brokenLines: [], gaveUp: false }
}

function readQuotedRows(text: string, delimiter: string, firstLine: number): CsvRows {
  const rows: string[][] = []
  const lines: number[] = []
  const brokenLines: number[] = []
  let rest = text
  let line = firstLine
  while (rest !== '' && brokenLines.length < brokenLimit) {
    let next = line
    const broke = parseUntilBroken(rest, delimiter, (row, endLine) => {
      const end = line + endLine - 1
      const start = end - row.reduce((sum, field) => sum + countLineEnds(field), 0)
      next = end + 1
      if (row.length === 1 && isBlank(row[0])) return
      rows.push(row)
      lines.push(start)
    })
    if (!broke) return { rows, lines, brokenLines, gaveUp: false }
    const remaining = skipLines(rest, next - line)
    const blank = /^(?:[ \t]*\n)*/.exec(remaining)?.[0] ?? ''
    const brokenLine = next + countLineEnds(blank)
    brokenLines.push(brokenLine)
    rest = skipLines(remaining.slice(blank.length), 1)
    line = brokenLine + 1
  }
  return { rows, lines, brokenLines, gaveUp: rest !== '' }
}

/** Whether the records ended with one whose quotes do not add up. */
function parseUntilBroken(
  text: string,
  delimiter: string,
  onRow: (row: string[], endLine: number) => void,
): boolean {
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (row: string[], { lines }: InfoRecord) => {
        onRow(row, lines)
        return null
      },
    })
    return false
  } catch (error) {
    if (error instanceof CsvError) return true
    throw error
  }
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}

function countLineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

function skipLines(text: string, count: number): string {
  let at = 0
  for (let i = 0; i < count; i++) {
    at = text.indexOf('\n', at) + 1
    if (at === 0) return ''
  }
  return text.slice(at)
}
