import { createHash } from 'node:crypto'
import { type Table, type TableName, tableSchemas } from './schema'

/**
 * SHA-256 of the tables' content: columns in the schema's order, rows in the file's, numbers as little-endian
 * doubles, words as read; ids of customers as written where they have leading zeros. Encoding, delimiter, decimal mark, column order and line ends leave no trace in it.
 */
export function fingerprintOf(tables: Readonly<Record<TableName, Table>>): string {
  const hash = createHash('sha256')
  for (const schema of tableSchemas) {
    const table = tables[schema.name]
    for (const { name } of schema.columns) {
      const column = table.columns[name]
      if (column === undefined) continue
      hash.update(`${schema.name}.${name} ${table.rows}\n`)
      if (column instanceof Float64Array) hash.update(littleEndian(column))
      else hash.update(column.join('\n')).update('\n')
    }
  }
  const written = tables.customers.columns.writtenId as readonly string[] | undefined
  if (written) hash.update(`ids as written\n${written.join('\n')}\n`)
  return hash.digest('hex')
}

function littleEndian(values: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 8))
  values.forEach((value, i) => {
    view.setFloat64(i * 8, value, true)
  })
  return new Uint8Array(view.buffer)
}
