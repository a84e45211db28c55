import type { Header } from './header'
import { hasHiddenCharacters, listLines, type ProblemList, quoteValue } from './problems'
import { wordKey } from './word-key'

/** Records below the header that have one cell for each of its fields. */
export interface ShapedRows {
  readonly rows: readonly (readonly string[])[]
  readonly lines: Int32Array
  /** How many rows of empty cells were skipped. */
  readonly empty: number
}

/** Lines of rows that are read after a small change of their shape. */
interface Reshaped {
  readonly empty: number[]
  readonly trailing: number[]
}

/**
 * Leaves out, and reports, records below the header whose fields do not match it. Rows of empty cells are skipped and
 * empty cells behind the last column cut or added, with a warning each.
 */
export function keepWellFormedRows(
  rows: readonly (readonly string[])[],
  lines: readonly number[],
  header: Header,
  problems: ProblemList,
): ShapedRows {
  const kept: (readonly string[])[] = []
  const keptLines: number[] = []
  const reshaped: Reshaped = { empty: [], trailing: [] }
  for (let i = 1; i < rows.length; i++) {
    const row = shapeRow(rows[i], lines[i], header, reshaped, problems)
    if (row === undefined) continue
    kept.push(row)
    keptLines.push(lines[i])
  }
  const { empty, trailing } = reshaped
  reportReshaped('empty-row', 'all cells are empty and the row is skipped', empty, problems)
  reportReshaped(
    'trailing-delimiters',
    'more or fewer empty cells end the row than the header',
    trailing,
    problems,
  )
  return { rows: kept, lines: Int32Array.from(keptLines), empty: empty.length }
}

function reportReshaped(
  rule: string,
  message: string,
  lines: readonly number[],
  problems: ProblemList,
): void {
  if (lines.length === 0) return
  problems.warning(rule, `${message}: ${listLines(lines)}`, { line: lines[0], count: lines.length })
}

function shapeRow(
  row: readonly string[],
  line: number,
  header: Header,
  { empty, trailing }: Reshaped,
  problems: ProblemList,
): readonly string[] | undefined {
  if (isBlank(row[0]) && row.every(isBlank)) {
    empty.push(line)
    return undefined
  }
  if (!startsWithNumber(row[0]) && isNoRow(row, line, header, problems)) return undefined
  if (row.length === header.width) return row
  if (row.length >= header.named && row.slice(header.width).every(isBlank)) {
    trailing.push(line)
    return Array.from({ length: header.width }, (_, field) => row[field] ?? '')
  }
  const hidden = row.find(hasHiddenCharacters)
  if (hidden !== undefined) reportHidden(hidden, line, problems)
  else reportWidth(row, header.width, line, problems)
  return undefined
}

const isBlank = (cell: string) => cell === '' || cell.trim() === ''

/** Rows of data nearly always do: nothing else is asked of them. */
const startsWithNumber = (cell: string) => /^\s*[\d+-]/.test(cell)

/** Reports a row that is none: the header once more, or a total. */
function isNoRow(row: readonly string[], line: number, header: Header, problems: ProblemList): boolean {
  if (repeatsHeader(row, header)) {
    problems.error('second-header', 'the header stands here once more: delete this line', {
      line,
      value: row[0],
    })
    return true
  }
  const total = findTotal(row, header)
  if (total === undefined) return false
  problems.error('total-row', `${quoteValue(total)}: the row is a total and no customer: delete this row`, {
    line,
    value: total,
  })
  return true
}

/** No more cells of a row are compared with words: what a row is shows at its start. */
const cellsCompared = 100

/** At least two cells name their own or another column. */
function repeatsHeader(row: readonly string[], header: Header): boolean {
  const names = row.slice(0, cellsCompared).filter((cell) => {
    const key = cell.length > 100 ? '' : wordKey(cell)
    return key !== '' && header.keys.has(key)
  })
  return names.length >= Math.min(2, header.width)
}

const totals = [
  'итог',
  'всего',
  'общий итог',
  'промежуточный итог',
  'total',
  'grand total',
  'subtotal',
  'sum',
].map(wordKey)

/** The cell that calls a row without an id a total. */
function findTotal(row: readonly string[], { fields }: Header): string | undefined {
  const id = fields.find(({ column }) => column.kind === 'id')
  if (id === undefined || startsWithNumber(row[id.field] ?? '')) return undefined
  return row.slice(0, cellsCompared).find((cell) => {
    const key = cell.length > 100 ? '' : wordKey(cell)
    return totals.some((total) => key.startsWith(total))
  })
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
