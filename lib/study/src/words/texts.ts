import { en, type Texts } from './en/texts'
import { type Bilingual, type Language, languages } from './language'
import { ru } from './ru/texts'

/** What readers are told, by language: another language is a folder of its own and a line here. */
export const texts: Readonly<Record<Language, Texts>> = { ru, en }

/** The same in every language: `inEachLanguage(({ mergedGroups }) => mergedGroups.other)`. */
export function inEachLanguage(say: (texts: Texts, language: Language) => string): Bilingual {
  return Object.fromEntries(
    languages.map((language) => [language, say(texts[language], language)]),
  ) as Bilingual
}
