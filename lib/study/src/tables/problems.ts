import { escapeHidden } from '@one-click/core'
import type { Problem } from './schema'

const besidesBlanks = /[^\P{Cc}\t\n]|[\p{Cf}\p{Zl}\p{Zp}\ufffd]/u
const allBesidesBlanks = new RegExp(besidesBlanks.source, 'gu')

/** Whether a text holds control, invisible or replacement characters; tabs and line ends do not count. */
export function hasHiddenCharacters(text: string): boolean {
  return besidesBlanks.test(text)
}

/** A text without them. */
export function withoutHidden(text: string): string {
  return text.replace(allBesidesBlanks, '')
}

/** A value as it may stand in a message: quoted, nothing invisible, at most 60 characters. */
export function quoteValue(value: string): string {
  const start = value.length > 200 ? value.slice(0, 200) : value
  const escaped = escapeHidden(start.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t'))
  const short = escaped.length > 57 || start !== value ? `${escaped.slice(0, 57)}…` : escaped
  return `"${short}"`
}

/** Where a problem stands, and in how many rows. */
export type ProblemPlace = Pick<Problem, 'line' | 'column' | 'value' | 'count'>

/** So many problems of one rule in one file are kept; further ones are counted. */
export const keptPerRule = 1000

/** Problems of the same rule; errors also of the same column. */
interface Alike {
  readonly first: Problem
  count: number
  kept: number
  /** Lines of the first few. */
  readonly lines: number[]
}

/**
 * Collects the problems of one file. An error in more than half of the rows becomes one message that counts them, and
 * of each rule only so many problems are kept as anyone may want to read (see `keptPerRule`): what a file of nothing
 * but mistakes takes in memory and output is bounded.
 */
export class ProblemList {
  /** How many rows the file has below its header; 0 while that is not known. */
  rows = 0
  private readonly kept: Problem[] = []
  private readonly keptOf = new Map<string, number>()
  private readonly alike = new Map<string, Alike>()

  constructor(readonly file: string) {}

  error(rule: string, message: string, place: ProblemPlace = {}): void {
    this.add('error', rule, message, place)
  }

  warning(rule: string, message: string, place: ProblemPlace = {}): void {
    this.add('warning', rule, message, place)
  }

  /** What was found, in its order; last, for each kind, how many problems are not listed. */
  get problems(): readonly Problem[] {
    const listed = this.kept.flatMap((problem) => {
      const alike = this.alike.get(kindOf(problem))!
      if (!this.isCommon(alike)) return [problem]
      return problem === alike.first ? [asOne(alike, this.rows)] : []
    })
    const unlisted = [...this.alike.values()].flatMap((alike) =>
      alike.count === alike.kept || this.isCommon(alike) ? [] : [notListed(alike)],
    )
    return [...listed, ...unlisted]
  }

  private add(severity: Problem['severity'], rule: string, message: string, place: ProblemPlace): void {
    const { value, ...rest } = place
    const shown = value !== undefined && value.length > 200 ? `${value.slice(0, 200)}…` : value
    const problem: Problem = {
      severity,
      file: this.file,
      ...rest,
      ...(shown === undefined ? {} : { value: shown }),
      rule,
      message,
    }
    const kind = kindOf(problem)
    const alike = this.alike.get(kind) ?? { first: problem, count: 0, kept: 0, lines: [] }
    this.alike.set(kind, alike)
    alike.count++
    if (problem.line !== undefined && alike.lines.length < linesKept) alike.lines.push(problem.line)
    const keptOfRule = this.keptOf.get(`${severity} ${rule}`) ?? 0
    // The first of its kind is needed to speak for the others.
    if (keptOfRule >= keptPerRule && alike.count > 1) return
    this.keptOf.set(`${severity} ${rule}`, keptOfRule + 1)
    alike.kept++
    this.kept.push(problem)
  }

  private isCommon({ first, count }: Alike): boolean {
    return isErrorOfRow(first) && this.rows > 0 && count > 1 && count > this.rows / 2
  }
}

/** Enough to list them (see `listLines`) and to see that there are more. */
const linesKept = 6

function kindOf(problem: Problem): string {
  const { severity, rule, column = '' } = problem
  if (severity === 'warning') return `warning ${rule}`
  return `${isErrorOfRow(problem) ? 'row' : 'table'} ${rule} ${column}`
}

/** Whether a problem is an error of one row, not of the table or of rows that it counts. */
function isErrorOfRow({ severity, line, count }: Problem): boolean {
  return severity === 'error' && line !== undefined && count === undefined
}

function asOne({ first, count, lines }: Alike, rows: number): Problem {
  const message = `${first.message}; the same fault is in ${listLines(lines, count)} of ${rows}`
  return { ...first, message, count }
}

function notListed({ first, count, kept }: Alike): Problem {
  const { severity, file, rule, column } = first
  const message = `${count - kept} more of these are not listed`
  const place = severity === 'error' && column !== undefined ? { column } : {}
  return { severity, file, ...place, rule, message, unlisted: count - kept }
}

/** `3 rows (lines 4, 7, 9)`, cut after five lines. */
export function listLines(lines: readonly number[], count = lines.length): string {
  const rows = count === 1 ? '1 row' : `${count} rows`
  const more = count > 5 ? ', …' : ''
  return `${rows} (line${count === 1 ? '' : 's'} ${lines.slice(0, 5).join(', ')}${more})`
}
