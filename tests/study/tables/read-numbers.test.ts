import { describe, expect, it } from 'vitest'
import type { ColumnCells } from '../../../lib/study/src/tables/column-cells'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { readIds, readNumbers } from '../../../lib/study/src/tables/read-numbers'
import type { ColumnSchema } from '../../../lib/study/src/tables/schema'

const base: ColumnSchema = {
  header: 'Число',
  name: 'number',
  meaning: '',
  unit: 'money a month',
  kind: 'number',
  minimum: 0,
  maximum: 1000,
}
const nothing = Number.NaN

function input(cells: readonly string[], over: Partial<ColumnCells> = {}): ColumnCells {
  return {
    column: base,
    cells,
    lines: Int32Array.from(cells, (_, i) => 11 + i),
    style: { mark: '.', ambiguous: false, pointGroups: false },
    problems: new ProblemList('file.csv'),
    faulty: new Uint8Array(cells.length),
    ...over,
  }
}

function read(reader: typeof readNumbers, cells: readonly string[], over: Partial<ColumnCells> = {}) {
  const given = input(cells, over)
  const values = [...reader(given)]
  return { values, faulty: [...given.faulty], problems: given.problems.problems }
}

const at = { file: 'file.csv', column: 'Число' }

describe('readNumbers', () => {
  it('reads what is plain without a word', () => {
    expect(read(readNumbers, ['1', '2.5', '1000', '0'])).toEqual({
      values: [1, 2.5, 1000, 0],
      faulty: [0, 0, 0, 0],
      problems: [],
    })
  })

  it('warns once for each way in which numbers are adorned, with all the lines', () => {
    const { values, problems, faulty } = read(readNumbers, ['5 ₽', '1 000', '6 ₽', '7', '$1 000'])
    expect(values).toEqual([5, 1000, 6, 7, 1000])
    expect(faulty).toEqual([0, 0, 0, 0, 0])
    const warning = { ...at, severity: 'warning', rule: 'repaired-number' }
    expect(problems).toEqual([
      {
        ...warning,
        line: 11,
        value: '5 ₽',
        count: 2,
        message: '"5 ₽" is read as 5 in 2 rows (lines 11, 13)',
      },
      {
        ...warning,
        line: 12,
        value: '1 000',
        count: 1,
        message: '"1 000" is read as 1000 in 1 row (line 12)',
      },
      {
        ...warning,
        line: 15,
        value: '$1 000',
        count: 1,
        message: '"$1 000" is read as 1000 in 1 row (line 15)',
      },
    ])
  })

  it('refuses what is no number or out of bounds, each cell by itself', () => {
    const { values, problems, faulty } = read(readNumbers, ['1', 'x', '-1', '', '1001'])
    expect(values).toEqual([1, nothing, nothing, nothing, nothing])
    expect(faulty).toEqual([0, 1, 1, 1, 1])
    expect(
      problems.map(({ line, column, value, rule, severity }) => [line, column, value, rule, severity]),
    ).toEqual([
      [12, 'Число', 'x', 'not-a-number', 'error'],
      [13, 'Число', '-1', 'negative-value', 'error'],
      [14, 'Число', '', 'empty-cell', 'error'],
      [15, 'Число', '1001', 'out-of-bounds', 'error'],
    ])
  })

  it('speaks once of all the dates that a spreadsheet made', () => {
    const { values, problems, faulty } = read(readNumbers, ['5.фев', '1', '2-Mar'])
    expect(values).toEqual([nothing, 1, nothing])
    expect(faulty).toEqual([1, 0, 1])
    expect(problems).toEqual([
      {
        ...at,
        severity: 'error',
        line: 11,
        value: '5.фев',
        count: 2,
        rule: 'date-for-number',
        message: expect.stringMatching(
          /^"5\.фев" is a date .* and export the table, in 2 rows \(lines 11, 13\)$/,
        ),
      },
    ])
  })

  it('says nothing of cells with hidden characters, which have been told of', () => {
    const { values, problems, faulty } = read(readNumbers, ['1', 'x', '5 ₽'], { hidden: new Set([1, 2]) })
    expect(values).toEqual([1, nothing, nothing])
    expect([faulty, problems]).toEqual([[0, 0, 0], []])
  })

  describe('of shares', () => {
    const share = { column: { ...base, unit: 'share', maximum: 1 } }
    it('divides a column from 0 to 100 by 100, exactly, and says so', () => {
      const { values, problems } = read(readNumbers, ['7', '55', '100', '0', '14'], share)
      expect(values).toEqual([0.07, 0.55, 1, 0, 0.14])
      expect(problems).toEqual([
        {
          ...at,
          severity: 'warning',
          line: 11,
          value: '7',
          count: 5,
          rule: 'share-in-percent',
          message:
            'the shares are written from 0 to 100 and are divided by 100, in 5 rows (lines 11, 12, 13, 14, 15)',
        },
      ])
    })

    it('minds percent signs once', () => {
      const { values, problems } = read(readNumbers, ['7 %', '55', '60', '70%'], share)
      expect(values).toEqual([0.07, 0.55, 0.6, 0.7])
      expect(problems.map(({ rule, count, line }) => [rule, count, line])).toEqual([
        ['share-in-percent', 2, 12],
        ['repaired-number', 2, 11],
      ])
      expect(read(readNumbers, ['7 %', '0.5', '0.6'], share).values).toEqual([0.07, 0.5, 0.6])
    })

    it('divides what was adorned otherwise too', () => {
      expect(read(readNumbers, ['\u22127', '12', '13'], share).values[1]).toBeNaN()
      const dashes = read(readNumbers, ['7', '55', ''], share)
      expect(dashes.values).toEqual([0.07, 0.55, nothing])
      expect(dashes.problems.map(({ rule }) => rule)).toEqual(['share-in-percent', 'empty-cell'])
    })

    it('leaves a column from 0 to 1, and other columns', () => {
      expect(read(readNumbers, ['0.5', '1', '0'], share)).toMatchObject({ values: [0.5, 1, 0], problems: [] })
      expect(read(readNumbers, ['7', '55'])).toMatchObject({ values: [7, 55], problems: [] })
    })
  })
})

