import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import type { SynthesisOptions } from '../../../tools/synthesis/src/synthesis'
import { synthesizeChunks } from '../../../tools/synthesis/src/synthesis-files'
import { temporaryFolder } from '../../support/temporary-folder'

/** The four tables as cells, the header first, fractions with a point. */
export type Cells = Readonly<Record<string, readonly (readonly string[])[]>>

export type WrittenEncoding =
  | 'utf-8'
  | 'utf-8-bom'
  | 'utf-16le'
  | 'utf-16le-bom'
  | 'utf-16be'
  | 'utf-16be-bom'
  | 'windows-1251'
  | 'twice'
  | 'twice-bom'
  | 'twice-spaces'
  | 'twice-utf-16'

/** How a copy of the tables is written. */
export interface Copy {
  readonly encoding?: WrittenEncoding
  readonly delimiter?: string
  readonly decimal?: '.' | ','
  readonly lineEnd?: string
  readonly ending?: string
  readonly quoteAll?: boolean
  /** Applied to each column name, to each cell below the header. */
  readonly name?: (name: string) => string
  readonly cell?: (cell: string) => string
  readonly firstLine?: string
}

const words = {
  activity: ['Снизилась', 'Прежний уровень'],
  tier: ['стандарт', 'премиум'],
  consent: ['да', 'нет'],
  category: ['Товары для детей', 'Техника для красоты и здоровья', 'Кухонная посуда'],
}

/** A few customers with ids 1, 2, …: every kind of column, fractions in each table. */
export function smallTables(customers = 4): Cells {
  const ids = Array.from({ length: customers }, (_, i) => i + 1)
  const pick = (list: readonly string[], i: number) => list[i % list.length]
  return {
    'market_file.csv': [
      tableSchemas[0].columns.map(({ header }) => header),
      ...ids.map((id) => [
        String(id),
        pick(words.activity, id),
        pick(words.tier, id),
        pick(words.consent, id >> 1),
        `${3 + (id % 3)}.4`,
        '5',
        String(100 + id),
        `0.${10 + (id % 80)}`,
        pick(words.category, id),
        String(1 + (id % 6)),
        '2',
        '1',
        '5',
      ]),
    ],
    'market_money.csv': [
      ['id', 'Период', 'Выручка'],
      ...ids.flatMap((id) => [
        [String(id), 'препредыдущий_месяц', `${4400 + id}.5`],
        [String(id), 'текущий_месяц', `${4900 + id}.25`],
        [String(id), 'предыдущий_месяц', `${5200 + id}`],
      ]),
    ],
    'market_time.csv': [
      ['id', 'Период', 'минут'],
      ...ids.flatMap((id) => [
        [String(id), 'текущий_месяц', String(10 + (id % 5))],
        [String(id), 'предыдущий_месяц', String(9 + (id % 7))],
      ]),
    ],
    'money.csv': [['id', 'Прибыль'], ...ids.map((id) => [String(id), `${3 + (id % 2)}.16`])],
  }
}

/** The cells of a folder written in plain commas and UTF-8, without quotes. */
export function cellsOf(folder: string): Cells {
  const entries = tableSchemas.map(({ file }) => {
    const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')
    return [file, lines.map((line) => line.split(','))] as const
  })
  return Object.fromEntries(entries)
}

/** The cells of made-up tables. */
export function syntheticCells(options: SynthesisOptions): Cells {
  const chunks = [...synthesizeChunks(options)]
  const entries = tableSchemas.map(({ file, name }) => {
    const text = chunks.map((chunk) => chunk[name]).join('')
    return [
      file,
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.split(',')),
    ] as const
  })
  return Object.fromEntries(entries)
}

/** Writes the tables into a new temporary folder. */
export function writeCopy(cells: Cells, copy: Copy = {}): string {
  const files = Object.entries(cells).map(
    ([file, rows]) => [file, encode(tableText(rows, copy), copy.encoding ?? 'utf-8')] as const,
  )
  return writeFiles(Object.fromEntries(files))
}

/** Writes files into a new temporary folder. */
export function writeFiles(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = emptyFolder()
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
  return folder
}

/** Writes good tables with one file replaced by the given bytes or text. */
export function writeWith(file: string, content: string | Uint8Array, cells = smallTables()): string {
  const folder = writeCopy(cells)
  writeFileSync(join(folder, file), content)
  return folder
}

/** An empty folder, removed when the tests end. */
export const emptyFolder = () => temporaryFolder('tables')

export function tableText(rows: readonly (readonly string[])[], copy: Copy = {}): string {
  const { delimiter = ',', decimal = '.', lineEnd = '\n', ending = lineEnd, quoteAll = false } = copy
  const field = (text: string) =>
    quoteAll || text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const lines = rows.map((row, i) =>
    row
      .map((cell) => (i === 0 ? (copy.name ?? same)(cell) : (copy.cell ?? same)(fraction(cell, decimal))))
      .map(field)
      .join(delimiter),
  )
  return (copy.firstLine ?? '') + lines.join(lineEnd) + ending
}

const same = (text: string) => text

function fraction(cell: string, decimal: string): string {
  return /^-?\d+\.\d+$/.test(cell) ? cell.replace('.', decimal) : cell
}

export function encode(text: string, encoding: WrittenEncoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8')
    case 'utf-8-bom':
      return Buffer.from(`\ufeff${text}`, 'utf8')
    case 'utf-16le':
      return Buffer.from(text, 'utf16le')
    case 'utf-16le-bom':
      return Buffer.from(`\ufeff${text}`, 'utf16le')
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16()
    case 'utf-16be-bom':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
    case 'windows-1251':
      return windows1251(text)
    case 'twice':
      return Buffer.from(readAs1251(Buffer.from(text, 'utf8')), 'utf8')
    case 'twice-bom':
      return Buffer.from(`\ufeff${readAs1251(Buffer.from(`\ufeff${text}`, 'utf8'))}`, 'utf8')
    case 'twice-spaces':
      return Buffer.from(readAs1251(Buffer.from(text, 'utf8')).replaceAll('\u00a0', ' '), 'utf8')
    case 'twice-utf-16':
      return Buffer.from(`\ufeff${readAs1251(Buffer.from(text, 'utf8'))}`, 'utf16le')
  }
}

function readAs1251(bytes: Uint8Array): string {
  return new TextDecoder('windows-1251').decode(bytes)
}

/** Cyrillic letters and ASCII only. */
function windows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0)!
    if (code < 0x80) return code
    if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0
    if (code === 0xa0) return 0xa0
    throw new Error(`no Windows-1251 byte for ${character}`)
  })
}
