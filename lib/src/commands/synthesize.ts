import { resolve } from 'node:path'
import { maximumCopyShare, maximumSyntheticCustomers } from '../tables/synthesis'
import { fittedCopyShare } from '../tables/synthesis-copies'
import { writeSyntheticTables } from '../tables/synthesis-files'
import { synthesisParameters } from '../tables/synthesis-parameters'
import { createCommand, numberBetween, progressBar, runCommand, wholeNumber } from './cli'

interface SynthesizeOptions {
  customers: number
  seed: number
  copies: number
  out: string
  force?: boolean
}

/** `npm run synthesize -- --customers N --seed S --out DIR`: writes synthetic tables of any size. */
export function run(argv: readonly string[]): Promise<number> {
  const command = createCommand('synthesize', 'Writes synthetic tables of any size, like those of the store.')
    .requiredOption('--customers <N>', 'how many customers', wholeNumber(1, maximumSyntheticCustomers))
    .option('--seed <S>', 'the same seed gives the same tables', wholeNumber(0, 2 ** 31 - 1), 1)
    .option(
      '--copies <SHARE>',
      'share of customers who repeat an earlier one, wholly or in part, as in the tables of the store; 0 for none',
      numberBetween(0, maximumCopyShare),
      fittedCopyShare(synthesisParameters),
    )
    .requiredOption('--out <DIR>', 'folder for the four tables')
    .option('--force', 'replace tables that are there already')
  return runCommand<SynthesizeOptions>(command, argv, async ({ customers, seed, copies, out, force }) => {
    const progress = progressBar('synthetic customers', customers)
    try {
      await writeSyntheticTables(resolve(out), {
        customers,
        seed,
        copies,
        replace: force,
        onProgress: (written) => progress.update(written),
      })
    } finally {
      progress.stop()
    }
    process.stdout.write(`${resolve(out)}: four tables of ${customers} customers, seed ${seed}\n`)
  })
}