describe('readIds', () => {
  const id = { column: { ...base, header: 'id', kind: 'id', unit: '', maximum: 1e9 } as ColumnSchema }
  const place = { file: 'file.csv', column: 'id', severity: 'error' }

  it('reads whole numbers', () => {
    expect(read(readIds, ['12', '007', '5.0'], id)).toEqual({
      values: [12, 7, 5],
      faulty: [0, 0, 0],
      problems: [],
    })
  })

  it('warns of thousands that were apart', () => {
    const { values, problems } = read(readIds, ['1.234', '5.678', '9'], id)
    expect(values).toEqual([1234, 5678, 9])
    expect(problems).toEqual([
      {
        ...place,
        severity: 'warning',
        line: 11,
        value: '1.234',
        count: 2,
        rule: 'repaired-number',
        message: '"1.234" is read as 1234 in 2 rows (lines 11, 12)',
      },
    ])
  })

  it('refuses the others, with what to do', () => {
    const { values, problems, faulty } = read(readIds, ['1', '', '500.000', 'A1', '-4', '3'], id)
    expect(values).toEqual([1, nothing, nothing, nothing, nothing, 3])
    expect(faulty).toEqual([0, 1, 1, 1, 1, 0])
    expect(problems).toEqual([
      {
        ...place,
        line: 12,
        value: '',
        rule: 'empty-cell',
        message: 'the id is empty: fill it in or delete the row',
      },
      {
        ...place,
        line: 13,
        value: '500.000',
        rule: 'ambiguous-number',
        message: '"500.000" may mean two ids, with and without thousands: write it in digits only',
      },
      {
        ...place,
        line: 14,
        value: 'A1',
        rule: 'id-not-whole',
        message: '"A1" is not a whole number: correct the id',
      },
      expect.objectContaining({ line: 15, rule: 'negative-value' }),
    ])
  })

  it('says nothing of cells with hidden characters', () => {
    const hidden = new Set([0])
    expect(read(readIds, ['x', '2'], { ...id, hidden })).toEqual({
      values: [nothing, 2],
      faulty: [0, 0],
      problems: [],
    })
  })
})
