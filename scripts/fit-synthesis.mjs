/**
 * Fits the parameters of the synthetic tables on the store's own tables and writes summary statistics only.
 *
 *     node scripts/fit-synthesis.mjs --data DIR [--out FILE] [--holds 4] [--declines 4] [--regularisation 0.05]
 *         [--overlap 0.01] [--seed 1]
 *
 * The overlap is set so that cross-validation on synthetic tables is about as hard as on the real ones
 * (scripts/measure-synthesis.mjs).
 *
 * Needs `npm run setup` before. Reads the files as the store writes them (UTF-8, commas); prints nothing of a row.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { library } from './library.mjs'

const {
  findCopies,
  fitSynthesis,
  joinTables,
  loadStudyTables,
  numberForm,
  synthesisCategoryNames,
  synthesisClasses,
  synthesisNumericNames,
  tableSchema,
  writeFileAtomic,
} = library()

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    holds: { type: 'string', default: '4' },
    declines: { type: 'string', default: '4' },
    regularisation: { type: 'string', default: '0.05' },
    overlap: { type: 'string', default: '0.01' },
    seed: { type: 'string', default: '1' },
  },
})
if (!flags.data) {
  console.error('fit-synthesis: name the folder with the four tables: --data DIR')
  process.exit(2)
}
const out =
  flags.out ?? fileURLToPath(new URL('../tools/synthesis/src/synthesis-parameters.json', import.meta.url))

/** The rows of a table by English column names, cells as written. */
function read(name) {
  const schema = tableSchema(name)
  const text = readFileSync(join(flags.data, schema.file), 'utf8')
  const [header, ...rows] = parse(text, { bom: true })
  const names = header.map((title) => {
    const column = schema.columns.find(({ header, aliases }) => [header, ...(aliases ?? [])].includes(title))
    return column.name
  })
  return rows.map((row) => Object.fromEntries(row.map((cell, j) => [names[j], cell])))
}

const columnOf = (table, name) => tableSchema(table).columns.find((column) => column.name === name)

/** The value of the schema that a cell stands for, misspelt or not. */
function meant(column, cell) {
  return column.values.find(({ word, misspellings = [] }) => word === cell || misspellings.includes(cell))
}

const customers = read('customers')
const byId = new Map(customers.map((row) => [row.id, row]))
const orders = { revenue: new Map(), minutes: new Map() }
for (const table of ['revenue', 'minutes']) {
  const months = new Map()
  for (const row of read(table)) {
    const month = meant(columnOf(table, 'period'), row.period).english
    byId.get(row.id)[`${table}${month[0].toUpperCase()}${month.slice(1)}`] = row[table]
    months.set(row.id, [...(months.get(row.id) ?? []), month])
  }
  for (const order of months.values()) {
    orders[table].set(order.join(), (orders[table].get(order.join()) ?? 0) + 1)
  }
}
for (const row of read('profit')) byId.get(row.id).profit = row.profit

const activityOf = (row) => meant(columnOf('customers', 'activity'), row.activity).english
const isNewcomer = (row) => Number(row.revenuePrevious) === 0 && Number(row.revenueBeforePrevious) === 0
const isImplausible = (row) => Number(row.revenueCurrent) > 50_000
const newcomers = customers.filter(isNewcomer)
const implausible = customers.filter(isImplausible)
const ordinary = customers.filter((row) => !isNewcomer(row) && !isImplausible(row))

function sourceOf(activity) {
  const rows = ordinary.filter((row) => activityOf(row) === activity)
  const numbers = Object.fromEntries(
    synthesisNumericNames.map((name) => [name, Float64Array.from(rows, (row) => Number(row[name]))]),
  )
  const categories = Object.fromEntries(
    synthesisCategoryNames.map((name) => {
      const column = columnOf('customers', name)
      return [name, Uint8Array.from(rows, (row) => column.values.indexOf(meant(column, row[name])))]
    }),
  )
  const all = customers.filter((row) => activityOf(row) === activity).length
  return { customers: all, numbers, categories }
}

