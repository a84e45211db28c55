import { wordKey } from './word-key'

export type Delimiter = ',' | ';' | '\t'

const delimiters: readonly Delimiter[] = [',', ';', '\t']

/** A first line `sep=;`, which spreadsheets write and read. */
const delimiterLine = /^"?sep=([,;\t])"?[ \t]*(?:\n|$)/i

/** Titles and comments may take up so many lines above the header. */
const linesSearched = 20

/** Where a table begins in its text, and what parts its fields. */
export interface TableStart {
  readonly delimiter: Delimiter
  /** Where the header's line begins. */
  readonly offset: number
  /** Line of the header, counted from 1. */
  readonly line: number
  /** Lines above the header that hold text, a `sep=` line aside. */
  readonly above: readonly { readonly text: string; readonly line: number }[]
}

interface Line {
  readonly text: string
  readonly offset: number
  readonly line: number
}

/**
 * Finds the header: the first of the first 20 lines with text that names two known columns, unless a row of data
 * stands above it; else the first line with text, which is then at fault.
 *
 * @param known keys of the table's columns
 */
export function findTableStart(text: string, known: ReadonlySet<string>): TableStart {
  const named = delimiterLine.exec(text)
  const skipped = named?.[0].length ?? 0
  const lines = firstLines(text, skipped, skipped > 0 ? 2 : 1)
  const allowed = named ? [named[1] as Delimiter] : delimiters
  const scores = lines.map(({ text: line }) => bestDelimiter(line, allowed, known))
  const found = scores.findIndex(({ recognised }) => recognised >= 2)
  const header = found < 0 || lines.slice(0, found).some((line) => isRow(line, scores[found])) ? 0 : found
  if (lines.length === 0) return { delimiter: allowed[0], offset: text.length, line: 1, above: [] }
  const { offset, line } = lines[header]
  return { delimiter: scores[header].delimiter, offset, line, above: lines.slice(0, header) }
}

/** The first lines of a text that hold more than blanks. */
export function firstLines(text: string, from = 0, firstLine = 1): Line[] {
  const lines: Line[] = []
  let line = firstLine
  for (let offset = from; offset < text.length && lines.length < linesSearched; line++) {
    const end = text.indexOf('\n', offset)
    const content = text.slice(offset, end < 0 ? text.length : end)
    if (content.trim() !== '') lines.push({ text: content, offset, line })
    offset = end < 0 ? text.length : end + 1
  }
  return lines
}

interface HeaderScore {
  readonly delimiter: Delimiter
  readonly recognised: number
  readonly fields: number
}

function bestDelimiter(line: string, allowed: readonly Delimiter[], known: ReadonlySet<string>): HeaderScore {
  const scores = allowed.map((delimiter) => {
    const names = line.split(delimiter)
    const recognised = names.filter((name) => known.has(wordKey(name))).length
    return { delimiter, recognised, fields: names.length }
  })
  return scores.sort((a, b) => b.recognised - a.recognised || b.fields - a.fields)[0]
}

/** Whether a line above the header is a row of data and no title, which fills one cell of many. */
function isRow({ text }: Line, { delimiter, fields }: HeaderScore): boolean {
  const cells = text.split(delimiter)
  const filled = cells.filter((cell) => cell.trim() !== '').length
  return /^\s*"?\d/.test(text) && cells.length === fields && filled > fields / 2
}
