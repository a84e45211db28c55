import { basename, dirname } from 'node:path'
import { UserError } from '@one-click/core'
import { columnKeys } from '../../tables/column-names'
import { countProblems, formatProblem } from '../../tables/format-problems'
import { ProblemList, quoteValue } from '../../tables/problems'
import type { OnWarnings } from '../../tables/read-study-tables'
import { readTable } from '../../tables/read-table'
import type { ColumnSchema, Problem, TableSchema } from '../../tables/schema'
import { activityWords } from '../../tables/store-words'
import type { TableReading } from '../../tables/table-reading'
import { wordKey } from '../../tables/word-key'
import type { DrawnQuarter } from './experiment-plan'
import {
  activityColumn,
  armNames,
  copiesColumn,
  copyTitles,
  customerFile,
  experimentColumns,
  firstExperimentColumns,
  idColumn,
  outcomeProfitColumn,
  quarterColumns,
} from './experiment-schema'
import { isQuarter } from './quarter'

/** What became of customers; those without an outcome are left out. Arrays of one shape (customers). */
export interface ExperimentOutcomes {
  readonly ids: Float64Array
  /** 1 where activity declined. */
  readonly declined: Uint8Array
  /** Profit a month over the three months; absent when the file has none. */
  readonly profit?: Float64Array
}

/**
 * Reads experiment.csv, in any encoding and dialect that the store's tables come in. Files of the first form state no
 * quarter; they are analysed once.
 * @param onWarnings gets what the reader warns of, but for columns that are left aside
 * @throws UserError that names each bad line, its value and the remedy; for quarters put together in one file
 */
export function readExperiment(path: string, onWarnings: OnWarnings = () => {}): DrawnQuarter {
  const schema = (columns: readonly ColumnSchema[]) =>
    customerFile(basename(path), 'who takes part in the experiment', columns)
  const first = readUnchecked(path, schema(firstExperimentColumns))
  refuseCopyForPeople(path, first, 'experiment.csv')
  const statesQuarter = hasExtraColumn(first, quarterColumns[0])
  const statesUnits = hasExtraColumn(first, copiesColumn)
  const columns = [
    ...(statesQuarter ? experimentColumns : firstExperimentColumns),
    ...(statesUnits ? [copiesColumn] : []),
  ]
  const reading = statesQuarter || statesUnits ? readUnchecked(path, schema(columns)) : first
  const numbers = (name: string) => reading.columns[name] as Float64Array
  const words = (name: string) => reading.columns[name] as readonly string[]
  if (statesQuarter) refuseSeveralQuarters(path, words('quarter') ?? [])
  throwErrors(path, reading)
  onWarnings(warningsOf(reading))
  return {
    ids: numbers('id'),
    ...(statesUnits && { units: numbers('unit') }),
    segment: words('segment'),
    offer: words(statesQuarter ? 'chosenOffer' : 'offer'),
    channel: words('channel'),
    probability: numbers('probability'),
    profit: numbers('profit'),
    cost: numbers('cost'),
    averted: numbers('averted'),
    addressed: statesQuarter ? numbers('addressed') : new Float64Array(reading.lines.length).fill(Number.NaN),
    reduction: numbers('reduction'),
    lowReduction: numbers('lowReduction'),
    highReduction: numbers('highReduction'),
    treated: Uint8Array.from(words('arm'), (arm) => Number(arm === armNames.treatment)),
    quarter: statesQuarter ? words('quarter')[0] : '',
    plannedQuarters: statesQuarter ? plannedQuarters(path, numbers('plannedQuarters')) : 1,
  }
}

/**
 * The copies of offers.csv and experiment.csv that open in a spreadsheet are rounded, and in words: nothing is computed
 * from them.
 * @param wanted the file to name in its place
 */
function refuseCopyForPeople(path: string, { extra }: TableReading, wanted: string): void {
  const titles = new Set(extra.map(wordKey))
  if (!copyTitles.every((title) => titles.has(wordKey(title)))) return
  throw new UserError(
    `${path} is a copy for people (*-excel.csv), rounded and in words: name ${wanted} instead`,
  )
}

/** Draws of several quarters in one file would need each outcome to say which of them it belongs to. */
function refuseSeveralQuarters(path: string, quarters: readonly string[]): void {
  const found = [...new Set(quarters)]
  if (found.length > 1) {
    throw new UserError(
      `${path} holds the draws of ${found.length} quarters (${found.slice(0, 8).map(quoteValue).join(', ')}): keep each ` +
        'quarter in a file of its own, and give each with its own outcomes: --plan A --outcomes A2 --plan B --outcomes B2',
    )
  }
  for (const quarter of found) {
    if (isQuarter(quarter)) continue
    throw new UserError(
      `${path}: ${quoteValue(quarter)} is no label of a quarter: letters, digits, dots and hyphens, such as 2026-Q4`,
    )
  }
}

