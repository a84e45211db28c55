import type { ProblemList } from './problems'
import { readColumn, reportHidden } from './read-columns'
import { readRawTable } from './read-table'
import type { TableSchema } from './schema'

/** A table after its own checks, before it is compared with the others. */
export interface TableReading {
  readonly schema: TableSchema
  readonly problems: ProblemList
  /** Rows below the header. */
  readonly read: number
  /** Lines and columns of the rows with the right number of fields. */
  readonly lines: Int32Array
  readonly columns: Readonly<Record<string, Float64Array | readonly string[]>>
  /** 1 for each of those rows that has an error. */
  readonly faulty: Uint8Array
}

/** Reads and checks one table by itself: shape, cells, bounds, known words and repeated keys. */
export function readTable(
  folder: string,
  schema: TableSchema,
  problems: ProblemList,
  targetOptional: boolean,
): TableReading {
  const raw = readRawTable(folder, schema, problems, targetOptional)
  if (raw === undefined) {
    return { schema, problems, read: 0, lines: new Int32Array(), columns: {}, faulty: new Uint8Array() }
  }
  const { lines } = raw
  const faulty = new Uint8Array(lines.length)
  const columns: Record<string, Float64Array | readonly string[]> = {}
  for (const place of raw.header.fields) {
    const { column, field } = place
    if (column.target && targetOptional) {
      const empty = raw.rows.filter((row) => row[field].trim() === '').length
      if (empty > 0) {
        const message = `${empty} cells are empty: the column is left out, as nothing has to be learned from it`
        problems.warning('target-ignored', message, { column: column.russian, count: empty })
        continue
      }
    }
    columns[column.name] = readColumn(raw, place, problems, faulty)
  }
  if (raw.hasHidden) {
    raw.header.extra.forEach(({ field, name }) => {
      reportHidden(raw, field, name, problems, faulty)
    })
  }
  const reading = { schema, problems, read: raw.read, lines, columns, faulty }
  reportRepeatedKeys(reading)
  return reading
}

/** Rows whose key (the id, or id and period) has stood on an earlier line. */
function reportRepeatedKeys({ schema, problems, lines, columns, faulty }: TableReading): void {
  const ids = columns.id as Float64Array | undefined
  const hasPeriod = schema.key.includes('period')
  const periods = hasPeriod ? (columns.period as readonly string[] | undefined) : undefined
  if (ids === undefined || (hasPeriod && periods === undefined)) return
  const known = schema.columns.find(({ name }) => name === 'period')?.values?.map(({ russian }) => russian)
  const firstLines = new Map<string, Map<number, number>>()
  for (let i = 0; i < ids.length; i++) {
    const period = periods?.[i] ?? ''
    if (Number.isNaN(ids[i]) || (known !== undefined && !known.includes(period))) continue
    const seen = firstLines.get(period) ?? new Map<number, number>()
    firstLines.set(period, seen)
    const first = seen.get(ids[i])
    if (first === undefined) {
      seen.set(ids[i], lines[i])
      continue
    }
    faulty[i] = 1
    const key = hasPeriod ? `id ${ids[i]} with period ${period}` : `id ${ids[i]}`
    const message = `${key} stands on line ${first} already: keep one of the rows`
    problems.error('duplicate-key', message, { line: lines[i], column: 'id', value: String(ids[i]) })
  }
}
