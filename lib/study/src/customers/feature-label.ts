import { type Language, wordsIn } from '../words/language'
import type { Feature } from './features'

/** What a feature is called in a language. */
export function labelOf({ label, russian }: Pick<Feature, 'label' | 'russian'>, language: Language): string {
  return wordsIn(language).local({ ru: russian, en: label })
}