/** How many customers repeat an earlier one, and how far the two agree. */
function copyCounts() {
  const columns = joinTables(loadStudyTables(flags.data))
  const { amounts, runs } = findCopies(columns)
  const equal = (a, b, names) => names.every((name) => Object.is(columns[name][a], columns[name][b]))
  const inputs = [...synthesisNumericNames.filter((name) => name !== 'profit'), ...synthesisCategoryNames]
  const pairs = amounts.flatMap(({ rows: [first, ...others] }) => others.map((row) => [first, row]))
  const repeated = runs.flatMap(({ first, second, length }) =>
    Array.from({ length }, (_, i) => [first + i, second + i]),
  )
  const count = (of, names) => of.filter(([a, b]) => equal(a, b, names)).length
  return {
    copies: {
      customers: pairs.length,
      equal: count(pairs, inputs),
      sameLabel: count(pairs, ['activity']),
    },
    runs: {
      runs: runs.length,
      customers: repeated.length,
      sameCategory: count(repeated, ['favouriteCategory']),
      sameLabel: count(repeated, ['activity']),
    },
  }
}

/** Shares of misspelt cells among those that mean the same, for each class. */
function misspellings(column, name, rows) {
  return column.values.flatMap((value) =>
    (value.misspellings ?? []).flatMap((misspelling) => {
      const rates = Object.fromEntries(
        synthesisClasses.map((activity) => {
          const same = rows.filter((row) => row.activity === activity && meant(column, row.cell) === value)
          const misspelt = same.filter((row) => row.cell === misspelling).length
          return [activity, same.length ? Math.round((misspelt / same.length) * 1e4) / 1e4 : 0]
        }),
      )
      const occurs = Object.values(rates).some((rate) => rate > 0)
      return occurs ? [{ column: name, value: value.word, misspelling, rates }] : []
    }),
  )
}

const ordersOf = (table) =>
  [...orders[table]]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([months, frequency]) => ({ months: months.split(','), frequency }))
const tenures = newcomers.map((row) => Number(row.tenureDays))
const parameters = {
  customers: customers.length,
  forms: Object.fromEntries(
    synthesisNumericNames.map((name) => [name, numberForm(ordinary.map((row) => row[name]))]),
  ),
  ...fitSynthesis(Object.fromEntries(synthesisClasses.map((activity) => [activity, sourceOf(activity)])), {
    components: { holds: Number(flags.holds), declines: Number(flags.declines) },
    regularisation: Number(flags.regularisation),
    seed: Number(flags.seed),
  }),
  overlap: Number(flags.overlap),
  ...copyCounts(),
  misspellings: [
    ...synthesisCategoryNames.flatMap((name) =>
      misspellings(
        columnOf('customers', name),
        name,
        customers.map((row) => ({ activity: activityOf(row), cell: row[name] })),
      ),
    ),
    ...['revenue', 'minutes'].flatMap((table) =>
      misspellings(
        columnOf(table, 'period'),
        `${table}Period`,
        read(table).map((row) => ({ activity: activityOf(byId.get(row.id)), cell: row.period })),
      ),
    ),
  ],
  revenueOrders: ordersOf('revenue'),
  minutesOrders: ordersOf('minutes'),
  newcomers: {
    customers: newcomers.length,
    minimumTenure: Math.floor(Math.min(...tenures) / 10) * 10,
    maximumTenure: Math.ceil(Math.max(...tenures) / 10) * 10,
  },
  implausible: { customers: implausible.length, added: 100_000 },
}
// One list of numbers a line.
const text = JSON.stringify(parameters, null, 1).replace(/\[[^[\]{}]*\]/g, (list) =>
  JSON.stringify(JSON.parse(list)),
)
writeFileAtomic(out, `${text}\n`)
console.log(`${out}: fitted on ${ordinary.length} of ${customers.length} customers`)
