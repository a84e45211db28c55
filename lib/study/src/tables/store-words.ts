import { ArgumentError } from '@one-click/core'
import { tableSchemas } from './schema'

const listed = tableSchemas.flatMap(({ columns }) =>
  columns.flatMap(({ name, values = [] }) => values.map((value) => ({ column: name, ...value }))),
)
const english = new Map(listed.map((value) => [`${value.column}/${value.word}`, value.english]))
const words = new Map(listed.map((value) => [`${value.column}/${value.english}`, value.word]))

/** A category's English name; a category the schema does not know stays as the table has it. */
export function categoryInEnglish(column: string, word: string): string {
  return english.get(`${column}/${word}`) ?? word
}

/**
 * How the store's tables write a value.
 * @param column by its English name @param value by its English name: `storeWord('activity', 'declines')`
 * @throws ArgumentError where the schema lists no such value
 */
export function storeWord(column: string, value: string): string {
  const word = words.get(`${column}/${value}`)
  if (word === undefined)
    throw new ArgumentError('storeWord', 'the schema lists no such value', `${column}/${value}`)
  return word
}

/** The words for the outcome. */
export const activityWords = {
  declines: storeWord('activity', 'declines'),
  holds: storeWord('activity', 'holds'),
} as const

/** The words for the consent to messages. */
export const consentWords = {
  yes: storeWord('contactAllowed', 'yes'),
  no: storeWord('contactAllowed', 'no'),
} as const
