import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStudyTables } from '../../lib/study/src/tables/read-study-tables'
import { type ColumnSchema, type ReadResult, tableSchemas } from '../../lib/study/src/tables/schema'
import { type Cells, encode, smallTables, tableText, writeCopy } from '../study/tables/table-copies'
import { mustBeReached } from '../support/must-be-reached'
import { withinSeconds } from './within-seconds'

/** What changes a file of good tables, at places that chance finds: none may crash, hang or pass for other data. */
const good = smallTables(6)
const schemas = tableSchemas.map((schema) => ({ ...schema, rows: good[schema.file] }))
const original = readStudyTables(writeCopy(good)).tables!.fingerprint

/** The tables with one file written anew, read within two seconds. */
function readWith(file: string, content: string | Uint8Array): ReadResult {
  const folder = writeCopy(good)
  writeFileSync(join(folder, file), content)
  return withinSeconds(() => readStudyTables(folder))
}

const errorsOf = ({ problems }: ReadResult) => problems.filter(({ severity }) => severity === 'error')

/** A place in the tables, by numbers: a schema, a row below the header, a column. */
const places = fc.record({ table: fc.nat(schemas.length - 1), row: fc.nat(), field: fc.nat() })

function placeOf({ table, row, field }: { table: number; row: number; field: number }) {
  const schema = schemas[table]
  return { schema, row: 1 + (row % (schema.rows.length - 1)), field: field % schema.columns.length }
}

const withCell = ({ schema, row, field }: ReturnType<typeof placeOf>, cell: string): Cells[string] =>
  schema.rows.map((cells, i) => (i === row ? cells.map((old, j) => (j === field ? cell : old)) : cells))

/** Cells that a column cannot hold, whatever the others are. */
function invalidCells({ name, kind, values, minimum, maximum, unit }: ColumnSchema): readonly string[] {
  if (kind === 'category') return ['', ' ']
  if (values) return ['', 'такого слова нет', '7', '?']
  if (kind === 'id') return ['', 'A1', '1.5', '-3', '1e3', '٣', '9007199254740993']
  return [
    // An empty profit is one that is not known.
    ...(name === 'profit' ? [] : ['']),
    ...[
      'много',
      '1.2.3',
      '4.5 шт',
      'NaN',
      '-inf',
      '1e999',
      '0x10',
      '--4',
      '4,4,4',
      '-',
      '05.фев',
      '٣',
      '4.5%%',
    ],
    ...(minimum === 0 ? ['-1', '-0.001'] : []),
    ...(maximum === undefined ? [] : [String(maximum * 2 + 1)]),
    ...(unit === 'share' ? ['1.5', '104 %'] : []),
  ]
}

