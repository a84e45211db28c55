import type { ColumnSchema } from './schema'
import { wordKey } from './word-key'

/** How a written word was understood. */
export interface WordReading {
  /** The value as the store means it; the written word itself when unknown. */
  readonly word: string
  /** `repaired`: a listed misspelling, or the same word by its key (see `wordKey`). */
  readonly status: 'known' | 'repaired' | 'unknown'
}

/** Reads the words of one choice or category column; each distinct word is looked up once. */
export function wordReader(column: ColumnSchema): (cell: string) => WordReading {
  const readings = new Map<string, WordReading>()
  const byKey = new Map<string, WordReading>()
  for (const { word: right, misspellings = [] } of column.values ?? []) {
    const repaired: WordReading = { word: right, status: 'repaired' }
    readings.set(right, { word: right, status: 'known' })
    for (const word of [right, ...misspellings]) byKey.set(wordKey(word), repaired)
  }
  return (cell) => {
    const found = readings.get(cell)
    if (found !== undefined) return found
    const reading = byKey.get(wordKey(cell)) ?? ({ word: cell, status: 'unknown' } as const)
    readings.set(cell, reading)
    return reading
  }
}

/** A cell without surrounding spaces and with single ones inside. */
export function tidyCell(cell: string): string {
  const trimmed = cell.trim()
  return /\s\s|[\t\n\v\f]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed
}
