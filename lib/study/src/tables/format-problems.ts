import { escapeHidden } from '@one-click/core'
import { quoteValue } from './problems'
import type { Problem, RowBalance } from './schema'

/** How many problems of one rule in one file are printed before the rest is only counted. */
const shownPerRule = 20

/** How many problems there are, those that are only counted among them. */
export function countProblems(problems: readonly Problem[]): number {
  return problems.reduce((sum, { unlisted = 1 }) => sum + unlisted, 0)
}

/** One problem as a line of text: place, value, rule and what to do. */
export function formatProblem(problem: Problem): string {
  const place = [
    problem.line === undefined ? '' : `line ${problem.line}`,
    problem.column === undefined ? '' : `column ${problem.column.slice(0, 60)}`,
    problem.value === undefined || isInMessage(problem) ? '' : `value ${quoteValue(problem.value)}`,
  ].filter((part) => part !== '')
  const where = place.length === 0 ? '' : `${place.join(', ')}: `
  return escapeHidden(`${problem.severity}: ${where}${problem.message} [${problem.rule}]`)
}

function isInMessage({ value, column, message }: Problem): boolean {
  return value === column || message.includes(quoteValue(value ?? ''))
}

/**
 * All problems as text, file by file, errors before warnings; of one rule in one file the first 20 are written
 * out and the others counted.
 */
export function formatProblems(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))]
  return files
    .map((file) => [file, ...linesOf(problems.filter((problem) => problem.file === file))].join('\n'))
    .join('\n\n')
}

function linesOf(problems: readonly Problem[]): string[] {
  const ordered = [
    ...problems.filter(({ severity }) => severity === 'error'),
    ...problems.filter(({ severity }) => severity === 'warning'),
  ]
  const counts = new Map<string, number>()
  const lines: string[] = []
  for (const problem of ordered) {
    const key = `${problem.severity} ${problem.rule}`
    const count = (counts.get(key) ?? 0) + (problem.unlisted ?? 1)
    counts.set(key, count)
    if (count <= shownPerRule && problem.unlisted === undefined) lines.push(`  ${formatProblem(problem)}`)
  }
  for (const [key, count] of counts) {
    const [severity, rule] = key.split(' ')
    if (count > shownPerRule) lines.push(`  ${severity}: … and ${count - shownPerRule} more [${rule}]`)
  }
  return lines
}

/** Rows read, used and set aside, one line a table. */
export function formatBalance(balance: readonly RowBalance[]): string {
  const rows = balance.map(({ file, read, used, setAside }) => {
    const reasons = setAside.map(({ reason, rows }) => `${rows} (${reason})`).join(', ')
    return [file, String(read), String(used), reasons || '0']
  })
  const table = [['table', 'rows read', 'used', 'set aside'], ...rows]
  const widths = [0, 1, 2].map((i) => Math.max(...table.map((row) => row[i].length)))
  return table
    .map(([file, read, used, aside]) =>
      [file.padEnd(widths[0]), read.padStart(widths[1]), used.padStart(widths[2]), aside].join('  '),
    )
    .join('\n')
}
