import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  checkOutputs,
  clearAbandoned,
  makeTemporaryFolder,
  OutputStage,
  RunFolder,
  tell,
  UserError,
} from '@one-click/core'
import { joinQuarters } from '../customers/quarters'
import { openTables, requireOpenCustomers } from '../report/plan/plan-tables'
import { notebookPages, planFolder, studyFileNames } from '../report/study-files'
import { readEarlierTables } from '../study/earlier-tables'
import { learningData, requireProfit } from '../study/final-model'
import { customersOf, gatherTables, readTables } from '../study/gathered-tables'
import { catalogueWith } from '../study/offers-in-use'
import { nextQuarterFolder, projectRoot } from '../study/paths'
import { makeCacheFolder } from '../study/result-cache'
import { runDay } from '../study/run-day'
import { type StudyContext, studyContext } from '../study/study-context'
import { type ReadOptions, tableFiles } from '../tables/read-study-tables'
import {
  addDataOption,
  addOffersOption,
  createCommand,
  pathOption,
  prevalenceHelp,
  prevalenceShare,
  quarterLabel,
  runCommand,
} from './cli'
import { addEarlierOption, checkEarlierFolders } from './earlier-option'
import { notebookFile, notebookNames } from './study/notebooks'
import { makeStudyApart } from './study/start-process'
import { tellWarnings } from './tell-warnings'

interface Options {
  data?: string
  out: string
  quarter?: string
  prevalence?: number
  effects?: string
  offers?: string
  earlier: string[]
}

/** Of the folder for what a run needs on its way, among temporary files. */
const workPrefix = 'one-click-study-'

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
  addOffersOption(command)
  addEarlierOption(command)
  return runCommand<Options>(
    command,
    argv,
    async ({ data, out, quarter, prevalence, effects, earlier, ...named }) => {
      const started = performance.now()
      const context = studyContext({
        folder: data,
        offers: named.offers,
        quarter,
        prevalence,
        effects,
        earlier,
      })
      const { folder, offers } = context
      const next = nextQuarterFolder(folder)
      checkEarlierFolders(folder, earlier)
      const names = notebookNames()
      const setNames = [...studyFileNames, ...names.flatMap(notebookPages)]
      checkOutputs(
        [
          ...[folder, ...earlier].flatMap(tableFiles),
          ...(next === undefined ? [] : tableFiles(next)),
          offers,
          ...(effects === undefined ? [] : [effects]),
          ...names.map(notebookFile),
        ],
        setNames.map((name) => join(out, name)),
      )
      runDay()
      const cache = usableCache(context.cache)
      await checkTables(context, next, cache)
      // From here on Ctrl-C waits for a turn of the event loop: a process that is being started must not be lost sight of.
      await setImmediate()
      clearAbandoned(tmpdir(), workPrefix)
      const work = new RunFolder(makeTemporaryFolder(workPrefix))
      try {
        const stage = new OutputStage(out)
        tell(`Study of ${folder}`, ...earlier.map((one) => `Earlier quarter: ${one}`), `Offers: ${offers}`)
        try {
          const code = await makeStudyApart({
            context: { ...context, cache: cache ?? join(work.path, 'results') },
            ...(next !== undefined && { next }),
            out: stage.path,
            work: work.path,
            folders: [work.path, stage.folder],
          })
          if (code !== 0) return code
          stage.publish(setNames)
        } finally {
          stage.discard()
        }
      } finally {
        work.remove()
      }
      const seconds = Math.round((performance.now() - started) / 1000)
      tell(`${join(out, 'index.html')}: written in ${seconds} s`)
      if (next !== undefined) tell(`${join(out, planFolder, 'index.html')}: plan for the following quarter`)
    },
  )
}

/**
 * Makes sure, before any work, that the tables and the offers can be used.
 * @throws UserError
 */
async function checkTables(context: StudyContext, next: string | undefined, cache?: string): Promise<void> {
  const { folder, earlier, offers, effects } = context
  const gather = (place: string, options?: ReadOptions) =>
    cache === undefined ? readTables(place, options) : gatherTables(cache, place, options)
  const customers = customersOf(folder, await gather(folder), tellWarnings(folder))
  const before = await readEarlierTables(customers, earlier, gather, tellWarnings)
  learningData(customers, folder, joinQuarters(customers, before))
  requireProfit(customers, folder)
  catalogueWith(offers, effects)
  if (next === undefined) return
  requireOpenCustomers(next, customersOf(next, await gather(next, openTables), tellWarnings(next)))
  tell(`Following quarter: ${next}`)
}

/** The folder of kept results, if this user can write there; else this run keeps its results for itself. */
function usableCache(folder: string): string | undefined {
  try {
    makeCacheFolder(folder)
    return folder
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    tell(...error.message.split('\n'), 'Results are kept for this run alone.')
    return undefined
  }
}
