import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decideOffers } from '../decisions/customer-decisions'
import { assignSegments, segmentCuts } from '../decisions/segments'
import { chosenProcedure } from '../evaluation/procedures'
import { encodeModel } from '../models/model-file'
import { offersCsv } from '../report/customer-files'
import { indexPage, notebookLink } from '../report/index-page'
import { metricsJson, segmentSummaries } from '../report/metrics-file'
import { readQuotedNumbers } from '../report/story'
import { describeFinalModel, studySeed, studySplits, Workspace } from '../report/workspace'
import { loadStudyTables } from '../tables/read-study-tables'
import { StudyError } from '../util/errors'
import { writeFileAtomic } from '../util/files'
import { take } from '../util/matrix'
import { dataFolder, projectRoot } from '../util/paths'
import { addDataOption, createCommand, runCommand } from './cli'

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
    loadStudyTables(folder)
    process.stderr.write(`Study of ${folder}\n`)
    const work = mkdtempSync(join(tmpdir(), 'study-'))
    try {
      Object.assign(process.env, {
        STUDY_DATA: folder,
        STUDY_OUT: target,
        STUDY_CACHE: join(work, 'results'),
        STUDY_NUMBERS: join(work, 'numbers'),
      })
      makeFolder(target)
      await runNotebooks(target)
      await writeResults(folder, target, join(work, 'numbers'))
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
    const seconds = Math.round((performance.now() - started) / 1000)
    process.stderr.write(`${join(target, 'index.html')}: written in ${seconds} s\n`)
  })
}

function makeFolder(target: string): void {
  try {
    mkdirSync(target, { recursive: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StudyError(`${target} cannot be made (${code}): name a folder you may write to`)
  }
}

/** Executes and exports the notebooks in kernels of their own; its progress goes to stderr. */
function runNotebooks(out: string): Promise<void> {
  const script = join(projectRoot, 'scripts/run_notebooks.py')
  const python = join(projectRoot, '.venv/bin/python')
  return new Promise((done, failed) => {
    const child = spawn(python, [script, '--notebooks', notebooksFolder, '--out', out], {
      stdio: ['ignore', 2, 2],
    })
    child.on('error', (error) => failed(new StudyError(`${python} cannot be started: ${error.message}`)))
    child.on('exit', (code, signal) => {
      if (code === 0) done()
      else failed(new StudyError(`the notebooks did not run to their end (${signal ?? `exit code ${code}`})`))
    })
  })
}

/** Writes what is no page: offers, metrics, the model and the index. */
async function writeResults(folder: string, out: string, numbers: string): Promise<void> {
  const workspace = new Workspace('study', folder)
  const { customers } = workspace
  const models = await workspace.compareModels()
  const model = await workspace.finalModel()
  const risk = await workspace.customerRisk()
  const profit = take(customers.profit, risk.rows)
  const segments = assignSegments(risk.probability, profit, segmentCuts(profit))
  const decisions = decideOffers(customers, risk, segments, workspace.offers)
  const names = readdirSync(notebooksFolder)
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort()
  writeFileAtomic(join(out, 'offers.csv'), offersCsv(decisions))
  writeFileAtomic(join(out, 'model.json'), encodeModel(model, describeFinalModel(workspace.learning, model)))
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
