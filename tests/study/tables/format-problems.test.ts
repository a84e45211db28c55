import { describe, expect, it } from 'vitest'
import { formatBalance, formatProblem, formatProblems } from '../../../lib/study/src/tables/format-problems'
import { listLines } from '../../../lib/study/src/tables/problems'
import type { Problem } from '../../../lib/study/src/tables/schema'

const problem = (over: Partial<Problem> = {}): Problem => ({
  severity: 'error',
  file: 'money.csv',
  line: 4,
  column: 'Прибыль',
  value: 'x',
  rule: 'not-a-number',
  message: 'is wrong',
  ...over,
})

describe('formatProblem', () => {
  it('names place, value, message and rule', () => {
    expect(formatProblem(problem())).toBe('error: line 4, column Прибыль, value "x": is wrong [not-a-number]')
    const bare = { severity: 'warning', file: 'f', rule: 'r', message: 'is odd' } as const
    expect(formatProblem(bare)).toBe('warning: is odd [r]')
  })

  it('shows values quoted, escaped and short', () => {
    expect(formatProblem(problem({ value: 'a"b\\\u0007\n\u202e' }))).toContain(
      'value "a\\"b\\\\\\u0007\\n\\u202e"',
    )
    const long = /value ("[^"]*")/.exec(formatProblem(problem({ value: 'я'.repeat(500) })))?.[1] ?? ''
    expect(long).toMatch(/^"я+…"$/)
    expect(long.length).toBe(60)
  })
})

describe('formatProblems', () => {
  it('groups by file, errors first, and counts what it leaves out', () => {
    const many = Array.from({ length: 25 }, (_, i) => problem({ line: i + 2 }))
    const warning = problem({ severity: 'warning', rule: 'outlier' })
    const lines = formatProblems([warning, ...many, problem({ file: 'other.csv' })]).split('\n')
    expect(lines[0]).toBe('money.csv')
    expect(lines.slice(1, 21).every((line) => line.startsWith('  error: line'))).toBe(true)
    expect(lines.slice(21)).toEqual([
      `  ${formatProblem(warning)}`,
      '  error: … and 5 more [not-a-number]',
      '',
      'other.csv',
      `  ${formatProblem(problem())}`,
    ])
  })

  it('is empty without problems', () => {
    expect(formatProblems([])).toBe('')
  })
})

describe('formatBalance', () => {
  it('aligns the counts and names the reasons', () => {
    const setAside = [
      { reason: 'unknown', rows: 2 },
      { reason: 'error', rows: 1 },
    ]
    expect(formatBalance([{ file: 'money.csv', read: 1300, used: 1297, setAside }])).toBe(
      'table      rows read  used  set aside\nmoney.csv       1300  1297  2 (unknown), 1 (error)',
    )
  })
})

describe('listLines', () => {
  it('counts rows and lists the first lines', () => {
    expect(listLines([7])).toBe('1 row (line 7)')
    expect(listLines([2, 3, 4, 5, 6, 7])).toBe('6 rows (lines 2, 3, 4, 5, 6, …)')
  })
})
