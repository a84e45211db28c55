import type { Language } from './language'

/** Numbers as people write them; the same everywhere in the report. English unless a language is given. */

/** Formats with so many decimals, made once: making them is what takes time. */
const withDecimals = [0, 1].map(
  (digits): Readonly<Record<Language, Intl.NumberFormat>> => ({
    en: new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    ru: new Intl.NumberFormat('ru-RU', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  }),
)

/** 1297 → `1,297`; in Russian `1 297`. */
export function formatCount(value: number, language: Language = 'en'): string {
  return withMinus(withDecimals[0][language].format(Math.round(value)))
}

const thousands: Readonly<Record<Language, string>> = { ru: '\u00a0', en: ',' }
const decimalPoint: Readonly<Record<Language, string>> = { ru: ',', en: '.' }

/** As it stands after a number: Russian sets it off by a space that does not break. */
export const percentSign: Readonly<Record<Language, string>> = { ru: '\u00a0%', en: '%' }

/** 0.3812 → `38%` (or `38.1%` with one digit); in Russian `38\u00a0%`. */
export function formatPercent(value: number, digits = 0, language: Language = 'en'): string {
  return `${formatDecimal(100 * value, digits, language)}${percentSign[language]}`
}

/** 0.92615 → `0.926`, 4656.5 with two digits → `4,656.50`; in Russian `0,926` and `4\u00a0656,50`. */
export function formatDecimal(value: number, digits = 3, language: Language = 'en'): string {
  const [whole, fraction] = value.toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, thousands[language])
  return withMinus(fraction === undefined ? grouped : `${grouped}${decimalPoint[language]}${fraction}`)
}

/** 5319.4 → `5,319`; below 100 with one decimal. */
export function formatMoney(value: number, language: Language = 'en'): string {
  const digits = Math.abs(value) < 99.95 ? 1 : 0
  return withMinus(withDecimals[digits][language].format(value))
}

/** A probability below which people read 0 is written as such: 0.00004 → `< 0.001`. */
export function formatPValue(value: number, language: Language = 'en'): string {
  return withPoint(value < 0.001 ? '< 0.001' : value.toFixed(3), language)
}

/** A measured value with the digits people read: whole from 100 on, else at most two decimals. */
export function formatMeasure(value: number, language: Language = 'en'): string {
  return Math.abs(value) >= 100
    ? formatCount(value, language)
    : withMinus(withPoint(String(Number(value.toFixed(2))), language))
}

function withPoint(text: string, language: Language): string {
  return language === 'ru' ? text.replace('.', ',') : text
}

/** A true minus sign, and none before a zero. */
function withMinus(text: string): string {
  return /[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', '')
}
