import { ProblemList } from '../tables/problems'
import { headerOf, type Problem, type StudyTables } from '../tables/schema'
import { writtenIdAt } from '../tables/written-ids'
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
export function copyProblems(study: StudyTables): readonly Problem[] {
  const columns = joinTables(study)
  const { lines } = study.tables.customers
  const { amounts, runs } = findCopies(columns)
  const idAt = (row: number) => writtenIdAt(columns, row)
  const copied = amounts.reduce((sum, { rows }) => sum + rows.length, 0)
  const repeated = runs.reduce((sum, { length }) => sum + length, 0)
  const problems = new ProblemList(file)
  const count = (rule: string, rows: number, what: string) => {
    if (rows > 0) problems.warning(rule, `${rows} ${what}: ${meaning}`, { count: rows })
  }
  const name = (rule: string, row: number, rows: number, message: string) =>
    problems.warning(rule, message, { line: lines[row], column: 'id', value: idAt(row), count: rows })
  count('copied-customer', copied, 'customers are equal to another in every monthly amount')
  for (const { rows } of amounts) {
    const shown = rows.slice(0, 10).map(idAt)
    const more = rows.length > 10 ? ', …' : ''
    const message = `customers ${shown.join(', ')}${more} are equal in every monthly amount; ${otherColumns(columns, rows)}`
    name('copied-customer', rows[1], rows.length, message)
  }
  count('repeated-rows', repeated, `rows repeat earlier ones, run by run, in ${headersOf(runColumns)}`)
  for (const { first, second, length } of runs) {
    const message =
      `customers ${idAt(second)} to ${idAt(second + length - 1)} (${length} rows) repeat ${idAt(first)} to ` +
      `${idAt(first + length - 1)}, which begin at line ${lines[first]}`
    name('repeated-rows', second, length, message)
  }
  return problems.problems
}

/** In which other columns of market_file.csv copies differ; profit is no part of what models see. */
function otherColumns(columns: JoinedColumns, rows: readonly number[]): string {
  const apart = new Set<string>(['id', 'writtenId', 'profit', ...monthlyInputs.map(({ name }) => name)])
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
  return names.map(headerOf).join(', ')
}
