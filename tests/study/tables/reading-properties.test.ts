import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { type ReadResult, tableSchemas } from '../../../lib/study/src/tables/schema'
import { mustBeReached } from '../../support/must-be-reached'
import { type Cells, type Copy, emptyFolder, encode, smallTables, tableText, writeCopy } from './table-copies'

const copies: fc.Arbitrary<Copy> = fc.record({
  encoding: fc.constantFrom(
    'utf-8',
    'utf-8-bom',
    'utf-16le',
    'utf-16le-bom',
    'utf-16be',
    'windows-1251',
    'twice',
    'twice-bom',
  ),
  delimiter: fc.constantFrom(',', ';', '\t'),
  decimal: fc.constantFrom('.', ','),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
  ending: fc.constantFrom('', '\n', '\r\n\r\n'),
  quoteAll: fc.boolean(),
  name: fc.constantFrom(undefined, (name: string) => ` ${name}`),
  cell: fc.constantFrom(undefined, (cell: string) => `${cell} `),
})

const amountFrom = (least: number) =>
  fc.integer({ min: least, max: 99_999 }).map((hundredths) => String(hundredths / 100))

/** Random tables: any ids, any known words, numbers with up to two decimals within all
 * bounds, revenue in each month. */
const tables: fc.Arbitrary<Cells> = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.maxSafeNat()), { minLength: 1, maxLength: 12 })
  .chain((ids) =>
    fc.record(Object.fromEntries(tableSchemas.map((schema) => [schema.file, rowsOf(schema, ids)]))),
  )

function rowsOf(schema: (typeof tableSchemas)[number], ids: readonly number[]): fc.Arbitrary<string[][]> {
  const periods = schema.columns.find(({ name }) => name === 'period')?.values
  const keys = ids.flatMap((id) => (periods ?? [undefined]).map((period) => [String(id), period?.word]))
  const header = schema.columns.map(({ header }) => header)
  const rows = keys.map(([id, period]) =>
    fc.tuple(
      ...schema.columns.map((column) => {
        if (column.kind === 'id') return fc.constant(id!)
        if (column.name === 'period') return fc.constant(period!)
        if (column.values) return fc.constantFrom(...column.values.map(({ word }) => word))
        return column.maximum === 1
          ? fc.constantFrom('0', '0.07', '0.5', '1', '1.0')
          : amountFrom(column.name === 'revenue' ? 1 : 0)
      }),
    ),
  )
  return fc.tuple(...rows).map((body) => [header, ...body])
}

function expectSound(result: ReadResult): void {
  const failed = result.problems.some(({ severity }) => severity === 'error')
  expect(result.tables === undefined).toBe(failed)
  expect(result.balance.map(({ file }) => file)).toEqual(tableSchemas.map(({ file }) => file))
  for (const { read, used, setAside } of result.balance) {
    expect(read).toBeGreaterThanOrEqual(0)
    expect(used).toBeGreaterThanOrEqual(0)
    expect(setAside.every(({ rows }) => rows > 0)).toBe(true)
    expect(used + setAside.reduce((sum, { rows }) => sum + rows, 0)).toBe(read)
  }
  const read = tableSchemas.flatMap(({ name }, i) => {
    const table = result.tables?.tables[name]
    return table ? [{ table, used: result.balance[i].used }] : []
  })
  expect(read).toHaveLength(failed ? 0 : tableSchemas.length)
  for (const { table, used } of read) {
    expect(table.rows).toBe(used)
    expect(table.rows).toBeGreaterThan(0)
    for (const values of Object.values(table.columns)) {
      expect(values.length).toBe(table.rows)
      expect(
        values instanceof Float64Array ? values.filter((value) => !Number.isFinite(value)) : [],
      ).toHaveLength(0)
    }
  }
}

