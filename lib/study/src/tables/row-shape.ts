import type { Header } from './header'
import { hasHiddenCharacters, listLines, type ProblemList, quoteValue } from './problems'
import { wordKey } from './word-key'

/**
 * Takes the records of a table one by one, the header first. Those whose fields do not match it are reported and left out; rows of empty
 * cells are skipped, and empty cells behind the last column cut or added, with a warning each.
 */
export class RowShaper {
  /** Undefined until the first record has come. */
  header: Header | undefined
  /** Records with one cell for each field of the header, and the lines that they stand on. */
  readonly rows: (readonly string[])[] = []
  readonly lines: number[] = []
  /** How many records stand below the header, those of empty cells not counted. */
  read = 0
  private misshapen = 0
  private readonly reshaped: Reshaped = { empty: [], trailing: [] }

  constructor(
    private readonly problems: ProblemList,
    private readonly readHeader: (names: readonly string[], line: number) => Header,
  ) {}

  /** Why more records would tell nothing new, once so many have told nothing. */
  get doubt(): string | undefined {
    const { header, misshapen, rows } = this
    if (misshapen + rows.length < doubtfulRows) return undefined
    if (header?.fields.length === 0) return 'no column of the header is known'
    if (misshapen < doubtfulRows || misshapen <= rows.length) return undefined
    return `most rows so far, ${misshapen}, do not fit the header`
  }

  /** @returns whether it is worth going on */
  add(record: readonly string[], line: number): boolean {
    if (this.header === undefined) {
      this.header = this.readHeader(record, line)
      return true
    }
    const { empty } = this.reshaped
    const emptyBefore = empty.length
    const row = shapeRow(record, line, this.header, this.reshaped, this.problems)
    const isEmpty = empty.length > emptyBefore
    if (!isEmpty) this.read++
    if (row !== undefined) {
      this.rows.push(row)
      this.lines.push(line)
    } else if (!isEmpty) this.misshapen++
    return this.doubt === undefined
  }

  /** Warns of the rows that were skipped or cut. */
  reportReshaped(): void {
    const { empty, trailing } = this.reshaped
    reportReshaped('empty-row', 'all cells are empty and the row is skipped', empty, this.problems)
    const message = 'more or fewer empty cells end the row than the header'
    reportReshaped('trailing-delimiters', message, trailing, this.problems)
  }
}

/** After so many rows that cannot be used, the file is in doubt and not the rows. */
const doubtfulRows = 100_000

/** Lines of rows that are read after a small change of their shape. */
interface Reshaped {
  readonly empty: number[]
  readonly trailing: number[]
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
  const keys = row.slice(0, cellsCompared).map((cell) => (cell.length > 100 ? '' : wordKey(cell)))
  if (repeatsHeader(keys, header)) {
    problems.error('second-header', 'the header stands here once more: delete this line', {
      line,
      value: row[0],
    })
    return true
  }
  const total = findTotal(row, keys, header)
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
function repeatsHeader(keys: readonly string[], header: Header): boolean {
  const names = keys.filter((key) => key !== '' && header.keys.has(key))
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
function findTotal(row: readonly string[], keys: readonly string[], { fields }: Header): string | undefined {
  const id = fields.find(({ column }) => column.kind === 'id')
  if (id === undefined || startsWithNumber(row[id.field] ?? '')) return undefined
  return row[keys.findIndex((key) => totals.some((total) => key.startsWith(total)))]
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
