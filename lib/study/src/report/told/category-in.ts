import { categoryInEnglish } from '../../tables/store-words'
import { type Language, wordsIn } from '../../words/language'

/** A category in a language: in Russian as the table has it. */
export function categoryIn(language: Language, column: string, word: string): string {
  return wordsIn(language).local({ ru: word, en: categoryInEnglish(column, word) })
}
