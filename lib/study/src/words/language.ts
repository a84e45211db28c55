import type { LocalText } from './local-text'
import { type Vocabulary, vocabularies } from './vocabularies'

/** A language that readers may choose. */
export type Language = keyof typeof vocabularies

export const languages = Object.keys(vocabularies) as readonly Language[]

/** What is said in a language: `wordsIn('en').mergedGroups.other`. */
export function wordsIn(language: Language): Vocabulary {
  return vocabularies[language]
}

/** How each language calls itself. */
export const languageNames = byLanguage(({ name }) => name)

/** One text in each language. */
export type Bilingual = Readonly<Record<Language, string>>

/** The same of each language's words: `byLanguage(({ mergedGroups }) => mergedGroups.other)`. */
export function byLanguage<Value>(
  of: (words: Vocabulary, language: Language) => Value,
): Readonly<Record<Language, Value>> {
  return Object.fromEntries(
    languages.map((language) => [language, of(wordsIn(language), language)]),
  ) as Record<Language, Value>
}

/** The texts of a theme, each in every language: `{ a: 'yes' }` → `{ a: { ru: 'да', en: 'yes' } }`. */
export function pairedTexts<Name extends string>(
  theme: (words: Vocabulary) => Readonly<Record<Name, string>>,
): Readonly<Record<Name, Bilingual>> {
  const names = Object.keys(theme(wordsIn('en'))) as Name[]
  return Object.fromEntries(names.map((name) => [name, byLanguage((each) => theme(each)[name])])) as Record<
    Name,
    Bilingual
  >
}

/** A text that the feature list or a file of the store's brings, in every language. */
export function inEveryLanguage(text: LocalText): Bilingual {
  return byLanguage(({ local }) => local(text))
}
