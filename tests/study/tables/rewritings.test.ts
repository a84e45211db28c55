import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import { type Cells, type Copy, cellsOf, encode, tableText, writeCopy, writeFiles } from './table-copies'

/** The sample as people, spreadsheets and other programs hand it on: always the same data. */
const folder = join(projectRoot, 'data/sample')
const sample = cellsOf(folder)
const original = readStudyTables(folder)
const [customers, money, time, profit] = tableSchemas.map(({ file }) => file)

/** Rules of the warnings, with the rows that each counts. */
type Counts = Readonly<Record<string, number>>

/** What a copy is warned of that the sample is not. */
function newWarnings(problems: typeof original.problems): Counts {
  const counts: Record<string, number> = {}
  const known = new Set(
    original.problems.map(({ rule, file, value, count }) => `${rule} ${file} ${value} ${count}`),
  )
  for (const { rule, file, value, count } of problems) {
    if (known.has(`${rule} ${file} ${value} ${count}`)) continue
    counts[rule] = (counts[rule] ?? 0) + (count ?? 0)
  }
  return counts
}

function expectSame(copy: string, warnings: Counts): void {
  const { tables, problems } = readStudyTables(copy)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(tables?.fingerprint).toBe(original.tables?.fingerprint)
  expect(newWarnings(problems)).toEqual(warnings)
}

const body = (file: string) => sample[file].slice(1)
const count = (file: string, column: string, test: (cell: string) => boolean) => {
  const field = sample[file][0].indexOf(column)
  return body(file).filter((row) => test(row[field])).length
}

/** The sample with the cells of one column, below the header, changed. */
function withCells(file: string, column: string, change: (cell: string, row: number) => string): Cells {
  const field = sample[file][0].indexOf(column)
  const rows = sample[file].map((row, i) =>
    i === 0 ? row : row.map((cell, j) => (j === field ? change(cell, i) : cell)),
  )
  return { ...sample, [file]: rows }
}

const withNames = (file: string, change: (name: string) => string): Cells => ({
  ...sample,
  [file]: sample[file].map((row, i) => (i === 0 ? row.map(change) : row)),
})

/** 4472.5 → 4 472.5, with another separator on request. */
const grouped = (cell: string, separator: string) => {
  const [whole, fraction] = cell.split('.')
  return whole.replace(/\B(?=(\d{3})+$)/g, separator) + (fraction === undefined ? '' : `.${fraction}`)
}
const isLong = (cell: string) => Math.abs(Number(cell)) >= 1000

describe('numbers', () => {
  const semicolons: Copy = { delimiter: ';', decimal: ',' }

  it.each([
    ['spaces', ' '],
    ['no-break spaces', '\u00a0'],
    ['narrow spaces', '\u202f'],
    ['thin spaces', '\u2009'],
  ])('thousands separated by %s', (_, separator) => {
    const cells = withCells(money, 'Выручка', (cell) => grouped(cell, separator))
    expectSame(writeCopy(cells), { 'repaired-number': count(money, 'Выручка', isLong) })
  })

  it('thousands separated by points before decimal commas', () => {
    const cells = withCells(money, 'Выручка', (cell) => {
      const [whole, fraction] = cell.split('.')
      return grouped(whole, '.') + (fraction === undefined ? '' : `,${fraction}`)
    })
    expectSame(writeCopy(cells, { delimiter: ';' }), { 'repaired-number': count(money, 'Выручка', isLong) })
  })

  it('ids with separated thousands', () => {
    for (const separator of [' ', '.', ',']) {
      const cells = withCells(profit, 'id', (cell) => grouped(cell, separator))
      expectSame(writeCopy(cells), { 'repaired-number': 1300 })
    }
  })

  it.each<[string, (cell: string) => string]>([
    ['a rouble sign behind', (cell) => `${cell} ₽`],
    ['a rouble sign at once behind', (cell) => `${cell}₽`],
    ['a dollar sign before', (cell) => `$${cell}`],
    ['a dollar sign behind the minus', (cell) => cell.replace(/^-?/, '$&$$')],
    ['roubles in words', (cell) => `${cell} руб.`],
    ['a code', (cell) => `${cell} RUB`],
  ])('money with %s', (_, write) => {
    expectSame(writeCopy(withCells(profit, 'Прибыль', write)), { 'repaired-number': 1300 })
    expectSame(writeCopy(withCells(money, 'Выручка', write), semicolons), { 'repaired-number': 3900 })
  })

  it('a longer minus sign', () => {
    const changed = withCells(profit, 'Прибыль', (cell, row) => (row === 5 ? `-${cell}` : cell))
    const longer = withCells(profit, 'Прибыль', (cell, row) => (row === 5 ? `\u2212${cell}` : cell))
    const [a, b] = [changed, longer].map((cells) => readStudyTables(writeCopy(cells)))
    expect(b.tables?.fingerprint).toBe(a.tables?.fingerprint)
    expect(newWarnings(b.problems)).toMatchObject({ 'repaired-number': 1 })
  })

  const shares = sample[customers].length - 1
  const percent = (cell: string) => String(Number((Number(cell) * 100).toFixed(6)))

  it.each([
    ['%', ''],
    [' %', ''],
  ])('shares with a percent sign: %j', (sign) => {
    const cells = withCells(customers, 'Акционные_покупки', (cell) => percent(cell) + sign)
    expectSame(writeCopy(cells), { 'repaired-number': shares })
    expectSame(writeCopy(cells, semicolons), { 'repaired-number': shares })
  })

  it('a column of shares from 0 to 100', () => {
    const cells = withCells(customers, 'Акционные_покупки', percent)
    expectSame(writeCopy(cells), { 'share-in-percent': shares })
    expectSame(writeCopy(cells, semicolons), { 'share-in-percent': shares })
  })
})

