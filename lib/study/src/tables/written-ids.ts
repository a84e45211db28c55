import { listLines } from './problems'
import type { TableReading } from './table-reading'

/**
 * An id as people write it: its digits, leading zeros included, without a sign and without the empty fraction that a
 * spreadsheet may append (`00500001`, not `500001`; `215348`, not `215348.0`).
 */
export function writtenId(cell: string): string {
  return cell
    .trim()
    .replace(/^\+/, '')
    .replace(/[.,]0*$/, '')
}

/**
 * The ids of a column as they are written; undefined where all are written as plain numbers. The number is what
 * joins tables, as programs drop leading zeros; the writing is what a list for others has to carry.
 */
export function writtenIds(cells: readonly string[]): readonly string[] | undefined {
  const written = cells.map(writtenId)
  return written.some((id) => id.startsWith('0') && id !== '0') ? written : undefined
}

/** The id of a row as its table writes it. */
export function writtenIdAt(columns: TableReading['columns'], row: number): string {
  return (
    (columns.writtenId as readonly string[] | undefined)?.[row] ?? String((columns.id as Float64Array)[row])
  )
}

/** Warns where a table writes ids otherwise than market_file.csv: one of the files has lost their leading zeros. */
export function reportWrittenOtherwise(customers: TableReading, reading: TableReading): void {
  if (!customers.columns.writtenId && !reading.columns.writtenId) return
  const known = new Map(
    Array.from(customers.columns.id as Float64Array, (id, row) => [id, writtenIdAt(customers.columns, row)]),
  )
  const ids = reading.columns.id as Float64Array
  const other = Array.from(ids.keys()).filter((row) => {
    const expected = known.get(ids[row])
    return expected !== undefined && expected !== writtenIdAt(reading.columns, row)
  })
  if (other.length === 0) return
  const [first] = other
  const written = writtenIdAt(reading.columns, first)
  const message =
    `"${written}" is read as "${known.get(ids[first])}" of ${customers.schema.file}: ids that differ in ` +
    `leading zeros only are one customer; ${listLines(other.map((row) => reading.lines[row]))}`
  reading.problems.warning('id-written-otherwise', message, {
    line: reading.lines[first],
    column: 'id',
    value: written,
    count: other.length,
  })
}
