import type { DecimalUse } from './dialect'
import { quoteValue } from './problems'
import type { ColumnSchema } from './schema'

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** The number a tidy cell states in the file's decimal mark; NaN when it states none that can be used. */
export function parseNumber(cell: string, { mark, ambiguous }: DecimalUse): number {
  let text = cell
  if (mark === ',') {
    if (cell.includes('.') || (ambiguous && cell.includes(','))) return Number.NaN
    text = cell.replace(',', '.')
  }
  if (!number.test(text)) return Number.NaN
  const value = Number(text)
  // Minus zero is zero: content that looks the same must be the same.
  return Number.isFinite(value) ? value + 0 : Number.NaN
}

/** A rule that a cell breaks, and how to mend it. */
export interface CellFault {
  readonly rule: string
  readonly message: string
}

/** Why `parseNumber` refused the cell. */
export function numberFault(cell: string, use: DecimalUse): CellFault {
  const shown = quoteValue(cell)
  if (cell === '') return { rule: 'empty-cell', message: 'the cell is empty: fill in a number' }
  if (/^[+-]?(?:nan|inf|infinity|∞)$/i.test(cell) || Math.abs(Number(cell.replace(',', '.'))) === Infinity) {
    return {
      rule: 'not-finite',
      message: `${shown} is not a finite number: fill in the value or drop the row`,
    }
  }
  if (use.ambiguous && /^[+-]?\d+,\d+$/.test(cell)) {
    return {
      rule: 'ambiguous-number',
      message: `${shown} may mean a fraction or thousands: write it without a thousands separator, with a decimal point`,
    }
  }
  return { rule: 'not-a-number', message: `${shown} is not a number${hint(cell, use)}` }
}

function hint(cell: string, { mark }: DecimalUse): string {
  const other = mark === '.' ? ',' : '.'
  if (/^[+-]?\d+[.,]\d+$/.test(cell) && cell.includes(other)) {
    return `: this file writes fractions with "${mark}", write it the same way`
  }
  if (/^[+-]?\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d+)?$/.test(cell)) return ': remove the thousands separators'
  if (/^0x/i.test(cell)) return ': write it in decimal digits'
  return ': fill in a number, digits only, without unit or text'
}

/** Which bound of the column a number breaks. */
export function boundsFault(value: number, cell: string, column: ColumnSchema): CellFault | undefined {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = column
  if (value >= minimum && value <= maximum) return undefined
  const shown = quoteValue(cell)
  if (column.unit === 'share') {
    return {
      rule: 'share-out-of-range',
      message: `${shown} is no share between 0 and 1: divide percents by 100`,
    }
  }
  if (value < 0 && minimum === 0) {
    return { rule: 'negative-value', message: `${shown} is negative where only 0 or more can be: correct it` }
  }
  const range = `${minimum} and ${maximum}`
  return { rule: 'out-of-bounds', message: `${shown} is not between ${range}: check the value and its unit` }
}
