import { checkOutputs, printJson, printLines, tell, writeFileAtomic } from '@one-click/core'
import { buildCustomers } from '../customers/customers'
import { readReferencedModel } from '../evaluation/customer-model-file'
import { driftPage } from '../report/drift-page'
import { driftJson, driftText } from '../report/drift-text'
import { buildDrift } from '../study/build-drift'
import { dataFolder } from '../study/paths'
import { loadStudyTables, tableFiles } from '../tables/read-study-tables'
import { addDataOption, createCommand, pathOption, runCommand } from './cli'
import { tellWarnings } from './tell-warnings'

interface Options {
  data?: string
  model: string
  json?: true
  out?: string
}

/**
 * `npm run drift`: compares new tables with those the model learned from, and says whether to train it again. What
 * it finds is a result: the exit code is 0 whatever the conclusion.
 */
export function run(argv: readonly string[]): Promise<number> {
  const command = addDataOption(
    createCommand(
      'drift',
      'Compares new tables with the training data of a model and says whether to train it again. The target ' +
        'column may be absent. Exits with 0 whatever it finds; the conclusion is the first line, or in the JSON.',
    ),
  )
    .requiredOption('--model <FILE>', 'a model file written by train or study', pathOption)
    .option('--json', 'print the comparison as JSON')
    .option('--out <FILE>', 'write it as an HTML page as well', pathOption)
  return runCommand<Options>(command, argv, ({ data, model, json, out }) => {
    const folder = dataFolder(data)
    checkOutputs([...tableFiles(folder), model], out === undefined ? [] : [out])
    const file = readReferencedModel(model)
    const customers = buildCustomers(
      loadStudyTables(folder, { target: 'optional', profit: 'optional' }, tellWarnings(folder)),
    )
    const content = buildDrift(customers, file)
    if (out !== undefined) {
      writeFileAtomic(out, driftPage(content))
      tell(`${out}: written`)
    }
    if (json) printJson(driftJson(content))
    else printLines(driftText(content))
  })
}
