import { type Problem, type StudyTables, tableSchemas } from '../tables/schema'
import { findCopies, runColumns } from './copies'
import { monthlyInputs } from './features'
import { type JoinedColumns, joinTables } from './join'

const file = 'market_file.csv'

/** What follows from copies. */
const meaning =
  'a model that has learned from one copy has seen the other, so copies are held out together wherever a model is ' +
  'judged; delete what was entered or pasted twice'

/**
 * Warnings of customers who are copies of each other (see `findCopies`): for each kind one that counts them and says
 * what it means, then one for each group with its ids. Equal amounts may be one customer who was entered twice,
 * repeated runs a block that was pasted.
 */
export function copyProblems(study: StudyTables): Problem[] {
  const columns = joinTables(study)
  const { lines } = study.tables.customers
  const { amounts, runs } = findCopies(columns)
  const ids = columns.id as Float64Array
  const copied = amounts.reduce((sum, { rows }) => sum + rows.length, 0)
  const repeated = runs.reduce((sum, { length }) => sum + length, 0)
  const found = (rule: string, row: number, count: number, message: string): Problem => ({
    severity: 'warning',
    file,
    line: lines[row],
    column: 'id',
    value: String(ids[row]),
    rule,
    message,
    count,
  })
  return [
    ...counted('copied-customer', copied, 'customers are equal to another in every monthly amount'),
    ...amounts.map(({ rows }) =>
      found(
        'copied-customer',
        rows[1],
        rows.length,
        `customers ${rows.map((row) => ids[row]).join(', ')} are equal in every monthly amount; ` +
          otherColumns(columns, rows),
      ),
    ),
    ...counted(
      'repeated-rows',
      repeated,
      `rows repeat earlier ones, run by run, in ${headersOf(runColumns)}`,
    ),
    ...runs.map(({ first, second, length }) =>
      found(
        'repeated-rows',
        second,
        length,
        `customers ${ids[second]} to ${ids[second + length - 1]} (${length} rows) repeat ${ids[first]} to ` +
          `${ids[first + length - 1]}, which begin at line ${lines[first]}`,
      ),
    ),
  ]
}

function counted(rule: string, count: number, what: string): Problem[] {
  if (count === 0) return []
  return [{ severity: 'warning', file, rule, message: `${count} ${what}: ${meaning}`, count }]
}

/** In which other columns of market_file.csv copies differ; profit is no part of what models see. */
function otherColumns(columns: JoinedColumns, rows: readonly number[]): string {
  const apart = new Set<string>(['id', 'profit', ...monthlyInputs.map(({ name }) => name)])
  const differing = Object.entries(columns)
    .filter(([name]) => !apart.has(name))
    .filter(([, values]) => rows.some((row) => !Object.is(values[row], values[rows[0]])))
    .map(([name]) => name)
  return differing.length === 0
    ? 'all else in this table is equal too'
    : `they differ in ${headersOf(differing)}`
}

/** Columns as the tables name them. */
function headersOf(names: readonly string[]): string {
  const schemas = tableSchemas.flatMap(({ columns }) => columns)
  return names.map((name) => schemas.find((column) => column.name === name)?.russian ?? name).join(', ')
}
