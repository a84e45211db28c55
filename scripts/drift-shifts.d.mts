import type { Random, StudyTables } from '../lib/src/index'

/** A change of tables in sizes from small to large. */
export interface Shift {
  readonly name: string
  readonly sizes: readonly number[]
  readonly written: (size: number) => string
  readonly apply: (tables: StudyTables, size: number, random: Random) => StudyTables
}

export const shifts: readonly Shift[]
