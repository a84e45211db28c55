import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SegmentSummary } from '../decisions/segments'
import { horizonMonths, segmentMeanings } from '../decisions/segments'
import type { CrossValidation } from '../evaluation/cross-validation'
import { projectRoot } from '../util/paths'
import { htmlTable } from './html-table'
import type { NotebookLink } from './management/notebook-link'
import { escapeHtml } from './notebook'
import { formatCount, formatDecimal, formatMoney, formatPercent } from './numbers'

export { notebookLink } from './management/notebook-link'

export interface IndexContent {
  readonly notebooks: readonly NotebookLink[]
  readonly customers: { readonly total: number; readonly active: number }
  readonly chosen: CrossValidation
  readonly segments: readonly SegmentSummary[]
}

/** The page that leads through the study: what was found, the notebooks in both editions, the files. */
export function indexPage({ notebooks, customers, chosen, segments }: IndexContent): string {
  const style = readFileSync(join(projectRoot, 'scripts/templates/style.css'), 'utf8')
  const profit = segments.reduce((sum, row) => sum + row.profit, 0) * horizonMonths
  const atRisk = segments.reduce((sum, row) => sum + row.profitAtRisk, 0)
  const save = segments[0]
  const table = htmlTable(
    segments,
    [
      { title: 'segment', value: ({ segment }) => segment },
      { title: 'who', value: ({ segment }) => segmentMeanings[segment].en },
      { title: 'customers', value: (row) => formatCount(row.customers), align: 'right' },
      { title: 'mean risk', value: (row) => formatPercent(row.probability), align: 'right' },
      {
        title: `profit at risk, ${horizonMonths} months`,
        value: (row) => formatMoney(row.profitAtRisk),
        align: 'right',
      },
    ],
    { caption: 'Segments by risk and profit' },
  )
  const contents = notebooks.map(
    ({ name, title, question }) =>
      `<li><a href="${escapeHtml(name)}.html">${escapeHtml(title.replace(/^\d+\. /, ''))}</a>` +
      ` <span class="note">(<a href="code/${escapeHtml(name)}.html">with code</a>)</span><br>${escapeHtml(question)}</li>`,
  )
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Customer activity study</title>
<style>
${style}
</style>
</head>
<body>
<main>
<h1>Which regular customers will buy less, and what to do about it</h1>
<p>Of ${formatCount(customers.total)} customers, <strong>${formatCount(customers.active)}</strong> bought in each of the
last three months. For each of them the study predicts the probability of buying less in the next three months.</p>
<h2>What was found</h2>
<ul>
<li>Of ${formatMoney(profit)} profit expected in ${horizonMonths} months, <strong>${formatMoney(atRisk)}</strong> is at risk.</li>
<li>«${escapeHtml(save.segment)}» holds ${formatPercent(atRisk === 0 ? 0 : save.profitAtRisk / atRisk)} of it in
${formatCount(save.customers)} customers (${formatPercent(save.share)}).</li>
<li>The prediction puts the right one of two customers first in ${formatPercent(chosen.scores.rocAuc.mean)} of cases
(ROC-AUC ${formatDecimal(chosen.scores.rocAuc.mean)}, log loss ${formatDecimal(chosen.scores.logLoss.mean)}),
measured on customers the model had not seen.</li>
</ul>
<div class="html">${table}</div>
<h2>The study, step by step</h2>
<ol>
${contents.join('\n')}
</ol>
<h2>Files</h2>
<ul>
<li><a href="offers.csv">offers.csv</a>: segment, risk, profit at risk, offer and reasons of every active customer (holds customers' ids)</li>
<li><a href="metrics.json">metrics.json</a>: every number of the study</li>
<li><a href="model.json">model.json</a>: the fitted model, for <code>npm run score</code></li>
</ul>
</main>
</body>
</html>
`
}
