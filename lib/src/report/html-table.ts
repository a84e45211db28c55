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
  const cell = (tag: string, content: string | number, j: number) =>
    `<${tag} style="text-align:${alignments[j]}${alignments[j] === 'right' && tag === 'td' ? ';white-space:nowrap' : ''}">${escapeHtml(String(content))}</${tag}>`
  const head = columns.map(({ title }, j) =>
    cell('th scope="col"', title, j).replace('</th scope="col">', '</th>'),
  )
  const body = cells.map((row) => `<tr>${row.map((content, j) => cell('td', content, j)).join('')}</tr>`)
  return [
    '<table class="study-table">',
    ...(caption ? [`<caption>${escapeHtml(caption)}</caption>`] : []),
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${body.join('')}</tbody>`,
    '</table>',
  ].join('')
}
