import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countProblems } from '../../../lib/study/src/tables/format-problems'
import { keptPerRule, ProblemList } from '../../../lib/study/src/tables/problems'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { withinSeconds } from '../../hostile/within-seconds'
import { good, money, profit } from './broken-table'
import { writeWith } from './table-copies'

function listOf(rows: number, faults: number): ProblemList {
  const list = new ProblemList('money.csv')
  list.rows = rows
  for (let i = 0; i < faults; i++) {
    list.error('not-a-number', `"x${i}" is no number`, { line: i + 2, column: 'Прибыль', value: `x${i}` })
  }
  return list
}

describe('ProblemList', () => {
  it('keeps a fault in half of the rows row by row, and makes one message of it in more', () => {
    expect(listOf(20, 10).problems).toHaveLength(10)
    expect(listOf(20, 11).problems).toEqual([
      {
        severity: 'error',
        file: 'money.csv',
        line: 2,
        column: 'Прибыль',
        value: 'x0',
        rule: 'not-a-number',
        message: '"x0" is no number; the same fault is in 11 rows (lines 2, 3, 4, 5, 6, …) of 20',
        count: 11,
      },
    ])
  })

  it('tells columns apart, and rows from the whole table', () => {
    const list = listOf(4, 3)
    list.error('not-a-number', 'another column', { line: 2, column: 'минут' })
    list.error('not-a-number', 'the table', { column: 'Прибыль' })
    expect(list.problems.map(({ message, count }) => [message.slice(0, 15), count])).toEqual([
      ['"x0" is no numb', 3],
      ['another column', undefined],
      ['the table', undefined],
    ])
  })

  it('keeps one row as it is', () => {
    expect(listOf(1, 1).problems[0].count).toBeUndefined()
  })

  it('counts what it does not keep, whatever the mixture of rules and columns', () => {
    const reports = fc.array(
      fc.record({
        severity: fc.constantFrom('error', 'warning'),
        rule: fc.constantFrom('a', 'b'),
        column: fc.constantFrom('p', 'q', undefined),
        times: fc.integer({ min: 1, max: 3 * keptPerRule }),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(reports, (all) => {
        const list = new ProblemList('money.csv')
        list.rows = 1e6
        for (const { severity, rule, column, times } of all) {
          for (let i = 0; i < times; i++) list[severity](rule, 'wrong', { line: i, column })
        }
        for (const severity of ['error', 'warning'] as const) {
          const problems = list.problems.filter((problem) => problem.severity === severity)
          const told = all.filter((report) => report.severity === severity)
          expect(countProblems(problems)).toBe(told.reduce((sum, { times }) => sum + times, 0))
          expect(problems.length).toBeLessThanOrEqual(2 * (keptPerRule + 3 + 3))
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('a file of nothing but mistakes', () => {
  it('gives one message a column, with its cause', () => {
    const rows = good[money].slice(1).map(([id, period]) => `${id};${period};по запросу`)
    const { problems } = readStudyTables(writeWith(money, ['id;Период;Выручка', ...rows].join('\n')))
    expect(problems).toMatchObject([
      { rule: 'not-a-number', column: 'Выручка', count: 12, message: expect.stringContaining('12 rows') },
    ])
  })

  it('gives one message for rows of another shape', () => {
    const { problems, balance } = readStudyTables(writeWith(profit, `id,Прибыль\n${'x\n'.repeat(100_000)}`))
    expect(problems.filter(({ file }) => file === profit)).toMatchObject([
      { rule: 'not-read' },
      { rule: 'too-few-fields', count: 100_000 },
    ])
    expect(balance[3].setAside).toEqual([{ reason: 'error in the row', rows: 100_000 }])
  })

  it('tells of dates that a spreadsheet made of numbers once, however few', () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${i + 1};${i % 5 === 0 ? '05.фев' : i}`)
    const { problems } = readStudyTables(writeWith(profit, ['id;Прибыль', ...rows].join('\n')))
    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'date-for-number', count: 20, line: 2 },
    ])
  })
})

describe('made-to-measure inputs', () => {
  const problemsOf = (file: string, content: string) => {
    const folder = writeWith(file, content)
    return withinSeconds(() => readStudyTables(folder)).problems
  }

  it.each<[string, string]>([
    ['digits and a letter', `${'1'.repeat(400_000)}x`],
    ['digits, a point, and a letter', `${'1'.repeat(200_000)}.${'1'.repeat(200_000)}x`],
    ['groups of digits', '1 '.repeat(200_000)],
    ['points', '.'.repeat(400_000)],
    ['percent signs', '%'.repeat(400_000)],
    ['blanks', `1${' '.repeat(400_000)}1`],
    ['exponents', '1e'.repeat(200_000)],
  ])('a cell of %s', (_, cell) => {
    for (const place of ['id', 'Прибыль']) {
      const row = place === 'id' ? `${cell},1` : `1,${cell}`
      expect(problemsOf(profit, `id,Прибыль\n${row}\n`).some(({ severity }) => severity === 'error')).toBe(
        true,
      )
    }
  })

  it('rows of ten thousand columns that nobody knows', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `колонка ${i}`)
    const rows = Array.from({ length: 40 }, (_, i) => ['нет', i, ...names.map(() => 'да')].join(','))
    const problems = problemsOf(profit, [['id', 'Прибыль', ...names].join(','), ...rows].join('\n'))
    expect(countProblems(problems.filter(({ rule }) => rule === 'extra-column'))).toBe(10_000)
  })
})
