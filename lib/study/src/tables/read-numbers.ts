import type { ColumnCells } from './column-cells'

import { findIdGroups, isAmbiguousId, parseId } from './id-numbers'
import {
  boundsFault,
  type CellFault,
  isInPercent,
  numberFault,
  parseAdornedNumber,
  parseNumber,
  parsePercent,
} from './numbers'
import { listLines, quoteValue } from './problems'

/** Cells that share a finding: the first of them, and the lines of all. */
interface Alike {
  readonly example: string
  readonly meaning: string
  readonly lines: number[]
}

/** Reads a column of numbers; bad cells are reported and become NaN. */
export function readNumbers(input: ColumnCells): Float64Array {
  const { column, cells, lines, style, hidden } = input
  const adorned = new Map<string, Alike>()
  const inPercent: number[] = []
  const values = Float64Array.from(cells, (cell, i) => {
    if (hidden?.has(i)) return Number.NaN
    const value = parseNumber(cell, style)
    if (!Number.isNaN(value)) return value
    const read = parseAdornedNumber(cell, style, column)
    if (read === undefined) return Number.NaN
    if (read.signs.includes('percent')) inPercent.push(i)
    add(adorned, read.signs.join(), cell, String(read.value), lines[i])
    return read.value
  })
  if (column.unit === 'share') dividePercents(values, new Set(inPercent), input)
  reportAdorned(adorned, input)
  return checked(values, input, (cell) => numberFault(cell, style))
}

/** Reads the column of ids; bad cells are reported and become NaN. */
export function readIds(input: ColumnCells): Float64Array {
  const { cells, lines, hidden } = input
  const groups = findIdGroups(cells)
  const adorned = new Map<string, Alike>()
  const values = Float64Array.from(cells, (cell, i) => {
    if (hidden?.has(i)) return Number.NaN
    const { value, separated } = parseId(cell, groups)
    if (separated) add(adorned, 'thousands', cell, String(value), lines[i])
    return value
  })
  reportAdorned(adorned, input)
  return checked(values, input, (cell) => idFault(cell, isAmbiguousId(cell, groups)))
}

function add(alike: Map<string, Alike>, key: string, example: string, meaning: string, line: number): void {
  const entry = alike.get(key) ?? { example, meaning, lines: [] }
  alike.set(key, entry)
  entry.lines.push(line)
}

/** Divides a column that is written from 0 to 100, save the cells whose percent sign has been minded already. */
function dividePercents(
  values: Float64Array,
  done: ReadonlySet<number>,
  { column, cells, lines, style, problems }: ColumnCells,
): void {
  const bare = values.map((value, i) => (done.has(i) ? Number.NaN : value))
  if (!isInPercent(bare)) return
  const rows: number[] = []
  bare.forEach((value, i) => {
    if (Number.isNaN(value)) return
    const exact = parsePercent(cells[i], style)
    values[i] = Number.isNaN(exact) ? value / 100 : exact
    rows.push(i)
  })
  const message = `the shares are written from 0 to 100 and are divided by 100, in ${listLines(rows.map((i) => lines[i]))}`
  problems.warning('share-in-percent', message, {
    line: lines[rows[0]],
    column: column.header,
    value: cells[rows[0]],
    count: rows.length,
  })
}

function reportAdorned(adorned: ReadonlyMap<string, Alike>, { column, problems }: ColumnCells): void {
  for (const { example, meaning, lines } of adorned.values()) {
    problems.warning(
      'repaired-number',
      `${quoteValue(example)} is read as ${meaning} in ${listLines(lines)}`,
      {
        line: lines[0],
        column: column.header,
        value: example,
        count: lines.length,
      },
    )
  }
}

/** The values that are numbers within the column's bounds, NaN for the others, which are reported. */
function checked(
  values: Float64Array,
  { column, cells, lines, problems, faulty, hidden }: ColumnCells,
  fault: (cell: string) => CellFault,
): Float64Array {
  const dates = new Map<string, Alike>()
  values.forEach((value, i) => {
    if (hidden?.has(i)) return
    const cell = cells[i]
    const broken = Number.isNaN(value) ? fault(cell) : boundsFault(value, cell, column)
    if (broken === undefined) return
    values[i] = Number.NaN
    faulty[i] = 1
    // A spreadsheet does this to many cells at once, scattered over the column: one mistake, one message.
    if (broken.rule === 'date-for-number') add(dates, broken.rule, cell, broken.message, lines[i])
    else problems.error(broken.rule, broken.message, { line: lines[i], column: column.header, value: cell })
  })
  for (const [rule, { example, meaning, lines: where }] of dates) {
    problems.error(rule, `${meaning}, in ${listLines(where)}`, {
      line: where[0],
      column: column.header,
      value: example,
      count: where.length,
    })
  }
  return values
}

function idFault(cell: string, isAmbiguous: boolean): CellFault {
  if (cell === '') return { rule: 'empty-cell', message: 'the id is empty: fill it in or delete the row' }
  if (isAmbiguous) {
    const message = `${quoteValue(cell)} may mean two ids, with and without thousands: write it in digits only`
    return { rule: 'ambiguous-number', message }
  }
  return { rule: 'id-not-whole', message: `${quoteValue(cell)} is not a whole number: correct the id` }
}
