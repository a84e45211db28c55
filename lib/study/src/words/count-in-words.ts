import type { Language } from './language'
import { wordsIn } from './language'
import { formatCount } from './number-format'

/** `three months`, in Russian «три месяца». */
export function monthsInWords(months: number, language: Language): string {
  const { smallNumbers, months: counted } = wordsIn(language).management.counts
  return counted(smallNumbers[months - 1] ?? formatCount(months, language), months)
}

/** `12 customers`, in Russian «12 клиентов». */
export function customersInWords(customers: number, language: Language): string {
  return wordsIn(language).management.counts.customers(formatCount(customers, language), customers)
}
