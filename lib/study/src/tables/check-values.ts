import { count, listIds } from './check-ids'
import { outlierBounds, outlierRule } from './outliers'
import { listLines } from './problems'
import type { ColumnSchema } from './schema'
import type { TableReading } from './table-reading'
import { writtenIdAt } from './written-ids'

/** Warns of implausible numbers (see `outlierBounds`), each month by itself. */
export function reportOutliers(reading: TableReading, isUsed: (row: number) => boolean): void {
  const periods = reading.columns.period as readonly string[] | undefined
  const groups = new Map<string, number[]>()
  for (let i = 0; i < reading.lines.length; i++) {
    if (!isUsed(i)) continue
    const period = periods?.[i] ?? ''
    const rows = groups.get(period)
    if (rows) rows.push(i)
    else groups.set(period, [i])
  }
  for (const column of reading.schema.columns) {
    if (column.kind !== 'number' || reading.columns[column.name] === undefined) continue
    for (const [period, rows] of groups) reportColumnOutliers(reading, column, period, rows)
  }
}

function reportColumnOutliers(
  { columns, lines, problems }: TableReading,
  column: ColumnSchema,
  period: string,
  rows: readonly number[],
): void {
  const values = columns[column.name] as Float64Array
  const { lower, upper, median } = outlierBounds(Float64Array.from(rows, (row) => values[row]))
  const outside = rows.filter((row) => values[row] < lower || values[row] > upper)
  if (outside.length === 0) return
  const first = values[outside[0]]
  const which = period === '' ? '' : ` for ${period}`
  const where = listLines(outside.map((row) => lines[row]))
  const centre = Number(median.toPrecision(6))
  const message = `${first} is implausible${which}, ${outlierRule}, ${centre}: ${where}`
  problems.warning('outlier', message, {
    line: lines[outside[0]],
    column: column.header,
    value: String(first),
    count: outside.length,
  })
}

/**
 * Warns of customers who bought nothing in at least one of the three months: they are not scored. Where that is everyone
 * whose months are all there, nobody can be, and the tables are refused.
 */
export function reportInactive(revenue: TableReading, isUsed: (row: number) => boolean): void {
  const ids = revenue.columns.id as Float64Array | undefined
  const values = revenue.columns.revenue as Float64Array | undefined
  if (ids === undefined || values === undefined) return
  const firstRows = new Map<number, number>()
  for (let i = 0; i < ids.length; i++) {
    if (isUsed(i) && values[i] === 0 && !firstRows.has(ids[i])) firstRows.set(ids[i], i)
  }
  if (firstRows.size === 0) return
  const inactive = [...firstRows.values()].map((row) => writtenIdAt(revenue.columns, row))
  const [first] = firstRows.values()
  if (!hasActive(revenue, isUsed)) {
    const message = `every customer bought nothing in at least one of the three months (${count(inactive, 'customer')}): nobody can be scored; check that the column holds the months' revenue`
    revenue.problems.error('no-active-customer', message, {
      line: revenue.lines[first],
      column: 'Выручка',
      value: '0',
      count: inactive.length,
    })
    return
  }
  const message = `${count(inactive, 'customer')} bought nothing in at least one of the three months and will not be scored: ${listIds(inactive)}`
  revenue.problems.warning('inactive-customer', message, {
    line: revenue.lines[first],
    column: 'id',
    value: inactive[0],
    count: inactive.length,
  })
}

/** Whether someone bought something in each of the three months. */
function hasActive({ schema, columns }: TableReading, isUsed: (row: number) => boolean): boolean {
  const [ids, values] = [columns.id, columns.revenue] as Float64Array[]
  const months = schema.columns.find(({ name }) => name === 'period')?.values?.length ?? 0
  const bought = new Map<number, number>()
  for (let i = 0; i < ids.length; i++) {
    if (!isUsed(i) || !(values[i] > 0)) continue
    const found = (bought.get(ids[i]) ?? 0) + 1
    if (found === months) return true
    bought.set(ids[i], found)
  }
  return false
}
