import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../lib/study/src/tables/fingerprint'
import { type Table, type TableName, tableSchemas } from '../../../lib/study/src/tables/schema'

type Columns = Record<string, Float64Array | readonly string[]>

function tablesOf(change: (name: TableName, columns: Columns) => void = () => {}): Record<TableName, Table> {
  const entries = tableSchemas.map(({ name, columns }) => {
    const filled = Object.fromEntries(
      columns.map((column) => [
        column.name,
        column.kind === 'id' || column.kind === 'number' ? Float64Array.of(1, 2.5) : ['да', 'нет'],
      ]),
    ) as Columns
    change(name, filled)
    return [name, { name, rows: 2, columns: filled, lines: Int32Array.of(2, 3) }] as const
  })
  return Object.fromEntries(entries) as unknown as Record<TableName, Table>
}

/** What the docstring says is hashed, put together anew. */
function expected(tables: Record<TableName, Table>): string {
  const hash = createHash('sha256')
  for (const { name, columns } of tableSchemas) {
    for (const column of columns) {
      const values = tables[name].columns[column.name]
      if (values === undefined) continue
      hash.update(`${name}.${column.name} 2\n`)
      if (values instanceof Float64Array) {
        const bytes = Buffer.alloc(8 * values.length)
        values.forEach((value, i) => {
          bytes.writeDoubleLE(value, 8 * i)
        })
        hash.update(bytes)
      } else hash.update(`${values.join('\n')}\n`)
    }
  }
  const written = tables.customers.columns.writtenId as readonly string[] | undefined
  return hash.update(written ? `ids as written\n${written.join('\n')}\n` : '').digest('hex')
}

describe('fingerprintOf', () => {
  it('is the hash of the columns in the schema’s order', () => {
    const tables = tablesOf()
    expect(fingerprintOf(tables)).toBe(expected(tables))
    const turned = tablesOf((_, columns) => {
      const entries = Object.entries(columns).reverse()
      for (const [name] of entries) delete columns[name]
      Object.assign(columns, Object.fromEntries(entries))
    })
    expect(fingerprintOf(turned)).toBe(fingerprintOf(tables))
  })

  it('leaves out a column that is not there, and holds ids as they are written', () => {
    const without = tablesOf((_, columns) => {
      delete columns.activity
    })
    const zeros = tablesOf((name, columns) => {
      if (name === 'customers') columns.writtenId = ['01', '02']
    })
    for (const tables of [without, zeros]) expect(fingerprintOf(tables)).toBe(expected(tables))
    const all = [tablesOf(), without, zeros].map(fingerprintOf)
    expect(new Set(all).size).toBe(3)
  })
})
