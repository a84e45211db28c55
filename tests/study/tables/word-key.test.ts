import { describe, expect, it } from 'vitest'
import { experimentColumns } from '../../../lib/study/src/decisions/experiment/experiment-schema'
import { bareNumber } from '../../../lib/study/src/tables/bare-number'
import { columnKeys } from '../../../lib/study/src/tables/column-names'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import { wordKey } from '../../../lib/study/src/tables/word-key'

describe('wordKey', () => {
  it.each([
    ['Текущий месяц', 'текущий_мecяц'],
    ['ПРЕМИУМ', 'пpeмиум'],
    ['Маркет_актив_6_мес', 'Mapкeт — aктив 6 мec'],
    ['расчёт', 'расчет'],
    ['й', 'и\u0306'],
    ['ID', 'іd'],
  ])('is one for %s and %s', (a, b) => {
    expect(wordKey(a)).toBe(wordKey(b))
  })

  it.each([
    ['да', 'нет'],
    ['Маркет_актив_6_мес', 'Маркет_актив_тек_мес'],
    ['предыдущий_месяц', 'препредыдущий_месяц'],
  ])('differs for %s and %s', (a, b) => {
    expect(wordKey(a)).not.toBe(wordKey(b))
  })

  it('is made of the letters and digits alone', () => {
    expect(wordKey(' Текущий — "месяц"_6 ')).toBe('текущиймесяц6')
  })

  it('tells the columns of each table apart, and the words of each column', () => {
    const all = [...tableSchemas.map(({ columns }) => columns), experimentColumns]
    for (const columns of all) {
      const keys = columns.flatMap((column) => [...new Set(columnKeys(column))])
      expect(new Set(keys).size).toBe(keys.length)
      for (const { values = [] } of columns) {
        expect(new Set(values.map(({ word }) => wordKey(word))).size).toBe(values.length)
      }
    }
  })
})

describe('bareNumber', () => {
  it.each([
    ['4 472,5', '4472,5', ['thousands']],
    ['1 234 567', '1234567', ['thousands']],
    ['−4 472,5 ₽', '-4472,5', ['minus', 'currency', 'thousands']],
    ['24 %', '24', ['percent']],
    ['$-5', '-5', ['currency']],
    ['12,5руб.', '12,5', ['currency']],
    ['4.5', '4.5', []],
    ['44 72', '44 72', []],
    ['0 472', '0 472', []],
    ['много', 'много', []],
    ['р', 'р', []],
  ])('%s', (cell, text, signs) => {
    expect(bareNumber(cell)).toEqual({ text, signs })
  })
})
