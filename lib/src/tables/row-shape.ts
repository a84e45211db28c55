import { columnKey } from './column-names'
import type { Header } from './header'
import { hasHiddenCharacters, type ProblemList, quoteValue } from './problems'

/** Leaves out, and reports, records below the header whose fields do not match it. */
export function keepWellFormedRows(
  rows: readonly (readonly string[])[],
  lines: readonly number[],
  header: Header,
  problems: ProblemList,
): { rows: (readonly string[])[]; lines: Int32Array } {
  const kept: (readonly string[])[] = []
  const keptLines: number[] = []
  for (let i = 1; i < rows.length; i++) {
    if (isWellFormed(rows[i], lines[i], header, problems)) {
      kept.push(rows[i])
      keptLines.push(lines[i])
    }
  }
  return { rows: kept, lines: Int32Array.from(keptLines) }
}

function isWellFormed(row: readonly string[], line: number, header: Header, problems: ProblemList): boolean {
  if (repeatsHeader(row, header)) {
    problems.error('second-header', 'the header stands here once more: delete this line', {
      line,
      value: row[0],
    })
    return false
  }
  if (row.length !== header.width) {
    const hidden = row.find(hasHiddenCharacters)
    if (hidden !== undefined) reportHidden(hidden, line, problems)
    else reportWidth(row, header.width, line, problems)
    return false
  }
  if (row.every((cell) => cell.trim() === '')) {
    problems.error('empty-cell', 'all cells of this row are empty: delete the line or fill them in', {
      line,
      value: '',
    })
    return false
  }
  return true
}

/** At least two cells name their own or another column. Digits come first in rows of data, so this costs little. */
function repeatsHeader(row: readonly string[], header: Header): boolean {
  if (/^\s*[\d+-]/.test(row[0])) return false
  const names = row.filter((cell) => header.keys.includes(columnKey(cell)) && cell.trim() !== '')
  return names.length >= Math.min(2, header.width)
}

/** What broke the row is more likely the damage than a missing field. */
function reportHidden(value: string, line: number, problems: ProblemList): void {
  const message = `${quoteValue(value)} holds control or invisible characters: remove them, or the line`
  problems.error('control-character', message, { line, value })
}

function reportWidth(row: readonly string[], width: number, line: number, problems: ProblemList): void {
  const counts = `the row has ${row.length} fields, the header ${width}`
  const place = { line, value: row.join(',') }
  if (row.length < width) {
    problems.error('too-few-fields', `${counts}: add what is missing`, place)
  } else {
    const remedy = 'quote a field that holds the delimiter, or remove what is too much'
    problems.error('too-many-fields', `${counts}: ${remedy}`, place)
  }
}
