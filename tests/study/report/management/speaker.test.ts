import { describe, expect, it } from 'vitest'
import { speaker } from '../../../../lib/study/src/report/management/speaker'

const ru = speaker('ru')
const en = speaker('en')

describe('speaker', () => {
  it('counts customers in both languages and hides few of them', () => {
    expect([1, 21, 22, 25, 111, 1297].map(ru.customers)).toEqual([
      'менее 5\u00a0клиентов',
      '21\u00a0клиент',
      '22\u00a0клиента',
      '25\u00a0клиентов',
      '111\u00a0клиентов',
      '1\u00a0297\u00a0клиентов',
    ])
    expect(ru.ofCustomers(21)).toBe('21\u00a0клиента')
    expect(ru.toCustomers(401)).toBe('401\u00a0клиенту')
    expect(ru.toCustomers(402)).toBe('402\u00a0клиентам')
    expect([0, 4, 5, 1297].map(en.customers)).toEqual([
      '0 customers',
      'fewer than 5 customers',
      '5 customers',
      '1,297 customers',
    ])
  })

  it('writes numbers as people say them', () => {
    expect([5981.06, 15554.7, 123.4, 59.8, 3.94, -250.4, 0].map(en.about)).toEqual([
      '5,980',
      '15,600',
      '123',
      '60',
      '3.9',
      '−250',
      '0',
    ])
    expect(ru.about(5981)).toBe('5\u00a0980')
    expect(ru.percent(0.384)).toBe('38\u00a0%')
    expect(ru.months(3)).toBe('три\u00a0месяца')
    expect(en.months(3)).toBe('three months')
    expect(en.months(12)).toBe('12 months')
  })

  it('joins words as a sentence does', () => {
    expect(ru.list(['а', 'б', 'в'])).toBe('а, б и в')
    expect(en.list(['a', 'b'])).toBe('a and b')
    expect(en.list(['a'])).toBe('a')
    expect(en.list([])).toBe('')
  })
})
