import { describe, expect, it } from 'vitest'
import { pluralEn, pluralRu } from '../../../lib/study/src/words/plural'

describe('pluralRu', () => {
  it.each([
    [1, 'клиент'],
    [2, 'клиента'],
    [5, 'клиентов'],
    [11, 'клиентов'],
    [21, 'клиент'],
    [112, 'клиентов'],
    [1004, 'клиента'],
    [0, 'клиентов'],
  ])('%d %s', (count, noun) => {
    expect(pluralRu(count, ['клиент', 'клиента', 'клиентов'])).toBe(noun)
  })
})

describe('pluralEn', () => {
  it('takes the singular for one alone', () => {
    expect([0, 1, 2].map((count) => pluralEn(count, 'customer'))).toEqual([
      'customers',
      'customer',
      'customers',
    ])
    expect(pluralEn(2, 'category', 'categories')).toBe('categories')
  })
})
