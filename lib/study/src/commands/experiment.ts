import { existsSync } from 'node:fs'
import { checkOutputs, printJson, printLines, tell, UserError, writeFileAtomic } from '@one-click/core'
import { estimateQuarters, type SequentialResult } from '../decisions/experiment/estimate-quarters'
import { decisionBias } from '../decisions/experiment/final-estimate'
import { measuredEffectsJson } from '../decisions/experiment/measured-effects'
import { measuredOffers } from '../decisions/experiment/offer-effects'
import { readExperiment, readOutcomes } from '../decisions/experiment/read-experiment'
import { experimentText } from '../report/experiment-text'
import { activityWords } from '../tables/store-words'
import { createCommand, pathOption, runCommand, UsageError } from './cli'
import { tellWarnings } from './tell-warnings'

interface Options {
  plan: readonly string[]
  outcomes: readonly string[]
  effects?: string
  json?: true
}

/**
 * `npm run experiment -- --plan experiment.csv --outcomes FILE [--plan … --outcomes …] [--effects FILE] [--json]`: what
 * the offers did, by quarter and pooled, with bounds, intervals and the decision that was fixed for them, on stdout.
 *
 * @param argv what stands after the command's name
 * @returns 0 when there is a result, whatever it says; 1 when the files cannot be used; 2 for wrong usage
 */
export function run(argv: readonly string[]): Promise<number> {
  const command = createCommand(
    'experiment',
    'Estimates what the offers of an experiment did, three months after the draw; several quarters are pooled.',
  )
    .requiredOption(
      '--plan <FILE>',
      'experiment.csv as it was written when the arms were drawn; repeat --plan and --outcomes for each quarter',
      addFiles,
    )
    .requiredOption(
      '--outcomes <FILE>',
      `CSV with id, activity (${activityWords.declines} or ${activityWords.holds}; empty: not known) and, if you have it, profit a month ` +
        "over the three months; the next quarter's market_file.csv will do",
      addFiles,
    )
    .option(
      '--effects <FILE>',
      'write the measured effect of each offer, as JSON on the scale of `effect` in offers.json',
      pathOption,
    )
    .option('--json', 'print the result as JSON; shares and reductions between 0 and 1')
  return runCommand<Options>(command, argv, ({ plan, outcomes, effects, json }) => {
    if (plan.length !== outcomes.length) {
      throw new UsageError(
        `needs outcomes for each plan, in the same order: ${plan.length} plans and ${outcomes.length} outcome files are given`,
      )
    }
    checkOutputs([...plan, ...outcomes], effects === undefined ? [] : [effects])
    const result = estimateQuarters(
      plan.map((path, q) => ({
        drawn: readExperiment(path, tellWarnings(path)),
        outcomes: readOutcomes(outcomes[q], tellWarnings(outcomes[q])),
      })),
    )
    if (json) printJson(result)
    else printLines(experimentText(result))
    if (effects !== undefined) writeEffects(effects, result)
  })
}

/** One file, or several with commas between them. */
function addFiles(text: string, before: readonly string[] = []): string[] {
  return [...before, ...(existsSync(text) ? [text] : text.split(',')).map(pathOption)]
}

/** @throws UserError where no effect is known closely enough */
function writeEffects(path: string, result: SequentialResult): void {
  const { quarters, designLevel, offers } = result
  const measured = measuredOffers(offers, decisionBias(result, result.final))
  const left = offers.flatMap(({ offer }) => (Object.hasOwn(measured, offer) ? [] : [offer]))
  if (left.length === offers.length) {
    throw new UserError(
      offers.every(({ effect }) => effect === undefined)
        ? `${path} is not written: the plans state no chosen_offer and addressed_risk, or no offer has two outcomes in ` +
            'each arm; draw the next quarter with this version'
        : `${path} is not written: no offer's effect is known better than to the whole scale from none to all; pool more quarters`,
    )
  }
  writeFileAtomic(
    path,
    measuredEffectsJson({
      version: 1,
      quarters: quarters.map(({ quarter }) => quarter),
      level: designLevel,
      offers: measured,
    }),
  )
  if (left.length > 0) {
    tell(`${path}: left as assumed, as their intervals are longer than the whole scale: ${left.join(', ')}`)
  }
}
