import { spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gatherCustomers } from '../customers/customers'
import type { ReportFile } from '../report/decision-files'
import { learningData, requireProfit } from '../report/final-model'
import { notebookLink } from '../report/management/notebook-link'
import { readOpenCustomers } from '../report/plan/plan-tables'
import { readQuotedNumbers } from '../report/story'
import {
  metricsFile,
  type NextQuarter,
  notebookPages,
  planFolder,
  studyFileNames,
  studyFiles,
} from '../report/study-files'
import { catalogueWith, offersPath, Workspace } from '../report/workspace'
import { loadStudyTables, tableFiles } from '../tables/read-study-tables'
import { checkOutputs } from '../util/check-outputs'
import { StudyError } from '../util/errors'
import { makeTemporaryFolder } from '../util/folders'
import { writeOutputSet } from '../util/output-set'
import { dataFolder, nextQuarterFolder, projectRoot } from '../util/paths'
import { tell } from '../util/printable'
import {
  addDataOption,
  createCommand,
  type Progress,
  pathOption,
  prevalenceHelp,
  prevalenceShare,
  progressBar,
  quarterLabel,
  runCommand,
} from './cli'
import { tellWarnings } from './tell-warnings'

interface Options {
  data?: string
  out: string
  quarter?: string
  prevalence?: number
  effects?: string
}

const notebooksFolder = join(projectRoot, 'notebooks')

/** `npm run study`: runs all notebooks on the tables; writes pages, offers, metrics and the model. */
export function run(argv: readonly string[]): Promise<number> {
  const command = addDataOption(
    createCommand(
      'study',
      'Runs all notebooks on the tables and writes HTML, offers, metrics and the model; then plans for the following ' +
        'quarter where its tables are in the folder next of the data.',
    ),
  )
    .option('--out <DIR>', 'folder for the results', pathOption, join(projectRoot, 'reports'))
    .option(
      '--quarter <LABEL>',
      'label of the quarter that the experiment is drawn for, such as 2026-Q4 (default: one that follows from the tables)',
      quarterLabel,
    )
    .option('--prevalence <SHARE>', prevalenceHelp, prevalenceShare)
    .option(
      '--effects <FILE>',
      'effects of offers that experiments measured (npm run experiment -- --effects FILE), in place of the assumed ones',
      pathOption,
    )
  return runCommand<Options>(command, argv, async ({ data, out, quarter, prevalence, effects }) => {
    const started = performance.now()
    const folder = dataFolder(data)
    const next = nextQuarterFolder(folder)
    const names = notebookNames()
    checkOutputs(
      [
        ...tableFiles(folder),
        ...(next === undefined ? [] : tableFiles(next)),
        offersPath,
        ...(effects === undefined ? [] : [effects]),
        ...names.map(notebookFile),
      ],
      [...studyFileNames, ...names.flatMap(notebookPages)].map((name) => join(out, name)),
    )
    const customers = gatherCustomers(loadStudyTables(folder, {}, tellWarnings(folder)))
    learningData(customers, folder)
    requireProfit(customers, folder)
    catalogueWith(effects)
    const following = nextQuarter(next, { quarter, prevalence })
    tell(`Study of ${folder}`)
    const work = makeTemporaryFolder('study-')
    try {
      Object.assign(process.env, {
        STUDY_DATA: folder,
        STUDY_OUT: out,
        STUDY_CACHE: join(work, 'results'),
        STUDY_NUMBERS: join(work, 'numbers'),
        STUDY_QUARTER: quarter ?? '',
        STUDY_PREVALENCE: prevalence ?? '',
        STUDY_EFFECTS: effects ?? '',
      })
      const { workspace, files } = await runSideBySide(folder, out, work, names, following)
      const numbers = names.map((name) => [name, readQuotedNumbers(join(work, 'numbers'), name)])
      const metrics = await metricsFile(workspace, Object.fromEntries(numbers))
      writeOutputSet(out, [...files, metrics], studyFileNames)
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
    const seconds = Math.round((performance.now() - started) / 1000)
    tell(`${join(out, 'index.html')}: written in ${seconds} s`)
    if (following) tell(`${join(out, planFolder, 'index.html')}: plan for the following quarter`)
  })
}

/** The tables of the following quarter beside those of the study, checked before any work. */
function nextQuarter(
  next: string | undefined,
  options: Pick<Options, 'quarter' | 'prevalence'>,
): NextQuarter | undefined {
  if (next === undefined) return undefined
  const customers = readOpenCustomers(next, tellWarnings(next))
  tell(`Following quarter: ${next}`)
  return { ...options, customers }
}

const notebookFile = (name: string) => join(notebooksFolder, `${name}.ipynb`)

/** The notebooks' names without extension, in their order. */
function notebookNames(): string[] {
  return readdirSync(notebooksFolder)
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort()
}

/**
 * Runs the notebooks while this process computes what they share and makes the other files; they wait for it where
 * they need it. When one fails, the other is ended.
 */
async function runSideBySide(
  folder: string,
  out: string,
  work: string,
  names: readonly string[],
  next: NextQuarter | undefined,
): Promise<{ workspace: Workspace; files: ReportFile[] }> {
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
  const links = names.map((name) => notebookLink(notebookFile(name), name))
  const [notebooks, files] = await Promise.allSettled([
    orStop(runNotebooks(out, work, stop.signal)),
    orStop(studyFiles(workspace, links, next)),
  ])
  const reasons = [notebooks, files].flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  )
  if (files.status === 'fulfilled' && reasons.length === 0) return { workspace, files: files.value }
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

/**
 * Executes and exports the notebooks in kernels of their own; its progress goes to stderr. When this process is ended
 * from outside, that one ends too and removes the folder `work`.
 */
function runNotebooks(out: string, work: string, stop: AbortSignal): Promise<void> {
  const script = join(projectRoot, 'scripts/run_notebooks.py')
  const python = join(projectRoot, '.venv/bin/python')
  return new Promise((done, failed) => {
    const folders = ['--notebooks', notebooksFolder, '--out', out, '--scratch', work]
    const child = spawn(python, [script, ...folders], {
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
