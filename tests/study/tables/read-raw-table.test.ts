import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { readRawTable } from '../../../lib/study/src/tables/read-raw-table'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import { emptyFolder } from './table-copies'

const profit = tableSchemas[3]

function read(content: string) {
  const folder = emptyFolder()
  writeFileSync(join(folder, profit.file), content)
  const problems = new ProblemList(profit.file)
  return {
    table: readRawTable(folder, profit, problems, false),
    problems: problems.problems,
    rows: problems.rows,
  }
}
const told = (severity: string, rule: string, message: string, place = {}) => ({
  severity,
  file: 'money.csv',
  ...place,
  rule,
  message,
})
const quote =
  'a quotation mark on this line is not closed, or stands inside a field: close it, or double it inside quotes'

describe('readRawTable', () => {
  it('gives the records below the header and their lines', () => {
    const { table, problems, rows } = read('id;Прибыль\n1;2,5\n\n2;"3,5"\n')
    expect([problems, rows]).toEqual([[], 2])
    expect(table).toMatchObject({
      rows: [
        ['1', '2,5'],
        ['2', '3,5'],
      ],
      style: { mark: ',', ambiguous: false, pointGroups: true },
      read: 2,
      hasHidden: false,
    })
    expect([...table!.lines]).toEqual([2, 4])
    expect(table!.header.fields.map(({ column, field }) => [column.name, field])).toEqual([
      ['id', 0],
      ['profit', 1],
    ])
  })

  it('takes the style of numbers from columns of numbers, ids and others aside', () => {
    expect(read('id;Прибыль;x\n1,5;2.5;1,5\n1,5;3;1,5\n').table!.style.mark).toBe('.')
  })

  it('sees hidden characters anywhere in the text', () => {
    expect(read('id,Прибыль\n1,2\u200b\n').table!.hasHidden).toBe(true)
  })

  it('gives nothing without a file', () => {
    const problems = new ProblemList(profit.file)
    expect(readRawTable(emptyFolder(), profit, problems, false)).toBeUndefined()
    expect(problems.problems.map(({ rule }) => rule)).toEqual(['missing-file'])
  })

  it('tells of lines above the header', () => {
    const line = (count: number, words: string) =>
      told('warning', 'lines-above-header', `${words} left out, the first is "Выгрузка"`, {
        line: 1,
        value: 'Выгрузка',
        count,
      })
    expect(read(' Выгрузка \nid,Прибыль\n1,2\n').problems).toEqual([line(1, '1 line above the header is')])
    expect(read(' Выгрузка \n# май\nid,Прибыль\n1,2\n').problems).toEqual([
      line(2, '2 lines above the header are'),
    ])
  })

  it('refuses a table without rows, and a file without text', () => {
    expect(read('id,Прибыль\n').problems).toEqual([
      told('error', 'empty-table', 'there is no row below the header: export the table again'),
    ])
    expect(read('\n \n')).toMatchObject({
      table: undefined,
      problems: [told('error', 'empty-file', 'the file has no text: export the table again')],
    })
  })

  it('counts a line with a broken quotation mark among the rows, and goes on', () => {
    const { table, problems, rows } = read('id,Прибыль\n1,2\n2,"3\n3,4\n')
    expect(problems).toEqual([told('error', 'unclosed-quote', quote, { line: 3 })])
    expect([table!.read, rows, table!.rows.length]).toEqual([3, 3, 2])
  })

  it('says nothing of an empty file where only the header was broken', () => {
    const { table, problems } = read('"id,Прибыль\n')
    expect(table).toBeUndefined()
    expect(problems.map(({ rule }) => rule)).toEqual(['unclosed-quote'])
  })

  it('gives up on a file of nothing but broken quotation marks', () => {
    const { problems } = read(`id,Прибыль\n${'1,"2\n'.repeat(3000)}`)
    expect(problems).toContainEqual(
      told('error', 'unclosed-quote', 'too many broken quotes: the rest of the file was not read'),
    )
  })

  it('says why it read no further', () => {
    const { problems } = read(`id,Прибыль\n${'x\n'.repeat(100_001)}`)
    expect(problems.find(({ rule }) => rule === 'not-read')!.message).toMatch(
      /\w.+: the rest of the file was not read$/,
    )
  })
})
