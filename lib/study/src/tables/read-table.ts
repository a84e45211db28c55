import { listLines, type ProblemList } from './problems'
import { readColumn, reportHidden } from './read-columns'
import { type RawTable, readRawTable } from './read-raw-table'
import type { TableSchema } from './schema'
import type { TableReading } from './table-reading'
import { writtenIdAt, writtenIds } from './written-ids'

/** Reads and checks one table by itself: shape, cells, bounds, known words and repeated keys. */
export function readTable(
  folder: string,
  schema: TableSchema,
  problems: ProblemList,
  targetOptional: boolean,
): TableReading {
  const all = readRawTable(folder, schema, problems, targetOptional)
  if (all === undefined) return { ...emptyReading(schema, problems), columns: {} }
  const { raw, blank } = withoutBlankRows(all)
  const { lines } = raw
  const faulty = new Uint8Array(lines.length)
  const columns: Record<string, Float64Array | readonly string[]> = {}
  for (const place of raw.header.fields) {
    const { column, field } = place
    if (column.target && targetOptional) {
      const empty = raw.rows.filter((row) => row[field].trim() === '').length
      if (empty > 0) {
        const message = `${empty} cells are empty: the column is left out, as nothing has to be learned from it`
        problems.warning('target-ignored', message, { column: column.header, count: empty })
        continue
      }
    }
    columns[column.name] = readColumn(raw, place, problems, faulty)
    const written = column.kind === 'id' ? writtenIds(raw.rows.map((row) => row[field])) : undefined
    if (written) columns.writtenId = written
  }
  if (raw.hasHidden) {
    raw.header.extra.forEach(({ field, name }) => {
      reportHidden(raw, field, name, problems, faulty)
    })
  }
  const extra = raw.header.extra.map(({ name }) => name)
  const reading = { schema, problems, read: raw.read, blank, lines, columns, faulty, extra, repeated: 0 }
  return withoutRepeated(reading, findRepeatedRows(reading))
}

/** A table without rows. */
export function emptyReading(schema: TableSchema, problems: ProblemList): TableReading {
  const columns = Object.fromEntries(schema.columns.map(({ name }) => [name, new Float64Array()]))
  return {
    schema,
    problems,
    read: 0,
    blank: 0,
    repeated: 0,
    extra: [],
    lines: new Int32Array(),
    columns,
    faulty: new Uint8Array(),
  }
}

/** Leaves out rows in which a cell that may be empty is: they are as good as absent. */
function withoutBlankRows(raw: RawTable): { raw: RawTable; blank: number } {
  const fields = raw.header.fields.flatMap(({ column, field }) => (column.mayBeEmpty ? [field] : []))
  const isKept = raw.rows.map((row) => fields.every((field) => row[field].trim() !== ''))
  const kept = isKept.filter(Boolean).length
  if (kept === raw.rows.length) return { raw, blank: 0 }
  const rows = raw.rows.filter((_, i) => isKept[i])
  const lines = raw.lines.filter((_, i) => isKept[i])
  return { raw: { ...raw, rows, lines }, blank: raw.rows.length - kept }
}

function withoutRepeated(reading: TableReading, rows: ReadonlySet<number>): TableReading {
  if (rows.size === 0) return reading
  const kept = (_: unknown, row: number) => !rows.has(row)
  const columns = Object.entries(reading.columns).map(
    ([name, values]) => [name, values.filter(kept)] as const,
  )
  return {
    ...reading,
    lines: reading.lines.filter(kept),
    columns: Object.fromEntries(columns),
    faulty: reading.faulty.filter(kept),
    repeated: rows.size,
  }
}

/**
 * Reports rows whose key (the id, or id and period) has stood on an earlier line: an error where they differ, a
 * warning where they are equal in all columns.
 *
 * @returns the equal ones
 */
function findRepeatedRows({ schema, problems, lines, columns, faulty }: TableReading): Set<number> {
  const equal = new Set<number>()
  const ids = columns.id as Float64Array | undefined
  const hasPeriod = schema.key.includes('period')
  const periods = hasPeriod ? (columns.period as readonly string[] | undefined) : undefined
  if (ids === undefined || (hasPeriod && periods === undefined)) return equal
  const known = schema.columns.find(({ name }) => name === 'period')?.values?.map(({ word }) => word)
  const firstRows = new Map<string, Map<number, number>>()
  const all = Object.values(columns)
  const isEqual = (a: number, b: number) => all.every((column) => column[a] === column[b])
  for (let i = 0; i < ids.length; i++) {
    const period = periods?.[i] ?? ''
    if (Number.isNaN(ids[i]) || (known !== undefined && !known.includes(period))) continue
    const seen = firstRows.get(period) ?? new Map<number, number>()
    firstRows.set(period, seen)
    const first = seen.get(ids[i])
    if (first === undefined) {
      seen.set(ids[i], i)
    } else if (!schema.refusesRepeats && faulty[first] + faulty[i] === 0 && isEqual(i, first)) {
      equal.add(i)
    } else {
      faulty[i] = 1
      const id = writtenIdAt(columns, i)
      const key = hasPeriod ? `id ${id} with period ${period}` : `id ${id}`
      const message = `${key} stands on line ${lines[first]} already: keep one of the rows`
      problems.error('duplicate-key', message, { line: lines[i], column: 'id', value: id })
    }
  }
  if (equal.size > 0) {
    const where = Array.from(equal, (row) => lines[row])
    const message = `the same as an earlier row in all columns, and set aside: ${listLines(where)}`
    problems.warning('equal-row', message, { line: where[0], count: equal.size })
  }
  return equal
}
