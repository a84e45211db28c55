import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { gatherCustomers, idOf, readStudyTables, scoresCsv, writtenId } from 'one-click'
import { describe, expect, it } from 'vitest'
import { type Cells, smallTables, writeCopy } from './table-copies'

/** The tables with ids of eight digits; the named files have lost the zeros again. */
function padded(cells: Cells, lost: readonly string[] = []): Cells {
  return Object.fromEntries(
    Object.entries(cells).map(([file, [header, ...rows]]) => [
      file,
      [header, ...rows.map(([id, ...rest]) => [lost.includes(file) ? id : id.padStart(8, '0'), ...rest])],
    ]),
  )
}

const cells = smallTables(4)
const read = (tables: Cells, copy = {}) => readStudyTables(writeCopy(tables, copy))
const written = ['00000001', '00000002', '00000003', '00000004']

describe('ids with leading zeros', () => {
  it('are kept as they are written, in every dialect, and mark the fingerprint', () => {
    const comma = read(padded(cells)).tables!
    const semicolon = read(padded(cells), { delimiter: ';', decimal: ',', encoding: 'windows-1251' }).tables!
    expect(gatherCustomers(comma).written).toEqual(written)
    expect(semicolon.fingerprint).toBe(comma.fingerprint)
    const plain = read(cells).tables!
    expect(plain.fingerprint).not.toBe(comma.fingerprint)
    expect(gatherCustomers(plain).written).toBeUndefined()
    expect(gatherCustomers(plain).features).toEqual(gatherCustomers(comma).features)
  })

  it('stand in scores.csv as they came', () => {
    const customers = gatherCustomers(read(padded(cells)).tables!)
    const judged = { rows: new Int32Array(0), probability: new Float64Array(0), source: [] }
    const rows = parse(scoresCsv(customers, judged), { columns: true }) as Record<string, string>[]
    expect(rows.map(({ id }) => id)).toEqual(written)
    expect([0, 1].map((row) => idOf(customers, row))).toEqual(['00000001', '00000002'])
  })

  it('join files of which some have lost them, with a counted warning', () => {
    const { tables, problems } = read(padded(cells, ['market_money.csv']))
    expect(problems.filter(({ rule }) => rule === 'id-written-otherwise')).toMatchObject([
      { file: 'market_money.csv', line: 2, value: '1', count: 12, severity: 'warning' },
    ])
    expect(gatherCustomers(tables!).status).toEqual(['scored', 'scored', 'scored', 'scored'])
    expect(gatherCustomers(tables!).written).toEqual(written)
    const other = read(padded(cells, ['market_file.csv']))
    expect(other.problems.filter(({ rule }) => rule === 'id-written-otherwise')).toHaveLength(3)
    expect(gatherCustomers(other.tables!).written).toBeUndefined()
  })

  it('do not make two customers of one', () => {
    const [header, first, ...rest] = cells['market_file.csv']
    const twice = [header, first, ['01', ...first.slice(1)], ...rest]
    const { tables, problems } = read({ ...cells, 'market_file.csv': twice })
    expect(tables).toBeUndefined()
    expect(problems.map(({ rule }) => rule)).toContain('duplicate-key')
  })

  it('lose only what a spreadsheet added', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{1,15}$/),
        fc.constantFrom('', '.', '.0', ',00'),
        (digits, tail) => {
          expect(writtenId(` ${digits}${tail}`)).toBe(digits)
          expect(writtenId(`+${digits}${tail}`)).toBe(digits)
        },
      ),
    )
  })
})
