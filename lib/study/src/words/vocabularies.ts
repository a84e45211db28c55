import { en, type Vocabulary } from './en'
import { ru } from './ru'

export type { Vocabulary } from './en'

/** The words of every language. Another one is a file beside these, and a line here. */
export const vocabularies = { ru, en } satisfies Readonly<Record<string, Vocabulary>>
