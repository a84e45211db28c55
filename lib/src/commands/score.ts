import { gatherCustomers } from '../customers/customers'
import { readCustomerModel } from '../evaluation/customer-model-file'
import { judgeCustomers } from '../evaluation/learned-customers'
import { scoresCsv } from '../report/customer-files'
import { learnedInWords } from '../report/score-sources'
import { loadStudyTables } from '../tables/read-study-tables'
import { writeFileAtomic } from '../util/files'
import { dataFolder } from '../util/paths'
import { addDataOption, createCommand, runCommand } from './cli'

interface Options {
  data?: string
  model: string
  out: string
}

/** `npm run score`: the probability of decline for each customer; the target column may be absent. */
export function run(argv: readonly string[]): Promise<number> {
  const command = addDataOption(
    createCommand('score', 'Scores customers with a model file. The target column may be absent.'),
  )
    .requiredOption('--model <FILE>', 'a model file written by train or study')
    .requiredOption('--out <FILE>', 'the CSV file to write')
  return runCommand<Options>(command, argv, ({ data, model, out }) => {
    const file = readCustomerModel(model)
    const customers = gatherCustomers(loadStudyTables(dataFolder(data), { target: 'optional' }))
    const judged = judgeCustomers(customers, customers.activeRows, file)
    writeFileAtomic(out, scoresCsv(customers, judged))
    const count = (status: string) => customers.status.filter((value) => value === status).length
    process.stderr.write(
      `${out}: ${customers.count} customers, ${count('scored')} scored, ${count('inactive')} inactive, ` +
        `${count('incomplete')} incomplete, ${customers.implausible.length} implausible values flagged\n${learnedInWords(model, file, judged)}\n`,
    )
  })
}
