import { describe, it } from 'vitest'
import {
  type Broken,
  columnNames,
  customers,
  expectRefused,
  good,
  money,
  profit,
  time,
  withColumn,
  withLines,
} from './broken-table'
import { encode, tableText } from './table-copies'

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
    value: '3,текущий_месяц',
  },
  'too many fields': {
    file: profit,
    content: withLines(profit, (lines) => [lines[0], '1,3,16', ...lines.slice(2)]),
    rule: 'too-many-fields',
    line: 2,
    value: '1,3,16',
  },
  'a row cut off': {
    file: customers,
    content: withLines(customers, (lines) => [...lines.slice(0, -1), lines.at(-1)!.slice(0, 20)]),
    rule: 'too-few-fields',
    line: 5,
  },
  'rows of separators and no other': {
    file: profit,
    content: withLines(profit, ([header]) => [header, ',', ' , ']),
    rule: 'empty-table',
  },
  'a total row': {
    file: profit,
    content: withLines(profit, (lines) => [...lines, 'Итого,14.64']),
    rule: 'total-row',
    line: 6,
    value: 'Итого',
  },
  'a total row without an id, of other width': {
    file: money,
    content: withLines(money, (lines) => [...lines, ',Общий итог:,,58023']),
    rule: 'total-row',
    line: 14,
    value: 'Общий итог:',
  },
  'a title above a header that lacks a column': {
    file: money,
    content: withLines(money, ([header, ...lines]) => [
      'Отчёт',
      header.replace('Выручка', 'Доход'),
      ...lines,
    ]),
    rule: 'missing-column',
    line: 2,
    column: 'Выручка',
  },
  'data above the header': {
    file: profit,
    content: withLines(profit, ([header, first, ...lines]) => [first, header, ...lines]),
    rule: 'missing-column',
    line: 1,
    column: 'id',
    also: ['missing-column'],
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
    count: 12,
  },
  'commas that may separate thousands between semicolons': {
    file: money,
    content: tableText(
      good[money].map((row) => row.map((c) => (/^\d{4}/.test(c) ? `${c[0]},${c.slice(1, 4)}` : c))),
      { delimiter: ';' },
    ),
    rule: 'ambiguous-number',
    line: 2,
    column: 'Выручка',
    value: '4,401',
    count: 12,
  },
  'points that may separate thousands between semicolons': {
    file: money,
    content: tableText(
      good[money].map((row) => row.map((c) => (/^\d{4}/.test(c) ? `${c[0]}.${c.slice(1, 4)}` : c))),
      { delimiter: ';' },
    ),
    rule: 'ambiguous-number',
    line: 2,
    column: 'Выручка',
    value: '4.401',
    count: 12,
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

describe('each kind of broken file is refused with its rule and place', () => {
  it.each(Object.keys(kinds))('%s', (name) => expectRefused(kinds[name]))
})
