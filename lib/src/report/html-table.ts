import { escapeHtml } from './notebook'

/** One column of a table: which value, under which heading, how written. */
export interface TableColumn<Row> {
  readonly title: string
  readonly value: (row: Row) => string | number
  /** Default: numbers right, words left. */
  readonly align?: 'left' | 'right'
}

/** A table as HTML; every value is escaped, so text from the store's tables stays text. */
export function htmlTable<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { caption }: { caption?: string } = {},
): string {
  const cells = rows.map((row) => columns.map(({ value }) => value(row)))
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
    const written = row.map((content, j) => `<td style="${styles[j]}">${escapeHtml(String(content))}</td>`)
    return `<tr>${written.join('')}</tr>`
  })
  return [
    '<table class="study-table">',
    ...(caption ? [`<caption>${escapeHtml(caption)}</caption>`] : []),
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${body.join('')}</tbody>`,
    '</table>',
  ].join('')
}
