/** What could not be read of a text's records. */
export interface BrokenRecords {
  /** Lines on which a record starts whose quotes do not add up; such a line is not among the rows. */
  readonly brokenLines: readonly number[]
  /** Whether so many lines were broken that the rest was not read. */
  readonly gaveUp: boolean
}

/** After so many broken records the quotes of the whole file are in doubt. */
const brokenLimit = 20

/**
 * Splits a text with LF line ends into records and fields (RFC 4180; blanks around a quoted field are allowed).
 *
 * Unlike a general CSV reader it knows the line each record starts on, even with line ends inside quotes, and
 * goes on with the next line after a record with broken quotes, so that one forgotten quote hides no other
 * mistake. Records without quotes, the usual case, are split at once.
 *
 * @param delimiter one character
 * @param firstLine number of the text's first line in the file
 * @param visit gets each record with the line it starts on; lines that hold nothing but blanks are left out. When it
 * returns false, the rest is not read
 */
export function visitCsvRows(
  text: string,
  delimiter: string,
  firstLine: number,
  visit: (row: readonly string[], line: number) => boolean,
): BrokenRecords {
  const brokenLines: number[] = []
  let quote = nextOf('"', text, 0)
  let line = firstLine
  let at = 0
  let goesOn = true
  while (goesOn && at < text.length && brokenLines.length < brokenLimit) {
    const lineEnd = nextOf('\n', text, at)
    if (quote < at) quote = nextOf('"', text, at)
    if (quote >= lineEnd) {
      const record = text.slice(at, lineEnd)
      if (record.trim() !== '' || record.includes(delimiter)) {
        goesOn = visit(record.split(delimiter), line)
      }
      at = lineEnd + 1
      line++
      continue
    }
    const record = readQuotedRecord(text, at, delimiter)
    if (record === undefined) {
      brokenLines.push(line)
      at = lineEnd + 1
      line++
      continue
    }
    goesOn = visit(record.fields, line)
    at = record.end + 1
    line += 1 + record.innerLineEnds
  }
  return { brokenLines, gaveUp: brokenLines.length === brokenLimit && at < text.length }
}

interface QuotedRecord {
  readonly fields: string[]
  /** Where its line end, or the text's, is. */
  readonly end: number
  /** Line ends inside its quotes. */
  readonly innerLineEnds: number
}

/** Reads the record that starts at `start`; undefined when its quotes do not add up. */
function readQuotedRecord(text: string, start: number, delimiter: string): QuotedRecord | undefined {
  const fields: string[] = []
  let innerLineEnds = 0
  let at = start
  for (;;) {
    at = skipBlanks(text, at, delimiter)
    if (text[at] === '"') {
      const quoted = readQuotedField(text, at)
      if (quoted === undefined) return undefined
      fields.push(quoted.value)
      innerLineEnds += countLineEnds(quoted.value)
      at = skipBlanks(text, quoted.end, delimiter)
      if (at < text.length && text[at] !== delimiter && text[at] !== '\n') return undefined
    } else {
      const end = Math.min(nextOf(delimiter, text, at), nextOf('\n', text, at))
      const value = text.slice(at, end)
      if (value.includes('"')) return undefined
      fields.push(value)
      at = end
    }
    if (text[at] !== delimiter) return { fields, end: at, innerLineEnds }
    at++
  }
}

/** The field between quotes that opens at `open`, doubled quotes made single, and where it ends. */
function readQuotedField(text: string, open: number): { value: string; end: number } | undefined {
  let value = ''
  let from = open + 1
  for (;;) {
    const close = text.indexOf('"', from)
    if (close < 0) return undefined
    value += text.slice(from, close)
    if (text[close + 1] !== '"') return { value, end: close + 1 }
    value += '"'
    from = close + 2
  }
}

function skipBlanks(text: string, start: number, delimiter: string): number {
  let at = start
  while (text[at] !== delimiter && (text[at] === ' ' || text[at] === '\t')) at++
  return at
}

/** Where the character comes next, or the end of the text. */
function nextOf(character: string, text: string, from: number): number {
  const at = text.indexOf(character, from)
  return at < 0 ? text.length : at
}

function countLineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
