import { join } from 'node:path'
import { checkOutputs, printLines } from '@one-click/core'
import {
  createCommand,
  numberBetween,
  pathOption,
  progressBar,
  readExperiment,
  runCommand,
  tableFiles,
  tellWarnings,
  UsageError,
  wholeNumber,
} from 'one-click'
import { maximumCopyShare, maximumSyntheticCustomers } from './synthesis'
import { fittedCopyShare } from './synthesis-copies'
import { refuseTablesThere, type TablesOptions, writeSyntheticTables } from './synthesis-files'
import { outcomesFile, writeOutcomes } from './synthesis-outcome-files'
import { synthesisParameters } from './synthesis-parameters'

interface SynthesizeOptions {
  customers?: number
  seed: number
  copies: number
  out: string
  next?: string | true
  outcomes?: string
  data?: string
  effect: number
  force?: boolean
}

/**
 * `npm run synthesize -- --customers N --out DIR [--next [DIR]]`: writes synthetic tables of any size, and those of the
 * quarter after. `npm run synthesize -- --outcomes experiment.csv --data DIR --out DIR [--effect E]`: what became of
 * their customers.
 */
export function run(argv: readonly string[]): Promise<number> {
  const command = createCommand(
    'synthesize',
    'Writes synthetic tables of any size, like those of the store; and what becomes of their customers.',
  )
    .option('--customers <N>', 'how many customers', wholeNumber(1, maximumSyntheticCustomers))
    .option('--seed <S>', 'the same seed gives the same tables', wholeNumber(0, 2 ** 31 - 1), 1)
    .option(
      '--copies <SHARE>',
      'share of customers who repeat an earlier one, wholly or in part, as in the tables of the store; 0 for none',
      numberBetween(0, maximumCopyShare),
      fittedCopyShare(synthesisParameters),
    )
    .requiredOption('--out <DIR>', 'folder for the four tables', pathOption)
    .option(
      '--next [DIR]',
      'also write the quarter after, whose outcome is open: the same customers older, some gone, some new ' +
        '(default: next/ in the folder of --out)',
      pathOption,
    )
    .option(
      '--outcomes <FILE>',
      'let the quarter of this experiment.csv pass: write the synthetic tables of --data, for which it was planned, ' +
        `with what became of the customers, and ${outcomesFile}`,
      pathOption,
    )
    .option('--data <DIR>', 'with --outcomes: the tables that the experiment was planned for', pathOption)
    .option(
      '--effect <E>',
      'with --outcomes: true effect of offers on those who get them, on the scale of `effect` in offers.json; 0: offers ' +
        'do nothing',
      numberBetween(-1, 1),
      0,
    )
    .option('--force', 'replace tables that are there already')
  return runCommand<SynthesizeOptions>(command, argv, async (options) => {
    await (options.outcomes === undefined
      ? writeQuarters(options)
      : writeExperiment(options, options.outcomes))
  })
}

async function writeQuarters(options: SynthesizeOptions): Promise<void> {
  const { customers, seed, copies, out, next, force } = options
  if (customers === undefined) throw new UsageError('needs --customers, how many there are to be')
  if (options.data !== undefined) throw new UsageError('--data goes with --outcomes')
  const following = next === true ? join(out, 'next') : next
  if (following === out) throw new UsageError('--next needs another folder than --out')
  if (!force) for (const folder of following ? [out, following] : [out]) refuseTablesThere(folder)
  checkOutputs([], (following ? [out, following] : [out]).flatMap(tableFiles))
  const tables = { customers, seed, copies }
  await writeTables(out, tables, force)
  printLines([`${out}: four tables of ${customers} customers, seed ${seed}`])
  if (!following) return
  await writeTables(following, { ...tables, quarter: 2 }, force)
  printLines([`${following}: the quarter after, whose outcome is open`])
}

async function writeTables(folder: string, tables: TablesOptions, replace?: boolean): Promise<void> {
  const progress = progressBar('synthetic customers', tables.customers)
  try {
    const onProgress = (written: number) => progress.update(written)
    await writeSyntheticTables(folder, { ...tables, replace, onProgress })
  } finally {
    progress.stop()
  }
}

async function writeExperiment(options: SynthesizeOptions, plan: string): Promise<void> {
  const { data, out, effect, force } = options
  if (data === undefined)
    throw new UsageError('--outcomes needs --data, the tables that the plan was made for')
  if (options.customers !== undefined || options.next !== undefined) {
    throw new UsageError('--outcomes takes the customers of --data: leave out --customers and --next')
  }
  if (out === data) throw new UsageError('--outcomes needs another folder for --out than --data')
  checkOutputs([...tableFiles(data), plan], [...tableFiles(out), join(out, outcomesFile)])
  const participants = readExperiment(plan, tellWarnings(plan))
  const { customers, declined } = await writeOutcomes(out, {
    tables: data,
    participants,
    effect,
    replace: force,
  })
  printLines([
    `${join(out, outcomesFile)}: ${customers} customers, of whom ${declined} declined; true effect of offers ${effect}`,
  ])
}
