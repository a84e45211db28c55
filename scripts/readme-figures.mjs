/**
 * Prints the table of figures that README.md quotes, from the study's metrics.
 * Usage: node scripts/readme-figures.mjs [reports/metrics.json]
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The lines of the table, as Markdown. */
export function figuresTable({ customers, models, chosen }) {
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
  ].join('\n')
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const metrics = JSON.parse(readFileSync(process.argv[2] ?? 'reports/metrics.json', 'utf8'))
  process.stdout.write(`${figuresTable(metrics)}\n`)
}
