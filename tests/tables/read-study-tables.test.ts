import { existsSync } from 'node:fs'
import { loadStudyTables, readStudyTables, StudyError, tableSchemas } from 'one-click'
import { describe, expect, it } from 'vitest'
import { realTablesFolder } from '../support/real-tables'
import {
  type Cells,
  type Copy,
  cellsOf,
  emptyFolder,
  smallTables,
  writeCopy,
  writeWith,
} from './table-copies'

const encodings = [
  'utf-8',
  'utf-8-bom',
  'utf-16le',
  'utf-16le-bom',
  'utf-16be',
  'utf-16be-bom',
  'windows-1251',
  'twice',
  'twice-bom',
  'twice-spaces',
  'twice-utf-16',
] as const

const dialects: Record<string, Copy> = {
  'comma and point': {},
  'semicolon and comma': { delimiter: ';', decimal: ',' },
  'semicolon and point': { delimiter: ';' },
  'tab and comma': { delimiter: '\t', decimal: ',' },
  'quoted decimal commas': { decimal: ',' },
  'everything quoted': { quoteAll: true },
}

const lineEnds = { LF: '\n', CRLF: '\r\n', CR: '\r' }

const variants: Record<string, Copy> = {}
for (const encoding of encodings) {
  for (const [dialect, copy] of Object.entries(dialects)) {
    for (const [end, lineEnd] of Object.entries(lineEnds)) {
      variants[`${encoding}, ${dialect}, ${end}`] = { ...copy, encoding, lineEnd }
    }
  }
}

const alias = (name: string) => name.replace('Маркет_актив_6_мес', 'Маркет_актив6мес')
const oddities: Record<string, Copy> = {
  'no line end at the end': { ending: '' },
  'blank lines at the end': { ending: '\n\n   \n\n' },
  'blank lines between': { lineEnd: '\n\n' },
  'spaces around names': { name: (name) => `  ${name} ` },
  'double spaces in names': { name: (name) => name.replace(' ', '   ') },
  'stray space inside a name': { name: (name) => name.replace('_6_', '_6 _') },
  'no-break spaces in names': { name: (name) => `\u00a0${name.replace(' ', '\u00a0')}\u2009` },
  'names in capitals': { name: (name) => name.toUpperCase() },
  'decomposed letters': { name: (name) => name.normalize('NFD'), cell: (cell) => cell.normalize('NFD') },
  'the other name of a column': { name: alias },
  'the other name, double-encoded': { name: alias, encoding: 'twice' },
  'spaces around values': { cell: (cell) => ` ${cell}  ` },
  'no-break spaces in values': { cell: (cell) => `\u00a0${cell.replaceAll(' ', '\u00a0')}\u202f` },
  'double spaces in values': { cell: (cell) => cell.replaceAll(' ', '  ') },
  'spaces outside quotes': { cell: (cell) => ` ${cell} `, quoteAll: true },
  'line ends inside quotes': { cell: (cell) => `${cell}\n`, quoteAll: true },
  'trailing zeros': { cell: (cell) => (/\.\d+$/.test(cell) ? `${cell}00` : cell) },
  'plus signs and exponents': { cell: (cell) => (/\.\d+$/.test(cell) ? `+${cell}e0` : cell) },
  'ids as fractions': { cell: (cell) => (/^\d$/.test(cell) ? `${cell}.0` : cell) },
  'a line naming the delimiter': { delimiter: ';', firstLine: 'sep=;\n' },
  'names spaced, UTF-16, semicolons, decimal commas, CRLF': {
    name: (name) => ` ${alias(name)} `,
    encoding: 'utf-16le-bom',
    delimiter: ';',
    decimal: ',',
    lineEnd: '\r\n',
  },
}

function reordered(cells: Cells): Cells {
  const entries = Object.entries(cells).map(([file, rows]) => [file, rows.map((row) => [...row].reverse())])
  return Object.fromEntries(entries)
}

