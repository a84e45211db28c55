import type { DataFrame } from 'danfojs-node'
import type { StudyTables, Table } from '../tables/schema'
import { danfo } from '../util/native'
import { monthlyInputs } from './features'

/**
 * One row for each customer of market_file.csv, in its order, with the months of the two monthly tables side
 * by side and the finance department's profit; NaN where a table lacks the customer.
 */
export function joinTables({ tables }: StudyTables): DataFrame {
  let joined = frameOf(tables.customers)
  joined.addColumn(
    'row',
    Array.from({ length: tables.customers.rows }, (_, i) => i),
    { inplace: true },
  )
  for (const month of monthlyInputs) {
    const table = tables[month.table]
    const periods = table.columns.period as readonly string[]
    const rows = periods.flatMap((period, i) => (period === month.period ? [i] : []))
    joined = joinLeft(joined, frameOf(table, ['id', month.column], rows, { [month.column]: month.name }))
  }
  joined = joinLeft(joined, frameOf(tables.profit))
  // danfojs orders a left join by key: back to the order of the file.
  return joined
    .sortValues('row')
    .resetIndex()
    .drop({ columns: ['row'] })
}

function joinLeft(left: DataFrame, right: DataFrame): DataFrame {
  return danfo().merge({ left, right, on: ['id'], how: 'left' })
}

/** A data frame of chosen columns and rows of a table, columns renamed where asked. */
function frameOf(
  table: Table,
  names = Object.keys(table.columns),
  rows?: readonly number[],
  newNames: Readonly<Record<string, string>> = {},
): DataFrame {
  const { DataFrame } = danfo()
  const content: Record<string, unknown[]> = {}
  for (const name of names) {
    const values = table.columns[name]
    content[newNames[name] ?? name] = rows ? rows.map((i) => values[i]) : Array.from<unknown>(values)
  }
  return new DataFrame(content)
}
