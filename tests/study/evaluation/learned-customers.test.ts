import { describe, expect, it } from 'vitest'
import { learnedCustomersSchema } from '../../../lib/study/src/evaluation/learned-customers'

const salt = '0123456789abcdef'.repeat(4)
const good = {
  salt,
  ids: Float64Array.of(0, 7, 7, 2 ** 48 - 1),
  rows: Float64Array.of(1, 2, 3, 4),
  probability: Float64Array.of(0, 0.5, 0.25, 1),
}

describe('learnedCustomersSchema', () => {
  it('takes hashes in ascending order, equal ones too, with a probability for each', () => {
    expect(learnedCustomersSchema.parse(good)).toEqual(good)
    const empty = new Float64Array()
    const none = { salt, ids: empty, rows: empty, probability: empty }
    expect(learnedCustomersSchema.parse(none)).toEqual(none)
  })

  it.each<[string, object, RegExp]>([
    ['a hash out of order', { ids: Float64Array.of(0, 8, 7, 9) }, /holds no ascending hashes/],
    ['a hash in part', { ids: Float64Array.of(0, 7, 7.5, 9) }, /holds no ascending hashes/],
    ['a hash below 0', { rows: Float64Array.of(-1, 2, 3, 4) }, /holds no ascending hashes/],
    ['a hash of more than 48 bits', { rows: Float64Array.of(1, 2, 3, 2 ** 48) }, /holds no ascending hashes/],
    ['NaN', { rows: Float64Array.of(Number.NaN, 2, 3, 4) }, /holds no ascending hashes/],
    ['plain numbers', { ids: [1, 2, 3, 4] }, /ids/],
    ['a short salt', { salt: salt.slice(1) }, /is no salt/],
    ['a long salt', { salt: `${salt}0` }, /is no salt/],
    ['a salt of capitals', { salt: salt.toUpperCase() }, /is no salt/],
    [
      'a probability above 1',
      { probability: Float64Array.of(0, 0.5, 0.25, 1.01) },
      /holds what is no probability/,
    ],
    [
      'a probability below 0',
      { probability: Float64Array.of(0, -0.5, 0.25, 1) },
      /holds what is no probability/,
    ],
    [
      'a probability too few',
      { probability: Float64Array.of(0, 0.5, 0.25) },
      /needs an answer for each customer/,
    ],
    ['an id too few', { ids: Float64Array.of(0, 7, 9) }, /needs an answer for each customer/],
    ['a field too many', { code: '' }, /code/],
  ])('refuses %s', (_, change, message) => {
    expect(() => learnedCustomersSchema.parse({ ...good, ...change })).toThrow(message)
  })
})
