import { rowsToWithhold } from '../customers/small-groups'

/** What stands for a number that is withheld. */
export const withheldMark = '—'

/** What stands below a table with withheld numbers. */
export const withheldNote = `${withheldMark}: withheld, so that no single customer can be told from it.`

/** What is written of a row in one column; numbers are aligned right. */
interface WrittenColumn<Row, Cell> {
  readonly value: (row: Row) => Cell
  readonly align?: 'left' | 'right'
}

/**
 * The cells of a table, shape (rows, columns). The numbers of rows that tell of fewer than five customers are withheld, and
 * of one more row where the total would tell them (`rowsToWithhold`).
 *
 * @param customers counts of customers that a row tells of and that do not overlap; absent: nothing is withheld
 */
export function withholdNumbers<Row, Cell>(
  rows: readonly Row[],
  columns: readonly WrittenColumn<Row, Cell>[],
  customers?: (row: Row) => readonly number[],
): { cells: (Cell | string)[][]; isWithheld: boolean } {
  const withheld = new Set(customers ? rowsToWithhold(rows.map(customers)) : [])
  const cells = rows.map((row, i) =>
    columns.map(({ value, align }) => (withheld.has(i) && align === 'right' ? withheldMark : value(row))),
  )
  return { cells, isWithheld: withheld.size > 0 }
}