const latin: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  В: 'B',
  К: 'K',
  М: 'M',
  Н: 'H',
  Т: 'T',
}
const withLatin = (word: string) => word.replace(/[аеорсухВКМНТ]/g, (letter) => latin[letter])

describe('words', () => {
  const columns = [
    [customers, 'Покупательская активность'],
    [customers, 'Тип сервиса'],
    [customers, 'Разрешить сообщать'],
    [customers, 'Популярная_категория'],
    [money, 'Период'],
    [time, 'Период'],
  ] as const
  const rewritings: readonly [string, (word: string) => string][] = [
    ['capitals', (word) => word.toUpperCase()],
    ['spaces for underscores', (word) => word.replaceAll('_', ' ')],
    ['underscores for spaces', (word) => word.replaceAll(' ', '_')],
    ['dashes for both', (word) => word.replace(/[ _]/g, '-')],
    ['ё for е', (word) => word.replaceAll('е', 'ё')],
    ['Latin letters that look the same', withLatin],
  ]

  it.each(rewritings)('%s', (_, write) => {
    for (const [file, column] of columns) {
      const cells = withCells(file, column, write)
      const schema = tableSchemas.find((table) => table.file === file)!
      const known = schema.columns.find(({ header }) => header === column)!.values!.map(({ word }) => word)
      const { tables, problems } = readStudyTables(writeCopy(cells))
      expect(tables?.fingerprint).toBe(original.tables?.fingerprint)
      const repaired = problems.filter(
        (problem) => problem.rule === 'repaired-value' && problem.file === file,
      )
      const field = cells[file][0].indexOf(column)
      const changed = cells[file].slice(1).filter((row) => !known.includes(row[field])).length
      const here = repaired.filter((problem) => problem.column === column)
      expect(here.reduce((sum, problem) => sum + problem.count!, 0)).toBe(changed)
    }
  })

  it('leaves no new category behind', () => {
    const cells = withCells(customers, 'Популярная_категория', (word, row) =>
      row % 7 === 0 ? withLatin(word) : word,
    )
    const { problems } = readStudyTables(writeCopy(cells))
    expect(problems.filter(({ rule }) => rule === 'unseen-category')).toEqual([])
  })
})

describe('names of columns', () => {
  it.each<[string, (name: string) => string]>([
    ['dashes', (name) => name.replace(/[_ ]/g, '-')],
    ['long dashes', (name) => name.replace(/[_ ]/g, ' — ')],
    ['underscores', (name) => name.replaceAll(' ', '_')],
    ['Latin letters that look the same', withLatin],
  ])('%s', (_, write) => {
    const renamed = sample[customers][0].filter((name) => write(name) !== name).length
    expectSame(writeCopy(withNames(customers, write)), { 'repaired-name': renamed })
  })
})

