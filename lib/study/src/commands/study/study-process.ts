/**
 * The process that computes a study: it runs the notebooks and makes all files of the set. It is a process of its own,
 * so that the command which started it can end it at any moment and puts the set in its place.
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OutputFile } from '@one-click/core'
import { endWithParent, UserError, writeFileAtomic } from '@one-click/core'
import { notebookLink } from '../../report/management/notebook-link'
import { openTables } from '../../report/plan/plan-tables'
import { metricsFile, type NextQuarter, studyFiles } from '../../report/study-files'
import { customersOf, gatherTables } from '../../study/gathered-tables'
import { projectRoot } from '../../study/paths'
import { pooledQuarter } from '../../study/pooled-quarters'
import { type Provenance, provenanceInWords, provenanceOf } from '../../study/provenance'
import { readQuotedNumbers } from '../../study/quoted-numbers'
import type { StudyContext } from '../../study/study-context'
import { Workspace } from '../../study/workspace'
import { type Progress, progressBar, reportFailure } from '../cli'
import { notebookFile, notebookNames, notebooksFolder } from './notebooks'

/** What the command hands over, as JSON in the first argument. */
export interface StudyTask {
  /** Number of the process that started this one. */
  readonly parent: number
  readonly context: StudyContext
  /** Folder of the tables of the following quarter. */
  readonly next?: string
  /** Where the set is made. */
  readonly out: string
  /** For what is needed on the way. */
  readonly work: string
  /** What hold both: removed when that process is gone and can no more. */
  readonly folders: readonly string[]
}

if (require.main === module) {
  const task = JSON.parse(process.argv[2]) as StudyTask
  endWithParent(task.parent, task.folders)
  makeSet(task).then(
    () => process.exit(0),
    (error) => process.exit(reportFailure('study', error)),
  )
}

async function makeSet(task: StudyTask): Promise<void> {
  const { out, work, next: folder } = task
  const numbersFolder = join(work, 'numbers')
  mkdirSync(numbersFolder)
  const context = { ...task.context, numbers: numbersFolder, tells: false }
  const { quarter, prevalence, cache } = context
  const next =
    folder === undefined
      ? undefined
      : { quarter, prevalence, customers: customersOf(folder, await gatherTables(cache, folder, openTables)) }
  const names = notebookNames()
  const { workspace, files } = await runSideBySide({ ...task, context }, names, next)
  const numbers = names.map((name) => [name, readQuotedNumbers(numbersFolder, name)])
  const metrics = await metricsFile(workspace, Object.fromEntries(numbers))
  for (const { name, text } of [...files, metrics]) writeFileAtomic(join(out, name), text)
}

/**
 * Runs the notebooks while this process computes what they share and makes the other files; they wait for it where
 * they need it. When one fails, the other is ended.
 */
async function runSideBySide(
  task: StudyTask,
  names: readonly string[],
  next: NextQuarter | undefined,
): Promise<{ workspace: Workspace; files: OutputFile[] }> {
  const stop = new AbortController()
  const orStop = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await work
    } catch (error) {
      stop.abort()
      throw error
    }
  }
  const workspace = new Workspace(task.context, { signal: stop.signal, progress: progressOf })
  // Every page states what it is made from; those of the notebooks are exported by another program.
  const { earlier } = await workspace.quarters()
  const provenance = provenanceOf(await workspace.customers(), earlier.map(pooledQuarter))
  const links = names.map((name) => notebookLink(notebookFile(name), name))
  const [notebooks, files] = await Promise.allSettled([
    orStop(runNotebooks(task, provenance, stop.signal)),
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

/** Executes and exports the notebooks in kernels of their own, which end with this process; its progress goes to stderr. */
function runNotebooks(
  { out, work, context }: StudyTask,
  provenance: Provenance,
  stop: AbortSignal,
): Promise<void> {
  const script = join(projectRoot, 'scripts/run_notebooks.py')
  const python = join(projectRoot, '.venv/bin/python')
  return new Promise((done, failed) => {
    const folders = ['--notebooks', notebooksFolder, '--out', out, '--scratch', work]
    const handed = {
      STUDY_CONTEXT: JSON.stringify(context),
      STUDY_PROVENANCE: provenanceInWords(provenance).en,
      STUDY_DAY: provenance.day,
    }
    const child = spawn(python, [script, ...folders, '--parent', String(process.pid)], {
      env: { ...process.env, ...handed },
      stdio: ['ignore', 2, 2],
      signal: stop,
    })
    child.on('error', (error) => {
      failed(isAbort(error) ? error : new UserError(`${python} cannot be started: ${error.message}`))
    })
    child.on('exit', (code, signal) => {
      if (code === 0) done()
      else failed(new UserError(`the notebooks did not run to their end (${signal ?? `exit code ${code}`})`))
    })
  })
}
