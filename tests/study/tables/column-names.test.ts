import { describe, expect, it } from 'vitest'
import { columnKeys, isUsualName } from '../../../lib/study/src/tables/column-names'
import type { ColumnSchema } from '../../../lib/study/src/tables/schema'

const column: ColumnSchema = {
  header: 'Тёплый край',
  aliases: ['warm edge', 'Край'],
  name: 'edge',
  meaning: 'made up',
  unit: '',
  kind: 'category',
}

describe('isUsualName', () => {
  it('takes no offence at case, blanks and how letters are composed', () => {
    for (const name of [
      'Тёплый край',
      ' ТЁПЛЫЙ\tКРАЙ ',
      'тёплыйкрай',
      'Тёплый край'.normalize('NFD'),
      'Warm  Edge',
      'край',
    ]) {
      expect(isUsualName(name, column), name).toBe(true)
    }
  })

  it('tells of what people should know: other letters, dashes, other words', () => {
    // A Latin «a» in the second.
    for (const name of ['Теплый край', 'Тёплый крaй', 'Тёплый_край', 'Тёплый', '', 'edge']) {
      expect(isUsualName(name, column), name).toBe(false)
    }
    expect(isUsualName('warm edge', { ...column, aliases: undefined })).toBe(false)
  })
})

it('a column is known by the keys of all its names', () => {
  const [header, english, short] = columnKeys(column)
  expect(columnKeys(column)).toHaveLength(3)
  expect(columnKeys({ ...column, header: 'ТЕПЛЫЙ_КPАЙ' })[0]).toBe(header)
  expect(columnKeys({ ...column, header: 'WARM-EDGE' })[0]).toBe(english)
  expect(columnKeys({ ...column, header: ' край' })[0]).toBe(short)
  expect(columnKeys({ ...column, aliases: undefined })).toEqual([header])
})
