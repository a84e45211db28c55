import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyProblems } from '../../../lib/study/src/customers/copy-problems'
import { buildCustomers, idOf } from '../../../lib/study/src/customers/customers'
import { scoresCsv } from '../../../lib/study/src/report/customer-files'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { writtenId, writtenIdAt, writtenIds } from '../../../lib/study/src/tables/written-ids'
import { type Cells, smallTables, syntheticCells, writeCopy } from './table-copies'

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

describe('writtenId', () => {
  it.each([
    [' 007 ', '007'],
    ['+7', '7'],
    ['7+', '7+'],
    ['215348.0', '215348'],
    ['215348,', '215348'],
    ['7.00', '7'],
    ['7.05', '7.05'],
    ['1.0.5', '1.0.5'],
  ])('writes %j as %j', (cell, id) => {
    expect(writtenId(cell)).toBe(id)
  })

  it('is kept where a zero leads, and zero alone is none', () => {
    expect(writtenIds(['1', '02'])).toEqual(['1', '02'])
    expect(writtenIds(['0', '10', '0.0'])).toBeUndefined()
    expect(writtenIds(['00'])).toEqual(['00'])
    const columns = { id: Float64Array.of(1, 2) }
    expect(writtenIdAt(columns, 1)).toBe('2')
    expect(writtenIdAt({ ...columns, writtenId: ['1', '02'] }, 1)).toBe('02')
  })
})

