import { statSync } from 'node:fs'
import { checkOutputs, tell } from '@one-click/core'
import { joinQuarters } from '../customers/quarters'
import { trainingReference } from '../evaluation/drift/build-reference'
import { writeModelFile } from '../evaluation/model-file'
import { learnedCustomers } from '../evaluation/out-of-fold-answers'
import { chosenProcedure } from '../evaluation/procedures'
import { readEarlierTables } from '../study/earlier-tables'
import { describeFinalModel, earlierAnswers, fitFinalModel, learningData } from '../study/final-model'
import { customersOf, readTables } from '../study/gathered-tables'
import { dataFolder } from '../study/paths'
import { studySeed } from '../study/study-settings'
import { tableFiles } from '../tables/read-study-tables'
import { addDataOption, createCommand, pathOption, runCommand } from './cli'
import { addEarlierOption, checkEarlierFolders } from './earlier-option'
import { tellWarnings } from './tell-warnings'

interface Options {
  data?: string
  model: string
  earlier: string[]
}

/** `npm run train`: fits the chosen model on all active customers and writes one model file. */
export function run(argv: readonly string[]): Promise<number> {
  const command = addDataOption(
    createCommand('train', 'Fits the chosen model on all active customers and writes one model file.'),
  ).requiredOption('--model <FILE>', 'the model file to write', pathOption)
  addEarlierOption(command)
  return runCommand<Options>(command, argv, async ({ data, model, earlier: named }) => {
    const started = performance.now()
    const folder = dataFolder(data)
    checkEarlierFolders(folder, named)
    checkOutputs([folder, ...named].flatMap(tableFiles), [model])
    const read = readTables(folder, { profit: 'optional' })
    const customers = customersOf(folder, read, tellWarnings(folder))
    const before = await readEarlierTables(customers, named, readTables, tellWarnings)
    const quarters = joinQuarters(customers, before)
    const { earlier } = quarters
    const learning = learningData(customers, folder, quarters)
    tell(
      `${chosenProcedure.name}: fitting on ${learning.declines.length} customers` +
        `${earlier.map(({ customers: { source }, rows }) => ` and ${rows.length} of the earlier quarter ${source.folder}`).join('')} …`,
    )
    const fitted = fitFinalModel(learning)
    const reference = trainingReference(customers, learning, fitted, { seed: studySeed })
    writeModelFile(model, fitted.model, describeFinalModel(customers, learning, fitted.model, earlier), {
      reference,
      learned: learnedCustomers(customers, fitted, earlierAnswers(earlier, fitted)),
    })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const megabytes = (statSync(model).size / 1e6).toFixed(1)
    tell(`${model}: written, ${megabytes} MB, in ${seconds} s`)
  })
}
