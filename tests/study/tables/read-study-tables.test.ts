import { describe, expect, it } from 'vitest'
import {
  loadStudyTables,
  readStudyTables,
  tableFiles,
  unusableTables,
} from '../../../lib/study/src/tables/read-study-tables'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import { emptyFolder, smallTables, writeCopy, writeWith } from './table-copies'

describe('warnings', () => {
  it('repairs the known misspellings and counts them', () => {
    const misspelt = writeCopy(smallTables(), {
      cell: (cell) =>
        cell
          .replace(/^стандарт$/, 'стандартт')
          .replace(/^предыдущий/, 'предыдцщий')
          .replace(/^да$/, 'ДА'),
    })
    const { tables, problems } = readStudyTables(misspelt)
    expect(tables?.fingerprint).toBe(readStudyTables(writeCopy(smallTables())).tables?.fingerprint)
    const found = problems.map(({ rule, file, value, count, line }) => [rule, file, value, count, line])
    expect(found).toEqual(
      [
        ['repaired-value', 'market_file.csv', 'стандартт', 2, 3],
        ['repaired-value', 'market_file.csv', 'ДА', 2, 2],
        ['repaired-value', 'market_money.csv', 'предыдцщий_месяц', 4, 4],
        ['repaired-value', 'market_time.csv', 'предыдцщий_месяц', 4, 3],
      ].sort((a, b) => String(a[1]).localeCompare(String(b[1])) || Number(a[4]) - Number(b[4])),
    )
  })

  it('keeps an unseen category as it is', () => {
    const folder = writeCopy(smallTables(), { cell: (cell) => cell.replace('Кухонная посуда', 'Книги') })
    const { tables, problems } = readStudyTables(folder)
    expect(problems).toMatchObject([
      {
        rule: 'unseen-category',
        severity: 'warning',
        column: 'Популярная_категория',
        value: 'Книги',
        count: 1,
        line: 3,
      },
    ])
    expect(tables?.tables.customers.columns.favouriteCategory[1]).toBe('Книги')
  })

  it('ignores unknown columns', () => {
    const cells = smallTables()
    const wider = {
      ...cells,
      'money.csv': cells['money.csv'].map((row, i) => ['x', ...row, i === 0 ? 'note' : '"?']),
    }
    const { tables, problems } = readStudyTables(writeCopy(wider))
    expect(problems.map(({ rule, column }) => [rule, column])).toEqual([
      ['extra-column', 'x'],
      ['extra-column', 'note'],
    ])
    expect(tables?.fingerprint).toBe(readStudyTables(writeCopy(cells)).tables?.fingerprint)
  })

  it('takes an empty profit for a row that is not there', () => {
    const cells = smallTables(4)
    const [header, ...rows] = cells['money.csv']
    const emptied = rows.map(([id, profit]) => [id, id === '2' ? ' ' : profit])
    const shorter = rows.filter(([id]) => id !== '2')
    const [blank, absent] = [emptied, shorter].map((some) =>
      readStudyTables(writeCopy({ ...cells, 'money.csv': [header, ...some] })),
    )
    expect(blank.tables!.fingerprint).toBe(absent.tables!.fingerprint)
    expect([...blank.tables!.tables.profit.columns.id]).toEqual([1, 3, 4])
    const told = ({ problems }: typeof blank) =>
      problems.filter(({ file }) => file === 'money.csv').map(({ message }) => message)
    expect(told(blank)).toEqual(told(absent))
    expect(told(blank)).toEqual([
      '1 customer of market_file.csv without profit in this table: no offer can be decided for them: id 2',
    ])
    expect(blank.balance.find(({ file }) => file === 'money.csv')).toMatchObject({
      read: 4,
      used: 3,
      setAside: [{ reason: 'empty cell', rows: 1 }],
    })
  })

  it('does without money.csv where nothing is decided by profit', () => {
    const { 'money.csv': _, ...others } = smallTables(4)
    const folder = writeCopy(others)
    const { tables, problems } = readStudyTables(folder, { profit: 'optional' })
    expect(tables!.tables.profit.rows).toBe(0)
    expect(problems.filter(({ file }) => file === 'money.csv')).toEqual([])
    expect(readStudyTables(folder).problems).toMatchObject([{ file: 'money.csv', rule: 'missing-file' }])
  })

  it('sets rows of unknown customers aside and names absent customers', () => {
    const cells = smallTables()
    const money = cells['money.csv'].map((row) => (row[0] === '2' ? ['77', row[1]] : row))
    const time = cells['market_time.csv'].filter((_, i) => i !== 1)
    const { tables, problems, balance } = readStudyTables(
      writeCopy({ ...cells, 'money.csv': money, 'market_time.csv': time }),
    )
    expect(problems.map(({ rule, file, value, count, line }) => [rule, file, value, count, line])).toEqual([
      ['absent-period', 'market_time.csv', 'текущий_месяц', 1, undefined],
      ['absent-customer', 'money.csv', '2', 1, undefined],
      ['unknown-customer', 'money.csv', '77', 1, 3],
    ])
    expect(tables?.tables.profit.columns.id).toEqual(Float64Array.of(1, 3, 4))
    expect([...tables!.tables.profit.lines]).toEqual([2, 4, 5])
    expect(balance[3]).toEqual({
      file: 'money.csv',
      read: 4,
      used: 3,
      setAside: [{ reason: 'customer not in market_file.csv', rows: 1 }],
    })
  })

  it('finds implausible values and inactive customers', () => {
    const cells = smallTables(40)
    const money = cells['market_money.csv'].map((row, i) =>
      i === 5 ? [row[0], row[1], '106862.2'] : i === 7 ? [row[0], row[1], '0.0'] : row,
    )
    const { problems } = readStudyTables(writeCopy({ ...cells, 'market_money.csv': money }))
    expect(problems.map(({ rule, line, value, count }) => [rule, line, value, count])).toEqual([
      ['outlier', 6, '106862.2', 1],
      ['outlier', 8, '0', 1],
      ['inactive-customer', 8, '3', 1],
    ])
  })
})

