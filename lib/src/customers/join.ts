import type { DataFrame } from 'danfojs-node'
import type { StudyTables, Table } from '../tables/schema'
import { danfo } from '../util/native'
import type { FeatureFrame } from './feature-frame'
import { monthlyInputs } from './features'

/**
 * One row for each customer of market_file.csv, in its order, with the months of the two monthly tables side
 * by side and the finance department's profit; NaN where a table lacks the customer.
 */
export function joinTables({ tables }: StudyTables): FeatureFrame {
  const { DataFrame } = danfo()
  const row = Array.from({ length: tables.customers.rows }, (_, i) => i)
  let joined = new DataFrame({ ...contentOf(tables.customers), row })
  for (const month of monthlyInputs) {
    const { columns } = tables[month.table]
    const periods = columns.period as readonly string[]
    const rows = periods.flatMap((period, i) => (period === month.period ? [i] : []))
    joined = joinLeft(joined, {
      id: rows.map((i) => columns.id[i]),
      [month.name]: rows.map((i) => columns[month.column][i]),
    })
  }
  joined = joinLeft(joined, contentOf(tables.profit))
  // danfojs orders a left join by key: back to the order of the file.
  return joined
    .sortValues('row')
    .resetIndex()
    .drop({ columns: ['row'] }) as unknown as FeatureFrame
}

/** Adds the columns of `right` by id: NaN where it lacks the customer. */
function joinLeft(left: DataFrame, right: Content): DataFrame {
  const { DataFrame, merge } = danfo()
  if (right.id.length > 0) return merge({ left, right: new DataFrame(right), on: ['id'], how: 'left' })
  // danfojs makes no frame without rows.
  for (const name of Object.keys(right).filter((column) => column !== 'id')) {
    left.addColumn(name, Array<number>(left.shape[0]).fill(Number.NaN), { inplace: true })
  }
  return left
}

/** Columns of a data frame by name. */
type Content = Record<string, unknown[]>

/** All columns of a table. */
function contentOf({ columns }: Table): Content {
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, Array.from<unknown>(values)]),
  )
}
