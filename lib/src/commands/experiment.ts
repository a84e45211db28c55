import { estimateEffect } from '../decisions/experiment/estimate'
import { readExperiment, readOutcomes } from '../decisions/experiment/read-experiment'
import { experimentText } from '../report/experiment-text'
import { createCommand, runCommand } from './cli'

interface Options {
  plan: string
  outcomes: string
  json?: true
}

/**
 * `npm run experiment -- --plan experiment.csv --outcomes FILE [--json]`: what the offers did, with its interval
 * and the conclusion that was fixed for it, on stdout.
 *
 * @param argv what stands after the command's name
 * @returns 0 when there is a result, whatever it says; 1 when the files cannot be used; 2 for wrong usage
 */
export function run(argv: readonly string[]): Promise<number> {
  const command = createCommand(
    'experiment',
    'Estimates what the offers of an experiment did, three months after the draw.',
  )
    .requiredOption('--plan <FILE>', 'experiment.csv as the study wrote it when the arms were drawn')
    .requiredOption(
      '--outcomes <FILE>',
      'CSV with id, activity (Снизилась or Прежний уровень; empty: not known) and, if you have it, profit a month ' +
        "over the three months; the next quarter's market_file.csv will do",
    )
    .option('--json', 'print the result as JSON; shares and reductions between 0 and 1')
  return runCommand<Options>(command, argv, ({ plan, outcomes, json }) => {
    const result = estimateEffect(readExperiment(plan), readOutcomes(outcomes))
    process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : experimentText(result))
  })
}
