import { powerOfTen } from '@one-click/core'
import { isFew, minShownCustomers } from '../../customers/small-groups'
import { monthsInWords } from '../../words/count-in-words'
import type { ManagementTexts } from '../../words/en/management'
import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatCount, formatDecimal, formatMoney, formatPercent } from '../../words/number-format'

/** Words and numbers of one language. */
export interface Speaker {
  readonly language: Language
  /** Every text of the report, which takes formatted values. */
  readonly texts: ManagementTexts
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
  const texts = wordsIn(language).management
  const { counts } = texts
  const count = (value: number) => formatCount(value, language)
  const people = (n: number) => (isFew(n) ? counts.fewerThan(count(minShownCustomers)) : count(n))
  /** Of fewer than five not even the noun tells how many they are. */
  const counted = (noun: (shown: string, n: number) => string) => (n: number) =>
    noun(people(n), isFew(n) ? minShownCustomers : n)
  return {
    language,
    texts,
    count,
    percent: (share, digits = 0) => formatPercent(share, digits, language),
    decimal: (value, digits = 1) => formatDecimal(value, digits, language),
    money: (value) => formatMoney(value, language),
    about: (value) => withLeadingDigits(value, language),
    people,
    customers: counted(counts.customers),
    ofCustomers: counted(counts.ofCustomers),
    toCustomers: (n) =>
      isFew(n) ? counts.ofCustomers(people(n), minShownCustomers) : counts.toCustomers(people(n), n),
    treated: ({ treated, control }) => (isFew(treated) || isFew(control) ? counts.aboutHalf : count(treated)),
    months: (n) => monthsInWords(n, language),
    list: (words) =>
      words.length < 2
        ? words.join('')
        : `${words.slice(0, -1).join(', ')} ${counts.and} ${words[words.length - 1]}`,
  }
}

function withLeadingDigits(value: number, language: Language): string {
  const size = Math.abs(value)
  if (size > 0 && size < 9.95) return formatDecimal(value, 1, language)
  const step = size < 100 ? 1 : powerOfTen(Math.floor(Math.log10(size)) - 2)
  return formatCount(Math.round(value / step) * step, language)
}
