import { type Bilingual, type Language, languages } from './language'

/** The texts of a theme, each in every language: `{ ru: { a: 'да' }, en: { a: 'yes' } }` → `{ a: { ru: 'да', en: 'yes' } }`. */
export function pairedTexts<Name extends string>(
  themes: Readonly<Record<Language, Readonly<Record<Name, string>>>>,
): Readonly<Record<Name, Bilingual>> {
  const names = Object.keys(themes.en) as Name[]
  return Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries(languages.map((language) => [language, themes[language][name]])),
    ]),
  ) as Record<Name, Bilingual>
}
