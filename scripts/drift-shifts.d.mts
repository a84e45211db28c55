import type { Random } from '@one-click/core'
import type { StudyTables } from 'one-click'

/** A change of tables in sizes from small to large. */
export interface Shift {
  readonly name: string
  readonly sizes: readonly number[]
  readonly written: (size: number) => string
  readonly apply: (tables: StudyTables, size: number, random: Random) => StudyTables
}

export const shifts: readonly Shift[]
