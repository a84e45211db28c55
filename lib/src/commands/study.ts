import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Customers, gatherCustomers } from '../customers/customers'
import { type CustomerDecision, decideOffers } from '../decisions/customer-decisions'
import { type OfferOptions, offerOptions } from '../decisions/offer-options'
import type { OfferPlan } from '../decisions/offer-problem'
import { segmentCuts } from '../decisions/segment-cuts'
import { assignSegments } from '../decisions/segments'
import type { CrossValidation } from '../evaluation/cross-validation'
import { chosenProcedure } from '../evaluation/procedures'
import { encodeModel } from '../models/model-file'
import { offersCsv } from '../report/customer-files'
import { indexPage, notebookLink } from '../report/index-page'
import { metricsJson, segmentSummaries } from '../report/metrics-file'
import { readQuotedNumbers } from '../report/story'
import { describeFinalModel, learningData, studySeed, studySplits, Workspace } from '../report/workspace'
import { loadStudyTables } from '../tables/read-study-tables'
import { StudyError } from '../util/errors'
import { makeFolder, writeFileAtomic } from '../util/files'
import { take } from '../util/matrix'
import { dataFolder, projectRoot } from '../util/paths'
import { addDataOption, createCommand, type Progress, progressBar, runCommand } from './cli'

interface Options {
  data?: string
  out: string
}

const notebooksFolder = join(projectRoot, 'notebooks')

/** `npm run study`: runs all notebooks on the tables; writes pages, offers, metrics and the model. */
export function run(argv: readonly string[]): Promise<number> {
  const command = addDataOption(
    createCommand(
      'study',
      'Runs all notebooks on the tables and writes HTML, offers, metrics and the model.',
    ),
  ).option('--out <DIR>', 'folder for the results', join(projectRoot, 'reports'))
  return runCommand<Options>(command, argv, async ({ data, out }) => {
    const started = performance.now()
    const folder = dataFolder(data)
    const target = resolve(out)
    learningData(gatherCustomers(loadStudyTables(folder)), folder)
    makeFolder(target)
    process.stderr.write(`Study of ${folder}\n`)
    const work = mkdtempSync(join(tmpdir(), 'study-'))
    try {
      Object.assign(process.env, {
        STUDY_DATA: folder,
        STUDY_OUT: target,
        STUDY_CACHE: join(work, 'results'),
        STUDY_NUMBERS: join(work, 'numbers'),
      })
      const results = await runSideBySide(folder, target)
      writeResults(results, target, join(work, 'numbers'))
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
    const seconds = Math.round((performance.now() - started) / 1000)
    process.stderr.write(`${join(target, 'index.html')}: written in ${seconds} s\n`)
  })
}

/**
 * Runs the notebooks while this process computes what they share; they wait for it where they need it. When
 * one fails, the other is ended.
 */
async function runSideBySide(folder: string, out: string): Promise<Results> {
  const stop = new AbortController()
  const orStop = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await work
    } catch (error) {
      stop.abort()
      throw error
    }
  }
  const workspace = new Workspace('study', { folder, signal: stop.signal, progress: progressOf })
  const [notebooks, results] = await Promise.allSettled([
    orStop(runNotebooks(out, stop.signal)),
    orStop(computeResults(workspace)),
  ])
  const reasons = [notebooks, results].flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  )
  if (results.status === 'fulfilled' && reasons.length === 0) return results.value
  throw reasons.find((reason) => !isAbort(reason)) ?? reasons[0]
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError'

/** A bar for the long work of this process. */
function progressOf(label: string): (done: number, total: number) => void {
  let bar: Progress | undefined
  return (done, total) => {
    bar ??= progressBar(label, total)
    bar.update(done)
    if (done === total) bar.stop()
  }
}

/** Executes and exports the notebooks in kernels of their own; its progress goes to stderr. */
function runNotebooks(out: string, stop: AbortSignal): Promise<void> {
  const script = join(projectRoot, 'scripts/run_notebooks.py')
  const python = join(projectRoot, '.venv/bin/python')
  return new Promise((done, failed) => {
    const child = spawn(python, [script, '--notebooks', notebooksFolder, '--out', out], {
      stdio: ['ignore', 2, 2],
      signal: stop,
    })
    child.on('error', (error) => {
      failed(isAbort(error) ? error : new StudyError(`${python} cannot be started: ${error.message}`))
    })
    child.on('exit', (code, signal) => {
      if (code === 0) done()
      else failed(new StudyError(`the notebooks did not run to their end (${signal ?? `exit code ${code}`})`))
    })
  })
}

/** What the study found, beside its pages. */
interface Results {
  readonly customers: Customers
  readonly models: readonly CrossValidation[]
  readonly modelFile: string
  readonly decisions: readonly CustomerDecision[]
}

async function computeResults(workspace: Workspace): Promise<Results> {
  const models = await workspace.compareModels()
  const risk = await workspace.customerRisk()
  await workspace.interactions()
  await workspace.nullImportances()
  const model = await workspace.finalModel()
  const customers = await workspace.customers()
  const profit = take(customers.profit, risk.rows)
  const segments = assignSegments(risk.probability, profit, segmentCuts(risk.probability, profit))
  const options = offerOptions(customers, risk, workspace.offers)
  return {
    customers,
    models,
    modelFile: encodeModel(
      model,
      describeFinalModel(customers, await workspace.learning(), model),
      await workspace.trainingReference(),
    ),
    decisions: decideOffers(customers, risk, segments, workspace.offers, options, bestForEach(options)),
  }
}

/** The plan without limits: for each customer the option that brings most beyond its cost, if any does. */
function bestForEach({ problem }: OfferOptions): OfferPlan {
  const { customer, cost, kept, contact } = problem
  const gain = (option: number) => (option < 0 ? 0 : kept[option] - cost[option])
  const chosen = new Int32Array(problem.customers).fill(-1)
  customer.forEach((who, option) => {
    if (gain(option) > gain(chosen[who])) chosen[who] = option
  })
  const total = (values: Float64Array | Uint8Array) =>
    chosen.reduce((sum, option) => sum + (option < 0 ? 0 : values[option]), 0)
  return {
    chosen,
    cost: total(cost),
    kept: total(kept),
    contacts: total(contact),
    bound: Infinity,
    gap: Infinity,
  }
}

/** Writes what is no page of a notebook: offers, metrics, the model and the index. */
function writeResults(
  { customers, models, modelFile, decisions }: Results,
  out: string,
  numbers: string,
): void {
  const names = readdirSync(notebooksFolder)
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort()
  writeFileAtomic(join(out, 'offers.csv'), offersCsv(decisions))
  writeFileAtomic(join(out, 'model.json'), modelFile)
  writeFileAtomic(
    join(out, 'metrics.json'),
    metricsJson({
      customers,
      models,
      chosen: chosenProcedure.name,
      decisions,
      seed: studySeed,
      splits: studySplits,
      notebooks: Object.fromEntries(names.map((name) => [name, readQuotedNumbers(numbers, name)])),
    }),
  )
  writeFileAtomic(
    join(out, 'index.html'),
    indexPage({
      notebooks: names.map((name) => notebookLink(join(notebooksFolder, `${name}.ipynb`), name)),
      customers: { total: customers.count, active: customers.activeRows.length },
      chosen: models.find(({ procedure }) => procedure.name === chosenProcedure.name)!,
      segments: segmentSummaries(decisions),
    }),
  )
}