describe('copies of the same tables', () => {
  const original = readStudyTables(writeCopy(smallTables()))

  it('reads the plain copy', () => {
    expect(original.problems).toEqual([])
    expect(original.tables?.tables.customers.columns.promoShare).toEqual(
      Float64Array.of(0.11, 0.12, 0.13, 0.14),
    )
    expect(original.tables?.tables.revenue.columns.period.slice(0, 3)).toEqual([
      'препредыдущий_месяц',
      'текущий_месяц',
      'предыдущий_месяц',
    ])
    expect([...original.tables!.tables.revenue.lines.slice(0, 3)]).toEqual([2, 3, 4])
  })

  it.each(Object.keys(variants))('%s', (name) => {
    const copy = readStudyTables(writeCopy(smallTables(), variants[name]))
    expect(copy.problems).toEqual([])
    expect(copy.tables).toEqual(original.tables)
  })

  it.each(Object.keys(oddities))('%s', (name) => {
    const copy = readStudyTables(writeCopy(smallTables(), oddities[name]))
    expect(copy.problems).toEqual([])
    expect(copy.tables?.fingerprint).toBe(original.tables?.fingerprint)
  })

  it('columns in another order', () => {
    expect(readStudyTables(writeCopy(reordered(smallTables()))).tables).toEqual(original.tables)
  })

  it('differs in fingerprint as soon as one value differs', () => {
    const cells = smallTables()
    const changed = {
      ...cells,
      'money.csv': cells['money.csv'].map((row) => row.map((c) => c.replace('3.16', '3.17'))),
    }
    const other = readStudyTables(writeCopy(changed)).tables
    expect(other).toBeDefined()
    expect(other?.fingerprint).not.toBe(original.tables?.fingerprint)
  })
})

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
    expect(ignored.tables).toEqual(absent.tables)
  })

  it('is read where it is optional and there', () => {
    const read = readStudyTables(writeCopy(cells), { target: 'optional' }).tables
    expect(read).toEqual(readStudyTables(writeCopy(cells)).tables)
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
      `id,Прибыль\n${Array.from({ length: 13 }, (_, i) => `${i + 1},x`).join('\n')}`,
    )
    const load = () => loadStudyTables(folder)
    expect(load).toThrow(StudyError)
    expect(load).toThrow(/money\.csv: error: line 2, column Прибыль, value "x": .*\[not-a-number\]/)
    expect(load).toThrow(/… and 3 more\nnpm run validate -- --data/)
  })

  it('refuses an empty folder with one error for each table', () => {
    const { problems, balance } = readStudyTables(emptyFolder())
    expect(problems.map(({ rule }) => rule)).toEqual(Array(4).fill('missing-file'))
    expect(balance.map(({ read }) => read)).toEqual([0, 0, 0, 0])
  })
})

describe.skipIf(!realTablesFolder)('the real tables', () => {
  const folder = realTablesFolder ?? ''
  const real = existsSync(folder) ? readStudyTables(folder) : undefined

  it('are read whole', () => {
    expect(real?.balance.map(({ file, read, used }) => [file, read, used])).toEqual([
      ['market_file.csv', 1300, 1300],
      ['market_money.csv', 3900, 3900],
      ['market_time.csv', 2600, 2600],
      ['money.csv', 1300, 1300],
    ])
    expect(real?.tables?.hasTarget).toBe(true)
  })

  it('have the known defects and no others', () => {
    expect(real?.problems.map(({ rule, value, count }) => [rule, value, count])).toEqual([
      ['repaired-value', 'стандартт', 10],
      ['repaired-value', 'Косметика и аксесуары', 223],
      ['inactive-customer', expect.any(String), 3],
      ['outlier', '106862.2', 1],
      ['repaired-value', 'предыдцщий_месяц', 1300],
    ])
  })

  it.each(
    encodings.flatMap((encoding) => ['comma and point', 'semicolon and comma'].map((d) => [encoding, d])),
  )('read the same as %s with %s', (encoding, dialect) => {
    const cells = cellsOf(folder)
    const copy = {
      ...dialects[dialect],
      encoding: encoding as Copy['encoding'],
      lineEnd: '\r\n',
      name: alias,
    }
    const read = readStudyTables(writeCopy(cells, copy))
    expect(read.tables?.fingerprint).toBe(real?.tables?.fingerprint)
    expect(read.problems).toEqual(real?.problems)
  })

  it('keep each table within its documented bounds by a wide margin', () => {
    for (const { name, columns } of tableSchemas) {
      for (const column of columns.filter(({ kind, maximum }) => kind === 'number' && maximum !== 1)) {
        const values = real?.tables?.tables[name].columns[column.name] as Float64Array
        expect(Math.max(...values) * 10).toBeLessThan(column.maximum!)
      }
    }
  })
})