describe('any tables in any dialect', () => {
  it('come back value by value', () => {
    fc.assert(
      fc.property(tables, copies, (cells, copy) => {
        const result = readStudyTables(writeCopy(cells, copy))
        expectSound(result)
        expect(
          result.problems.filter(({ rule }) => rule !== 'inactive-customer' && rule !== 'outlier'),
        ).toEqual([])
        for (const { name, file, columns } of tableSchemas) {
          columns.forEach((column, field) => {
            const written = cells[file].slice(1).map((row) => row[field])
            const read = result.tables?.tables[name].columns[column.name]
            expect(read).toEqual(column.values ? written : Float64Array.from(written, Number))
          })
        }
      }),
      { numRuns: 150 },
    )
  })

  it('have one fingerprint however they are written', () => {
    fc.assert(
      fc.property(tables, copies, copies, (cells, first, second) => {
        const [a, b] = [first, second].map((copy) => readStudyTables(writeCopy(cells, copy)).tables)
        expect(a?.fingerprint).toMatch(/^[0-9a-f]{64}$/)
        expect(b?.fingerprint).toBe(a?.fingerprint)
      }),
      { numRuns: 60 },
    )
  })
})

/** Replaces, inserts or cuts bytes at places given as fractions of the length. */
type Damage = readonly [place: number, kind: 'replace' | 'insert' | 'cut' | 'end', bytes: Uint8Array]

const damages: fc.Arbitrary<Damage[]> = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom('replace', 'insert', 'cut', 'end'),
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
      fc.constantFrom(
        ...['"', '\n', ',', ';', '\0', '\r', '"\n"', '\ufeff'].map((text) => Buffer.from(text)),
      ),
    ),
  ),
  { minLength: 1, maxLength: 5 },
)

function damage(content: Uint8Array, all: readonly Damage[]): Uint8Array {
  return all.reduce((bytes, [place, kind, extra]) => {
    const at = Math.floor(place * bytes.length)
    if (kind === 'end') return bytes.subarray(0, at)
    const after = kind === 'insert' ? at : at + extra.length
    return Buffer.concat([bytes.subarray(0, at), kind === 'cut' ? Buffer.of() : extra, bytes.subarray(after)])
  }, content)
}

describe('any damage', () => {
  it('gives problems or whole tables, and the rows add up', () => {
    const refused = mustBeReached('damage that is refused')
    const read = mustBeReached('damage that is read past')
    const cells = smallTables()
    const files = Object.keys(cells)
    fc.assert(
      fc.property(copies, fc.constantFrom(...files), damages, (copy, file, all) => {
        const folder = writeCopy(cells, copy)
        const content = encode(tableText(cells[file], copy), copy.encoding ?? 'utf-8')
        writeFileSync(join(folder, file), damage(content, all))
        const result = readStudyTables(folder)
        expectSound(result)
        if (result.tables) read()
        else refused()
      }),
      { numRuns: 400 },
    )
  })

  it('even where the files are noise', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 4, maxLength: 4 }), (noise) => {
        const folder = emptyFolder()
        tableSchemas.forEach(({ file }, i) => {
          writeFileSync(join(folder, file), noise[i])
        })
        const result = readStudyTables(folder)
        expectSound(result)
        expect(result.tables).toBeUndefined()
      }),
      { numRuns: 150 },
    )
  })
})

describe('any rows left out', () => {
  it('are balanced: read = used + set aside', () => {
    const reached = mustBeReached()
    const cells = smallTables(6)
    const kept = fc.record(
      Object.fromEntries(
        Object.entries(cells).map(([file, rows]) => [
          file,
          fc.subarray([...rows.slice(1)], { minLength: 1 }),
        ]),
      ),
    )
    fc.assert(
      fc.property(kept, (rows) => {
        const entries = Object.entries(rows).map(([file, body]) => [file, [cells[file][0], ...body]])
        const result = readStudyTables(writeCopy(Object.fromEntries(entries)))
        expectSound(result)
        expect(result.balance.map(({ read }) => read)).toEqual(
          tableSchemas.map(({ file }) => rows[file].length),
        )
        const customers = new Set(rows['market_file.csv'].map(([id]) => id))
        const foreign = rows['money.csv'].filter(([id]) => !customers.has(id)).length
        if (result.tables) {
          reached()
          expect(result.tables.tables.profit.rows).toBe(rows['money.csv'].length - foreign)
        }
      }),
      { numRuns: 100 },
    )
  })
})
