import { rowsToWithhold } from '../customers/small-groups'
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
}

/** What stands for a number that is withheld. */
const withheldMark = '—'

/** A table as HTML; every value is escaped, so text from the store's tables stays text. */
export function htmlTable<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { caption, customers }: TableOptions<Row> = {},
): string {
  const withheld = new Set(customers ? rowsToWithhold(rows.map(customers)) : [])
  const cells = rows.map((row, i) =>
    columns.map(({ value, align }) => (withheld.has(i) && align === 'right' ? withheldMark : value(row))),
  )
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
    ...(withheld.size > 0
      ? [
          `<tfoot><tr><td colspan="${columns.length}">${withheldMark}: withheld, so that no single customer can be told from it.</td></tr></tfoot>`,
        ]
      : []),
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
