import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Problem, readStudyTables } from 'one-click'
import { describe, expect, it } from 'vitest'
import { encode, smallTables, tableText, writeCopy, writeWith } from './table-copies'

/** One thing wrong with one file of otherwise good tables, and the error it must give. */
interface Broken {
  readonly file: string
  readonly content: string | Uint8Array
  readonly rule: string
  readonly line?: number
  readonly column?: string
  readonly value?: string
  /** Errors that come with it. */
  readonly also?: readonly string[]
}

const customers = 'market_file.csv'
const money = 'market_money.csv'
const time = 'market_time.csv'
const profit = 'money.csv'

const good = smallTables()
const columnNames = good[customers][0]

/** A file's text with one cell replaced; lines count from 1, the header on line 1. */
function withCell(file: string, line: number, column: string, value: string): string {
  const field = good[file][0].indexOf(column)
  return tableText(
    good[file].map((row, i) => row.map((cell, j) => (i === line - 1 && j === field ? value : cell))),
  )
}

function badCell(file: string, line: number, column: string, value: string, rule: string): Broken {
  return { file, content: withCell(file, line, column, value), rule, line, column, value: value.trim() }
}

function linesOf(file: string): string[] {
  return tableText(good[file]).trimEnd().split('\n')
}

function withLines(file: string, change: (lines: string[]) => string[]): string {
  return `${change(linesOf(file)).join('\n')}\n`
}

function withColumn(file: string, change: (row: readonly string[]) => string[]): string {
  return tableText(good[file].map(change))
}

const text = tableText(good[customers])
const utf8 = Buffer.from(text, 'utf8')
/** UTF-8 with a byte cut out of a letter on line 3. */
const damaged = Buffer.concat([utf8.subarray(0, at(3)), Buffer.of(0xd0), utf8.subarray(at(3))])

function at(line: number): number {
  return (
    Buffer.byteLength(
      `${text
        .split('\n')
        .slice(0, line - 1)
        .join('\n')}\n`,
    ) + 2
  )
}

/** KOI8-R, letter by letter as the decoder has it. */
function koi8(input: string): Uint8Array {
  const decoder = new TextDecoder('koi8-r')
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(input, (character) => bytes.get(character)!)
}

