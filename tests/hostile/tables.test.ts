import { describe, expect, it } from 'vitest'
import { run as runValidate } from '../../lib/study/src/commands/validate'
import { buildCustomers } from '../../lib/study/src/customers/customers'
import { loadStudyTables, readStudyTables } from '../../lib/study/src/tables/read-study-tables'
import { tableSchemas } from '../../lib/study/src/tables/schema'
import { runCaptured } from '../study/commands/run-command'
import { type Cells, smallTables, writeCopy } from '../study/tables/table-copies'
import { hostileStrings, tidied } from './hostile-strings'

const { plain, hidden } = hostileStrings()
const column = (name: string) => tableSchemas[0].columns.findIndex((each) => each.name === name)

/** The small tables with a cell of each customer replaced. */
function tablesWith(strings: readonly string[], name: string): Cells {
  const tables = smallTables(strings.length)
  const [header, ...rows] = tables['market_file.csv']
  const place = column(name)
  return {
    ...tables,
    'market_file.csv': [
      header,
      ...rows.map((row, i) => row.map((cell, j) => (j === place ? strings[i] : cell))),
    ],
  }
}

const validate = (...args: string[]) => runCaptured((argv) => runValidate([...argv]), ...args)

const quoted = { quoteAll: true } as const

describe('a thousand hostile strings', () => {
  it('are a thousand, of both kinds', () => {
    expect(new Set([...plain, ...hidden]).size).toBe(1000)
    expect(plain.length).toBeGreaterThan(700)
    expect(hidden.length).toBeGreaterThan(100)
  })
})

describe('hostile category names', () => {
  const folder = writeCopy(tablesWith(plain, 'favouriteCategory'), quoted)

  it('are read as they stand', () => {
    const { tables, problems } = readStudyTables(folder)
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(tables!.tables.customers.columns.favouriteCategory).toEqual(plain.map(tidied))
    const customers = buildCustomers(loadStudyTables(folder))
    expect(customers.features.categories.favouriteCategory).toEqual(plain.map(tidied))
  })

  it('are quoted in warnings, on one line each', async () => {
    const { code, out, err } = await validate('--data', folder)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(out.match(/unseen-category/g)!.length).toBeGreaterThan(20)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(400)
  })

  it('come back from the JSON of validate', async () => {
    const { out } = await validate('--data', folder, '--json')
    const values = (JSON.parse(out) as { problems: { rule: string; value: string }[] }).problems
      .filter(({ rule }) => rule === 'unseen-category')
      .map(({ value }) => value)
    const shortened = [...new Set(plain.map(tidied))].map((cell) =>
      cell.length > 200 ? `${cell.slice(0, 200)}…` : cell,
    )
    expect(values).toEqual(shortened)
  })
})

describe('strings that hold control or invisible characters', () => {
  const folder = writeCopy(tablesWith([...plain, ...hidden], 'favouriteCategory'), quoted)

  it('are refused, each in its line, and shown with nothing invisible', async () => {
    const { tables, problems } = readStudyTables(folder)
    expect(tables).toBeUndefined()
    const refused = problems.filter(({ rule }) => rule === 'control-character')
    expect(refused).toHaveLength(hidden.length)
    for (const args of [[], ['--json']]) {
      const { code, out } = await validate('--data', folder, ...args)
      expect(code).toBe(1)
      expect(out).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u)
    }
  })
})

describe('hostile cells where only some values are allowed', () => {
  it.each(['serviceTier', 'contactAllowed', 'activity', 'tenureDays', 'id'])(
    'are refused in %s',
    async (name) => {
      const folder = writeCopy(tablesWith(plain, name), quoted)
      const { code, out, err } = await validate('--data', folder)
      expect({ code, err }).toEqual({ code: 1, err: '' })
      expect(out).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u)
      const { problems, balance } = readStudyTables(folder)
      const faulty = balance[0].setAside.find(({ reason }) => reason === 'error in the row')
      expect(faulty?.rows).toBeGreaterThan(0.98 * plain.length)
      const errors = problems.filter(({ severity }) => severity === 'error')
      expect(Math.max(...errors.map(({ count = 1 }) => count))).toBeGreaterThan(0.5 * plain.length)
    },
  )
})

describe('hostile column names', () => {
  it('are named in a message and otherwise left out', async () => {
    const tables = smallTables()
    const [header, ...rows] = tables['market_file.csv']
    const extra = plain.slice(0, 200)
    const folder = writeCopy(
      {
        ...tables,
        'market_file.csv': [[...header, ...extra], ...rows.map((row) => [...row, ...extra.map(() => 'x')])],
      },
      quoted,
    )
    const { code, out } = await validate('--data', folder)
    expect(code).toBe(0)
    expect(out).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u)
  })
})
