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
} from '@one-click/core'
import { gatherCustomers } from '../customers/customers'
import { joinQuarters } from '../customers/quarters'
import { readOpenCustomers } from '../report/plan/plan-tables'
import { notebookPages, planFolder, studyFileNames } from '../report/study-files'
import { readEarlierTables } from '../study/earlier-tables'
import { learningData, requireProfit } from '../study/final-model'
import { dataFolder, nextQuarterFolder, projectRoot } from '../study/paths'
import { runDay } from '../study/run-day'
import { catalogueWith, offersFile } from '../study/workspace'
import { loadStudyTables, tableFiles } from '../tables/read-study-tables'
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
      const folder = dataFolder(data)
      const offers = offersFile(folder, named.offers)
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
      const customers = gatherCustomers(loadStudyTables(folder, {}, tellWarnings(folder)))
      const quarters = joinQuarters(customers, readEarlierTables(customers, earlier, tellWarnings))
      learningData(customers, folder, quarters)
      requireProfit(customers, folder)
      catalogueWith(offers, effects)
      if (next !== undefined) {
        readOpenCustomers(next, tellWarnings(next))
        tell(`Following quarter: ${next}`)
      }
      // From here on Ctrl-C waits for a turn of the event loop: a process that is being started must not be lost sight of.
      await setImmediate()
      clearAbandoned(tmpdir(), workPrefix)
      const work = new RunFolder(makeTemporaryFolder(workPrefix))
      try {
        const stage = new OutputStage(out)
        tell(`Study of ${folder}`, ...earlier.map((one) => `Earlier quarter: ${one}`), `Offers: ${offers}`)
        try {
          const options = { folder, next, quarter, prevalence, effects, offers, earlier }
          const code = await makeStudyApart({
            ...options,
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
