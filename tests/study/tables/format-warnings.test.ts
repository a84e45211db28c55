import { describe, expect, it } from 'vitest'
import { formatWarnings } from '../../../lib/study/src/tables/format-warnings'
import type { Problem } from '../../../lib/study/src/tables/schema'
import { printable } from '../../../lib/toolkit/core/src/printable'

const warning = (over: Partial<Problem> = {}): Problem => ({
  severity: 'warning',
  file: 'money.csv',
  rule: 'repaired-value',
  message: 'is read as something else',
  ...over,
})

describe('formatWarnings', () => {
  it('gives the first of each kind in each file, and counts the others and their rows', () => {
    const lines = formatWarnings('tables', [
      warning({ line: 3, count: 10 }),
      warning({ line: 4, count: 5 }),
      warning({ line: 9 }),
      warning({ file: 'market_file.csv' }),
      warning({ rule: 'outlier', count: 2 }),
      { ...warning(), severity: 'error' },
    ])
    expect(lines).toEqual([
      'tables: 5 warnings, of each kind the first:',
      '  money.csv: warning: line 3: is read as something else [repaired-value] … and 2 more [repaired-value], 16 rows in all',
      '  market_file.csv: warning: is read as something else [repaired-value]',
      '  money.csv: warning: is read as something else [outlier]',
    ])
  })

  it('speaks of one', () => {
    expect(formatWarnings('tables', [warning()])).toEqual([
      'tables: 1 warning, of each kind the first:',
      '  money.csv: warning: is read as something else [repaired-value]',
    ])
  })

  it('is empty without warnings', () => {
    expect(formatWarnings('tables', [])).toEqual([])
    expect(formatWarnings('tables', [{ ...warning(), severity: 'error' }])).toEqual([])
  })

  it('prints nothing that a terminal would obey', () => {
    const text = printable(
      formatWarnings('dir\u001b[31m\nforged', [warning({ message: 'a\u001b]0;x\u0007' })]),
    )
    expect(text.split('\n')).toHaveLength(3)
    expect(text).not.toMatch(/[^\P{Cc}\n]/u)
  })
})
