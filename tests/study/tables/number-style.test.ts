import { describe, expect, it } from 'vitest'
import type { Delimiter } from '../../../lib/study/src/tables/dialect'
import { findNumberStyle } from '../../../lib/study/src/tables/number-style'

const styleOf = (cells: readonly string[], delimiter: Delimiter = ';', fields = [0]) =>
  findNumberStyle(
    cells.map((cell) => [cell, '1,5']),
    fields,
    delimiter,
  )
const plain = { mark: '.', ambiguous: false, pointGroups: false }
const comma = { mark: ',', ambiguous: false, pointGroups: true }

describe('findNumberStyle', () => {
  it.each<[string, readonly string[], Delimiter, object]>([
    ['no fraction', ['1', '2'], ';', plain],
    ['no fraction', ['1', '2'], ',', plain],
    ['fractions with a point', ['1.5', '2'], ';', plain],
    ['a fraction of an exponent', ['1.5e-3', '-.5', '+2.25E+10'], ';', plain],
    ['fractions with a comma', ['1,5', '-,5', '+2,25e3'], ';', comma],
    ['fractions with a comma', ['1,5', '2'], '\t', comma],
    ['more commas than points', ['1,5', '2,5', '1.5'], ';', { ...comma, pointGroups: false }],
    ['as many of both', ['1,5', '1.5'], ';', { ...comma, pointGroups: false }],
    ['as many of both', ['1,5', '1.5'], ',', plain],
    ['more points than commas', ['1,5', '1.5', '2.5'], ';', plain],
    [
      'three digits behind each comma',
      ['4,472', '-12,345'],
      ';',
      { ...comma, ambiguous: true, pointGroups: false },
    ],
    ['three digits behind each comma', ['4,472'], ',', { ...comma, ambiguous: true, pointGroups: false }],
    ['three digits behind each point', ['4.472', '+999.000'], ';', { ...plain, ambiguous: true }],
    ['three digits behind each point', ['4.472', '5'], ',', plain],
    ['three digits behind each point', ['4.472'], '\t', plain],
    [
      'three digits behind points and commas',
      ['4.472', '4,472'],
      ';',
      { mark: ',', ambiguous: true, pointGroups: false },
    ],
    ['three digits and others', ['4,472', '4,5'], ';', comma],
    ['three digits behind more than thousands', ['4472,500'], ';', comma],
    ['a zero before three digits', ['0,500'], ';', comma],
    ['four digits behind the comma', ['4,4725'], ';', comma],
    ['points between thousands, then a comma', ['1.234.567,8'], ';', comma],
    ['one group, then a comma', ['-4.472,50'], ';', comma],
    ['commas between thousands, then a point', ['1,234,567.8'], ',', plain],
    ['commas between thousands, then a point, among commas', ['+1,234.8', '1,5', '12,004,000.5'], ';', plain],
    ['groups of another size', ['1.23.456,8', '12345.678,9', '0.123,4'], ';', plain],
    ['what is no number', ['x1,5', '1,5x', '1,5,5', 'e1,'], ';', plain],
    ['a space and a sign', [' 1 234,5 ₽ '], ';', comma],
    ['a percent sign', ['1,5 %'], '\t', comma],
  ])('takes %s (%j, parted by %j)', (_, cells, delimiter, style) => {
    expect(styleOf(cells, delimiter)).toEqual(style)
  })

  it('looks at the numeric columns only', () => {
    expect(styleOf(['1', '2'], ';', [0])).toEqual(plain)
    expect(styleOf(['1', '2'], ';', [0, 1])).toEqual(comma)
    expect(styleOf(['1', '2'], ';', [])).toEqual(plain)
    expect(styleOf([], ';')).toEqual(plain)
  })
})
