import { join } from 'node:path'
import { checkOutputs, printLines, tell, writeOutputSet } from '@one-click/core'
import { planFileNames, planFiles } from '../report/plan/plan-files'
import { planTables, readPlanInput } from '../report/plan/plan-tables'
import { planText } from '../report/plan/plan-text'
import { dataFolder, offersFile } from '../study/paths'
import { learnedInWords } from '../study/score-sources'
import { unfamiliarInWords } from '../study/value-flags'
import { tableFiles } from '../tables/read-study-tables'
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
import { tellWarnings } from './tell-warnings'

interface Options {
  data?: string
  model: string
  out: string
  offers?: string
  effects?: string
  quarter?: string
  prevalence?: number
}

/** `npm run plan`: whom to offer what among customers whose outcome is still open, by a model that was made before. */
export function run(argv: readonly string[]): Promise<number> {
  const command = addDataOption(
    createCommand(
      'plan',
      'Judges customers with a model file and plans offers, budget and experiment for them. The target column may be ' +
        'absent: then the outcome is open, as it is where a plan can still change something.',
    ),
  )
    .requiredOption('--model <FILE>', 'a model file written by study or train', pathOption)
    .requiredOption(
      '--out <DIR>',
      'folder for the report, the explorer, offers.csv, experiment.csv and plan.json',
      pathOption,
    )
    .option(
      '--effects <FILE>',
      'effects that experiments measured, as npm run experiment -- --effects writes them (default: those assumed)',
      pathOption,
    )
    .option(
      '--quarter <LABEL>',
      'label of the quarter that the plan is for, such as 2026-Q4 (default: one that follows from the tables)',
      quarterLabel,
    )
    .option('--prevalence <SHARE>', prevalenceHelp, prevalenceShare)
  addOffersOption(command)
  return runCommand<Options>(
    command,
    argv,
    async ({ data, model, out, effects, quarter, prevalence, ...options }) => {
      const started = performance.now()
      const folder = dataFolder(data)
      const offers = offersFile(folder, options.offers)
      checkOutputs(
        [...tableFiles(folder), model, offers, ...(effects === undefined ? [] : [effects])],
        planFileNames.map((name) => join(out, name)),
      )
      const input = readPlanInput(
        { folder, model, offers, effects, quarter, prevalence },
        tellWarnings(folder),
      )
      tell(`Plan for ${folder}`, `Offers: ${offers}`)
      const planned = await planTables(input)
      writeOutputSet(out, planFiles(planned), planFileNames)
      const { unfamiliar } = planned.decided
      tell(
        learnedInWords(model, input.file, planned.judged),
        unfamiliarInWords(unfamiliar, planned.judged.rows.length, planned.drift && 'drift.html'),
      )
      printLines(planText(planned))
      const seconds = Math.round((performance.now() - started) / 1000)
      tell(`${join(out, 'index.html')}: written in ${seconds} s`)
    },
  )
}
