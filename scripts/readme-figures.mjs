/**
 * Prints the table of figures that README.md quotes, from the study's metrics.
 * Usage: node scripts/readme-figures.mjs [reports/metrics.json]
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The headline and the lines of the table, as Markdown. */
export function figuresTable({ customers, models, chosen, notebooks }) {
  const line = (name) => {
    const { rocAuc, logLoss, brier } = models[name]
    const cells = [rocAuc, logLoss, brier].map(({ mean, sd }) => `${mean.toFixed(3)} ± ${sd.toFixed(3)}`)
    return `| ${name === chosen ? `**${name}**` : name} | ${cells.join(' | ')} |`
  }
  return [
    `${customers.total} customers, ${customers.active} of them active, ${customers.training} to learn from:`,
    '',
    '| model | ROC-AUC | log loss | Brier score |',
    '| --- | --- | --- | --- |',
    ...Object.keys(models).map(line),
    '',
    headline(notebooks['04-models']),
  ].join('\n')
}

/** The figure that counts, and the one it must not be taken for. */
function headline(numbers) {
  const range = (name) =>
    `${numbers[name].toFixed(3)} (${numbers[`${name}From`].toFixed(3)} to ${numbers[`${name}To`].toFixed(3)})`
  return (
    `With the choice among the models made inside the training folds as well: ROC-AUC ${range('nestedRocAuc')}, log loss ` +
    `${range('nestedLogLoss')}, with 95% intervals. Folds that part copies of a customer show ` +
    `${numbers.plainRocAuc.toFixed(3)} and ${numbers.plainLogLoss.toFixed(3)} for the chosen model; they do not count, as ` +
    'there a model may have learned from the other copy of a customer whom it judges.'
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const metrics = JSON.parse(readFileSync(process.argv[2] ?? 'reports/metrics.json', 'utf8'))
  process.stdout.write(`${figuresTable(metrics)}\n`)
}
