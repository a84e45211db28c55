import { listLines } from './format-problems'
import type { TableReading } from './validate-table'

/** Why rows of a table are set aside that are in themselves correct. */
export const unknownCustomerReason = 'customer not in market_file.csv'

/**
 * Compares the ids of a table with those of market_file.csv: reports that none match, which customers the table
 * lacks (or which of their periods), and which rows belong to nobody.
 *
 * @returns 1 for each row of `reading` to be set aside because its customer is unknown
 */
export function checkIds(customers: TableReading, reading: TableReading): Uint8Array {
  const unknown = new Uint8Array(reading.lines.length)
  const known = idsOf(customers)
  const present = idsOf(reading)
  if (known === undefined || present === undefined || known.size === 0 || present.size === 0) return unknown
  const matched = [...present].some((id) => known.has(id))
  if (!matched) {
    const [example] = present
    const message = `no id of this file is in ${customers.schema.file}: the tables belong to different customers`
    reading.problems.error('no-id-overlap', message, { column: 'id', value: String(example) })
    return unknown
  }
  const ids = reading.columns.id as Float64Array
  const lines: number[] = []
  for (let i = 0; i < ids.length; i++) {
    if (Number.isNaN(ids[i]) || known.has(ids[i])) continue
    unknown[i] = 1
    lines.push(reading.lines[i])
  }
  if (lines.length > 0) reportUnknown(reading, unknown, lines, customers.schema.file)
  reportAbsent(known, present, reading)
  reportAbsentPeriods(known, present, reading)
  return unknown
}

function idsOf(reading: TableReading): Set<number> | undefined {
  const ids = reading.columns.id as Float64Array | undefined
  return ids && new Set(ids.filter((id) => !Number.isNaN(id)))
}

function reportUnknown(reading: TableReading, unknown: Uint8Array, lines: number[], file: string): void {
  const message = `customers that are not in ${file}: ${listLines(lines)} set aside`
  const first = (reading.columns.id as Float64Array)[unknown.indexOf(1)]
  reading.problems.warning('unknown-customer', message, {
    line: lines[0],
    column: 'id',
    value: String(first),
    count: lines.length,
  })
}

function reportAbsent(known: Set<number>, present: Set<number>, { problems }: TableReading): void {
  const absent = [...known].filter((id) => !present.has(id))
  if (absent.length === 0) return
  const message = `${count(absent, 'customer')} of market_file.csv ${absent.length === 1 ? 'is' : 'are'} absent from this table and cannot be scored: ${listIds(absent)}`
  const value = String(absent[0])
  problems.warning('absent-customer', message, { column: 'id', value, count: absent.length })
}

/** Customers who have rows here, but not for each period. */
function reportAbsentPeriods(known: Set<number>, present: Set<number>, reading: TableReading): void {
  const { columns, schema, problems } = reading
  const periods = columns.period as readonly string[] | undefined
  const expected = schema.columns.find(({ name }) => name === 'period')?.values ?? []
  if (periods === undefined) return
  const ids = columns.id as Float64Array
  for (const { russian } of expected) {
    const having = new Set(ids.filter((_, i) => periods[i] === russian))
    const absent = [...present].filter((id) => known.has(id) && !having.has(id))
    if (absent.length === 0) continue
    const message = `${count(absent, 'customer')} without a row for ${russian} cannot be scored: ${listIds(absent)}`
    problems.warning('absent-period', message, { column: 'Период', value: russian, count: absent.length })
  }
}

/** `3 customers`, `1 customer`. */
export function count(items: readonly unknown[], word: string): string {
  return `${items.length} ${word}${items.length === 1 ? '' : 's'}`
}

/** The first five ids. */
export function listIds(ids: readonly number[]): string {
  return `id ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}`
}
