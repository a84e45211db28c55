/**
 * Measures what a tabular network adds to the chosen procedure, on folds that hold copies of a customer out together.
 *
 *     node scripts/measure-network.mjs --data DIR --python PYTHON [--repeats 4] [--hidden 64] [--epochs 32]
 *
 * PYTHON has numpy, scikit-learn and torch. Prints, as means over the folds of all repeats, ROC-AUC and log loss of the
 * chosen procedure, of the library's own network, of the bagged network of `tabular_network.py`, and of weighted
 * log-odds of the chosen procedure and that network; and how much each is better than the chosen procedure, with the
 * standard error of the paired difference, which overlapping training folds make somewhat too small. The shares are
 * fixed beforehand. Needs `npm run setup` before; about a minute a repeat on idle cores.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { library } from './library.mjs'

/** Shares of the network in the log-odds. */
const shares = [0.3, 0.5]

const network = fileURLToPath(new URL('tabular_network.py', import.meta.url))

/** As the study compares it, and calibrated as the bagged one is. */
const ownNetwork = {
  name: 'Neural network',
  estimator: 'neural-network',
  candidates: [{ steps: 40, learningRate: 0.05, dropout: 0.3 }],
  calibration: 'log-odds',
}

/** The bagged network's answers in each split. */
function askPython(lib, python, { table, declines, groups }, settings) {
  const encoder = lib.fitEncoder(table, Array.from(declines.keys()))
  const { rows, columns, values } = lib.encode(encoder, table)
  const folder = mkdtempSync(join(tmpdir(), 'network-'))
  const [source, target] = ['inputs.json', 'outputs.json'].map((name) => join(folder, name))
  const inputs = {
    x: Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns))),
    numbers: encoder.columns.map(({ category }) => category === undefined),
    y: Array.from(declines),
    groups: Array.from(groups),
    ...settings,
  }
  try {
    writeFileSync(source, JSON.stringify(inputs))
    const { status, error } = spawnSync(python, [network, source, target], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (status !== 0) throw new Error(`${python} ${network}: ${error?.message ?? `exit code ${status}`}`)
    return JSON.parse(readFileSync(target, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The bagged network's calibrated log-odds of the test rows; the curve is learned on the training rows. */
function calibrated(lib, { ofTrain, ofTest }, labels) {
  const probabilities = (logOdds) => Float64Array.from(logOdds, lib.sigmoid)
  const curve = lib.fitCalibration(probabilities(ofTrain), labels, 'log-odds')
  return lib.calibratedLogOdds(curve, probabilities(ofTest))
}

/** Probabilities of the test rows of one split, by name of the model. */
function mixtures(lib, chosen, own, bagged) {
  const mixed = (share) =>
    chosen.map((p, i) => lib.sigmoid((1 - share) * lib.logit(p, 1e-9) + share * bagged[i]))
  return {
    [lib.chosenProcedure.name]: chosen,
    [ownNetwork.name]: own,
    'Bagged tabular network': bagged.map(lib.sigmoid),
    ...Object.fromEntries(
      shares.map((share) => [
        `${lib.chosenProcedure.name} with ${share * 100}% of the bagged network`,
        mixed(share),
      ]),
    ),
  }
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean and standard error of the mean. */
function meanAndError(values) {
  const center = mean(values)
  const variance = values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1)
  return { center, error: Math.sqrt(variance / values.length) }
}

async function main() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      python: { type: 'string' },
      repeats: { type: 'string', default: '4' },
      hidden: { type: 'string', default: '64' },
      epochs: { type: 'string', default: '32' },
    },
  })
  const lib = library()
  const { data, python } = values
  if (!data || !python) {
    lib.tell('measure-network: name the tables and a Python that has torch: --data DIR --python PYTHON')
    process.exitCode = 2
    return
  }
  const learning = lib.learningData(lib.buildCustomers(lib.loadStudyTables(data)), data)
  const splits = { folds: 5, repeats: Number(values.repeats), seed: 1 }
  const { chosenProcedure, take } = lib
  const tasks = lib.foldTasks(learning, chosenProcedure, splits)
  const answers = askPython(lib, python, learning, {
    splits: tasks.map(({ train, test }) => ({ train: Array.from(train), test: Array.from(test) })),
    hidden: Number(values.hidden),
    epochs: Number(values.epochs),
  })
  const { screening } = chosenProcedure
  const compared = [chosenProcedure, { ...ownNetwork, screening }]
  const [chosen, own] = await lib.crossValidate(compared, learning, splits)
  const scores = new Map()
  tasks.forEach(({ repeat, train, test }, i) => {
    const labels = take(learning.declines, test)
    const bagged = calibrated(lib, answers[i], take(learning.declines, train))
    const of = ({ probability }) => take(probability[repeat], test)
    for (const [name, probability] of Object.entries(mixtures(lib, of(chosen), of(own), bagged))) {
      const score = [lib.rocAuc(labels, probability), lib.logLoss(labels, probability)]
      scores.set(name, [...(scores.get(name) ?? []), score])
    }
  })
  const reference = scores.get(chosenProcedure.name)
  const epochs = answers.flatMap((answer) => answer.epochs).sort((a, b) => a - b)
  lib.printLines([
    `${learning.declines.length} customers, ${tasks.length} folds; best epochs of the networks ${epochs[0]} to ${epochs.at(-1)}, median ${epochs[epochs.length >> 1]}.`,
    '',
    '| model | ROC-AUC | log loss | ROC-AUC gained | log loss saved |',
    '|---|---|---|---|---|',
    ...[...scores].map(([name, of]) => {
      const [auc, loss] = [0, 1].map((m) => mean(of.map((score) => score[m])).toFixed(4))
      const gains = [1, -1].map((sign, m) => {
        const { center, error } = meanAndError(of.map((score, i) => sign * (score[m] - reference[i][m])))
        return of === reference ? '' : `${center.toFixed(4)} ± ${error.toFixed(4)}`
      })
      return `| ${[name, auc, loss, ...gains].join(' | ')} |`
    }),
  ])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