const kinds: Record<string, Broken> = {
  // numbers
  'text for a number': badCell(profit, 3, 'Прибыль', 'много', 'not-a-number'),
  'a unit behind a number': badCell(profit, 3, 'Прибыль', '4.2 руб', 'not-a-number'),
  'a dash for a number': badCell(time, 2, 'минут', '-', 'not-a-number'),
  'NULL for a number': badCell(time, 2, 'минут', 'NULL', 'not-a-number'),
  'a hexadecimal number': badCell(money, 4, 'Выручка', '0x1F', 'not-a-number'),
  'two points': badCell(money, 4, 'Выручка', '4.4.4', 'not-a-number'),
  'thousands separated by a space': badCell(money, 4, 'Выручка', '4 472.5', 'not-a-number'),
  'thousands separated by a no-break space': {
    ...badCell(money, 4, 'Выручка', '4\u00a0472.5', 'not-a-number'),
    value: '4 472.5',
  },
  'thousands separated by a comma': badCell(money, 4, 'Выручка', '4,472.5', 'not-a-number'),
  'a decimal comma among points': badCell(money, 4, 'Выручка', '4472,5', 'not-a-number'),
  NaN: badCell(profit, 2, 'Прибыль', 'NaN', 'not-finite'),
  infinity: badCell(money, 2, 'Выручка', 'inf', 'not-finite'),
  'minus infinity': badCell(money, 2, 'Выручка', '-Infinity', 'not-finite'),
  'a number beyond doubles': badCell(money, 2, 'Выручка', '1e999', 'not-finite'),
  'an empty number': badCell(money, 13, 'Выручка', '', 'empty-cell'),
  'a number of spaces': badCell(money, 13, 'Выручка', '  ', 'empty-cell'),
  'negative revenue': badCell(money, 3, 'Выручка', '-12.5', 'negative-value'),
  'negative minutes': badCell(time, 3, 'минут', '-1', 'negative-value'),
  'a negative count': badCell(customers, 3, 'Ошибка_сервиса', '-2', 'negative-value'),
  'more minutes than a month has': badCell(time, 3, 'минут', '44641', 'out-of-bounds'),
  'revenue beyond the bound': badCell(money, 3, 'Выручка', '1000000001', 'out-of-bounds'),
  'profit below the bound': badCell(profit, 3, 'Прибыль', '-2e9', 'out-of-bounds'),
  'registered for more than a century': badCell(customers, 2, 'Длительность', '40000', 'out-of-bounds'),
  'a share in percent': badCell(customers, 5, 'Акционные_покупки', '24', 'share-out-of-range'),
  'a negative share': badCell(customers, 5, 'Акционные_покупки', '-0.1', 'share-out-of-range'),
  // ids and keys
  'an id with a fraction': badCell(profit, 2, 'id', '1.5', 'id-not-whole'),
  'an id of letters': badCell(customers, 2, 'id', 'A17', 'id-not-whole'),
  'an id with an exponent': badCell(profit, 2, 'id', '2.15e5', 'id-not-whole'),
  'a negative id': badCell(profit, 2, 'id', '-3', 'negative-value'),
  'an id beyond exact numbers': badCell(profit, 2, 'id', '9007199254740993', 'out-of-bounds'),
  'an empty id': badCell(time, 2, 'id', '', 'empty-cell'),
  'a customer twice': badCell(customers, 5, 'id', '1', 'duplicate-key'),
  'a profit twice': badCell(profit, 4, 'id', '2', 'duplicate-key'),
  'a month twice': {
    ...badCell(money, 4, 'Период', 'текущий_месяц', 'duplicate-key'),
    column: 'id',
    value: '1',
  },
  'a month twice, once misspelt': {
    file: time,
    content: withLines(time, (lines) => [...lines, '2,предыдцщий_месяц,7']),
    rule: 'duplicate-key',
    line: 10,
    column: 'id',
    value: '2',
  },
  // words
  'an unknown period': badCell(money, 4, 'Период', 'следующий_месяц', 'unknown-period'),
  'a period of another table': badCell(time, 4, 'Период', 'препредыдущий_месяц', 'unknown-period'),
  'an unknown target': badCell(customers, 4, 'Покупательская активность', 'Выросла', 'unknown-target'),
  'an unknown consent': badCell(customers, 4, 'Разрешить сообщать', 'может быть', 'unknown-consent'),
  'an unknown tier': badCell(customers, 4, 'Тип сервиса', 'золото', 'unknown-tier'),
  'an empty target': badCell(customers, 4, 'Покупательская активность', '', 'empty-cell'),
  'an empty tier': badCell(customers, 4, 'Тип сервиса', ' ', 'empty-cell'),
  'an empty category': badCell(customers, 4, 'Популярная_категория', '', 'empty-cell'),
  // characters
  'a NUL in a number': badCell(profit, 3, 'Прибыль', '3\u0000.1', 'control-character'),
  'NULs for a cell': badCell(profit, 3, 'Прибыль', '\u0000\u0000\u0000', 'control-character'),
  'a bell in a category': badCell(
    customers,
    3,
    'Популярная_категория',
    'Кухонная\u0007 посуда',
    'control-character',
  ),
  'an escape sequence': badCell(customers, 3, 'Тип сервиса', '\u001b[31mстандарт', 'control-character'),
  'NULs after the last line': {
    file: profit,
    content: `${tableText(good[profit])}\u0000\u0000`,
    rule: 'control-character',
    line: 6,
    value: '\u0000\u0000',
  },
  'a NUL in Windows-1251': {
    file: customers,
    content: encode(withCell(customers, 3, 'Длительность', '1\u00002'), 'windows-1251'),
    rule: 'control-character',
    line: 3,
    column: 'Длительность',
  },
  'a control character in a column of no interest': {
    file: profit,
    content: withColumn(profit, (row) => [...row, row[0] === '3' ? '\u0002' : 'note']),
    rule: 'control-character',
    line: 4,
    column: 'note',
  },
  'a zero-width space in an id': badCell(profit, 3, 'id', '2\u200b', 'control-character'),
  'a replacement character': badCell(
    customers,
    3,
    'Популярная_категория',
    'Кухонна\ufffd посуда',
    'damaged-text',
  ),
  'a control character in a name': {
    file: profit,
    content: tableText([['id', 'При\u0001быль'], ...good[profit].slice(1)]),
    rule: 'control-character',
    line: 1,
    value: 'При\u0001быль',
    also: ['missing-column'],
  },
  // encodings
  'UTF-8 with a damaged byte': { file: customers, content: damaged, rule: 'undecodable', line: 3 },
  'a byte that is no UTF-8 behind a mark': {
    file: profit,
    content: Buffer.concat([Buffer.from('\ufeffid,Прибыль\n1,'), Buffer.of(0xff, 0x0a)]),
    rule: 'undecodable',
    line: 2,
  },
  'KOI8-R': { file: customers, content: koi8(text), rule: 'undecodable' },
  'UTF-16 cut in the middle of a letter': {
    file: customers,
    content: encode(text, 'utf-16le-bom').subarray(0, 1001),
    rule: 'undecodable',
  },
  'UTF-32': {
    file: profit,
    content: Buffer.from(
      [...'\ufeffid,1\n'].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8, 0, 0]),
    ),
    rule: 'undecodable',
  },
  'bytes of an archive': {
    file: profit,
    content: Uint8Array.from({ length: 900 }, (_, i) => (i * i * 31 + 7 * i + 129) % 256),
    rule: 'undecodable',
    line: 1,
  },
  // shape
  'an empty file': { file: time, content: '', rule: 'empty-file' },
  'a file of blank lines': { file: time, content: '\n \n\r\n', rule: 'empty-file' },
  'a header and nothing else': { file: time, content: 'id,Период,минут\n', rule: 'empty-table' },
  'a header without a line end': { file: time, content: '\ufeffid;Период;минут', rule: 'empty-table' },
  'no header': {
    file: profit,
    content: withLines(profit, (lines) => lines.slice(1)),
    rule: 'missing-column',
    line: 1,
    column: 'id',
    also: ['missing-column'],
  },
  'a missing column': {
    file: customers,
    content: withColumn(customers, (row) => row.filter((_, i) => i !== 6)),
    rule: 'missing-column',
    line: 1,
    column: 'Длительность',
  },
  'a missing id column': {
    file: money,
    content: withColumn(money, (row) => row.slice(1)),
    rule: 'missing-column',
    line: 1,
    column: 'id',
  },
  'a renamed column': {
    file: profit,
    content: withLines(profit, (lines) => ['id,Доход', ...lines.slice(1)]),
    rule: 'missing-column',
    line: 1,
    column: 'Прибыль',
  },
  'a column twice': {
    file: customers,
    content: withColumn(customers, (row) => [...row, row[4]]),
    rule: 'duplicate-column',
    line: 1,
    column: columnNames[4],
  },
  'a column twice under two names': {
    file: customers,
    content: withColumn(customers, (row) => [...row, row[4].replace('_6_', '6')]),
    rule: 'duplicate-column',
    line: 1,
    column: columnNames[4],
  },
  'a second header': {
    file: money,
    content: withLines(money, (lines) => [...lines.slice(0, 6), lines[0], ...lines.slice(6)]),
    rule: 'second-header',
    line: 7,
  },
  'a second header of other width': {
    file: money,
    content: withLines(money, (lines) => [...lines.slice(0, 6), ' ID ,период,Выручка,x', ...lines.slice(6)]),
    rule: 'second-header',
    line: 7,
  },
  'too few fields': {
    file: money,
    content: withLines(money, (lines) => [...lines, '3,текущий_месяц']),
    rule: 'too-few-fields',
    line: 14,
    value: '2',
  },
  'too many fields': {
    file: profit,
    content: withLines(profit, (lines) => [lines[0], '1,3,16', ...lines.slice(2)]),
    rule: 'too-many-fields',
    line: 2,
    value: '3',
  },
  'a row cut off': {
    file: customers,
    content: withLines(customers, (lines) => [...lines.slice(0, -1), lines.at(-1)!.slice(0, 20)]),
    rule: 'too-few-fields',
    line: 5,
  },
  'a row of separators': {
    file: profit,
    content: withLines(profit, (lines) => [...lines, ',']),
    rule: 'empty-cell',
    line: 6,
  },
  'an unclosed quote': {
    file: profit,
    content: withLines(profit, (lines) => [lines[0], lines[1], `"${lines[2]}`, ...lines.slice(3)]),
    rule: 'unclosed-quote',
    line: 3,
  },
  'an unclosed quote in a file of quotes': {
    file: profit,
    content: tableText(good[profit], { quoteAll: true }).replace('"2"', '"2'),
    rule: 'unclosed-quote',
    line: 3,
  },
  'a quote inside a field': {
    file: customers,
    content: withLines(customers, (lines) => lines.map((l, i) => (i === 3 ? l.replace('для', '"для"') : l))),
    rule: 'unclosed-quote',
    line: 4,
  },
  'commas that may separate thousands': {
    file: money,
    content: tableText(
      good[money].map((row) => row.map((c) => (/^\d{4}/.test(c) ? `${c[0]},${c.slice(1, 4)}` : c))),
    ),
    rule: 'ambiguous-number',
    line: 2,
    column: 'Выручка',
    value: '4,401',
    also: Array(11).fill('ambiguous-number'),
  },
  // tables against each other
  'no id in common': {
    file: profit,
    content: withColumn(profit, ([id, value]) => [id === 'id' ? id : `9${id}`, value]),
    rule: 'no-id-overlap',
    column: 'id',
    value: '91',
  },
}

