/**
 * Measures what a model's own answers are worth for customers whom it learned from and whose values have changed since
 * (source `seen`): are they surer of the following quarter than answers of models that never saw the customer?
 *
 *     node scripts/measure-seen.mjs [--customers 1300] [--draws 3]
 *
 * Made-up quarters with known outcomes; needs `npm run setup` before; takes some minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { library } from './library.mjs'

const folds = 5

/** Outcomes of the second quarter, and probabilities by the model that saw the customers and by models that did not. */
async function judge(lib, customers, seed) {
  const folder = mkdtempSync(join(tmpdir(), 'seen-'))
  const read = async (quarter) => {
    const known = ({ activity, profit }) => ({ activity, profit })
    const options = { customers, seed, quarter, replace: true, ...(quarter === 2 && { outcome: known }) }
    await lib.writeSyntheticTables(folder, options)
    return lib.buildCustomers(await lib.loadStudyTables(folder))
  }
  try {
    const [first, second] = [await read(1), await read(2)]
    const learning = lib.learningData(first, folder)
    const place = new Map(Array.from(first.trainingRows, (row, i) => [first.ids[row], i]))
    const now = second.trainingRows.filter((row) => place.has(second.ids[row]))
    const answers = (model, rows) => lib.predictCustomers(model, lib.takeCustomers(second.features, rows))
    const fit = lib.fitFinalModel(learning)
    const seen = answers(fit.model, now)
    const known = lib.predictCustomers(fit.model, learning.table)
    const fold = lib.stratifiedFolds(learning.declines, folds, seed, learning.groups)
    const unseen = new Float64Array(now.length)
    for (let held = 0; held < folds; held++) {
      const train = Int32Array.from(fold.keys()).filter((i) => fold[i] !== held)
      const { model } = lib.fitFinalModel({
        table: lib.takeCustomers(learning.table, train),
        declines: lib.take(learning.declines, train),
        groups: lib.take(learning.groups, train),
      })
      const own = Int32Array.from(now.keys()).filter((i) => fold[place.get(second.ids[now[i]])] === held)
      answers(model, lib.take(now, own)).forEach((p, k) => {
        unseen[own[k]] = p
      })
    }
    const before = Float64Array.from(now, (row) => learning.declines[place.get(second.ids[row])])
    const outOfFold = Float64Array.from(learning.declines, (_, i) =>
      mean(fit.outOfFold.map((repeat) => repeat[i])),
    )
    const random = new lib.Random(lib.deriveSeed(seed, 'redrawn'))
    const redrawn = Uint8Array.from(outOfFold, (p) => (random.uniform() < p ? 1 : 0))
    return { declines: lib.take(second.declines, now), before, seen, unseen, redrawn, known, outOfFold }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

async function main() {
  const { values } = parseArgs({
    options: { customers: { type: 'string', default: '1300' }, draws: { type: 'string', default: '3' } },
  })
  const lib = library()
  const names = ['declines', 'before', 'seen', 'unseen', 'redrawn', 'known', 'outOfFold']
  const all = Object.fromEntries(names.map((name) => [name, []]))
  for (let draw = 0; draw < Number(values.draws); draw++) {
    const found = await judge(lib, Number(values.customers), 1 + draw)
    for (const name of names) all[name].push(...found[name])
  }
  const declines = Uint8Array.from(all.declines)
  console.log(`${declines.length} customers of the following quarter whom the model learned from`)
  const tell = (name, labels, values) => {
    const probability = Float64Array.from(values)
    const { slope } = lib.calibrationLine(labels, probability)
    const range = ({ estimate, lower, upper }) =>
      `${estimate.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`
    console.log(
      `${name}: log loss ${lib.logLoss(labels, probability).toFixed(3)}, ROC-AUC ${lib.rocAuc(labels, probability).toFixed(3)}, calibration slope ${range(slope)}`,
    )
    return probability
  }
  const answers = [
    ['by the model that saw them', all.seen],
    ['by models that did not', all.unseen],
  ]
  for (const [name, values] of answers) {
    const probability = tell(name, declines, values)
    for (const outcome of [1, 0]) {
      const rows = all.before.flatMap((label, i) => (label === outcome ? [i] : []))
      console.log(
        `  ${outcome ? 'declined' : 'held'} before: mean probability ${mean(rows.map((i) => probability[i])).toFixed(3)}, declined ${mean(rows.map((i) => declines[i])).toFixed(3)}`,
      )
    }
  }
  console.log(
    'The other extreme: values as they were, outcomes drawn anew from the out-of-fold probabilities',
  )
  const redrawn = Uint8Array.from(all.redrawn)
  tell('by the model that saw them', redrawn, all.known)
  tell('by models that did not', redrawn, all.outOfFold)
}

await main()
