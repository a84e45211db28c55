import { withheldNote, withholdNumbers } from '../study/withheld-numbers'
import { escapeHtml } from './markup'

/** One column of a table: which value, under which heading, how written. */
export interface TableColumn<Row> {
  readonly title: string
  readonly value: (row: Row) => string | number
  /** Default: numbers right, words left. */
  readonly align?: 'left' | 'right'
}

export interface TableOptions<Row> {
  readonly caption?: string
  /**
   * Counts of customers that a row tells of and that do not overlap, such as those of two arms. With it the numbers of
   * rows that tell of fewer than five are withheld, and of one more row where the total would tell them.
   */
  readonly customers?: (row: Row) => readonly number[]
  /** Stands below the table. Default: where numbers are withheld, that they are. */
  readonly note?: string
}

/** A table as HTML; every value is escaped, so text from the store's tables stays text. */
export function htmlTable<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { caption, customers, note }: TableOptions<Row> = {},
): string {
  const { cells, isWithheld } = withholdNumbers(rows, columns, customers)
  const foot = note ?? (isWithheld ? withheldNote : undefined)
  const alignments = columns.map(
    ({ align }, j) => align ?? (cells.every((row) => typeof row[j] === 'number') ? 'right' : 'left'),
  )
  const head = columns.map(
    ({ title }, j) => `<th scope="col" style="text-align:${alignments[j]}">${escapeHtml(title)}</th>`,
  )
  const styles = alignments.map(
    (align) => `text-align:${align}${align === 'right' ? ';white-space:nowrap' : ''}`,
  )
  const body = cells.map((row) => {
    const written = row.map((content, j) => cell(String(content), styles[j]))
    return `<tr>${written.join('')}</tr>`
  })
  return [
    '<table class="study-table">',
    ...(caption ? [`<caption>${escapeHtml(caption)}</caption>`] : []),
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${body.join('')}</tbody>`,
    ...(foot ? [`<tfoot><tr><td colspan="${columns.length}">${escapeHtml(foot)}</td></tr></tfoot>`] : []),
    '</table>',
  ].join('')
}

/** Longer texts, such as a category of a thousand letters, are cut short; the whole text shows on hover. */
const longestText = 300

function cell(text: string, style: string): string {
  if (text.length <= longestText) return `<td style="${style}">${escapeHtml(text)}</td>`
  const start = [...text.slice(0, longestText)].slice(0, longestText / 2).join('')
  return `<td style="${style}" title="${escapeHtml(text)}">${escapeHtml(start)}…</td>`
}
