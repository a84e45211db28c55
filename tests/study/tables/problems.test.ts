import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countProblems } from '../../../lib/study/src/tables/format-problems'
import {
  hasHiddenCharacters,
  keptPerRule,
  listLines,
  ProblemList,
  quoteValue,
  withoutHidden,
} from '../../../lib/study/src/tables/problems'
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

describe('quoteValue', () => {
  it('quotes, and escapes what would end the quotation or the line', () => {
    expect(quoteValue('a "b" \\ c')).toBe('"a \\"b\\" \\\\ c"')
    expect(quoteValue('a\nb\tc')).toBe('"a\\nb\\tc"')
    expect(quoteValue('')).toBe('""')
  })

  it('shows at most 57 letters, and that there are more', () => {
    expect(quoteValue('x'.repeat(57))).toBe(`"${'x'.repeat(57)}"`)
    expect(quoteValue('x'.repeat(58))).toBe(`"${'x'.repeat(57)}…"`)
    expect(quoteValue('x'.repeat(100_000))).toBe(`"${'x'.repeat(57)}…"`)
  })
})

describe('hidden characters', () => {
  it('are those nobody sees, but no tabs and line ends', () => {
    for (const seen of ['', 'word', 'a\tb\nc', 'ё', '«»']) {
      expect(hasHiddenCharacters(seen), seen).toBe(false)
      expect(withoutHidden(seen)).toBe(seen)
    }
    for (const hidden of ['\u0000', '\u200b', '\u2028', '\u2029', '\ufeff', '\ufffd', '\u001b']) {
      expect(hasHiddenCharacters(`a${hidden}b`)).toBe(true)
      expect(withoutHidden(`a${hidden}b${hidden}`)).toBe('ab')
    }
  })
})

describe('listLines', () => {
  it('lists five lines, and says that there are more', () => {
    expect(listLines([7])).toBe('1 row (line 7)')
    expect(listLines([4, 7])).toBe('2 rows (lines 4, 7)')
    expect(listLines([1, 2, 3, 4, 5])).toBe('5 rows (lines 1, 2, 3, 4, 5)')
    expect(listLines([1, 2, 3, 4, 5, 6])).toBe('6 rows (lines 1, 2, 3, 4, 5, …)')
    expect(listLines([1, 2, 3, 4, 5], 90)).toBe('90 rows (lines 1, 2, 3, 4, 5, …)')
  })
})

describe('ProblemList, problem by problem', () => {
  const emptyList = (rows: number) => {
    const list = new ProblemList('made.csv')
    list.rows = rows
    return list
  }

  it('keeps problems in their order, with place, and values of two hundred letters', () => {
    const list = emptyList(100)
    list.warning('odd', 'looks odd', { count: 3 })
    list.error('bad', 'is bad', { line: 5, column: 'a', value: 'x'.repeat(200) })
    list.error('worse', 'is worse', { value: 'y'.repeat(201) })
    expect(list.problems).toEqual([
      { severity: 'warning', file: 'made.csv', count: 3, rule: 'odd', message: 'looks odd' },
      {
        severity: 'error',
        file: 'made.csv',
        line: 5,
        column: 'a',
        value: 'x'.repeat(200),
        rule: 'bad',
        message: 'is bad',
      },
      {
        severity: 'error',
        file: 'made.csv',
        value: `${'y'.repeat(200)}…`,
        rule: 'worse',
        message: 'is worse',
      },
    ])
  })

  it('makes one message of an error in more than half of the rows, by column', () => {
    const list = emptyList(12)
    for (let line = 2; line <= 8; line++) list.error('bad', `line ${line}`, { line, column: 'a' })
    for (let line = 2; line <= 7; line++) list.error('bad', `line ${line}`, { line, column: 'b' })
    const [first, ...others] = list.problems
    expect(first).toMatchObject({ line: 2, column: 'a', count: 7 })
    expect(first.message).toBe('line 2; the same fault is in 7 rows (lines 2, 3, 4, 5, 6, …) of 12')
    // Half of the rows is not more than half.
    expect(others.map(({ line, column }) => [line, column])).toEqual(
      [2, 3, 4, 5, 6, 7].map((line) => [line, 'b']),
    )
    // Nor is one row of one, nor what is said of no row, of rows in number, or while their number is not known.
    const single = emptyList(1)
    single.error('bad', 'once', { line: 2 })
    expect(single.problems[0].message).toBe('once')
    for (const place of [{}, { line: 2, count: 4 }]) {
      const table = emptyList(2)
      for (let time = 0; time < 2; time++) table.error('bad', 'of the table', place)
      expect(table.problems).toHaveLength(2)
    }
    const unknown = emptyList(0)
    for (let line = 2; line <= 4; line++) unknown.error('bad', 'again', { line })
    expect(unknown.problems).toHaveLength(3)
    const warned = emptyList(2)
    for (let line = 2; line <= 3; line++) warned.warning('odd', 'again', { line })
    expect(warned.problems).toHaveLength(2)
  })

  it('keeps a thousand of a rule and counts the others, by column for errors', () => {
    const list = emptyList(10_000)
    for (let line = 2; line < 1102; line++) list.error('bad', 'is bad', { line, column: 'a' })
    // The first of another column stands for its own, though the rule has its thousand.
    for (let line = 2; line < 7; line++) list.error('bad', 'is bad', { line, column: 'b' })
    for (let line = 2; line < 1004; line++)
      list.warning('bad', 'looks bad', { line, column: line % 2 ? 'c' : 'd' })
    const unlisted = list.problems.filter((problem) => problem.unlisted !== undefined)
    expect(unlisted).toEqual([
      {
        severity: 'error',
        file: 'made.csv',
        column: 'a',
        rule: 'bad',
        message: '100 more of these are not listed',
        unlisted: 100,
      },
      {
        severity: 'error',
        file: 'made.csv',
        column: 'b',
        rule: 'bad',
        message: '4 more of these are not listed',
        unlisted: 4,
      },
      {
        severity: 'warning',
        file: 'made.csv',
        rule: 'bad',
        message: '2 more of these are not listed',
        unlisted: 2,
      },
    ])
    expect(list.problems.filter(({ severity }) => severity === 'error')).toHaveLength(1000 + 1 + 2)
    const table = emptyList(10)
    for (let time = 0; time < 1001; time++) table.error('bad', 'of the table')
    expect(table.problems.at(-1)).toEqual({
      severity: 'error',
      file: 'made.csv',
      rule: 'bad',
      message: '1 more of these are not listed',
      unlisted: 1,
    })
  })
})
