import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gatherCustomers } from '../customers/customers'
import type { ReportFile } from '../report/decision-files'
import { learningData, requireProfit } from '../report/final-model'
import { notebookLink } from '../report/management/notebook-link'
import { planFileNames } from '../report/plan/plan-files'
import { readOpenCustomers } from '../report/plan/plan-tables'
import { readQuotedNumbers } from '../report/story'
import { metricsFile, type NextQuarter, planFolder, studyFiles } from '../report/study-files'
import { catalogueWith, Workspace } from '../report/workspace'
import { loadStudyTables } from '../tables/read-study-tables'
import { StudyError } from '../util/errors'
import { makeFolder } from '../util/files'
import { writeOutputSet } from '../util/output-set'
import { dataFolder, nextQuarterFolder, projectRoot } from '../util/paths'
import {
  addDataOption,
  createCommand,
  type Progress,
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

/** What a study does not leave where too few customers could take part, or no following quarter is there. */
const mayBeAbsent = ['experiment.csv', ...planFileNames.map((name) => join(planFolder, name))]

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
    .option('--out <DIR>', 'folder for the results', join(projectRoot, 'reports'))
    .option(
      '--quarter <LABEL>',
      'label of the quarter that the experiment is drawn for, such as 2026-Q4 (default: one that follows from the tables)',
      quarterLabel,
    )
    .option('--prevalence <SHARE>', prevalenceHelp, prevalenceShare)
    .option(
      '--effects <FILE>',
      'effects of offers that experiments measured (npm run experiment -- --effects FILE), in place of the assumed ones',
    )
  return runCommand<Options>(command, argv, async ({ data, out, quarter, prevalence, effects }) => {
    const started = performance.now()
    const folder = dataFolder(data)
    const target = resolve(out)
    const customers = gatherCustomers(loadStudyTables(folder, {}, tellWarnings(folder)))
    learningData(customers, folder)
    requireProfit(customers, folder)
    const measured = effects && resolve(effects)
    catalogueWith(measured)
    const next = nextQuarter(folder, { quarter, prevalence })
    makeFolder(target)
    process.stderr.write(`Study of ${folder}\n`)
    const work = mkdtempSync(join(tmpdir(), 'study-'))
    try {
      Object.assign(process.env, {
        STUDY_DATA: folder,
        STUDY_OUT: target,
        STUDY_CACHE: join(work, 'results'),
        STUDY_NUMBERS: join(work, 'numbers'),
        STUDY_QUARTER: quarter ?? '',
        STUDY_PREVALENCE: prevalence ?? '',
        STUDY_EFFECTS: measured ?? '',
      })
      const names = notebookNames()
      const { workspace, files } = await runSideBySide(folder, target, work, names, next)
      const numbers = names.map((name) => [name, readQuotedNumbers(join(work, 'numbers'), name)])
      const metrics = await metricsFile(workspace, Object.fromEntries(numbers))
      writeOutputSet(target, [...files, metrics], mayBeAbsent)
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
    const seconds = Math.round((performance.now() - started) / 1000)
    process.stderr.write(`${join(target, 'index.html')}: written in ${seconds} s\n`)
    if (next)
      process.stderr.write(`${join(target, planFolder, 'index.html')}: plan for the following quarter\n`)
  })
}

/** The tables of the following quarter beside those of the study, checked before any work. */
function nextQuarter(
  folder: string,
  options: Pick<Options, 'quarter' | 'prevalence'>,
): NextQuarter | undefined {
  const next = nextQuarterFolder(folder)
  if (next === undefined) return undefined
  const customers = readOpenCustomers(next, tellWarnings(next))
  process.stderr.write(`Following quarter: ${next}\n`)
  return { ...options, customers }
}

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
  const links = names.map((name) => notebookLink(join(notebooksFolder, `${name}.ipynb`), name))
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
