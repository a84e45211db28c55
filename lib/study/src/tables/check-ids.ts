import { listLines } from './problems'

import type { TableReading } from './table-reading'
import { reportWrittenOtherwise, writtenIdAt } from './written-ids'

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
  const known = periodsById(customers)
  const present = periodsById(reading)
  if (known.size === 0 || present.size === 0) return unknown
  if (![...present.keys()].some((id) => known.has(id))) {
    const message = `no id of this file is in ${customers.schema.file}: the tables belong to different customers`
    reading.problems.error('no-id-overlap', message, {
      column: 'id',
      value: writtenIdAt(reading.columns, firstIdRow(reading)),
    })
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
  reportWrittenOtherwise(customers, reading)
  reportAbsent(customers, known, present, reading)
  return unknown
}

function expectedPeriods({ schema }: TableReading): string[] {
  const column = schema.columns.find(({ name }) => name === 'period')
  return (column?.values ?? []).map(({ word }) => word)
}

/** For each valid id, a bit for each of the table's periods it has a row for; empty without an id column. */
function periodsById(reading: TableReading): Map<number, number> {
  const found = new Map<number, number>()
  const { id, period } = reading.columns as { id?: Float64Array; period?: readonly string[] }
  const expected = expectedPeriods(reading)
  for (let i = 0; id !== undefined && i < id.length; i++) {
    if (Number.isNaN(id[i])) continue
    const bit = period === undefined ? 0 : 1 << expected.indexOf(period[i])
    found.set(id[i], (found.get(id[i]) ?? 0) | bit)
  }
  return found
}

/** How a table writes each of its valid ids, where it states it first. */
function writtenById({ columns }: TableReading): Map<number, string> {
  const written = new Map<number, string>()
  ;(columns.id as Float64Array).forEach((id, row) => {
    if (!Number.isNaN(id) && !written.has(id)) written.set(id, writtenIdAt(columns, row))
  })
  return written
}

function firstIdRow({ columns }: TableReading): number {
  return (columns.id as Float64Array).findIndex((id) => !Number.isNaN(id))
}

function reportUnknown(reading: TableReading, unknown: Uint8Array, lines: number[], file: string): void {
  const message = `customers that are not in ${file}: ${listLines(lines)} set aside`
  reading.problems.warning('unknown-customer', message, {
    line: lines[0],
    column: 'id',
    value: writtenIdAt(reading.columns, unknown.indexOf(1)),
    count: lines.length,
  })
}

/** Names the known customers who have no row here, or none for one of the periods. */
function reportAbsent(
  customers: TableReading,
  known: Map<number, number>,
  present: Map<number, number>,
  reading: TableReading,
): void {
  const { columns, problems } = reading
  const written = writtenById(customers)
  const absent = [...known.keys()].filter((id) => !present.has(id)).map((id) => written.get(id)!)
  if (absent.length > 0) {
    const are = absent.length === 1 ? 'is' : 'are'
    const who = `${count(absent, 'customer')} of market_file.csv`
    const message =
      reading.schema.name === 'profit'
        ? `${who} without profit in this table: no offer can be decided for them: ${listIds(absent)}`
        : `${who} ${are} absent from this table and cannot be scored: ${listIds(absent)}`
    problems.warning('absent-customer', message, {
      column: 'id',
      value: absent[0],
      count: absent.length,
    })
  }
  if (columns.period === undefined) return
  expectedPeriods(reading).forEach((period, bit) => {
    const lacking = [...present].filter(([id, bits]) => known.has(id) && (bits & (1 << bit)) === 0)
    if (lacking.length === 0) return
    const ids = listIds(lacking.map(([id]) => written.get(id)!))
    const message = `${count(lacking, 'customer')} without a row for ${period} cannot be scored: ${ids}`
    problems.warning('absent-period', message, { column: 'Период', value: period, count: lacking.length })
  })
}

/** `3 customers`, `1 customer`. */
export function count(items: readonly unknown[], word: string): string {
  return `${items.length} ${word}${items.length === 1 ? '' : 's'}`
}

/** The first five ids, as they are written. */
export function listIds(ids: readonly string[]): string {
  return `id ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}`
}
