import { bareNumber, type NumberSign } from './bare-number'
import type { NumberStyle } from './number-style'
import { quoteValue } from './problems'
import type { ColumnSchema } from './schema'

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
const groupedByPoints = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?=,|$)/

/** The number a tidy cell states in the file's style; NaN when it states none that can be used. */
export function parseNumber(cell: string, { mark, ambiguous }: NumberStyle): number {
  let text = cell
  if (ambiguous && cell.includes(mark)) return Number.NaN
  if (mark === ',') {
    if (cell.includes('.')) return Number.NaN
    text = cell.replace(',', '.')
  }
  if (!number.test(text)) return Number.NaN
  const value = Number(text)
  // Minus zero is zero: content that looks the same must be the same.
  return Number.isFinite(value) ? value + 0 : Number.NaN
}

/** A number that was written with more than it needs. */
export interface AdornedNumber {
  readonly value: number
  readonly signs: readonly NumberSign[]
}

/**
 * The number of a cell that `parseNumber` refused for what was added to it: thousands separators, a percent sign in
 * a column of shares, a currency sign in a column of money; undefined when it states none.
 */
export function parseAdornedNumber(
  cell: string,
  style: NumberStyle,
  { unit }: ColumnSchema,
): AdornedNumber | undefined {
  const bare = bareNumber(cell)
  const signs = [...bare.signs]
  let { text } = bare
  const grouped = style.pointGroups ? groupedByPoints.exec(text)?.[0] : undefined
  if (grouped !== undefined) {
    text = grouped.replaceAll('.', '') + text.slice(grouped.length)
    signs.push('thousands')
  }
  if (signs.includes('percent') && unit !== 'share') return undefined
  if (signs.includes('currency') && !unit.startsWith('money')) return undefined
  const value = signs.includes('percent') ? parsePercent(text, style) : parseNumber(text, style)
  return Number.isNaN(value) ? undefined : { value, signs }
}

/** A hundredth of the number, as exact as if it had been written so. */
export function parsePercent(cell: string, style: NumberStyle): number {
  const value = parseNumber(`${cell}e-2`, style)
  return Number.isNaN(value) ? parseNumber(cell, style) / 100 : value
}

/**
 * Whether a column of shares is written from 0 to 100: all numbers are within, most above 1, and hardly any
 * between 0 and 1.
 *
 * @param values NaN where a cell states no number
 */
export function isInPercent(values: Float64Array): boolean {
  let above = 0
  let between = 0
  let all = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (value < 0 || value > 100) return false
    all++
    if (value > 1) above++
    else if (value > 0 && value < 1) between++
  }
  return above > all / 2 && between <= all / 20
}

/** A rule that a cell breaks, and how to mend it. */
export interface CellFault {
  readonly rule: string
  readonly message: string
}

/** Why `parseNumber` refused the cell. */
export function numberFault(cell: string, style: NumberStyle): CellFault {
  const shown = quoteValue(cell)
  if (cell === '') return { rule: 'empty-cell', message: 'the cell is empty: fill in a number' }
  if (/^[+-]?(?:nan|inf|infinity|∞)$/i.test(cell) || Math.abs(Number(cell.replace(',', '.'))) === Infinity) {
    return {
      rule: 'not-finite',
      message: `${shown} is not a finite number: fill in the value or drop the row`,
    }
  }
  if (style.ambiguous && /^[+-]?\d+[.,]\d+$/.test(bareNumber(cell).text)) {
    return {
      rule: 'ambiguous-number',
      message: `${shown} may mean a fraction or thousands: write it without a thousands separator, with a decimal point`,
    }
  }
  if (isDate(cell)) {
    return {
      rule: 'date-for-number',
      message: `${shown} is a date that a spreadsheet made of a number: give the column the format of a number, enter its values again and export the table`,
    }
  }
  return { rule: 'not-a-number', message: `${shown} is not a number${hint(cell, style)}` }
}

const month =
  '(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*\\.?'
const dates = [
  new RegExp(`^\\d{1,2}[ ./-]${month}(?:[ ./-]\\d{2,4})?$`, 'iu'),
  new RegExp(`^${month}[ ./-]\\d{1,4}$`, 'iu'),
  /^\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/,
]

/** Whether a cell holds a date, as spreadsheets make of 5.02 or 2-3. */
function isDate(cell: string): boolean {
  return cell.length < 40 && dates.some((date) => date.test(cell))
}

function hint(cell: string, { mark }: NumberStyle): string {
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
