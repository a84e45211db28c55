import type { LocalText } from './local-text'

/** The forms of a Russian noun: after 1, after 2, after 5. */
export type RussianForms = readonly [one: string, few: string, many: string]

/** How a customer's value of a numeric feature is said, as data. */
export type NumberPhrase = (CountPhrase | AmountPhrase | ChangePhrase) & {
  /** A quotient is 0 also where there was nothing to divide by: then the phrase would say too much. */
  readonly onlyPositive?: true
}

/** A number of things, with the noun in the form that the number asks for. */
export interface CountPhrase {
  readonly says: 'count'
  /** The sentence; `{n}` stands for number and noun. */
  readonly text: LocalText
  readonly noun: { readonly ru: RussianForms; readonly en: readonly [one: string, many: string] }
  /** The verb after «обычно»; absent: «у других обычно». */
  readonly usually?: string
}

/** A number on its own: money, whose unit the tables do not say, or a share in percent. */
export interface AmountPhrase {
  readonly says: 'amount' | 'share'
  /** The sentence; `{n}` stands for the number. */
  readonly text: LocalText
}

/** This month's amount as a multiple of an earlier month's. */
export interface ChangePhrase {
  readonly says: 'change'
  /** «Покупает в этом месяце»; English always begins with `Spends`. */
  readonly now: string
  /** The earlier month: «в прошлом», `last month`. */
  readonly before: LocalText
  /** What is spent, after a space, if it is no money. */
  readonly what?: LocalText
}

/** How a customer's word of a categorical feature is said; `{word}` stands for the word. */
export interface CategoryPhrase {
  readonly text: LocalText
  /** Sentences of certain words, as the tables have them. */
  readonly words?: Readonly<Record<string, LocalText>>
}

const contact = {
  ru: ['обращение магазина', 'обращения магазина', 'обращений магазина'],
  en: ['contact', 'contacts'],
} as const
const page = { ru: ['страницу', 'страницы', 'страниц'], en: ['page', 'pages'] } as const
const minute = { ru: ['минута', 'минуты', 'минут'], en: ['minute', 'minutes'] } as const

/** Nouns of several features. */
export const nouns = { contact, page, minute } as const
