import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { tableSchemas } from '../../../lib/study/src/tables/schema'
import { realTablesFolder } from '../../support/real-tables'
import { alias, dialects, encodings } from './dialects'
import { type Copy, cellsOf, writeCopy } from './table-copies'

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
