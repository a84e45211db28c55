import type { AmountPhrase, ChangePhrase, CountPhrase } from './feature-phrases'

/** What is said of a customer's value, and of the usual one after it. */
export interface ValuePhrase {
  /** `Looks at 3 pages a visit` */
  readonly value: string
  /** `8 are usual` */
  readonly usual: string
}

type Say<Phrase> = (phrase: Phrase, value: number, usual: number) => ValuePhrase

/** How a language says numbers of customers. */
export interface ValuePhrases {
  readonly count: Say<CountPhrase>
  readonly amount: Say<AmountPhrase>
  readonly change: Say<ChangePhrase>
}

/** A text with a value in the place that is kept for it. */
export function filled(text: string, place: '{n}' | '{word}', by: string): string {
  return text.replace(place, () => by)
}

/** The number that `formatMeasure` shows. */
export function displayed(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toFixed(2))
}
