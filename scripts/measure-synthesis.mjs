/**
 * Measures how like the store's tables the synthetic ones are.
 *
 *     node scripts/measure-synthesis.mjs --real DIR [--synthetic data/sample] [--json]
 *
 * Needs `npm run setup` before. Data quality figures in data/README.md come from here.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { library } from './library.mjs'

const folds = 5
const trees = { name: 'Extra trees', estimator: 'extra-trees', candidates: [{}] }

/**
 * @param lib the library
 * @param {string} realFolder the store's tables
 * @param {string} syntheticFolder
 */
export function measureSynthesis(lib, realFolder, syntheticFolder) {
  const real = learnable(lib, realFolder)
  const synthetic = learnable(lib, syntheticFolder)
  return {
    customers: { real: real.y.length, synthetic: synthetic.y.length },
    copies: { real: real.copies, synthetic: synthetic.copies },
    trainSyntheticTestReal: scores(lib, real.y, transfer(lib, synthetic, real)),
    crossValidated: {
      real: scores(lib, real.y, outOfFold(lib, real)),
      synthetic: scores(lib, synthetic.y, outOfFold(lib, synthetic)),
    },
    equalRows: countEqualCustomers(lib, realFolder, syntheticFolder),
    ...marginalDistances(real, synthetic),
    correlationDifference: correlationDifference(lib, real, synthetic),
  }
}

/** The customers that models learn from. */
function learnable(lib, folder) {
  const customers = lib.buildCustomers(lib.loadStudyTables(folder))
  const rows = customers.trainingRows
  const pick = (values) => Array.from(rows, (row) => values[row])
  const byKind = (kind) => customers.features.features.filter((feature) => feature.kind === kind)
  const numbers = byKind('number').map(({ name }) => [
    name,
    Float64Array.from(pick(customers.features.numbers[name])),
  ])
  return {
    features: customers.features,
    rows,
    y: lib.take(customers.declines, rows),
    groups: lib.take(customers.groups, rows),
    copies: customers.count - new Set(customers.groups).size,
    numbers: Object.fromEntries([...numbers, ['profit', Float64Array.from(pick(customers.profit))]]),
    categories: Object.fromEntries(
      byKind('category').map(({ name }) => [name, pick(customers.features.categories[name])]),
    ),
  }
}

function scores(lib, y, probability) {
  return { rocAuc: lib.rocAuc(y, probability), logLoss: lib.logLoss(y, probability) }
}

function transfer(lib, from, to) {
  const model = lib.fitPipeline(trees, lib.featurePreprocessor(from.features), from.rows, from.y, 1)
  return lib.take(lib.predictCustomers(model, to.features), to.rows)
}

/** Out-of-fold probabilities, one partition; copies of a customer are held out together. */
function outOfFold(lib, { features, rows, y, groups }) {
  const probability = new Float64Array(y.length)
  for (const { train, test } of lib.repeatedStratifiedSplits(y, { folds, seed: 1, groups })) {
    const preprocessor = lib.featurePreprocessor(features)
    const model = lib.fitPipeline(trees, preprocessor, lib.take(rows, train), lib.take(y, train), 1)
    const predicted = lib.predictCustomers(model, features)
    for (const i of test) probability[i] = predicted[rows[i]]
  }
  return probability
}

/** How many synthetic customers are also real ones: all four tables joined, id and label aside. */
export function countEqualCustomers(lib, realFolder, syntheticFolder) {
  const real = new Set(joinedRows(lib, realFolder))
  return joinedRows(lib, syntheticFolder).filter((row) => real.has(row)).length
}

function joinedRows(lib, folder) {
  const { tables } = lib.loadStudyTables(folder, { target: 'optional' })
  const rows = new Map()
  for (const table of Object.values(tables)) {
    const names = Object.keys(table.columns).filter((name) => name !== 'id' && name !== 'activity')
    for (let i = 0; i < table.rows; i++) {
      const cells = names.map((name) => table.columns[name][i]).join('|')
      const id = table.columns.id[i]
      rows.set(id, [...(rows.get(id) ?? []), `${table.name}|${cells}`])
    }
  }
  return [...rows.values()].map((cells) => cells.sort().join('\n'))
}

