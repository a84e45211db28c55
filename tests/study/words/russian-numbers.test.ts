import { describe, expect, it } from 'vitest'
import { gets } from '../../../lib/study/src/words/ru/gets'
import { management } from '../../../lib/study/src/words/ru/management'

const { counts, offers, summary } = management
const customers = (n: number) => counts.customers(String(n), n).replace('\u00a0', ' ')

describe('Russian sentences with a number of customers', () => {
  it.each([
    [2, 'менее 5 клиентов без согласия увидят'],
    [5, '5 клиентов без согласия увидят'],
    [21, '21 клиент без согласия увидит'],
    [22, '22 клиента без согласия увидят'],
  ])('%i: %s', (n, sentence) => {
    const shown = n < 5 ? 'менее 5 клиентов' : customers(n)
    expect(offers.withoutConsent({ customers: shown, n })).toContain(sentence)
  })

  it.each([
    [2, 'покупали менее 5 клиентов', 'клиентов в группе риска', 'участвовали бы'],
    [5, 'покупали 5 клиентов', 'клиентов в группе риска', 'участвовали бы'],
    [21, 'покупал 21 клиент', 'клиент в группе риска', 'участвовал бы'],
    [432, 'покупали 432 клиента', 'клиента в группе риска', 'участвовали бы'],
  ])('%i: %s, %s, %s', (n, bought, atRisk, took) => {
    const shown = n < 5 ? 'менее 5 клиентов' : customers(n)
    expect(summary.active({ active: shown, about: '', n })).toContain(bought)
    expect(summary.customersAtRisk({ share: '79 %', riskFrom: '50 %', n })).toContain(atRisk)
    expect(
      summary.rehearsedExperiment({ customers: shown, cost: '30', treated: '2', wait: '', n }),
    ).toContain(took)
  })

  it.each([
    ['1', 'получает'],
    ['2', 'получают'],
    ['5', 'получают'],
    ['11', 'получают'],
    ['21', 'получает'],
    ['1 011', 'получают'],
    ['примерно половина', 'получает'],
  ])('предложение … %s: %s', (treated, verb) => {
    expect(gets(treated)).toBe(verb)
  })
})
