import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { UserError } from '@one-click/core'
import { checkIds, unknownCustomerReason } from './check-ids'
import { reportInactive, reportOutliers } from './check-values'
import { fingerprintOf } from './fingerprint'
import { countProblems, formatProblem } from './format-problems'
import { ProblemList } from './problems'
import { emptyReading, readTable } from './read-table'
import { checkFolder } from './read-text'
import {
  type Problem,
  type ReadResult,
  type RowBalance,
  type StudyTables,
  type Table,
  type TableName,
  type TableSource,
  tableSchemas,
} from './schema'
import { syntheticMarkerFile } from './synthesis-marker'
import type { TableReading } from './table-reading'

export interface ReadOptions {
  /** `optional` where nothing has to be learned from the target: its column may be absent or have empty cells,
   * and is then left out. Default `required`. */
  readonly target?: 'required' | 'optional'
  /** `optional` where nothing is decided by profit: money.csv may then be absent. Default `required`. */
  readonly profit?: 'required' | 'optional'
}

/** What is done with warnings where reading goes on in spite of them; called once, also when there are none. */
export type OnWarnings = (warnings: readonly Problem[]) => void

/** What became of a table's rows. */
interface Outcome {
  readonly reading: TableReading
  /** 1 for each row whose customer is unknown. */
  readonly unknown: Uint8Array
}

/** Paths of the files of a folder of tables: the four tables and the marker of made-up ones. */
export const tableFiles = (folder: string): string[] =>
  [...tableSchemas.map(({ file }) => file), syntheticMarkerFile].map((file) => join(folder, file))

/**
 * Reads and checks the four tables of a folder. All problems of all tables come back together; `tables` is there
 * only when none of them is an error. Whatever the files hold, nothing is thrown.
 *
 * Copies of the same tables in another encoding, with another delimiter, decimal mark, line end or order of
 * columns give the same tables and the same fingerprint.
 */
export function readStudyTables(folder: string, options: ReadOptions = {}): ReadResult {
  const folderProblems = new ProblemList(folder)
  if (!checkFolder(folder, folderProblems)) {
    const balance = tableSchemas.map(({ file }) => ({ file, read: 0, used: 0, setAside: [] }))
    return { problems: folderProblems.problems, balance }
  }
  const mayBeAbsent = (file: string, name: TableName) =>
    name === 'profit' && options.profit === 'optional' && !existsSync(join(folder, file))
  const readings = tableSchemas.map((schema) => {
    const problems = new ProblemList(schema.file)
    return mayBeAbsent(schema.file, schema.name)
      ? emptyReading(schema, problems)
      : readTable(folder, schema, problems, options.target === 'optional')
  })
  const outcomes = compareTables(readings)
  const problems = readings.flatMap((reading) => inFileOrder(reading.problems.problems))
  const balance = outcomes.map(balanceOf)
  if (problems.some(({ severity }) => severity === 'error')) return { problems, balance }
  const source = {
    folder: basename(resolve(folder)),
    synthetic: existsSync(join(folder, syntheticMarkerFile)),
  }
  return { tables: assemble(outcomes, source), problems, balance }
}

/**
 * The same for callers that cannot go on without tables.
 *
 * @param onWarnings gets the warnings when there are tables
 * @throws {UserError} `unusableTables`
 */
export function loadStudyTables(
  folder: string,
  options: ReadOptions = {},
  onWarnings: OnWarnings = () => {},
): StudyTables {
  const { tables, problems } = readStudyTables(folder, options)
  if (tables === undefined) throw unusableTables(folder, problems)
  onWarnings(problems)
  return tables
}

/** What is said of tables that cannot be used: the first ten errors, how many more there are, how to see them all. */
export function unusableTables(folder: string, problems: readonly Problem[]): UserError {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const shown = errors.slice(0, 10).map((problem) => `  ${problem.file}: ${formatProblem(problem)}`)
  const more = errors.length > 10 ? [`  … and ${countProblems(errors.slice(10))} more`] : []
  const all = `npm run validate -- --data ${JSON.stringify(folder)} lists every problem.`
  return new UserError(['The tables cannot be used:', ...shown, ...more, all])
}

function compareTables(readings: readonly TableReading[]): Outcome[] {
  const customers = readings.find(({ schema }) => schema.name === 'customers')!
  return readings.map((reading) => {
    const unknown =
      reading === customers ? new Uint8Array(reading.lines.length) : checkIds(customers, reading)
    const isUsed = (row: number) => reading.faulty[row] === 0 && unknown[row] === 0
    reportOutliers(reading, isUsed)
    if (reading.schema.name === 'revenue') reportInactive(reading, isUsed)
    return { reading, unknown }
  })
}

function inFileOrder(problems: readonly Problem[]): Problem[] {
  const lineOf = ({ line, unlisted }: Problem) =>
    line ?? (unlisted === undefined ? 0 : Number.POSITIVE_INFINITY)
  return [...problems].sort((a, b) => lineOf(a) - lineOf(b) || 0)
}

function balanceOf({ reading, unknown }: Outcome): RowBalance {
  let foreign = 0
  let used = 0
  for (let i = 0; i < unknown.length; i++) {
    if (reading.faulty[i] === 1) continue
    if (unknown[i] === 1) foreign++
    else used++
  }
  const setAside = [
    { reason: unknownCustomerReason, rows: foreign },
    { reason: 'empty cell', rows: reading.blank },
    { reason: 'the same as an earlier row', rows: reading.repeated },
    { reason: 'error in the row', rows: reading.read - used - foreign - reading.blank - reading.repeated },
  ].filter(({ rows }) => rows > 0)
  return { file: reading.schema.file, read: reading.read, used, setAside }
}

function assemble(outcomes: readonly Outcome[], source: TableSource): StudyTables {
  const entries = outcomes.map((outcome) => [outcome.reading.schema.name, tableOf(outcome)] as const)
  const tables = Object.fromEntries(entries) as Record<TableName, Table>
  const hasTarget = tables.customers.columns.activity !== undefined
  return { source, tables, hasTarget, fingerprint: fingerprintOf(tables) }
}

function tableOf({ reading, unknown }: Outcome): Table {
  const { schema, lines, columns } = reading
  const kept = (_: unknown, row: number) => unknown[row] === 0
  if (!unknown.includes(1)) return { name: schema.name, rows: lines.length, columns, lines }
  const selected = Object.entries(columns).map(([name, values]) => [name, values.filter(kept)] as const)
  const keptLines = lines.filter(kept)
  return {
    name: schema.name,
    rows: keptLines.length,
    columns: Object.fromEntries(selected) as Table['columns'],
    lines: keptLines,
  }
}
