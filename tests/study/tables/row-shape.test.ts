import { describe, expect, it } from 'vitest'
import type { Header } from '../../../lib/study/src/tables/header'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { RowShaper } from '../../../lib/study/src/tables/row-shape'
import type { ColumnSchema } from '../../../lib/study/src/tables/schema'
import { wordKey } from '../../../lib/study/src/tables/word-key'

const column = (name: string, kind: ColumnSchema['kind']): ColumnSchema => ({
  header: name,
  name,
  meaning: '',
  unit: '',
  kind,
})
const columns = [column('Период', 'category'), column('id', 'id'), column('Выручка', 'number')]
const names = columns.map(({ header }) => header)

function headerOf(width = 3, named = width, fields = columns): Header {
  return {
    fields: fields.map((one, field) => ({ column: one, field })),
    extra: [],
    width,
    named,
    keys: new Set(names.map(wordKey)),
  }
}

/** The rows that are kept, with their lines, and what is said of the others. */
function shape(body: readonly (readonly string[])[], header = headerOf()) {
  const problems = new ProblemList('table.csv')
  const lines = [names, ...body].map((_, i) => 10 * i + 1)
  const shaper = new RowShaper(problems, () => header)
  for (const [i, record] of [names, ...body].entries()) shaper.add(record, lines[i])
  shaper.reportReshaped()
  const { rows, lines: kept, read } = shaper
  const empty = body.length - read
  const said = problems.problems.map(({ severity, rule, message, line, value, count }) => ({
    severity,
    rule,
    message,
    line,
    value,
    count,
  }))
  return { rows, lines: [...kept], empty, said }
}

const row = ['май', '5', '12.5']

describe('RowShaper', () => {
  it('keeps rows that fit the header, below it, with their lines', () => {
    const other = ['июнь', '6', '']
    expect(shape([row, other])).toEqual({ rows: [row, other], lines: [11, 21], empty: 0, said: [] })
    expect(shape([])).toEqual({ rows: [], lines: [], empty: 0, said: [] })
  })

  it('skips rows of empty cells, of any number, with one warning', () => {
    const { rows, lines, empty, said } = shape([['', ' ', '\t'], row, [''], ['', '']])
    expect({ rows, lines, empty }).toEqual({ rows: [row], lines: [21], empty: 3 })
    expect(said).toEqual([
      {
        severity: 'warning',
        rule: 'empty-row',
        message: 'all cells are empty and the row is skipped: 3 rows (lines 11, 31, 41)',
        line: 11,
        value: undefined,
        count: 3,
      },
    ])
    expect(shape([['', '5', '']]).empty).toBe(0)
    expect(shape([[' ', '', 'x']]).empty).toBe(0)
  })

  it('cuts and adds empty cells behind the last column, with one warning', () => {
    const header = headerOf(4, 3)
    const { rows, said } = shape([[...row, ''], [...row, '', ' ', ''], row], header)
    expect(rows).toEqual([
      [...row, ''],
      [...row, ''],
      [...row, ''],
    ])
    expect(said).toEqual([
      {
        severity: 'warning',
        rule: 'trailing-delimiters',
        message: 'more or fewer empty cells end the row than the header: 2 rows (lines 21, 31)',
        line: 21,
        value: undefined,
        count: 2,
      },
    ])
    expect(shape([[...row, '', 'x', '']], headerOf()).rows).toEqual([])
  })

  it('refuses too few and too many fields', () => {
    const { rows, said } = shape([['май', '5'], [...row, 'more'], row])
    expect(rows).toEqual([row])
    expect(said).toEqual([
      {
        severity: 'error',
        rule: 'too-few-fields',
        message: 'the row has 2 fields, the header 3: add what is missing',
        line: 11,
        value: 'май,5',
        count: undefined,
      },
      {
        severity: 'error',
        rule: 'too-many-fields',
        message:
          'the row has 4 fields, the header 3: quote a field that holds the delimiter, or remove what is too much',
        line: 21,
        value: 'май,5,12.5,more',
        count: undefined,
      },
    ])
  })

  it('names what is hidden in a row of another width rather than its width', () => {
    const { said } = shape([['май', 'a\u0000b']])
    expect(said).toMatchObject([
      {
        severity: 'error',
        rule: 'control-character',
        message: expect.stringMatching(
          /^".*" holds control or invisible characters: remove them, or the line$/,
        ),
        line: 11,
        value: 'a\u0000b',
      },
    ])
    expect(shape([['май', 'a\u0000b', '1']]).said).toEqual([])
  })
})

