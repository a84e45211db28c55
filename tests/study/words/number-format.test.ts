import { describe, expect, it } from 'vitest'
import {
  formatCount,
  formatDecimal,
  formatMeasure,
  formatMoney,
  formatPercent,
  formatPValue,
  pInWords,
} from '../../../lib/study/src/words/number-format'

describe('numbers as people write them', () => {
  it('counts with thousands apart', () => {
    expect([0, 7, 1297, 1_234_567].map((value) => formatCount(value))).toEqual([
      '0',
      '7',
      '1,297',
      '1,234,567',
    ])
    expect(formatCount(-1297)).toBe('−1,297')
    expect(formatCount(-0.2)).toBe('0')
  })

  it('percent without a space', () => {
    expect(formatPercent(0.3812)).toBe('38%')
    expect(formatPercent(0.3812, 1)).toBe('38.1%')
    expect(formatPercent(1)).toBe('100%')
    expect(formatPercent(-0.05)).toBe('−5%')
    expect(formatPercent(-0.001)).toBe('0%')
  })

  it('decimals with a minus, and no minus before zero', () => {
    expect(formatDecimal(0.92615)).toBe('0.926')
    expect(formatDecimal(-0.92615, 1)).toBe('−0.9')
    expect(formatDecimal(-0.0004)).toBe('0.000')
    expect(formatDecimal(2, 0)).toBe('2')
    expect(formatDecimal(4656.5, 2)).toBe('4,656.50')
    expect(formatDecimal(-1234567.891, 1)).toBe('−1,234,567.9')
    expect(formatDecimal(4656.5, 2, 'ru')).toBe('4\u00a0656,50')
    expect(formatDecimal(999.9, 1)).toBe('999.9')
    expect(formatPercent(12.5)).toBe('1,250%')
  })

  it('money whole from 100 on, with one decimal below', () => {
    expect([5319.4, 100, 4.16, 0, 99.94].map((value) => formatMoney(value))).toEqual([
      '5,319',
      '100',
      '4.2',
      '0.0',
      '99.9',
    ])
    expect([99.949, 99.95, 99.96, -99.96].map((value) => formatMoney(value))).toEqual([
      '99.9',
      '100',
      '100',
      '−100',
    ])
    expect(formatMoney(-5319.4)).toBe('−5,319')
    expect(formatMoney(-0.01)).toBe('0.0')
  })

  it('p-values down to a thousandth', () => {
    expect([0.0004, 0.001, 0.0316, 1].map((value) => formatPValue(value))).toEqual([
      '< 0.001',
      '0.001',
      '0.032',
      '1.000',
    ])
    expect([0.0004, 0.0316].map(pInWords)).toEqual(['p < 0.001', 'p = 0.032'])
  })

  it('measured values with the digits people read', () => {
    expect([5319.4, 100, 8, 0.256, -3.1377].map((value) => formatMeasure(value))).toEqual([
      '5,319',
      '100',
      '8',
      '0.26',
      '−3.14',
    ])
    expect(formatMeasure(-0.001)).toBe('0')
    expect(formatMeasure(99.996)).toBe('100')
    expect(formatMeasure(-5319.4)).toBe('−5,319')
    expect(formatMeasure(100.4)).toBe('100')
  })
})

describe('in Russian', () => {
  it('parts thousands by a no-break space and decimals by a comma', () => {
    expect(formatCount(-1297, 'ru')).toBe('−1\u00a0297')
    expect(formatPercent(0.3812, 1, 'ru')).toBe('38,1\u00a0%')
    expect(formatDecimal(0.92615, 3, 'ru')).toBe('0,926')
    expect(formatMoney(5319.4, 'ru')).toBe('5\u00a0319')
    expect(formatMoney(-12.34, 'ru')).toBe('−12,3')
    expect(formatMeasure(0.5, 'ru')).toBe('0,5')
    expect(formatPValue(0.0004, 'ru')).toBe('< 0,001')
  })
})
