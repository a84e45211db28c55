import { expect, it } from 'vitest'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import {
  activityWords,
  categoryInEnglish,
  consentWords,
  storeWord,
} from '../../../lib/study/src/tables/store-words'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'

it('goes to and fro between the words of the tables and of the code', () => {
  const listed = tableSchemas.flatMap(({ columns }) =>
    columns.flatMap(({ name, values = [] }) => values.map((value) => ({ column: name, ...value }))),
  )
  expect(listed.length).toBeGreaterThan(12)
  for (const { column, word, english } of listed) {
    expect(categoryInEnglish(column, word)).toBe(english)
    expect(storeWord(column, english)).toBe(word)
  }
})

it('leaves a category that it does not know, and refuses another word', () => {
  expect(categoryInEnglish('favouriteCategory', 'Книги')).toBe('Книги')
  expect(categoryInEnglish('serviceTier', 'да')).toBe('да')
  expect(() => storeWord('activity', 'rises')).toThrow(ArgumentError)
  expect(() => storeWord('activity', 'rises')).toThrow(
    'storeWord: the schema lists no such value (got "activity/rises")',
  )
})

it('names outcome and consent', () => {
  expect(activityWords).toEqual({ declines: 'Снизилась', holds: 'Прежний уровень' })
  expect(consentWords).toEqual({ yes: 'да', no: 'нет' })
})
