import { describe, expect, it } from 'vitest'
import { bareNumber } from '../../../lib/study/src/tables/bare-number'

describe('bareNumber', () => {
  it.each([
    ['1234,5', '1234,5', []],
    ['+12', '+12', []],
    ['', '', []],
    ['\u22124', '-4', ['minus']],
    ['\u20134.5', '-4.5', ['minus']],
    ['\u2212', '\u2212', []],
    ['\u2212 4', '\u2212 4', []],
    ['5\u2212', '5\u2212', []],
    ['5\u22127', '5\u22127', []],
    ['5 % ₽', '5 % ₽', []],
    ['15%', '15', ['percent']],
    ['15 %', '15', ['percent']],
    ['% 15', '% 15', []],
    ['15 %%', '15 %%', []],
    ['15% of all', '15% of all', []],
    ['x%', 'x%', []],
    ['5 ₽', '5', ['currency']],
    ['5₽', '5', ['currency']],
    ['5 руб', '5', ['currency']],
    ['5 руб.', '5', ['currency']],
    ['5 рубль', '5', ['currency']],
    ['5 рубля', '5', ['currency']],
    ['5 Рублей.', '5', ['currency']],
    ['5 р.', '5', ['currency']],
    ['5 р', '5', ['currency']],
    ['5 RUB', '5', ['currency']],
    ['5 rur', '5', ['currency']],
    ['5 usd', '5', ['currency']],
    ['5 EUR', '5', ['currency']],
    ['5 шт', '5 шт', []],
    ['5  ₽', '5  ₽', []],
    ['5 ₽ a', '5 ₽ a', []],
    ['$5', '5', ['currency']],
    ['$ 5', '5', ['currency']],
    ['-$5', '-5', ['currency']],
    ['+$ 5', '+5', ['currency']],
    ['$-5', '-5', ['currency']],
    ['$.5', '.5', ['currency']],
    ['$,5', ',5', ['currency']],
    ['$+5', '+5', ['currency']],
    ['$x', '$x', []],
    ['a $5', 'a $5', []],
    ['$5 ₽', '$5', ['currency']],
    ['5 ₽ %', '5 ₽ %', []],
    ['$5 %', '5', ['percent', 'currency']],
    ['5 ₽%', '5 ₽%', []],
    ['5% ₽', '5% ₽', []],
    ['4 472,5', '4472,5', ['thousands']],
    ['4 472', '4472', ['thousands']],
    ['12 004 472.5', '12004472.5', ['thousands']],
    ['-999 999', '-999999', ['thousands']],
    ['+1 000', '+1000', ['thousands']],
    ['0 472', '0 472', []],
    ['1234 567', '1234 567', []],
    ['4 47', '4 47', []],
    ['4 4721', '4 4721', []],
    ['x4 472', 'x4 472', []],
    ['4  472', '4  472', []],
    ['−4 472,5 ₽', '-4472,5', ['minus', 'currency', 'thousands']],
  ])('takes from %j all but %j', (cell, text, signs) => {
    expect(bareNumber(cell)).toEqual({ text, signs })
  })

  it('leaves what is longer than any number, in no time', () => {
    const digits = '1'.repeat(58)
    expect(bareNumber(`${digits} %`)).toEqual({ text: digits, signs: ['percent'] })
    expect(bareNumber(`1${digits} %`)).toEqual({ text: `1${digits} %`, signs: [] })
  })
})