function marginalDistances(real, synthetic) {
  const kolmogorovSmirnov = entries(real.numbers, (name) =>
    largestGap(real.numbers[name], synthetic.numbers[name]),
  )
  const totalVariation = entries(real.categories, (name) =>
    totalVariationOf(real.categories[name], synthetic.categories[name]),
  )
  return { kolmogorovSmirnov, totalVariation }
}

const entries = (object, give) => Object.fromEntries(Object.keys(object).map((name) => [name, give(name)]))

/** Kolmogorov–Smirnov distance: the largest gap between two empirical distribution functions. */
function largestGap(a, b) {
  const [left, right] = [a.slice().sort(), b.slice().sort()]
  let [i, j, gap] = [0, 0, 0]
  while (i < left.length && j < right.length) {
    const value = Math.min(left[i], right[j])
    while (left[i] === value) i++
    while (right[j] === value) j++
    gap = Math.max(gap, Math.abs(i / left.length - j / right.length))
  }
  return gap
}

function totalVariationOf(a, b) {
  const share = (words, word) => words.filter((other) => other === word).length / words.length
  return [...new Set([...a, ...b])].reduce(
    (sum, word) => sum + Math.abs(share(a, word) - share(b, word)) / 2,
    0,
  )
}

/** Largest and mean absolute difference of Spearman correlations between the given columns. */
function correlationDifference(lib, real, synthetic) {
  const names = Object.keys(real.numbers)
  const differences = names.flatMap((a, i) =>
    names
      .slice(i + 1)
      .map((b) =>
        Math.abs(
          lib.spearmanCorrelation(real.numbers[a], real.numbers[b]) -
            lib.spearmanCorrelation(synthetic.numbers[a], synthetic.numbers[b]),
        ),
      ),
  )
  return { largest: Math.max(...differences), mean: differences.reduce((a, b) => a + b) / differences.length }
}

function print(lib, measured) {
  const line = (label, ...values) => lib.printLines([`${label.padEnd(52)}${values.join('  ')}`])
  const both = ({ rocAuc, logLoss }) => `ROC-AUC ${rocAuc.toFixed(3)}, log loss ${logLoss.toFixed(3)}`
  const worst = (distances) => {
    const [name, distance] = Object.entries(distances).sort((a, b) => b[1] - a[1])[0]
    return `${distance.toFixed(3)} (${name})`
  }
  line('customers learnt from, real and synthetic', measured.customers.real, measured.customers.synthetic)
  line('customers found to repeat another one', measured.copies.real, measured.copies.synthetic)
  line('trained on synthetic, tested on real', both(measured.trainSyntheticTestReal))
  line('cross-validated on real', both(measured.crossValidated.real))
  line('cross-validated on synthetic', both(measured.crossValidated.synthetic))
  line('synthetic customers equal to a real one', measured.equalRows)
  line('largest Kolmogorov–Smirnov distance of a number', worst(measured.kolmogorovSmirnov))
  line('largest total variation distance of a category', worst(measured.totalVariation))
  const { largest, mean } = measured.correlationDifference
  line('difference of Spearman correlations, largest, mean', largest.toFixed(3), mean.toFixed(3))
}

function main() {
  const { values } = parseArgs({
    options: {
      real: { type: 'string' },
      synthetic: { type: 'string', default: fileURLToPath(new URL('../data/sample', import.meta.url)) },
      json: { type: 'boolean', default: false },
    },
  })
  const lib = library()
  if (!values.real) {
    lib.tell('measure-synthesis: name the folder with the store’s tables: --real DIR')
    process.exit(2)
  }
  const measured = measureSynthesis(lib, values.real, values.synthetic)
  if (values.json) lib.printJson(measured)
  else print(lib, measured)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
