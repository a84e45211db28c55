import { describe, expect, it } from 'vitest'
import { columnKeys, isUsualName } from '../../../lib/study/src/tables/column-names'
import { headerTest, matchHeader } from '../../../lib/study/src/tables/header'
import { ProblemList } from '../../../lib/study/src/tables/problems'
import { tableSchemas } from '../../../lib/study/src/tables/schema'

const [customers, , minutes] = tableSchemas
const [id, period, amount] = minutes.columns

function match(names: readonly string[], { schema = minutes, targetOptional = false, line = 3 } = {}) {
  const problems = new ProblemList(schema.file)
  const header = matchHeader(names, line, schema, problems, targetOptional)
  return { header, problems: problems.problems }
}
const at = { file: 'market_time.csv', line: 3 }

describe('headerTest', () => {
  const test = headerTest(minutes)
  it.each([
    ['id,Период,минут\n', true],
    ['id;x;МИНУТ', true],
    ['id\tПериод', true],
    ['id,x,y', false],
    ['id', false],
    ['Выручка;Прибыль', false],
    ['title\n\nid;Период\n', true],
    ['1,2\nминут', true],
    [`${'x\n'.repeat(20)}минут`, false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(test(text)).toBe(expected)
  })
})

describe('matchHeader', () => {
  it('finds each column, in whatever order and spelling they stand', () => {
    expect(match(['минут', 'ID', 'период'])).toEqual({
      header: {
        fields: [
          { column: id, field: 1 },
          { column: period, field: 2 },
          { column: amount, field: 0 },
        ],
        extra: [],
        width: 3,
        named: 3,
        keys: new Set([...columnKeys(amount), ...columnKeys(id), ...columnKeys(period)]),
      },
      problems: [],
    })
  })

  it('warns of a name that is not the store’s', () => {
    const { header, problems } = match(['id', ' "пеpиод" ', 'минут'])
    expect(header.fields).toHaveLength(3)
    expect(problems).toEqual([
      {
        ...at,
        severity: 'warning',
        column: 'Период',
        value: '"пеpиод"',
        count: 1,
        rule: 'repaired-name',
        message: 'the name "\\"пеpиод\\"" is read as "Период"',
      },
    ])
  })

  it('refuses a name with invisible characters, known or not', () => {
    const { header, problems } = match(['id', 'Период', 'ми\u200bнут', '\u2028x'])
    expect(header.fields.map(({ field }) => field)).toEqual([0, 1, 2])
    const message = (shown: string) => `the name ${shown} holds invisible characters: retype it`
    expect(problems).toEqual([
      {
        ...at,
        severity: 'error',
        column: 'минут',
        value: 'ми\u200bнут',
        rule: 'control-character',
        message: message('"ми\\u200bнут"'),
      },
      {
        ...at,
        severity: 'error',
        column: 'x',
        value: 'x',
        count: 1,
        rule: 'control-character',
        message: message('"\\u2028x"'),
      },
    ])
  })

  it('refuses a column that stands twice, and takes the first', () => {
    const { header, problems } = match(['id', 'Период', 'минут', 'Минут'])
    expect(header.fields.map(({ field }) => field)).toEqual([0, 1, 2])
    expect(header.extra).toEqual([])
    expect(problems).toEqual([
      {
        ...at,
        severity: 'error',
        column: 'минут',
        value: 'минут',
        rule: 'duplicate-column',
        message: 'the column stands 2 times: keep the right one',
      },
    ])
  })

  it('names a missing column, what it means and what the line has instead', () => {
    const { header, problems } = match(['id', '', 'x\u200b', 'y'.repeat(70)])
    expect(header.fields).toHaveLength(1)
    expect(problems.filter(({ rule }) => rule === 'missing-column')).toEqual([
      {
        ...at,
        severity: 'error',
        column: 'Период',
        rule: 'missing-column',
        message: `the column is missing (${period.meaning}); the first line has: id, (no name), x\\u200b, ${'y'.repeat(60)}. Add it or correct its name`,
      },
      expect.objectContaining({ column: 'минут', message: expect.stringContaining(`(${amount.meaning})`) }),
    ])
  })

  it('names at most twenty', () => {
    const names = Array.from({ length: 21 }, (_, i) => `n${i}`)
    const missing = (list: string[]) =>
      match(list).problems.find(({ rule }) => rule === 'missing-column')!.message
    expect(missing(names)).toContain('n18, n19, …. Add it')
    expect(missing(names.slice(0, 20))).toContain('n18, n19. Add it')
  })

  it('asks for the target only where something is to be learned', () => {
    const names = customers.columns.filter(({ target }) => !target).map(({ header }) => header)
    expect(match(names, { schema: customers, targetOptional: true }).problems).toEqual([])
    const { problems } = match(names, { schema: customers })
    expect(problems.map(({ rule }) => rule)).toEqual(['missing-column'])
    expect(problems[0].message).toMatch(/Add it or correct its name; only scoring works without it$/)
    const without = match(names.slice(1), { schema: customers, targetOptional: true }).problems
    expect(without.map(({ column }) => column)).toEqual(['id'])
  })

  it('tells of columns it does not know, and how many fields have to be there', () => {
    const { header, problems } = match(['id', 'Период', 'минут', ' Город  мой ', '', ' '])
    expect(header.extra).toEqual([
      { name: 'Город мой', field: 3 },
      { name: '', field: 4 },
      { name: '', field: 5 },
    ])
    expect([header.width, header.named]).toEqual([6, 4])
    expect(problems[0]).toEqual({
      ...at,
      severity: 'warning',
      column: 'Город мой',
      value: 'Город мой',
      count: 1,
      rule: 'extra-column',
      message: 'the column " Город  мой " is not known and is ignored',
    })
    expect(problems).toHaveLength(3)
  })
})

describe('isUsualName', () => {
  const column = { ...amount, header: 'Маркет_актив', aliases: ['Маркет актив6'] }
  it.each([
    ['Маркет_актив', true],
    [' маркет _ АКТИВ', true],
    ['Маркетактив6', true],
    ['Маркет-актив', false],
    ['Маркетактив', false],
    ['Mаркет_актив', false],
    ['', false],
  ])('%j: %s', (name, expected) => {
    expect(isUsualName(name, column)).toBe(expected)
  })

  it('does not mind how a letter is composed', () => {
    expect(isUsualName('Ко\u0438\u0306', { ...amount, header: 'Кой' })).toBe(true)
  })
})
