import { describe, expect, it } from 'vitest'
import {
  calendarQuarter,
  checkQuarter,
  isQuarter,
  laterQuarter,
  quarterOfTables,
} from '../../../../lib/study/src/decisions/experiment/quarter'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'

describe('the label of a quarter', () => {
  it('is made of letters, digits, dots, hyphens and underscores, at most 40', () => {
    for (const text of ['2026-Q4', '1', 'весна_2027', 'Q.1', 'x'.repeat(40)]) {
      expect(isQuarter(text), text).toBe(true)
      expect(() => checkQuarter('here', text)).not.toThrow()
    }
    for (const text of [
      '',
      '-Q4',
      '.1',
      '_',
      '2026 Q4',
      '2026/Q4',
      ' 2026-Q4',
      '2026-Q4\n',
      'x'.repeat(41),
    ]) {
      expect(isQuarter(text), text).toBe(false)
      expect(() => checkQuarter('here', text), text).toThrow(ArgumentError)
    }
    expect(() => checkQuarter('here', 'a b')).toThrow(
      /here.*needs the label of a quarter, such as 2026-Q4.*a b/,
    )
  })

  it('of unnamed tables follows from them, and can be a label', () => {
    expect(quarterOfTables('0123456789abcdef')).toBe('tables-01234567')
    expect(quarterOfTables('of a test')).toBe('tables-of-a-tes')
    expect(isQuarter(quarterOfTables('of a test'))).toBe(true)
  })
})

describe('the quarters of the calendar', () => {
  it('are numbered without a gap', () => {
    const labels = ['2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2']
    const [first] = labels.map((label) => calendarQuarter(label)!)
    expect(first).toBe(4 * 2026 + 2)
    expect(labels.map(calendarQuarter)).toEqual([first, first + 1, first + 2, first + 3])
  })

  it('are no other labels', () => {
    for (const text of [
      '2026-Q0',
      '2026-Q5',
      '26-Q1',
      '12026-Q1',
      '2026-Q11',
      'x2026-Q1',
      '2026Q1',
      'spring',
    ]) {
      expect(calendarQuarter(text), text).toBeUndefined()
    }
  })

  it('go on over the end of a year; other labels are numbered from the first on', () => {
    expect([0, 1, 2, 5].map((quarters) => laterQuarter('2026-Q3', quarters))).toEqual([
      '2026-Q3',
      '2026-Q4',
      '2027-Q1',
      '2027-Q4',
    ])
    expect([0, 1, 2].map((quarters) => laterQuarter('spring', quarters))).toEqual([
      'spring',
      'spring.2',
      'spring.3',
    ])
    const long = 'x'.repeat(40)
    expect(laterQuarter(long, 0)).toBe(long)
    expect(laterQuarter(long, 1)).toBe(`${'x'.repeat(30)}.2`)
    expect(isQuarter(laterQuarter(long, 99))).toBe(true)
  })
})