/** The files of the sample with one of them changed line by line. */
function withText(file: string, change: (lines: string[]) => string[], copy: Copy = {}): string {
  const texts = Object.entries(sample).map(([name, rows]) => {
    const lines = tableText(rows, copy).trimEnd().split('\n')
    const changed = name === file ? change(lines) : lines
    return [name, encode(`${changed.join('\n')}\n`, copy.encoding ?? 'utf-8')] as const
  })
  return writeFiles(Object.fromEntries(texts))
}

describe('lines', () => {
  it.each([',', ';', '\t'])('rows of empty cells between %j', (delimiter) => {
    const empty = [delimiter.repeat(2), ` ${delimiter} ${delimiter}`, delimiter.repeat(7)]
    const copy = { delimiter }
    expectSame(
      withText(money, (lines) => [...lines, ...empty], copy),
      { 'empty-row': 3 },
    )
    expectSame(
      withText(money, ([header, ...lines]) => [header, empty[0], ...lines], copy),
      { 'empty-row': 1 },
    )
  })

  it.each([',', ';', '\t'])('delimiters %j that end the rows and not the header', (delimiter) => {
    expectSame(
      withText(money, ([header, ...lines]) => [header, ...lines.map((line) => line + delimiter.repeat(2))], {
        delimiter,
      }),
      { 'trailing-delimiters': 3900 },
    )
  })

  it('delimiters that end the header and not the rows', () => {
    expectSame(
      withText(money, ([header, ...lines]) => [`${header};;`, ...lines], { delimiter: ';' }),
      { 'extra-column': 2, 'trailing-delimiters': 3900 },
    )
  })

  it.each(['utf-8', 'windows-1251', 'utf-16le-bom', 'twice'] as const)(
    'titles and comments above the header, in %s',
    (encoding) => {
      const above = ['3 квартал, выгрузка по клиентам;;', '', '# отдел продаж', ';;']
      expectSame(
        withText(money, (lines) => [...above, ...lines], { delimiter: ';', encoding }),
        { 'lines-above-header': 3 },
      )
    },
  )

  it('a title below the line that names the delimiter', () => {
    expectSame(
      withText(money, (lines) => ['sep=;', 'Отчёт', ...lines], { delimiter: ';' }),
      { 'lines-above-header': 1 },
    )
  })

  it('rows repeated to the letter', () => {
    const copy = withText(money, ([header, ...lines]) => [header, ...lines, lines[0], lines[7]])
    expectSame(copy, { 'equal-row': 2 })
    expect(readStudyTables(copy).balance[1]).toEqual({
      file: money,
      read: 3902,
      used: 3900,
      setAside: [{ reason: 'the same as an earlier row', rows: 2 }],
    })
    const doubled = withText(profit, ([header, ...lines]) => [header, ...lines, ...lines])
    expectSame(doubled, { 'equal-row': 1300 })
  })

  it('blanks at the end without a line end', () => {
    const texts = Object.fromEntries(
      Object.keys(sample).map((name) => [name, `${readFileSync(join(folder, name), 'utf8')}  \t `]),
    )
    expectSame(writeFiles(texts), {})
  })
})

describe('several rewritings at once', () => {
  const write: Readonly<Record<string, (cell: string) => string>> = {
    Выручка: (cell) => `${grouped(cell, '\u00a0')} ₽`,
    Прибыль: (cell) => `${cell}руб`,
    Период: (cell) => withLatin(cell.replaceAll('_', ' ')),
    'Тип сервиса': (cell) => cell.toUpperCase(),
  }

  it('are read as the same data', () => {
    const chosen = fc.subarray(Object.keys(write))
    fc.assert(
      fc.property(
        chosen,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('.', ','),
        (columns, delimiter, decimal) => {
          fc.pre(delimiter !== ',' || decimal === '.')
          const cells = Object.fromEntries(
            Object.entries(sample).map(([file, [header, ...rows]]) => [
              file,
              [
                header,
                ...rows.map((row) =>
                  row.map((cell, j) =>
                    columns.includes(header[j]) ? write[header[j]](cell.replace('.', decimal)) : cell,
                  ),
                ),
              ],
            ]),
          )
          const { tables } = readStudyTables(writeCopy(cells, { delimiter, decimal }))
          expect(tables?.fingerprint).toBe(original.tables?.fingerprint)
        },
      ),
      { numRuns: 12 },
    )
  })
})