describe('a file in doubt', () => {
  /** After how many records no more is asked for, of those that are made; and why. */
  function readUntilDoubt(recordOf: (k: number) => readonly string[], header: Header, most = 300_000) {
    const shaper = new RowShaper(new ProblemList('table.csv'), () => header)
    shaper.add(names, 1)
    let read = 1
    while (read <= most && shaper.add(recordOf(read), read + 1)) read++
    return { read, doubt: shaper.doubt }
  }

  it('is not read on once 100,000 rows, and most, do not fit the header', () => {
    const doubt = 'most rows so far, 100000, do not fit the header'
    expect(readUntilDoubt(() => ['x'], headerOf())).toEqual({ read: 100_000, doubt })
    expect(readUntilDoubt((k) => (k <= 99_999 ? row : ['x']), headerOf())).toEqual({ read: 199_999, doubt })
    const halves = readUntilDoubt((k) => (k % 2 === 0 ? row : ['x']), headerOf())
    expect(halves).toEqual({ read: 199_999, doubt })
    expect(readUntilDoubt((k) => (k % 3 === 0 ? ['x'] : row), headerOf())).toEqual({
      read: 300_001,
      doubt: undefined,
    })
  })

  it('is not read on where its header names no known column', () => {
    expect(readUntilDoubt(() => ['x'], headerOf(1, 1, []))).toEqual({
      read: 100_000,
      doubt: 'no column of the header is known',
    })
  })
})

describe('a second header', () => {
  const isSecond = (cells: readonly string[], header = headerOf()) => {
    const { said } = shape([cells], header)
    return said.some(({ rule }) => rule === 'second-header')
  }

  it('is a row in which two cells name columns', () => {
    expect(shape([names]).said).toEqual([
      {
        severity: 'error',
        rule: 'second-header',
        message: 'the header stands here once more: delete this line',
        line: 11,
        value: 'Период',
        count: undefined,
      },
    ])
    expect(isSecond(['Выручка', 'ID', '5'])).toBe(true)
    expect(isSecond(['Период', '5', '5'])).toBe(false)
    expect(isSecond(['Период', '', ''])).toBe(false)
    expect(isSecond(['период ', 'x', '"выручка"', 'x'])).toBe(true)
  })

  it('is one cell where there is one column', () => {
    const one = headerOf(1, 1, columns.slice(1, 2))
    expect(isSecond(['id'], one)).toBe(true)
    expect(isSecond(['x'], one)).toBe(false)
  })

  it('is found by the first hundred cells, of at most a hundred letters', () => {
    const wide = headerOf(300)
    const filler = (length: number) => Array.from({ length }, () => 'x')
    expect(isSecond([...filler(98), 'id', 'Период', ...filler(200)], wide)).toBe(true)
    expect(isSecond([...filler(99), 'id', 'Период', ...filler(199)], wide)).toBe(false)
    const padded = (length: number) => `id${' '.repeat(length - 2)}`
    expect(isSecond(['Период', padded(100), 'x'])).toBe(true)
    expect(isSecond(['Период', padded(101), 'x'])).toBe(false)
  })

  it('does not begin with a number', () => {
    for (const first of ['5', ' 5', '-5', '+5']) expect(isSecond([first, 'id', 'Период']), first).toBe(false)
    expect(isSecond(['x5', 'id', 'Период'])).toBe(true)
  })
})

describe('a total', () => {
  const total = (cells: readonly string[], header = headerOf()) =>
    shape([cells], header).said.find(({ rule }) => rule === 'total-row')

  it.each([
    'Итого',
    'итог',
    'ВСЕГО:',
    'Общий итог',
    'промежуточный_итог',
    'Total',
    'grand total',
    'Subtotal',
    'Sum',
  ])('is named %s, in a row without an id', (word) => {
    expect(total([word, '', '500'])).toEqual({
      severity: 'error',
      rule: 'total-row',
      message: `"${word}": the row is a total and no customer: delete this row`,
      line: 11,
      value: word,
      count: undefined,
    })
    expect(shape([[word, '', '500']]).rows).toEqual([])
    expect(total(['', word, '500'])?.value).toBe(word)
  })

  it('is none where the row has an id, another word, or the table no id', () => {
    expect(total(['Итого', '5', '500'])).toBeUndefined()
    expect(total(['Прочее', '', '500'])).toBeUndefined()
    expect(total(['не итого', '', '500'])).toBeUndefined()
    expect(total(['Итого', '', '500'], headerOf(3, 3, [columns[0], columns[2]]))).toBeUndefined()
    expect(total([`Итого${'о'.repeat(100)}`, '', '500'])).toBeUndefined()
  })

  it('is found where the row ends before the id', () => {
    expect(total(['Итого'])?.value).toBe('Итого')
  })
})