describe('ids with leading zeros', () => {
  it('are kept as they are written, in every dialect, and mark the fingerprint', () => {
    const comma = read(padded(cells)).tables!
    const semicolon = read(padded(cells), { delimiter: ';', decimal: ',', encoding: 'windows-1251' }).tables!
    expect(buildCustomers(comma).written).toEqual(written)
    expect(semicolon.fingerprint).toBe(comma.fingerprint)
    const plain = read(cells).tables!
    expect(plain.fingerprint).not.toBe(comma.fingerprint)
    expect(buildCustomers(plain).written).toBeUndefined()
    expect(buildCustomers(plain).features).toEqual(buildCustomers(comma).features)
  })

  it('stand in scores.csv as they came', () => {
    const customers = buildCustomers(read(padded(cells)).tables!)
    const judged = { rows: new Int32Array(0), probability: new Float64Array(0), source: [] }
    const rows = parse(scoresCsv(customers, judged), { columns: true }) as Record<string, string>[]
    expect(rows.map(({ id }) => id)).toEqual(written)
    expect([0, 1].map((row) => idOf(customers, row))).toEqual(['00000001', '00000002'])
  })

  it('join files of which some have lost them, with a counted warning', () => {
    const { tables, problems } = read(padded(cells, ['market_money.csv']))
    expect(problems.filter(({ rule }) => rule === 'id-written-otherwise')).toMatchObject([
      {
        file: 'market_money.csv',
        line: 2,
        column: 'id',
        value: '1',
        count: 12,
        severity: 'warning',
        message:
          '"1" is read as "00000001" of market_file.csv: ids that differ in leading zeros only are one customer; 12 rows (lines 2, 3, 4, 5, 6, …)',
      },
    ])
    expect(buildCustomers(tables!).status).toEqual(['scored', 'scored', 'scored', 'scored'])
    expect(buildCustomers(tables!).written).toEqual(written)
    const other = read(padded(cells, ['market_file.csv']))
    expect(other.problems.filter(({ rule }) => rule === 'id-written-otherwise')).toHaveLength(3)
    expect(buildCustomers(other.tables!).written).toBeUndefined()
  })

  it('do not make two customers of one', () => {
    const [header, first, ...rest] = cells['market_file.csv']
    const twice = [header, first, ['01', ...first.slice(1)], ...rest]
    const { tables, problems } = read({ ...cells, 'market_file.csv': twice })
    expect(tables).toBeUndefined()
    expect(problems.map(({ rule }) => rule)).toContain('duplicate-key')
  })

  describe('are named as they are written in whatever is said of them', () => {
    /** Every id in a message or a value, as it stands there. */
    const named = (problems: readonly { message: string; value?: string; column?: string }[]) =>
      problems.flatMap(({ message, value, column }) => [
        ...[
          ...message
            .replaceAll(/lines? [\d, …]+/g, '')
            .matchAll(/(?:\bid |customers? |repeat |to |, )(\d{1,8})(?=[,:. ]|$)/g),
        ].map(([, id]) => id),
        ...(column === 'id' && value !== undefined ? [value] : []),
      ])
    const without = (file: string, dropped: (row: readonly string[]) => boolean): Cells => {
      const tables = smallTables(30)
      return { ...tables, [file]: tables[file].filter((row, i) => i === 0 || !dropped(row)) }
    }
    const changed = (file: string, change: (row: readonly string[]) => readonly string[]): Cells => {
      const tables = smallTables(30)
      return { ...tables, [file]: tables[file].map((row, i) => (i === 0 ? row : change(row))) }
    }
    const first = ([id]: readonly string[]) => id === '7'
    const month = (row: readonly string[]) => first(row) && row[1] === 'текущий_месяц'

    it.each([
      ['absent-customer', without('market_money.csv', first), '00000007'],
      ['absent-customer', without('money.csv', first), '00000007'],
      ['absent-period', without('market_time.csv', month), '00000007'],
      ['unknown-customer', without('market_file.csv', first), '00000007'],
      [
        'inactive-customer',
        changed('market_money.csv', (row) => (month(row) ? [row[0], row[1], '0'] : row)),
        '00000007',
      ],
      ['duplicate-key', changed('money.csv', (row) => (row[0] === '8' ? ['7', '99'] : row)), '00000007'],
      [
        'no-id-overlap',
        changed('money.csv', ([id, ...rest]) => [String(Number(id) + 100), ...rest]),
        '00000101',
      ],
    ])('%s', (rule, tables, id) => {
      const { problems } = read(padded(tables))
      const said = problems.filter((problem) => problem.rule === rule)
      const ids = named(said)
      expect(ids).toContain(id)
      for (const one of ids) expect(one).toMatch(/^\d{8}$/)
    })

    it('copies, and what the rule of implausible values found', () => {
      const made = syntheticCells({ customers: 40, seed: 1 })
      const repeat = (rows: readonly (readonly string[])[], at: number) =>
        rows.map(([id, ...rest], i) => (i === at + 1 ? [id, ...rows[at].slice(1)] : [id, ...rest]))
      const copied: Cells = {
        'market_file.csv': repeat(made['market_file.csv'], 3),
        'money.csv': made['money.csv'],
        ...Object.fromEntries(
          ['market_money.csv', 'market_time.csv'].map((file) => {
            const [from, to] = [3, 4].map((at) => made['market_file.csv'][at][0])
            const values = new Map(made[file].filter(([id]) => id === from).map((row) => [row[1], row[2]]))
            return [
              file,
              made[file].map((row) => (row[0] === to ? [row[0], row[1], values.get(row[1])!] : row)),
            ]
          }),
        ),
      }
      const [from] = made['market_file.csv'][3]
      const wild = copied['market_money.csv'].map((row) =>
        row[0] === made['market_file.csv'][9][0] && row[1] === 'текущий_месяц'
          ? [row[0], row[1], '9999999']
          : row,
      )
      const { tables } = read(padded({ ...copied, 'market_money.csv': wild }))
      const messages = copyProblems(tables!).map(({ message }) => message)
      expect(messages.join('\n')).toContain(`customers ${from.padStart(8, '0')}, `)
      expect(buildCustomers(tables!).implausible.map(({ id }) => id)).toContain(
        made['market_file.csv'][9][0].padStart(8, '0'),
      )
    })
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