describe('each kind of broken table is refused with its rule and place', () => {
  it.each(Object.keys(kinds))('%s', (name) => {
    const { file, content, rule, line, column, value, also = [] } = kinds[name]
    const { tables, problems, balance } = readStudyTables(writeWith(file, content))
    expect(tables).toBeUndefined()
    const errors = problems.filter(({ severity }) => severity === 'error')
    const place = Object.fromEntries(
      Object.entries({ line, column, value }).filter(([, v]) => v !== undefined),
    )
    expect(errors.map((error) => error.rule).sort()).toEqual([rule, ...also].sort())
    expect(errors.find((error) => error.rule === rule)).toMatchObject({ file, ...place })
    for (const { read, used, setAside } of balance) {
      expect(used + setAside.reduce((sum, { rows }) => sum + rows, 0)).toBe(read)
    }
    expect(errors.every(({ message }) => message.length > 20 && !/[\p{Cc}]/u.test(message))).toBe(true)
  })
})

describe('files and folders', () => {
  const errorsOf = (folder: string): readonly Problem[] => readStudyTables(folder).problems

  it('a missing folder', () => {
    expect(errorsOf('/nowhere/at all')).toMatchObject([{ rule: 'missing-folder', file: '/nowhere/at all' }])
  })

  it('a file for a folder', () => {
    const folder = writeCopy(good)
    expect(errorsOf(join(folder, profit))).toMatchObject([{ rule: 'not-a-folder' }])
  })

  it('a missing file, with the file that may be meant', () => {
    const folder = writeCopy(good)
    rmSync(join(folder, time))
    writeFileSync(join(folder, 'Market-Time.csv'), '')
    expect(errorsOf(folder)).toMatchObject([
      { rule: 'missing-file', file: time, message: expect.stringContaining('Market-Time.csv') },
    ])
  })

  it('a folder for a file', () => {
    const folder = writeCopy(good)
    rmSync(join(folder, time))
    mkdirSync(join(folder, time))
    expect(errorsOf(folder)).toMatchObject([{ rule: 'unreadable-file', file: time }])
  })

  it('a link that leads nowhere but to itself', () => {
    const folder = writeCopy(good)
    rmSync(join(folder, time))
    symlinkSync(time, join(folder, time))
    expect(errorsOf(folder)).toMatchObject([{ rule: 'unreadable-file', file: time }])
  })
})