describe('the target', () => {
  const cells = smallTables()
  const without = {
    ...cells,
    'market_file.csv': cells['market_file.csv'].map((row) => row.filter((_, i) => i !== 1)),
  }
  const blank = {
    ...cells,
    'market_file.csv': cells['market_file.csv'].map((row, i) =>
      row.map((c, j) => (i > 1 && j === 1 ? ' ' : c)),
    ),
  }

  it('is needed unless said otherwise', () => {
    const { tables, problems } = readStudyTables(writeCopy(without))
    expect(tables).toBeUndefined()
    expect(problems).toMatchObject([{ rule: 'missing-column', column: 'Покупательская активность', line: 1 }])
  })

  it('may be absent, or blank, where it is optional', () => {
    const absent = readStudyTables(writeCopy(without), { target: 'optional' })
    expect(absent.problems).toEqual([])
    expect(absent.tables?.hasTarget).toBe(false)
    const ignored = readStudyTables(writeCopy(blank), { target: 'optional' })
    expect(ignored.problems).toMatchObject([{ rule: 'target-ignored', severity: 'warning', count: 3 }])
    expect(ignored.tables).toEqual({ ...absent.tables, source: ignored.tables!.source })
  })

  it('is read where it is optional and there', () => {
    const read = readStudyTables(writeCopy(cells), { target: 'optional' }).tables
    expect(read).toEqual({ ...readStudyTables(writeCopy(cells)).tables, source: read!.source })
    expect(read?.hasTarget).toBe(true)
  })
})

describe('loadStudyTables', () => {
  it('gives the tables', () => {
    const folder = writeCopy(smallTables())
    expect(loadStudyTables(folder)).toEqual(readStudyTables(folder).tables)
  })

  it('says the first ten errors, how many more, and how to see all', () => {
    const folder = writeWith(
      'money.csv',
      `id,Прибыль\n${Array.from({ length: 30 }, (_, i) => `${i + 1},${i < 13 ? 'x' : 1}`).join('\n')}`,
    )
    const load = () => loadStudyTables(folder)
    expect(load).toThrow(UserError)
    expect(load).toThrow(/money\.csv: error: line 2, column Прибыль: "x" is not a number.*\[not-a-number\]/)
    expect(load).toThrow(/… and 3 more\nnpm run validate -- --data/)
  })

  it('refuses an empty folder with one error for each table', () => {
    const { problems, balance } = readStudyTables(emptyFolder())
    expect(problems.map(({ rule }) => rule)).toEqual(Array(4).fill('missing-file'))
    expect(balance.map(({ read }) => read)).toEqual([0, 0, 0, 0])
  })
})

describe('unusableTables', () => {
  const errorAt = (line: number) => ({
    severity: 'error' as const,
    file: 'money.csv',
    line,
    rule: 'bad',
    message: `is bad on ${line}`,
  })
  const messageOf = (errors: number) =>
    unusableTables('my folder', [
      { ...errorAt(1), severity: 'warning' as const, message: 'looks odd' },
      ...Array.from({ length: errors }, (_, i) => errorAt(i + 2)),
    ]).message

  it('shows ten errors, counts the others, and says how to see them all', () => {
    expect(messageOf(1)).toMatch(/^The tables cannot be used:\n {2}money\.csv: .*is bad on 2/)
    expect(messageOf(1)).toContain('npm run validate -- --data "my folder" lists every problem.')
    expect(messageOf(10).match(/is bad/g)).toHaveLength(10)
    expect(messageOf(10)).not.toContain('more')
    expect(messageOf(13).match(/is bad/g)).toHaveLength(10)
    expect(messageOf(13)).toMatch(/… and 3 .*more/)
    expect(messageOf(1)).not.toContain('looks odd')
  })
})

describe('a folder of tables', () => {
  it('has the four files and the marker of made-up ones', () => {
    expect(tableFiles('/somewhere')).toEqual(
      ['market_file.csv', 'market_money.csv', 'market_time.csv', 'money.csv', 'synthetic.json'].map(
        (file) => `/somewhere/${file}`,
      ),
    )
  })

  it('that is not there leaves a balance of nothing', () => {
    const { tables, problems, balance } = readStudyTables('/nowhere/at/all')
    expect(tables).toBeUndefined()
    expect(problems).toHaveLength(1)
    expect(balance).toEqual(
      ['market_file.csv', 'market_money.csv', 'market_time.csv', 'money.csv'].map((file) => ({
        file,
        read: 0,
        used: 0,
        setAside: [],
      })),
    )
  })

  it('is known by its name', () => {
    const folder = writeCopy(smallTables())
    const { tables } = readStudyTables(`${folder}/.`)
    expect(tables!.source).toEqual({ folder: folder.split('/').at(-1), synthetic: false })
  })

  it('may lack profit where that is optional, and nothing else', () => {
    const { 'money.csv': _, ...others } = smallTables()
    const without = writeCopy(others as ReturnType<typeof smallTables>)
    expect(readStudyTables(without).tables).toBeUndefined()
    const { tables, balance } = readStudyTables(without, { profit: 'optional' })
    expect(tables!.tables.profit.rows).toBe(0)
    expect(balance[3]).toMatchObject({ file: 'money.csv', read: 0, used: 0 })
    const { 'market_time.csv': __, ...less } = smallTables()
    const broken = writeCopy(less as ReturnType<typeof smallTables>)
    expect(readStudyTables(broken, { profit: 'optional' }).tables).toBeUndefined()
  })
})
