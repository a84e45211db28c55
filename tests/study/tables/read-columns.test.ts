import { describe, expect, it } from 'vitest'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { readColumn, reportHidden } from '../../../lib/study/src/tables/read-columns'
import type { RawTable } from '../../../lib/study/src/tables/read-raw-table'
import { type ColumnSchema, tableSchemas } from '../../../lib/study/src/tables/schema'

const columns = new Map(tableSchemas.flatMap(({ columns }) => columns.map((column) => [column.name, column])))
const columnNamed = (name: string): ColumnSchema => columns.get(name)!

function read(column: ColumnSchema, cells: readonly string[], hasHidden = false) {
  const raw = {
    rows: cells.map((cell) => ['other', cell]),
    lines: Int32Array.from(cells, (_, i) => 5 + i),
    style: { mark: '.', ambiguous: false, pointGroups: false },
    hasHidden,
  } as unknown as RawTable
  const problems = new ProblemList('file.csv')
  const faulty = new Uint8Array(cells.length)
  const values = readColumn(raw, { column, field: 1 }, problems, faulty)
  return { values: [...values], faulty: [...faulty], problems: problems.problems }
}

describe('readColumn', () => {
  it('reads each kind of column by its reader, cells tidied', () => {
    expect(read(columnNamed('id'), [' 12 ', '5.0'])).toEqual({
      values: [12, 5],
      faulty: [0, 0],
      problems: [],
    })
    expect(read(columnNamed('revenue'), [' 12.5 '])).toEqual({ values: [12.5], faulty: [0], problems: [] })
    expect(read(columnNamed('serviceTier'), [' стандарт '])).toEqual({
      values: ['стандарт'],
      faulty: [0],
      problems: [],
    })
  })

  it('warns once of each spelling that is repaired', () => {
    const { values, faulty, problems } = read(columnNamed('serviceTier'), [
      'стандартт',
      'Премиум',
      'стандартт',
    ])
    expect([values, faulty]).toEqual([
      ['стандарт', 'премиум', 'стандарт'],
      [0, 0, 0],
    ])
    const place = { severity: 'warning', file: 'file.csv', column: 'Тип сервиса', rule: 'repaired-value' }
    expect(problems).toEqual([
      {
        ...place,
        line: 5,
        value: 'стандартт',
        count: 2,
        message: '"стандартт" is read as "стандарт" in 2 rows (lines 5, 7)',
      },
      {
        ...place,
        line: 6,
        value: 'Премиум',
        count: 1,
        message: '"Премиум" is read as "премиум" in 1 row (line 6)',
      },
    ])
  })

  it('keeps a category that it does not know, with a warning, but not an empty one', () => {
    const { values, faulty, problems } = read(columnNamed('favouriteCategory'), ['Сад', 'Сад', '', 'Дом'])
    expect(values).toEqual(['Сад', 'Сад', '', 'Дом'])
    expect(faulty).toEqual([0, 0, 1, 0])
    const place = { severity: 'warning', file: 'file.csv', rule: 'unseen-category' }
    const { header, values: known } = columnNamed('favouriteCategory')
    expect(problems).toEqual([
      {
        severity: 'error',
        file: 'file.csv',
        line: 7,
        column: header,
        value: '',
        rule: 'empty-cell',
        message: `the cell is empty: fill in one of ${known!.map((one) => one.word).join(', ')}`,
      },
      {
        ...place,
        line: 5,
        column: header,
        value: 'Сад',
        count: 2,
        message: '"Сад" is not a known value and is kept as it is, in 2 rows (lines 5, 6)',
      },
      expect.objectContaining({ ...place, line: 8, value: 'Дом', count: 1 }),
    ])
  })

  it.each([
    ['activity', 'unknown-target', 'Прежний уровень, Снизилась'],
    ['contactAllowed', 'unknown-consent', 'да, нет'],
    ['serviceTier', 'unknown-tier', 'стандарт, премиум'],
    ['period', 'unknown-period', undefined],
    ['other', 'unknown-value', ''],
  ])('refuses a word of %s that is not listed as %s', (name, rule, allowed) => {
    const column = columns.get(name) ?? { ...columnNamed('serviceTier'), name, values: undefined }
    const { values, faulty, problems } = read(column, ['никогда'])
    expect([values, faulty]).toEqual([['никогда'], [1]])
    const listed = allowed ?? column.values!.map(({ word }) => word).join(', ')
    expect(problems).toEqual([
      {
        severity: 'error',
        file: 'file.csv',
        line: 5,
        column: column.header,
        value: 'никогда',
        rule,
        message: `"никогда" is none of the values allowed here: ${listed}`,
      },
    ])
  })

  it('says of a cell with hidden characters only that', () => {
    const { values, faulty, problems } = read(
      columnNamed('serviceTier'),
      ['зол\u200bото', 'премиум', 'пр\ufffd'],
      true,
    )
    expect([values, faulty]).toEqual([
      ['', 'премиум', ''],
      [1, 0, 1],
    ])
    expect(problems).toEqual([
      {
        severity: 'error',
        file: 'file.csv',
        line: 5,
        column: 'Тип сервиса',
        value: 'зол\u200bото',
        rule: 'control-character',
        message: '"зол\\u200bото" holds control or invisible characters: remove them',
      },
      {
        severity: 'error',
        file: 'file.csv',
        line: 7,
        column: 'Тип сервиса',
        value: 'пр\ufffd',
        rule: 'damaged-text',
        message: '"пр\\ufffd" lost characters when the file was saved: export the table again',
      },
    ])
  })
})

describe('reportHidden', () => {
  it('gives the rows, marks them and names the column as it is told', () => {
    const raw = {
      rows: [['a\u0007'], ['b'], ['c\u2028']],
      lines: Int32Array.of(2, 3, 4),
    } as unknown as RawTable
    const problems = new ProblemList('file.csv')
    const faulty = new Uint8Array(3)
    expect(reportHidden(raw, 0, 'Город', problems, faulty)).toEqual(new Set([0, 2]))
    expect([...faulty]).toEqual([1, 0, 1])
    expect(problems.problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 'Город'],
      [4, 'Город'],
    ])
  })
})
