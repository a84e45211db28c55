import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visitCsvRows } from '../../../lib/study/src/tables/csv-rows'

const fields = fc.string({ unit: fc.constantFrom('a', 'я', '1', '"', ',', ';', '\n'), maxLength: 5 })
const records = fc.array(fc.array(fields, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })

/** The records of one text, all at once. */
function readCsvRows(text: string, delimiter: string, firstLine = 1) {
  const rows: (readonly string[])[] = []
  const lines: number[] = []
  const broken = visitCsvRows(text, delimiter, firstLine, (row, line) => {
    rows.push(row)
    lines.push(line)
    return true
  })
  return { rows, lines, ...broken }
}

describe('visitCsvRows', () => {
  it('gives back whatever a CSV writer wrote', () => {
    fc.assert(
      fc.property(records, fc.constantFrom(',', ';'), fc.boolean(), (written, delimiter, quoted) => {
        const text = stringify(written, { delimiter, quoted, quoted_match: /^\s|\s$/ })
        const { rows, lines, brokenLines } = readCsvRows(text, delimiter)
        expect(rows).toEqual(written)
        expect(brokenLines).toEqual([])
        const starts = written.map((_, i) => {
          const before = stringify(written.slice(0, i), { delimiter, quoted, quoted_match: /^\s|\s$/ })
          return before.split('\n').length
        })
        expect(lines).toEqual(starts)
      }),
      { numRuns: 300 },
    )
  })

  it('accepts no text that csv-parse refuses, and reads the same from it', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '1', ' '), maxLength: 14 })
    const options = { record_delimiter: '\n', relax_column_count: true, skip_empty_lines: true, trim: true }
    fc.assert(
      fc.property(texts, (text) => {
        const { rows, brokenLines } = readCsvRows(text, ',')
        // csv-parse takes a field that opens twice, such as "" "", so it may accept more.
        fc.pre(brokenLines.length === 0)
        const reference = parse(text, options)
        // Blanks count for nothing, and a record of one blank field is an empty line.
        const trimmed = (all: readonly (readonly string[])[]) =>
          all.map((row) => row.map((field) => field.trim())).filter((row) => row.length > 1 || row[0] !== '')
        expect(trimmed(rows)).toEqual(trimmed(reference))
      }),
      { numRuns: 1000 },
    )
  })

  it('goes on with the line after a broken record', () => {
    const { rows, lines, brokenLines } = readCsvRows('a,b\n1,"2\n3,4\n\n5,"6"x\n7,"8\n9"\n', ',')
    expect(brokenLines).toEqual([2, 5])
    expect(rows).toEqual([
      ['a', 'b'],
      ['3', '4'],
      ['7', '8\n9'],
    ])
    expect(lines).toEqual([1, 3, 6])
  })

  it('numbers lines from where the text starts', () => {
    expect(readCsvRows('\n a\tb\n', '\t', 2)).toEqual({
      rows: [[' a', 'b']],
      lines: [3],
      brokenLines: [],
      gaveUp: false,
    })
  })
})
