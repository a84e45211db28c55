import { join, resolve } from 'node:path'
import { planFileNames, planFiles } from '../report/plan/plan-files'
import { planTables, readPlanInput } from '../report/plan/plan-tables'
import { planText } from '../report/plan/plan-text'
import { learnedInWords } from '../report/score-sources'
import { unfamiliarInWords } from '../report/value-flags'
import { offersPath } from '../report/workspace'
import { tableFiles } from '../tables/read-study-tables'
import { checkWritable } from '../util/files'
import { refuseOverwriting, writeOutputSet } from '../util/output-set'
import { dataFolder } from '../util/paths'
import {
  addDataOption,
  createCommand,
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
  offers: string
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
    .requiredOption('--model <FILE>', 'a model file written by study or train')
    .requiredOption(
      '--out <DIR>',
      'folder for the report, the explorer, offers.csv, experiment.csv and plan.json',
    )
    .option('--offers <FILE>', 'what can be offered', offersPath)
    .option(
      '--effects <FILE>',
      'effects that experiments measured, as npm run experiment -- --effects writes them (default: those assumed)',
    )
    .option(
      '--quarter <LABEL>',
      'label of the quarter that the plan is for, such as 2026-Q4 (default: one that follows from the tables)',
      quarterLabel,
    )
    .option('--prevalence <SHARE>', prevalenceHelp, prevalenceShare)
  return runCommand<Options>(
    command,
    argv,
    async ({ data, model, out, offers, effects, quarter, prevalence }) => {
      const started = performance.now()
      const folder = dataFolder(data)
      const target = resolve(out)
      const outputs = planFileNames.map((name) => join(target, name))
      refuseOverwriting(
        [...tableFiles(folder), model, offers, ...(effects === undefined ? [] : [effects])],
        outputs,
      )
      const input = readPlanInput(
        { folder, model, offers, effects, quarter, prevalence },
        tellWarnings(folder),
      )
      checkWritable(outputs[0])
      process.stderr.write(`Plan for ${folder}\n`)
      const planned = await planTables(input)
      writeOutputSet(target, planFiles(planned), planFileNames)
      process.stderr.write(`${learnedInWords(model, input.file, planned.judged)}\n`)
      const { unfamiliar } = planned.decided
      process.stderr.write(
        `${unfamiliarInWords(unfamiliar, planned.judged.rows.length, planned.drift && 'drift.html')}\n`,
      )
      process.stdout.write(planText(planned))
      const seconds = Math.round((performance.now() - started) / 1000)
      process.stderr.write(`${join(target, 'index.html')}: written in ${seconds} s\n`)
    },
  )
}