function plannedQuarters(path: string, planned: Float64Array): number {
  const [first] = planned
  if (Number.isInteger(first) && planned.every((value) => value === first)) return first
  throw new UserError(
    `${path}: planned_quarters is not one whole number in all lines: put it back as it was drawn`,
  )
}

/**
 * Reads what became of customers: `id`, `activity` (the store's words, `activityWords`; empty when not known) and,
 * where it is there, `profit`, a month. The store's own names of the columns do as well, so the next quarter's
 * market_file.csv can be given as it is; other columns are left aside.
 *
 * @param onWarnings gets what the reader warns of, but for columns that are left aside
 * @throws UserError that names each bad line, its value and the remedy
 */
export function readOutcomes(path: string, onWarnings: OnWarnings = () => {}): ExperimentOutcomes {
  const columns = [idColumn, activityColumn]
  const schema = (all: readonly ColumnSchema[]) =>
    customerFile(basename(path), 'outcome of an experiment', all)
  const plain = readUnchecked(path, schema(columns))
  refuseCopyForPeople(path, plain, "the next quarter's market_file.csv")
  const hasProfit = hasExtraColumn(plain, outcomeProfitColumn)
  const reading = hasProfit ? readUnchecked(path, schema([...columns, outcomeProfitColumn])) : plain
  reportUnknownActivity(reading)
  throwErrors(path, reading, isUnknownOutcome)
  onWarnings(warningsOf(reading))
  const activity = reading.columns.activity as readonly string[]
  const known = activity.flatMap((word, i) => (word === '' ? [] : [i]))
  const numbers = (name: string) => {
    const values = reading.columns[name] as Float64Array
    return Float64Array.from(known, (i) => values[i])
  }
  return {
    ids: numbers('id'),
    declined: Uint8Array.from(known, (i) => Number(activity[i] === activityWords.declines)),
    ...(hasProfit && { profit: numbers('profit') }),
  }
}

/** An empty cell is an outcome not known; any other word is a mistake. */
function reportUnknownActivity({ columns, lines, problems }: TableReading): void {
  const words = columns.activity as readonly string[] | undefined
  const known: readonly string[] = ['', activityWords.declines, activityWords.holds]
  words?.forEach((word, i) => {
    if (known.includes(word)) return
    problems.error(
      'unknown-target',
      `${quoteValue(word)} is neither ${activityWords.declines} nor ${activityWords.holds}: write one of them, or ` +
        'leave the cell empty where the outcome is not known',
      { line: lines[i], column: activityColumn.header, value: word },
    )
  })
}

function readUnchecked(path: string, schema: TableSchema): TableReading {
  return readTable(dirname(path), schema, new ProblemList(path), false)
}

/** Whether a table has a column that its schema does not ask for. */
function hasExtraColumn({ extra }: TableReading, wanted: ColumnSchema): boolean {
  const keys = columnKeys(wanted)
  return extra.some((name) => keys.includes(wordKey(name)))
}

/** Whether a finding only says that an outcome is not known, which is no mistake. */
function isUnknownOutcome({ rule, column }: Problem): boolean {
  return rule === 'empty-cell' && column === activityColumn.header
}

/** Columns that are left aside, and words of which none are listed, are as they should be. */
const expectedHere: ReadonlySet<string> = new Set(['extra-column', 'unseen-category'])

function warningsOf({ problems, schema }: TableReading): Problem[] {
  return problems.problems
    .filter(({ severity, rule }) => severity === 'warning' && !expectedHere.has(rule))
    .map((problem) => ({ ...problem, file: schema.file }))
}

function throwErrors(
  path: string,
  { problems }: TableReading,
  isAllowed: (problem: Problem) => boolean = () => false,
): void {
  const errors = problems.problems.filter((problem) => problem.severity === 'error' && !isAllowed(problem))
  if (errors.length === 0) return
  const shown = errors.slice(0, 10).map((problem) => `  ${formatProblem(problem)}`)
  const more = errors.length > 10 ? [`  … and ${countProblems(errors.slice(10))} more`] : []
  const joined = errors.some(({ rule }) => rule === 'duplicate-key')
    ? [
        '  If several quarters were put together in this file: keep each in a file of its own, --plan with --outcomes',
      ]
    : []
  throw new UserError([`${path} cannot be used:`, ...shown, ...more, ...joined])
}
