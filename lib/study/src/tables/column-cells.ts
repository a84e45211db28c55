import type { NumberStyle } from './number-style'
import type { ProblemList } from './problems'
import type { ColumnSchema } from './schema'

/** The cells of a column, tidied, and where the findings about them go. */
export interface ColumnCells {
  readonly column: ColumnSchema
  readonly cells: readonly string[]
  readonly lines: Int32Array
  readonly style: NumberStyle
  readonly problems: ProblemList
  /** Set to 1 for rows with an error. */
  readonly faulty: Uint8Array
  /** Rows whose cell holds control or invisible characters: nothing else is said about them. */
  readonly hidden?: ReadonlySet<number>
}
