import type { Language } from '../src/words/language'

/** A sum of money with the digits that tell small ones apart. */
export function sumInWords(value: number, language: Language): string {
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}
