import { basename, dirname } from 'node:path'
import { columnKey, columnKeys } from '../../tables/column-names'
import { formatProblem } from '../../tables/format-problems'
import { ProblemList, quoteValue } from '../../tables/problems'
import type { ColumnSchema, Problem, TableSchema } from '../../tables/schema'
import { readTable, type TableReading } from '../../tables/validate-table'
import { StudyError } from '../../util/errors'
import {
  activityColumn,
  armNames,
  customerFile,
  experimentColumns,
  idColumn,
  outcomeProfitColumn,
} from './experiment-schema'
import type { DrawnCustomers } from './plan'

/** What became of customers; those without an outcome are left out. Arrays of one shape (customers). */
export interface ExperimentOutcomes {
  readonly ids: Float64Array
  /** 1 where activity declined. */
  readonly declined: Uint8Array
  /** Profit a month over the three months; absent when the file has none. */
  readonly profit?: Float64Array
}

/**
 * Reads experiment.csv, in any encoding and dialect that the store's tables come in.
 * @throws StudyError that names each bad line, its value and the remedy
 */
export function readExperiment(path: string): DrawnCustomers {
  const schema = customerFile(basename(path), 'who takes part in the experiment', experimentColumns)
  const reading = readChecked(path, schema)
  const numbers = (name: string) => reading.columns[name] as Float64Array
  const words = (name: string) => reading.columns[name] as readonly string[]
  if (reading.lines.length === 0)
    throw new StudyError(`${path}: no customer takes part: plan the experiment anew`)
  return {
    ids: numbers('id'),
    segment: words('segment'),
    offer: words('offer'),
    channel: words('channel'),
    probability: numbers('probability'),
    profit: numbers('profit'),
    cost: numbers('cost'),
    averted: numbers('averted'),
    reduction: numbers('reduction'),
    lowReduction: numbers('lowReduction'),
    highReduction: numbers('highReduction'),
    treated: Uint8Array.from(words('arm'), (arm) => Number(arm === armNames.treatment)),
  }
}

/**
 * Reads what became of customers: `id`, `activity` («Снизилась», «Прежний уровень»; empty when not known) and,
 * where it is there, `profit`, a month. The store's own names of the columns do as well, so the next quarter's
 * market_file.csv can be given as it is; other columns are left aside.
 *
 * @throws StudyError that names each bad line, its value and the remedy
 */
export function readOutcomes(path: string): ExperimentOutcomes {
  const columns = [idColumn, activityColumn]
  const schema = (all: readonly ColumnSchema[]) =>
    customerFile(basename(path), 'outcome of an experiment', all)
  const plain = readUnchecked(path, schema(columns))
  const profitKeys = columnKeys(outcomeProfitColumn)
  const hasProfit = plain.problems.problems.some(
    ({ rule, column = '' }) => rule === 'extra-column' && profitKeys.includes(columnKey(column)),
  )
  const reading = hasProfit ? readUnchecked(path, schema([...columns, outcomeProfitColumn])) : plain
  reportUnknownActivity(reading)
  throwErrors(path, reading, isUnknownOutcome)
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

const activityWord = (english: string) =>
  activityColumn.values!.find((value) => value.english === english)!.russian

/** The store's words for the outcome. */
export const activityWords = { declines: activityWord('declines'), holds: activityWord('holds') } as const

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
      { line: lines[i], column: activityColumn.russian, value: word },
    )
  })
}

function readUnchecked(path: string, schema: TableSchema): TableReading {
  return readTable(dirname(path), schema, new ProblemList(path), false)
}

function readChecked(path: string, schema: TableSchema): TableReading {
  const reading = readUnchecked(path, schema)
  throwErrors(path, reading)
  return reading
}

/** Whether a finding only says that an outcome is not known, which is no mistake. */
function isUnknownOutcome({ rule, column, value }: Problem): boolean {
  return rule === 'empty-cell' && column === activityColumn.russian && value === ''
}

function throwErrors(
  path: string,
  { problems }: TableReading,
  isAllowed: (problem: Problem) => boolean = () => false,
): void {
  const errors = problems.problems.filter((problem) => problem.severity === 'error' && !isAllowed(problem))
  if (errors.length === 0) return
  const shown = errors.slice(0, 10).map((problem) => `  ${formatProblem(problem)}`)
  const more = errors.length > 10 ? [`  … and ${errors.length - 10} more`] : []
  throw new StudyError([`${path} cannot be used:`, ...shown, ...more].join('\n'))
}