describe('one cell that its column cannot hold', () => {
  it('is refused, and named by its line', () => {
    fc.assert(
      fc.property(places, fc.nat(), (where, n) => {
        const place = placeOf(where)
        const { schema, row, field } = place
        const choices = invalidCells(schema.columns[field])
        const cell = choices[n % choices.length]
        const result = readWith(schema.file, tableText(withCell(place, cell)))
        expect(result.tables, `${schema.columns[field].header}: ${cell}`).toBeUndefined()
        expect(errorsOf(result).some(({ file, line }) => file === schema.file && line === row + 1)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

describe('one character that nobody sees', () => {
  const hidden = [
    '\u0000',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u00ad',
    '\u200b',
    '\u200e',
    '\u2028',
    '\u202e',
  ]
  const characters = fc.constantFrom(...hidden, '\u2029', '\u2066', '\ufeff', '\ufffe', '\u{e0001}')

  it('is refused in any cell at any place', () => {
    fc.assert(
      fc.property(places, characters, fc.nat(), (where, character, n) => {
        const place = placeOf(where)
        const { schema, row, field } = place
        const old = schema.rows[row][field]
        const at = 1 + (n % Math.max(1, old.length - 1))
        const cell = old.slice(0, at) + character + old.slice(at)
        const result = readWith(schema.file, tableText(withCell(place, cell)))
        expect(result.tables, JSON.stringify(cell)).toBeUndefined()
        expect(errorsOf(result).map(({ line }) => line)).toContain(row + 1)
      }),
      { numRuns: 100 },
    )
  })

  it('never lets a table pass for other data, between or around the cells', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(
        places,
        characters,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (place, character, where) => {
          const { schema } = placeOf(place)
          const text = tableText(schema.rows)
          const at = Math.floor(where * text.length)
          const result = readWith(schema.file, text.slice(0, at) + character + text.slice(at))
          if (result.tables) {
            reached()
            expect(result.tables.fingerprint).toBe(original)
          } else expect(errorsOf(result)).not.toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('one change of the structure', () => {
  /** What becomes of the lines of a file; `row` is the index of one below the header. */
  const changes: Readonly<Record<string, (lines: readonly string[], row: number) => readonly string[]>> = {
    'a field less': (lines, row) => lines.map((line, i) => (i === row ? line.replace(/,[^,]*$/, '') : line)),
    'a field more': (lines, row) => lines.map((line, i) => (i === row ? `${line},5` : line)),
    'a field in the middle': (lines, row) =>
      lines.map((line, i) => (i === row ? line.replace(',', ',5,') : line)),
    'two rows in one line': (lines, row) =>
      lines.flatMap((line, i) => (i === row ? [] : i === row - 1 ? [`${line},${lines[row]}`] : [line])),
    'a row broken in two': (lines, row) =>
      lines.flatMap((line, i) =>
        i === row ? [line.slice(0, line.indexOf(',')), line.slice(line.indexOf(',') + 1)] : [line],
      ),
    'no header': (lines) => lines.slice(1),
    'a column without a name': ([header, ...rest]) => [header.replace(/,[^,]*$/, ','), ...rest],
    'the header once more': ([header, ...rest], row) => [
      header,
      ...rest.slice(0, row),
      header,
      ...rest.slice(row),
    ],
    'an open quotation mark': (lines, row) => lines.map((line, i) => (i === row ? `"${line}` : line)),
    'a key again with another value': (lines, row) => [...lines, lines[row].replace(/[^,]*$/, '3.25')],
    'only the header': ([header]) => [header],
    nothing: () => [],
  }

  it.each(Object.keys(changes))('is refused: %s', (name) => {
    fc.assert(
      fc.property(places, (place) => {
        const { schema, row } = placeOf(place)
        const lines = tableText(schema.rows).trimEnd().split('\n')
        const result = readWith(schema.file, `${changes[name](lines, row).join('\n')}\n`)
        expect(result.tables, schema.file).toBeUndefined()
        expect(errorsOf(result).some(({ file }) => file === schema.file)).toBe(true)
      }),
      { numRuns: 12 },
    )
  })
})

describe('bits turned round', () => {
  const encodings = fc.constantFrom('utf-8', 'utf-8-bom', 'utf-16le-bom', 'windows-1251', 'twice')

  it('give problems or whole tables of finite numbers', () => {
    const reached = mustBeReached()
    const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(7)), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(places, encodings, flips, (place, encoding, all) => {
        const { schema } = placeOf(place)
        const bytes = Uint8Array.from(encode(tableText(schema.rows), encoding))
        for (const [where, bit] of all)
          bytes[Math.min(bytes.length - 1, Math.floor(where * bytes.length))] ^= 1 << bit
        const result = readWith(schema.file, bytes)
        expect(result.tables === undefined).toBe(errorsOf(result).length > 0)
        for (const values of Object.values(result.tables?.tables[schema.name].columns ?? {})) {
          if (values instanceof Float64Array) {
            reached()
            expect(values.every(Number.isFinite)).toBe(true)
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('made to measure', () => {
  const [customers] = schemas
  const lines = tableText(customers.rows).trimEnd().split('\n')

  it.each([
    ['a number of 100,000 digits and a letter', (field: number) => `${'1'.repeat(100_000)}${field}x`],
    ['a number of 100,000 points', () => '1.'.repeat(50_000)],
    ['100,000 groups of thousands', () => `1${' 000'.repeat(25_000)}x`],
    ['100,000 spaces', () => `${' '.repeat(100_000)}x${' '.repeat(100_000)}`],
    ['100,000 letters of a month', () => `5 фев${'р'.repeat(100_000)}1`],
  ])('%s cost no more time than they are long', (_, cell) => {
    const cells = [
      customers.rows[0],
      ...customers.rows.slice(1).map((row, i) => row.map((old, j) => (j === 0 ? old : cell(i)))),
    ]
    const { tables } = readWith(customers.file, tableText(cells))
    expect(tables).toBeUndefined()
  })

  it('10,000 columns more cost no more time than their cells', () => {
    const more = `,${Array.from({ length: 10_000 }, (_, i) => `extra${i}`).join(',')}`
    const [header, ...rest] = lines
    const body = Array.from({ length: 6 }, () => `x,Период${',x'.repeat(10_000)}`)
    readWith(
      customers.file,
      [header + more, ...rest.map((line) => line + ',x'.repeat(10_000)), ...body].join('\n'),
    )
  })
})
