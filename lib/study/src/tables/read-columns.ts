import type { ColumnCells } from './column-cells'

import type { CellFault } from './numbers'
import { hasHiddenCharacters, listLines, type ProblemList, quoteValue } from './problems'
import { readIds, readNumbers } from './read-numbers'
import type { RawTable } from './read-raw-table'
import { tidyCell, wordReader } from './repair'
import type { ColumnSchema } from './schema'

/** Reads one column of a table, reports each bad cell and marks its row as faulty. Bad numbers become NaN. */
export function readColumn(
  raw: RawTable,
  { column, field }: RawTable['header']['fields'][number],
  problems: ProblemList,
  faulty: Uint8Array,
): Float64Array | string[] {
  const cells = raw.rows.map((row) => tidyCell(row[field]))
  const hidden = raw.hasHidden ? reportHidden(raw, field, column.header, problems, faulty) : undefined
  const input: ColumnCells = { column, cells, lines: raw.lines, style: raw.style, problems, faulty, hidden }
  if (column.kind === 'id') return readIds(input)
  if (column.kind === 'number') return readNumbers(input)
  return readWords(input)
}

/** Reports control, invisible and replacement characters in one field of all rows, and gives the rows. */
export function reportHidden(
  raw: RawTable,
  field: number,
  name: string,
  problems: ProblemList,
  faulty: Uint8Array,
): Set<number> {
  const found = new Set<number>()
  raw.rows.forEach((row, i) => {
    const value = row[field]
    if (!hasHiddenCharacters(value)) return
    found.add(i)
    faulty[i] = 1
    const damaged = value.includes('\ufffd')
    problems.error(
      damaged ? 'damaged-text' : 'control-character',
      damaged
        ? `${quoteValue(value)} lost characters when the file was saved: export the table again`
        : `${quoteValue(value)} holds control or invisible characters: remove them`,
      { line: raw.lines[i], column: name, value },
    )
  })
  return found
}

function readWords({ column, cells, lines, problems, faulty, hidden }: ColumnCells): string[] {
  const read = wordReader(column)
  const repaired = new Map<string, { meant: string; lines: number[] }>()
  const unseen = new Map<string, number[]>()
  const words = cells.map((cell, i) => {
    if (hidden?.has(i)) return ''
    const { word, status } = read(cell)
    if (status === 'repaired') {
      const entry = repaired.get(cell) ?? { meant: word, lines: [] }
      repaired.set(cell, entry)
      entry.lines.push(lines[i])
    } else if (status === 'unknown' && column.kind === 'category' && cell !== '') {
      const entry = unseen.get(cell) ?? []
      unseen.set(cell, entry)
      entry.push(lines[i])
    } else if (status === 'unknown') {
      faulty[i] = 1
      const { rule, message } = wordFault(cell, column)
      problems.error(rule, message, { line: lines[i], column: column.header, value: cell })
    }
    return word
  })
  for (const [value, { meant, lines: where }] of repaired) {
    const message = `${quoteValue(value)} is read as ${quoteValue(meant)} in ${listLines(where)}`
    problems.warning('repaired-value', message, {
      line: where[0],
      column: column.header,
      value,
      count: where.length,
    })
  }
  for (const [value, where] of unseen) {
    const message = `${quoteValue(value)} is not a known value and is kept as it is, in ${listLines(where)}`
    problems.warning('unseen-category', message, {
      line: where[0],
      column: column.header,
      value,
      count: where.length,
    })
  }
  return words
}

const wordRules: Readonly<Record<string, string>> = {
  period: 'unknown-period',
  activity: 'unknown-target',
  contactAllowed: 'unknown-consent',
  serviceTier: 'unknown-tier',
}

function wordFault(cell: string, column: ColumnSchema): CellFault {
  const allowed = (column.values ?? []).map(({ word }) => word).join(', ')
  if (cell === '') return { rule: 'empty-cell', message: `the cell is empty: fill in one of ${allowed}` }
  const rule = wordRules[column.name] ?? 'unknown-value'
  return { rule, message: `${quoteValue(cell)} is none of the values allowed here: ${allowed}` }
}
