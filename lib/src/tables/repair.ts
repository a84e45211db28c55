import type { ColumnSchema } from './schema'

/** How a written word was understood. */
export interface WordReading {
  /** The value as the store means it; the written word itself when unknown. */
  readonly word: string
  /** `repaired`: a listed misspelling or other letter case. */
  readonly status: 'known' | 'repaired' | 'unknown'
}

/** Reads the words of one choice or category column; each distinct word is looked up once. */
export function wordReader(column: ColumnSchema): (cell: string) => WordReading {
  const readings = new Map<string, WordReading>()
  for (const { russian, misspellings = [] } of column.values ?? []) {
    readings.set(russian, { word: russian, status: 'known' })
    for (const word of misspellings) readings.set(word, { word: russian, status: 'repaired' })
  }
  const byLowerCase = new Map([...readings].map(([word, reading]) => [word.toLowerCase(), reading.word]))
  return (cell) => {
    const found = readings.get(cell)
    if (found !== undefined) return found
    const meant = byLowerCase.get(cell.toLowerCase())
    const reading: WordReading =
      meant === undefined ? { word: cell, status: 'unknown' } : { word: meant, status: 'repaired' }
    readings.set(cell, reading)
    return reading
  }
}

/** A cell without surrounding spaces and with single ones inside. */
export function tidyCell(cell: string): string {
  const trimmed = cell.trim()
  return /\s\s|[\t\n\v\f]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed
}
