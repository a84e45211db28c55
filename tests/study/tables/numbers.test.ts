import { describe, expect, it } from 'vitest'
import {
  boundsFault,
  isInPercent,
  numberFault,
  parseAdornedNumber,
  parseNumber,
  parsePercent,
} from '../../../lib/study/src/tables/numbers'
import type { ColumnSchema } from '../../../lib/study/src/tables/schema'

const points = { mark: '.', ambiguous: false, pointGroups: false } as const
const commas = { mark: ',', ambiguous: false, pointGroups: true } as const
const unclear = { mark: ',', ambiguous: true, pointGroups: false } as const
const unclearPoints = { ...unclear, mark: '.' } as const
const nothing = Number.NaN

const column = (unit: string, bounds: Partial<ColumnSchema> = {}): ColumnSchema => ({
  header: 'число',
  name: 'number',
  meaning: '',
  unit,
  kind: 'number',
  ...bounds,
})

describe('parseNumber', () => {
  it.each([
    ['0', 0],
    ['42', 42],
    ['+42', 42],
    ['-42', -42],
    ['4.5', 4.5],
    ['4.', 4],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['12.25e2', 1225],
    ['12E+2', 1200],
    ['12e-02', 0.12],
    ['', nothing],
    ['.', nothing],
    ['+', nothing],
    ['-', nothing],
    ['e5', nothing],
    ['5e', nothing],
    ['5e1.5', nothing],
    ['1.2.3', nothing],
    ['4,5', nothing],
    ['x4', nothing],
    ['4x', nothing],
    ['--4', nothing],
    ['0x1F', nothing],
    ['1 000', nothing],
    ['Infinity', nothing],
    ['1e999', nothing],
    ['-1e999', nothing],
  ])('reads %j as %d where fractions have a point', (cell, value) => {
    expect(parseNumber(cell, points)).toBe(value)
  })

  it.each([
    ['42', 42],
    ['4,5', 4.5],
    ['-4,5e1', -45],
    ['4.5', nothing],
    ['4,5,6', nothing],
    ['1.004,5', nothing],
  ])('reads %j as %d where they have a comma', (cell, value) => {
    expect(parseNumber(cell, commas)).toBe(value)
  })

  it('reads no fraction where the mark may separate thousands', () => {
    expect(parseNumber('4,492', unclear)).toBe(nothing)
    expect(parseNumber('4492', unclear)).toBe(4492)
    expect(parseNumber('4.492', unclear)).toBe(nothing)
    expect(parseNumber('4.492', unclearPoints)).toBe(nothing)
  })

  it('takes minus zero for zero, so that tables that look alike are alike', () => {
    for (const cell of ['-0', '-0.0', '-1e-999'])
      expect(Object.is(parseNumber(cell, points), 0), cell).toBe(true)
  })
})

describe('parseAdornedNumber', () => {
  const money = column('money a month')
  it.each([
    ['4 472.5', points, money, 4472.5, ['thousands']],
    ['4.472,5', commas, money, 4472.5, ['thousands']],
    ['-1.004.472', commas, money, -1004472, ['thousands']],
    ['4.472.5', commas, money, undefined, undefined],
    ['0.472', commas, money, undefined, undefined],
    ['4.472,5', { ...commas, pointGroups: false }, money, undefined, undefined],
    ['4.5 ₽', points, money, 4.5, ['currency']],
    ['4.5 ₽', points, column('minutes'), undefined, undefined],
    ['12 %', points, column('share'), 0.12, ['percent']],
    ['12 %', points, money, undefined, undefined],
    ['12 %', points, column('minutes'), undefined, undefined],
    ['\u22124.5', points, column('minutes'), -4.5, ['minus']],
    ['many', points, money, undefined, undefined],
    ['4.472', { ...commas, ambiguous: true }, money, 4472, ['thousands']],
  ] as const)('reads %j', (cell, style, schema, value, signs) => {
    expect(parseAdornedNumber(cell, style, schema)).toEqual(
      value === undefined ? undefined : { value, signs },
    )
  })
})

describe('parsePercent', () => {
  it('is as exact as if the share had been written', () => {
    expect(parsePercent('12.3', points)).toBe(0.123)
    expect(parsePercent('7', points)).toBe(0.07)
    expect(parsePercent('12,3', commas)).toBe(0.123)
    expect(parsePercent('1e1', points)).toBe(0.1)
    expect(parsePercent('much', points)).toBe(nothing)
  })
})

describe('isInPercent', () => {
  const ask = (...values: number[]) => isInPercent(Float64Array.from(values))
  it('asks for most numbers above 1 and hardly any between 0 and 1', () => {
    expect(ask(0, 20, 100)).toBe(true)
    expect(ask(20, nothing, 30)).toBe(true)
    expect(ask(nothing, nothing, nothing, 2)).toBe(true)
    expect(ask(2, 0)).toBe(false)
    expect(ask(2, 1, 1)).toBe(false)
    expect(ask()).toBe(false)
    expect(ask(nothing)).toBe(false)
    expect(ask(50, 0.5)).toBe(false)
  })

  it('allows a twentieth between 0 and 1, not counting 0 and 1 themselves', () => {
    const many = Array.from({ length: 19 }, () => 30)
    expect(ask(...many, 0.5)).toBe(true)
    expect(ask(...many.slice(1), 0.5)).toBe(false)
    expect(ask(...many.slice(1), 1, 0)).toBe(true)
  })

  it('allows nothing outside 0 to 100', () => {
    expect(ask(20, 30, 100.5)).toBe(false)
    expect(ask(20, 30, -0.1)).toBe(false)
  })
})

