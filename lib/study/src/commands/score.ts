import { checkOutputs, tell, writeFileAtomic } from '@one-click/core'
import { buildCustomers } from '../customers/customers'
import { countStandings, countsInWords } from '../customers/standing'
import { readCustomerModel, readReferencedModel } from '../evaluation/customer-model-file'
import { judgeCustomers, judgedAtPrevalence } from '../evaluation/out-of-fold-answers'
import { unfamiliarValues } from '../evaluation/unfamiliar-values'
import { scoresCsv } from '../report/customer-files'
import { dataFolder } from '../study/paths'
import { learnedInWords } from '../study/score-sources'
import { unfamiliarInWords } from '../study/value-flags'
import { loadStudyTables, tableFiles } from '../tables/read-study-tables'
import { formatPercent } from '../words/number-format'
import { addDataOption, createCommand, pathOption, prevalenceHelp, prevalenceShare, runCommand } from './cli'
import { tellWarnings } from './tell-warnings'

interface Options {
  data?: string
  model: string
  out: string
  prevalence?: number
}

/** `npm run score`: the probability of decline for each customer; the target column may be absent. */
export function run(argv: readonly string[]): Promise<number> {
  const command = addDataOption(
    createCommand('score', 'Scores customers with a model file. The target column may be absent.'),
  )
    .requiredOption('--model <FILE>', 'a model file written by train or study', pathOption)
    .requiredOption('--out <FILE>', 'the CSV file to write, or /dev/stdout', pathOption)
    .option('--prevalence <SHARE>', prevalenceHelp, prevalenceShare)
  return runCommand<Options>(command, argv, ({ data, model, out, prevalence }) => {
    const folder = dataFolder(data)
    checkOutputs([...tableFiles(folder), model], [out])
    const file = prevalence === undefined ? readCustomerModel(model) : readReferencedModel(model)
    const customers = buildCustomers(
      loadStudyTables(folder, { target: 'optional', profit: 'optional' }, tellWarnings(folder)),
    )
    const own = judgeCustomers(customers, customers.activeRows, file)
    const judged = prevalence === undefined ? own : judgedAtPrevalence(own, file, prevalence)
    const unfamiliar = file.reference && unfamiliarValues(customers, judged.rows, file.reference)
    writeFileAtomic(out, scoresCsv(customers, judged, unfamiliar))
    tell(
      `${out}: ${customers.count} customers, ${countsInWords(countStandings(customers.standing))}, ` +
        `${customers.implausible.length} implausible values flagged`,
      learnedInWords(model, file, judged),
      unfamiliarInWords(unfamiliar, judged.rows.length),
    )
    if (prevalence !== undefined) {
      tell(
        `${out}: probabilities are those of a store where ${formatPercent(prevalence, 1)} of the customers decline`,
      )
    }
  })
}
