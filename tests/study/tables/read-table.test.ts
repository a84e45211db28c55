import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { emptyReading, readTable } from '../../../lib/study/src/tables/read-table'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import { emptyFolder, smallTables } from './table-copies'

const [customers, , minutes, profit] = tableSchemas
const [now, before] = ['текущий_месяц', 'предыдущий_месяц']

function read(lines: readonly string[], schema = profit, targetOptional = false) {
  const folder = emptyFolder()
  writeFileSync(join(folder, schema.file), lines.map((line) => `${line}\n`).join(''))
  const problems = new ProblemList(schema.file)
  const reading = readTable(folder, schema, problems, targetOptional)
  const { read, blank, repeated, extra, lines: kept, columns, faulty } = reading
  return {
    counts: { read, blank, repeated },
    extra,
    lines: [...kept],
    faulty: [...faulty],
    columns: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])),
    problems: problems.problems,
  }
}

describe('readTable', () => {
  it('reads rows, by the lines that they stand on', () => {
    expect(read(['id,Прибыль', '1,2.5', '2,3'])).toEqual({
      counts: { read: 2, blank: 0, repeated: 0 },
      extra: [],
      lines: [2, 3],
      faulty: [0, 0],
      columns: { id: [1, 2], profit: [2.5, 3] },
      problems: [],
    })
  })

  it('keeps ids as written only where a zero leads', () => {
    expect(read(['id,Прибыль', '01,2.5', '2,3']).columns).toEqual({
      id: [1, 2],
      writtenId: ['01', '2'],
      profit: [2.5, 3],
    })
  })

  it('gives nothing where the file cannot be read', () => {
    const problems = new ProblemList('money.csv')
    expect(readTable(emptyFolder(), profit, problems, false)).toEqual({
      schema: profit,
      problems,
      read: 0,
      blank: 0,
      repeated: 0,
      extra: [],
      lines: new Int32Array(),
      columns: {},
      faulty: new Uint8Array(),
    })
    expect(problems.problems).toHaveLength(1)
  })

  it('leaves out rows whose cell may be empty, and is', () => {
    const { counts, lines, columns, problems } = read(['id,Прибыль', '1,2.5', '2, ', '3,4'])
    expect(counts).toEqual({ read: 3, blank: 1, repeated: 0 })
    expect([lines, columns, problems]).toEqual([[2, 4], { id: [1, 3], profit: [2.5, 4] }, []])
    const minute = read(['id,Период,минут', `1,${now},`], minutes)
    expect(minute.counts.blank).toBe(0)
    expect(minute.problems.map(({ rule }) => rule)).toEqual(['empty-cell'])
  })

  it('looks for hidden characters in columns that it does not know, too', () => {
    const { extra, faulty, problems } = read(['id,Прибыль,Город', '1,2,То\u200bмск', '2,3,Омск'])
    expect([extra, faulty]).toEqual([['Город'], [1, 0]])
    expect(problems.map(({ rule, column, line }) => [rule, column, line])).toEqual([
      ['extra-column', 'Город', 1],
      ['control-character', 'Город', 2],
    ])
  })

  it('sets a row aside that is the same as an earlier one', () => {
    const { counts, lines, columns, problems, faulty } = read(['id,Прибыль', '1,2', '2,3', '1,2', '1,2'])
    expect(counts).toEqual({ read: 4, blank: 0, repeated: 2 })
    expect([lines, columns, faulty]).toEqual([[2, 3], { id: [1, 2], profit: [2, 3] }, [0, 0]])
    expect(problems).toEqual([
      {
        severity: 'warning',
        file: 'money.csv',
        line: 4,
        count: 2,
        rule: 'equal-row',
        message: 'the same as an earlier row in all columns, and set aside: 2 rows (lines 4, 5)',
      },
    ])
  })

  it('refuses a row that says otherwise, by id', () => {
    const { counts, faulty, problems } = read(['id,Прибыль', '01,2', '2,3', '1,4'])
    expect(counts.repeated).toBe(0)
    expect(faulty).toEqual([0, 0, 1])
    expect(problems).toEqual([
      {
        severity: 'error',
        file: 'money.csv',
        line: 4,
        column: 'id',
        value: '1',
        rule: 'duplicate-key',
        message: 'id 1 stands on line 2 already: keep one of the rows',
      },
    ])
  })

  it('refuses it by id and period, and leaves rows whose key cannot be read', () => {
    const { faulty, problems } = read(
      [
        'id,Период,минут',
        `1,${now},5`,
        `1,${before},5`,
        `1,${now},6`,
        '1,никогда,5',
        '1,никогда,6',
        `x,${now},5`,
        `x,${now},6`,
      ],
      minutes,
    )
    expect(faulty).toEqual([0, 0, 1, 1, 1, 1, 1])
    expect(problems.filter(({ rule }) => rule === 'duplicate-key')).toEqual([
      {
        severity: 'error',
        file: 'market_time.csv',
        line: 4,
        column: 'id',
        value: '1',
        rule: 'duplicate-key',
        message: `id 1 with period ${now} stands on line 2 already: keep one of the rows`,
      },
    ])
  })

  it('refuses an equal row where one of the two is at fault, or the schema refuses repeats', () => {
    const rules = (lines: readonly string[], schema = profit) =>
      read(lines, schema).problems.map(({ rule }) => rule)
    expect(rules(['id,Прибыль', '1,x', '1,x', '2,3', '3,4', '4,5', '5,6'])).toEqual([
      'not-a-number',
      'not-a-number',
      'duplicate-key',
    ])
    expect(rules(['id,Прибыль', '1,2', '1,2'], { ...profit, refusesRepeats: true })).toEqual([
      'duplicate-key',
    ])
  })

  it('looks for no repeats without a key', () => {
    const rules = (lines: readonly string[]) => read(lines, minutes).problems.map(({ rule }) => rule)
    expect(rules(['Период,минут', `${now},5`, `${now},5`])).toEqual(['missing-column'])
    expect(rules(['id,минут', '1,5', '1,5'])).toEqual(['missing-column'])
  })

  describe('of a target that need not be there', () => {
    const [header, first] = smallTables(1)['market_file.csv']
    const place = header.indexOf('Покупательская активность')
    const lines = (activity: string) => [
      header.join(),
      first.map((cell, i) => (i === place ? activity : cell)).join(),
    ]
    it('leaves the column out when a cell is empty', () => {
      const { columns, problems } = read(lines(' '), customers, true)
      expect(columns).not.toHaveProperty('activity')
      expect(columns).toHaveProperty('serviceTier')
      expect(problems.filter(({ rule }) => rule === 'target-ignored')).toEqual([
        {
          severity: 'warning',
          file: 'market_file.csv',
          column: 'Покупательская активность',
          count: 1,
          rule: 'target-ignored',
          message: '1 cells are empty: the column is left out, as nothing has to be learned from it',
        },
      ])
      expect(read(lines(''), customers).columns.activity).toEqual([''])
    })

    it('reads it when none is', () => {
      const { columns, problems } = read(lines('Снизилась'), customers, true)
      expect(columns.activity).toEqual(['Снизилась'])
      expect(problems.map(({ rule }) => rule)).not.toContain('target-ignored')
    })
  })
})

describe('emptyReading', () => {
  it('has all columns and no row', () => {
    const problems = new ProblemList('money.csv')
    expect(emptyReading(profit, problems)).toEqual({
      schema: profit,
      problems,
      read: 0,
      blank: 0,
      repeated: 0,
      extra: [],
      lines: new Int32Array(),
      columns: { id: new Float64Array(), profit: new Float64Array() },
      faulty: new Uint8Array(),
    })
  })
})
