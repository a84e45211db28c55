import { powerOfTen } from '@one-click/core'
import { fewestCustomers } from '../../customers/small-groups'
import { type Language, pluralEn, pluralRu } from '../../words/language'
import { formatCount, formatDecimal, formatMoney, formatPercent } from '../../words/number-format'

/** Words and numbers of one language. */
export interface Speaker {
  readonly language: Language
  /** One of two texts. */
  readonly say: <Text>(ru: Text, en: Text) => Text
  readonly count: (value: number) => string
  readonly percent: (share: number, digits?: number) => string
  readonly decimal: (value: number, digits?: number) => string
  /** A sum of money as tables hold it. */
  readonly money: (value: number) => string
  /** A number as people say it: three leading digits from 100 on, two below. */
  readonly about: (value: number) => string
  /** How many people, `fewer than 5` where so few could be told from it; none is none. */
  readonly people: (count: number) => string
  /** `5 customers`; as `people` where they are few. */
  readonly customers: (count: number) => string
  /** `of 5 customers`: in Russian the genitive. */
  readonly ofCustomers: (count: number) => string
  /** `to 5 customers`: in Russian the dative. */
  readonly toCustomers: (count: number) => string
  /** How many of the participants get an offer: a number, unless fewer than five in an arm could be told from it. */
  readonly treated: (arms: { readonly treated: number; readonly control: number }) => string
  /** `three months`. */
  readonly months: (count: number) => string
  /** `a, b and c`. */
  readonly list: (words: readonly string[]) => string
}

/** The words and numbers of a language. */
export function speaker(language: Language): Speaker {
  const isRussian = language === 'ru'
  const count = (value: number) => formatCount(value, language)
  const isFew = (n: number) => n > 0 && n < fewestCustomers
  const people = (n: number) =>
    isFew(n) ? (isRussian ? `менее ${fewestCustomers}` : `fewer than ${fewestCustomers}`) : count(n)
  const russian = (n: number, forms: readonly [string, string, string]) =>
    `${people(n)}\u00a0${isFew(n) ? 'клиентов' : pluralRu(n, forms)}`
  const english = (n: number) => `${people(n)} ${isFew(n) ? 'customers' : pluralEn(n, 'customer')}`
  return {
    language,
    say: (ru, en) => (isRussian ? ru : en),
    count,
    percent: (share, digits = 0) => formatPercent(share, digits, language),
    decimal: (value, digits = 1) => formatDecimal(value, digits, language),
    money: (value) => formatMoney(value, language),
    about: (value) => withLeadingDigits(value, language),
    people,
    customers: (n) => (isRussian ? russian(n, ['клиент', 'клиента', 'клиентов']) : english(n)),
    ofCustomers: (n) => (isRussian ? russian(n, ['клиента', 'клиентов', 'клиентов']) : english(n)),
    toCustomers: (n) => (isRussian ? russian(n, ['клиенту', 'клиентам', 'клиентам']) : english(n)),
    treated: ({ treated, control }) =>
      isFew(treated) || isFew(control) ? (isRussian ? 'примерно половина' : 'about half') : count(treated),
    months: (n) => {
      const number = smallNumbers[language][n - 1] ?? count(n)
      return isRussian
        ? `${number}\u00a0${pluralRu(n, ['месяц', 'месяца', 'месяцев'])}`
        : `${number} ${pluralEn(n, 'month')}`
    },
    list: (words) =>
      words.length < 2
        ? words.join('')
        : `${words.slice(0, -1).join(', ')} ${isRussian ? 'и' : 'and'} ${words[words.length - 1]}`,
  }
}

const smallNumbers: Readonly<Record<Language, readonly string[]>> = {
  ru: ['один', 'два', 'три', 'четыре', 'пять', 'шесть'],
  en: ['one', 'two', 'three', 'four', 'five', 'six'],
}

function withLeadingDigits(value: number, language: Language): string {
  const size = Math.abs(value)
  if (size > 0 && size < 9.95) return formatDecimal(value, 1, language)
  const step = size < 100 ? 1 : powerOfTen(Math.floor(Math.log10(size)) - 2)
  return formatCount(Math.round(value / step) * step, language)
}
