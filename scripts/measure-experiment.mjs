/**
 * Measures by simulation whether the experiment's rule keeps what it promises over 1 to 8 quarters: false claims, power,
 * coverage, bias of the estimate.
 *
 *     node scripts/measure-experiment.mjs [--plan experiment.csv] [--runs 1000] [--json]
 *
 * Needs `npm run setup` before. Without a plan, 400 made-up customers as likely to decline as the store's at risk.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { library } from './library.mjs'

const quarter = '2026-Q4'
const effects = [
  ['none', 0],
  ['half', 0.5],
  ['assumed', 1],
]

/** Made-up participants: three in four nearly sure to decline. */
function madeUp({ Random, deriveSeed }) {
  const random = new Random(deriveSeed(1, 'measure experiment'))
  const column = (make) => Float64Array.from({ length: 400 }, (_, i) => make(i))
  const probability = column((i) => (i % 4 > 0 ? 0.9 + 0.1 * random.uniform() : 0.5 + 0.4 * random.uniform()))
  const profit = column(() => 2 + 4 * random.uniform())
  const names = (list) => Array.from(probability, (_, i) => list[i % list.length])
  return {
    ids: column((i) => i + 1),
    segment: names(['Save now', 'Save now', 'Save now', 'Win back cheaply']),
    probability,
    profit,
    offer: names(['selection', 'basket', 'regular']),
    channel: names(['site']),
    cost: column(() => 0.05 + 0.2 * random.uniform()),
    averted: profit.map((value) => value * 3 * 0.6),
    addressed: probability.map((p) => 0.4 * p),
    reduction: probability.map((p) => 0.04 * p),
    lowReduction: probability.map((p) => 0.01 * p),
    highReduction: probability.map((p) => 0.07 * p),
  }
}

/**
 * @param lib the library
 * @param customers participants, columns of one shape
 */
export function measureExperiment(lib, customers, runs) {
  return [1, 2, 3, 4, 5, 6, 7, 8].flatMap((plannedQuarters) => {
    const plan = lib.planExperiment(customers, { seed: 1, quarter, plannedQuarters })
    return effects.map(([name, share]) => {
      const reduction = customers.reduction.map((value) => share * value)
      const course = plan.courses[name]
      const found = lib.tryExperiments(plan, { seed: plannedQuarters, runs, reduction })
      return {
        plannedQuarters,
        effect: name,
        rollOutPlanned: lib.rollOutProbability(course),
        quartersPlanned: course.expectedQuarters,
        ...found,
      }
    })
  })
}

/** Main result first; points for reductions, percent for shares. */
function table(rows) {
  const share = (value) => (100 * value).toFixed(1)
  const head = [
    'planned',
    'effect',
    'truth',
    'roll out',
    '(exact)',
    'stop',
    'end',
    'quarters',
    '(exact)',
    'unguarded',
    'RCI cover',
    'final cover',
    'plain',
    'final',
    'plain|out',
    'final|out',
  ]
  const lines = rows.map((row) => [
    row.plannedQuarters,
    row.effect,
    share(row.truth),
    share(row.rollOut),
    share(row.rollOutPlanned),
    share(row.stop),
    share(row.end),
    row.meanQuarters.toFixed(2),
    row.quartersPlanned.toFixed(2),
    share(row.unguarded),
    share(row.repeatedCoverage),
    share(row.estimates.coverage),
    share(row.estimates.plain),
    share(row.estimates.final),
    share(row.estimates.plainWhenRolledOut),
    share(row.estimates.finalWhenRolledOut),
  ])
  const cells = [head, ...lines].map((line) => line.map(String))
  const widths = head.map((_, column) => Math.max(...cells.map((line) => line[column].length)))
  return cells.map((line) => line.map((text, column) => text.padStart(widths[column])).join('  ')).join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      plan: { type: 'string' },
      runs: { type: 'string', default: '1000' },
      json: { type: 'boolean' },
    },
  })
  const lib = library()
  const customers = values.plan ? lib.readExperiment(values.plan) : madeUp(lib)
  const rows = measureExperiment(lib, customers, Number(values.runs))
  if (values.json) lib.printJson(rows)
  else lib.printLines(table(rows).split('\n'))
}
