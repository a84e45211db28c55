import { ArgumentError } from '@one-click/core'
import type { Bilingual } from '../words/language'
import { formatCount, formatMeasure } from '../words/number-format'

/** How a number is written. */
export type NumberFormat = (value: number) => string

/** What a cell of a table may hold. Numbers within are all written in the format of the column. */
export type CellValue =
  | string
  | number
  | boolean
  | Bilingual
  /** An interval: `a to b`. */
  | { readonly lower: number; readonly upper: number }
  /** `low – likely – high` */
  | { readonly low: number; readonly likely: number; readonly high: number }
  /** Mean ± standard deviation. */
  | { readonly mean: number; readonly sd: number }
  /** From the first to the last: `1–500`. */
  | { readonly first: number; readonly last: number }
  /** An enumeration. */
  | readonly string[]
  | undefined
  | null

/** A value as a table shows it: numbers, intervals and ranges are written right, all else left. */
export interface WrittenCell {
  readonly text: string
  readonly isNumeric: boolean
}

/**
 * The cells of one column. Without a format whole numbers are written as counts, and the numbers of a column in which not
 * all are whole as measures.
 *
 * @throws ArgumentError for an object of another shape
 */
export function writtenCells(values: readonly CellValue[], format?: NumberFormat): WrittenCell[] {
  const numbers = values.flatMap((value) => numericParts(value)?.parts ?? [])
  const written = format ?? (numbers.every(Number.isInteger) ? formatCount : formatMeasure)
  return values.map((value) => writtenCell(value, written))
}

function writtenCell(value: CellValue, format: NumberFormat): WrittenCell {
  const numeric = numericParts(value)
  if (numeric) {
    const isKnown = numeric.parts.every((part) => !Number.isNaN(part))
    return {
      text: isKnown ? numeric.parts.map((part) => format(part)).join(numeric.between) : '',
      isNumeric: true,
    }
  }
  return { text: inWords(value), isNumeric: value === undefined || value === null }
}

/** The numbers of a value and what stands between them; absent where it holds words. */
function numericParts(value: CellValue): { parts: readonly number[]; between: string } | undefined {
  if (typeof value === 'number') return { parts: [value], between: '' }
  if (typeof value !== 'object' || value === null) return undefined
  if ('lower' in value) return { parts: [value.lower, value.upper], between: ' to ' }
  if ('likely' in value) return { parts: [value.low, value.likely, value.high], between: ' – ' }
  if ('sd' in value) return { parts: [value.mean, value.sd], between: ' ± ' }
  if ('first' in value) return { parts: [value.first, value.last], between: '–' }
  return undefined
}

function inWords(value: CellValue): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value === 'object' && 'en' in value) return value.en
  throw new ArgumentError(
    'show.table',
    'a cell must hold text, a number, an interval or a list of texts',
    value,
  )
}