describe('numberFault', () => {
  it.each([
    ['', points, 'empty-cell', 'the cell is empty: fill in a number'],
    ['NaN', points, 'not-finite', '"NaN" is not a finite number: fill in the value or drop the row'],
    ['-inf', points, 'not-finite', '"-inf" is not a finite number: fill in the value or drop the row'],
    [
      '+Infinity',
      points,
      'not-finite',
      '"+Infinity" is not a finite number: fill in the value or drop the row',
    ],
    ['∞', points, 'not-finite', '"∞" is not a finite number: fill in the value or drop the row'],
    ['1e999', points, 'not-finite', '"1e999" is not a finite number: fill in the value or drop the row'],
    [
      '-1,5e999',
      commas,
      'not-finite',
      '"-1,5e999" is not a finite number: fill in the value or drop the row',
    ],
    [
      '4,5',
      points,
      'not-a-number',
      '"4,5" is not a number: this file writes fractions with ".", write it the same way',
    ],
    [
      '-4.5',
      commas,
      'not-a-number',
      '"-4.5" is not a number: this file writes fractions with ",", write it the same way',
    ],
    ['4,472.5', points, 'not-a-number', '"4,472.5" is not a number: remove the thousands separators'],
    ["1'004'472", points, 'not-a-number', '"1\'004\'472" is not a number: remove the thousands separators'],
    ['-12 004,5', points, 'not-a-number', '"-12 004,5" is not a number: remove the thousands separators'],
    ['0x1F', points, 'not-a-number', '"0x1F" is not a number: write it in decimal digits'],
    ['0X1f', points, 'not-a-number', '"0X1f" is not a number: write it in decimal digits'],
    ...[
      'many',
      'nancy',
      'banan',
      'inf.',
      '4,5x',
      'x4,5',
      '4.5.6',
      '1234 004',
      '4 47',
      'x1 004',
      '1 004x',
      '10x1F',
      '4 шт',
    ].map(
      (cell) =>
        [
          cell,
          points,
          'not-a-number',
          `"${cell}" is not a number: fill in a number, digits only, without unit or text`,
        ] as const,
    ),
  ] as const)('says of %j what is wrong and what to do', (cell, style, rule, message) => {
    expect(numberFault(cell, style)).toEqual({ rule, message })
  })

  it.each(['4,492', '-4.492', '+12,5', '4,492 ₽'])(
    'calls %j ambiguous where the file does not tell',
    (cell) => {
      expect(numberFault(cell, unclear)).toEqual({
        rule: 'ambiguous-number',
        message: `"${cell}" may mean a fraction or thousands: write it without a thousands separator, with a decimal point`,
      })
    },
  )

  it.each(['4,4,4', 'x4,5', '4,5x', ',5', '4,'])('does not call %j so', (cell) => {
    expect(numberFault(cell, unclear).rule).not.toBe('ambiguous-number')
    expect(numberFault('4,5', points).rule).not.toBe('ambiguous-number')
  })

  it.each([
    '05.фев',
    '5 февраля',
    '05-фев-26',
    '05/мая/2026',
    '2-Mar',
    '12 Dec. 2026',
    'фев.26',
    'март 2026',
    'Feb-2026',
    '05.02.2026',
    '5/2/26',
    '2-3-2026',
    '05.02.2026 14:30',
    '05.02.2026 4:30:05',
    '2026-02-05',
    '2026-2-5T14:30',
    '2026-02-05 14:30:59',
  ])('knows the date %j', (cell) => {
    expect(numberFault(cell, points)).toEqual({
      rule: 'date-for-number',
      message:
        `"${cell}" is a date that a spreadsheet made of a number: give the column the format of a number, ` +
        'enter its values again and export the table',
    })
  })

  it.each([
    '123.фев',
    '05фев',
    'фев',
    'февфев 26x',
    '5 кот 2026',
    '05.02-2026',
    '05.02.2',
    '05.02.20266',
    '05.02.2026 14',
    '005.02.2026',
    '2026-02-055',
    '20266-02-05',
    'x 2026-02-05',
    '2026-02-05 x',
    `5 фев${'р'.repeat(50)}`,
  ])('takes %j for no date', (cell) => {
    expect(numberFault(cell, points).rule).toBe('not-a-number')
  })
})

describe('boundsFault', () => {
  const count = column('items', { minimum: 0, maximum: 100 })
  it('finds nothing within the bounds, both included', () => {
    for (const value of [0, 50, 100]) expect(boundsFault(value, String(value), count)).toBeUndefined()
    expect(boundsFault(-1e300, '-1e300', column('money'))).toBeUndefined()
    expect(boundsFault(1e300, '1e300', column('money'))).toBeUndefined()
  })

  it.each([
    [-1, count, 'negative-value', '"-1" is negative where only 0 or more can be: correct it'],
    [101, count, 'out-of-bounds', '"101" is not between 0 and 100: check the value and its unit'],
    [
      -11,
      column('money', { minimum: -10, maximum: 10 }),
      'out-of-bounds',
      '"-11" is not between -10 and 10: check the value and its unit',
    ],
    [
      0.5,
      column('items', { minimum: 1, maximum: 2 }),
      'out-of-bounds',
      '"0.5" is not between 1 and 2: check the value and its unit',
    ],
    [
      24,
      column('share', { minimum: 0, maximum: 1 }),
      'share-out-of-range',
      '"24" is no share between 0 and 1: divide percents by 100',
    ],
    [
      -0.1,
      column('share', { minimum: 0, maximum: 1 }),
      'share-out-of-range',
      '"-0.1" is no share between 0 and 1: divide percents by 100',
    ],
  ] as const)('says of %d which bound it breaks', (value, schema, rule, message) => {
    expect(boundsFault(value, String(value), schema)).toEqual({ rule, message })
  })
})
