import { byLanguage, type Language } from './language'
import { type NumberFormats, numberFormats } from './number-style'

/** Numbers as people write them; the same everywhere in the report. English unless a language is given. */

/** Made once: making them is what takes time. */
const formats = byLanguage(({ numbers }): NumberFormats => numberFormats(numbers))

/** As it stands after a number: Russian sets it off by a space that does not break. */
export const percentSign = byLanguage(({ numbers }) => numbers.percentSign)

/** 1297 → `1,297`; in Russian `1 297`. */
export function formatCount(value: number, language: Language = 'en'): string {
  return formats[language].count(value)
}

/** 0.3812 → `38%` (or `38.1%` with one digit); in Russian `38\u00a0%`. */
export function formatPercent(value: number, digits = 0, language: Language = 'en'): string {
  return formats[language].percent(value, digits)
}

/** 0.92615 → `0.926`, 4656.5 with two digits → `4,656.50`; in Russian `0,926` and `4\u00a0656,50`. */
export function formatDecimal(value: number, digits = 3, language: Language = 'en'): string {
  return formats[language].decimal(value, digits)
}

/** 5319.4 → `5,319`; below 100 with one decimal. */
export function formatMoney(value: number, language: Language = 'en'): string {
  return formats[language].money(value)
}

/** A probability below which people read 0 is written as such: 0.00004 → `< 0.001`. */
export function formatPValue(value: number, language: Language = 'en'): string {
  return formats[language].pValue(value)
}

/** A probability of chance as a sentence has it: `p = 0.112`, and `p < 0.001` for what people read as 0. */
export function pInWords(value: number): string {
  return value < 0.001 ? `p ${formatPValue(value)}` : `p = ${formatPValue(value)}`
}

/** A measured value with the digits people read: whole from 100 on, else at most two decimals. */
export function formatMeasure(value: number, language: Language = 'en'): string {
  return formats[language].measure(value)
}
