import { type Language, wordsIn } from './language'

/** What a declared feature is called in a language. */
export function labelOf(
  { label, russian }: { readonly label: string; readonly russian: string },
  language: Language,
): string {
  return wordsIn(language).local({ ru: russian, en: label })
}
