import type { ProblemList } from './problems'
import type { TableSchema } from './schema'

/** A table after its own checks, before it is compared with the others. */
export interface TableReading {
  readonly schema: TableSchema
  readonly problems: ProblemList
  /** Rows below the header. */
  readonly read: number
  /** Of these, rows that say nothing, as a cell that may be empty is; they are not among the lines. */
  readonly blank: number
  /** Lines and columns of the rows with the right number of fields, each row once. */
  readonly lines: Int32Array
  readonly columns: Readonly<Record<string, Float64Array | readonly string[]>>
  /** 1 for each of those rows that has an error. */
  readonly faulty: Uint8Array
  /** Names of the columns that the schema does not ask for. */
  readonly extra: readonly string[]
  /** How many rows were left out that say nothing but what an earlier one has said. */
  readonly repeated: number
}