describe('everything at once', () => {
  it('reports all problems of all tables, each file in the order of its lines', () => {
    const folder = writeWith(customers, withCell(customers, 4, 'Тип сервиса', 'золото'))
    writeFileSync(join(folder, profit), 'id,Прибыль\n1,x\n2,\n3,NaN\n3,4\n4,"1\n')
    writeFileSync(join(folder, time), '')
    rmSync(join(folder, money))
    const { problems } = readStudyTables(folder)
    expect(problems.map(({ file, line, rule }) => [file, line, rule])).toEqual([
      [customers, 4, 'unknown-tier'],
      [money, undefined, 'missing-file'],
      [time, undefined, 'empty-file'],
      [profit, undefined, 'absent-customer'],
      [profit, 2, 'not-a-number'],
      [profit, 3, 'empty-cell'],
      [profit, 4, 'not-finite'],
      [profit, 5, 'duplicate-key'],
      [profit, 6, 'unclosed-quote'],
    ])
  })

  it('counts physical lines below blank lines and line ends inside quotes', () => {
    const { problems } = readStudyTables(
      writeWith(profit, 'id,Прибыль\r\n\r\n"1\r\n",2\r\n\r\n2,x\r\n3,"1\n4,1\n'),
    )
    expect(
      problems.filter(({ severity }) => severity === 'error').map(({ rule, line }) => [rule, line]),
    ).toEqual([
      ['not-a-number', 6],
      ['unclosed-quote', 7],
    ])
  })

  it('gives up on a file whose quotes are all broken', () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i + 1},3"4`)
    const { problems } = readStudyTables(writeWith(profit, ['id,Прибыль', ...rows].join('\n')))
    const errors = problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ rule }) => rule)).toEqual(Array(21).fill('unclosed-quote'))
  })
})
