/**
 * Measures `drift`: how often unchanged tables raise an alarm, and from which size on a change is found.
 *
 *     node scripts/measure-drift.mjs [--draws 10] [--unchanged 100] [--customers 1300]
 *
 * The model learns from synthetic tables; new tables are independent draws of the same generator, unchanged or
 * changed as `drift-shifts.mjs` says; no customer repeats another. Needs `npm run setup` before; takes some minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { shifts } from './drift-shifts.mjs'
import { library } from './library.mjs'

/** A change counts as found at the least size from which on at least this share of draws raises an alarm. */
const foundShare = 0.8

/** A model of synthetic tables, and independent tables to be compared with them. */
async function prepare(lib, { customers, draws }) {
  const folder = mkdtempSync(join(tmpdir(), 'drift-'))
  const draw = async (seed) => {
    await lib.writeSyntheticTables(folder, { customers, seed, copies: 0, replace: true })
    return lib.loadStudyTables(folder)
  }
  try {
    const training = lib.buildCustomers(await draw(1))
    const learning = lib.learningData(training, folder)
    const fit = lib.fitFinalModel(learning)
    const reference = lib.trainingReference(training, learning, fit, { seed: 1 })
    const tables = []
    for (let i = 0; i < draws; i++) tables.push(await draw(1001 + i))
    return { reference, model: fit.model, tables }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function compare(lib, { reference, model }, tables) {
  const observed = lib.observeCustomers(lib.buildCustomers(tables), { model })
  return lib.compareWithTraining(reference, observed, { seed: 1, replicates: 300 })
}

/** How many of the draws raise an alarm at each size, which conclusion is most frequent, and what is found. */
function measureShift(lib, prepared, draws, shift) {
  return shift.sizes.map((size, s) => {
    const reports = prepared.tables.slice(0, draws).map((tables, i) => {
      const random = new lib.Random(lib.deriveSeed(7, shift.name, s, i))
      return compare(lib, prepared, shift.apply(tables, size, random))
    })
    const alarmed = reports.filter(({ conclusion }) => conclusion !== 'keep')
    return {
      size,
      alarms: alarmed.length,
      conclusion: mostFrequent(reports.map(({ conclusion }) => conclusion)),
      measure: mostFrequent(
        alarmed.flatMap(({ tests }) => tests.filter(({ alarm }) => alarm).map(({ measure }) => measure)),
      ),
    }
  })
}

function mostFrequent(words) {
  const counts = new Map()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

async function main() {
  const { values } = parseArgs({
    options: {
      draws: { type: 'string', default: '10' },
      unchanged: { type: 'string', default: '100' },
      customers: { type: 'string', default: '1300' },
    },
  })
  const [draws, unchanged, customers] = [values.draws, values.unchanged, values.customers].map(Number)
  const lib = library()
  const prepared = await prepare(lib, { customers, draws: Math.max(draws, unchanged) })
  const alarms = prepared.tables
    .slice(0, unchanged)
    .filter((tables) => compare(lib, prepared, tables).conclusion !== 'keep')
  lib.printLines([
    `${alarms.length} of ${unchanged} unchanged tables of ${customers} customers raise an alarm.`,
    '',
    `| change | found from | by | conclusion | alarms of ${draws} draws by size |`,
    '|---|---|---|---|---|',
  ])
  for (const shift of shifts) {
    const sizes = measureShift(lib, prepared, draws, shift)
    const from = sizes.findIndex((_, s) =>
      sizes.slice(s).every(({ alarms: found }) => found >= foundShare * draws),
    )
    const found = sizes[from]
    const cells = [
      shift.name,
      found ? shift.written(found.size) : 'not found',
      found?.measure ?? '',
      found?.conclusion ?? '',
      sizes.map(({ size, alarms: count }) => `${shift.written(size)}: ${count}`).join(', '),
    ]
    lib.printLines([`| ${cells.join(' | ')} |`])
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
