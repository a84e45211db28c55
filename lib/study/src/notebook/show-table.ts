import { htmlTable } from '../report/html-table'
import { formatDecimal } from '../words/number-format'
import { showHtml } from './display'
import { type CellValue, type NumberFormat, writtenCells } from './table-cells'

/** Under which title a column stands, and how its numbers are written: by a format, or with so many decimals. */
export type ShownColumn = string | readonly [title: string, format: NumberFormat | number]

/** The columns of a table in their order, by the keys of its rows. */
export type ShownColumns<Row> = {
  readonly [Key in keyof Row as Row[Key] extends CellValue ? Key : never]?: ShownColumn
}

export interface ShowTableOptions<Row> {
  /** Stands above the table. */
  readonly name: string
  /**
   * Which values of a row are shown, in this order: a title, or a title with a format of
   * numbers (`fmt.percent`) or a number of decimals. Default:
   * all, each under its key in words.
   */
  readonly columns?: ShownColumns<Row>
  /**
   * Counts of customers that a row tells of and that do not overlap, such as those of two arms. With it the numbers of
   * rows that tell of fewer than five are withheld, and of one more row where the total would tell them.
   */
  readonly customers?: (row: Row) => readonly number[]
}

/**
 * Shows rows as a table in a notebook. How a value is written follows from its type ({@link CellValue}): numbers, intervals
 * and ranges right, words left, `true` as yes, of texts in both languages the English one.
 *
 * @example
 * show.table(models, { name: 'Models', columns: { name: 'model', loss: ['log loss', 3] } })
 */
export function showTable<Row extends object>(
  rows: readonly Row[],
  { name, columns, customers }: ShowTableOptions<Row>,
): void {
  const shown = Object.entries<ShownColumn | undefined>(columns ?? titlesByKey(rows)).flatMap(
    ([key, column]) => {
      if (column === undefined) return []
      const [title, given] = typeof column === 'string' ? [column] : column
      const format = typeof given === 'number' ? (value: number) => formatDecimal(value, given) : given
      const cells = writtenCells(
        rows.map((row) => row[key as keyof Row] as CellValue),
        format,
      )
      const isNumeric = rows.length > 0 ? cells.every((cell) => cell.isNumeric) : format !== undefined
      return {
        title,
        align: isNumeric ? ('right' as const) : ('left' as const),
        value: (position: number) => cells[position].text,
      }
    },
  )
  const positions = rows.map((_, position) => position)
  showHtml(
    htmlTable(positions, shown, {
      caption: name,
      ...(customers && { customers: (position) => customers(rows[position]) }),
    }),
  )
}

/** The keys of the rows as words: `profitAtRisk` → `profit at risk`. */
function titlesByKey(rows: readonly object[]): Record<string, string> {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return Object.fromEntries(
    keys.map((key) => [key, key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)]),
  )
}
