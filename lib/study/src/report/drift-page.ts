import { ruleSentences } from '../evaluation/drift/conclusion'
import {
  conclusionTitles,
  type DriftContent,
  driftNotes,
  driftTables,
  toldOfTables,
} from '../study/drift-summary'
import { fewInWords } from '../study/few-customers'
import { provenanceInWords, provenanceOf } from '../study/provenance'
import { formatCount } from '../words/number-format'
import { featureShiftFigure, scoreDistributionFigure } from './figures/drift'
import { htmlTable } from './html-table'
import { escapeHtml } from './markup'
import { pageShell, provenanceLine } from './page-shell'
import { pageStyle } from './page-style'

const ownStyle = `
.conclusion { border-left: 6px solid; padding: 0.4em 1em; background: var(--shade); }
.conclusion.retrain { border-color: #b3261e; }
.conclusion.watch { border-color: #b26a00; }
.conclusion.keep { border-color: #00704f; }
figure.plot { overflow-x: auto; }
figure.plot svg { display: block; min-width: 560px; width: 100%; }
`

/** The comparison as one offline page without scripts; it names no customer. */
export function driftPage(content: DriftContent): string {
  const { report, model, tables } = content
  const title = `Drift: ${conclusionTitles[report.conclusion]}`
  return pageShell({
    title,
    styles: [pageStyle(), ownStyle],
    body: `<main>
<h1>Have the customers changed since the model was trained?</h1>
${provenanceLine(provenanceInWords(provenanceOf(tables)).en)}
<div class="conclusion ${report.conclusion}">
<p><strong>${escapeHtml(conclusionTitles[report.conclusion])}</strong></p>
${list(report.reasons)}
</div>
${list(driftNotes(content))}
<h2>What was compared</h2>
<p>The model learned from the tables ${code(model.fingerprint)} (library
${escapeHtml(model.library)})${earlierInWords(model)}. ${newTablesInWords(content)}</p>
<h2>Figures</h2>
${featureShiftFigure(report)}
${scoreDistributionFigure(report)}
<h2>Tables</h2>
${driftTables(content).map(asHtml).join('\n')}
<h2>The rule</h2>
${list(ruleSentences)}
</main>`,
  })
}

function asHtml({ caption, titles, rows, note }: ReturnType<typeof driftTables>[number]): string {
  const columns = titles.map((title, j) => ({
    title,
    value: (row: readonly string[]) => row[j],
    align: j === 0 ? ('left' as const) : undefined,
  }))
  return `<div class="html" role="region" tabindex="0" aria-label="${escapeHtml(caption)}">${htmlTable(rows, columns, { caption, note })}</div>`
}

const list = (sentences: readonly string[]) =>
  `<ul>\n${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('\n')}\n</ul>`

/** What it learned from besides; the new tables are compared with its latest quarter only. */
function earlierInWords({ earlier = [] }: DriftContent['model']): string {
  const quarters = earlier.map(
    ({ customers, fingerprint }) =>
      `${fewInWords(customers)} of an earlier quarter (tables ${code(fingerprint)})`,
  )
  return quarters.length === 0 ? '' : `, and from ${quarters.join(', ')}, with which nothing is compared here`
}

/** How many customers there are, and who of them is compared. */
function newTablesInWords(content: DriftContent): string {
  const { total, compared } = toldOfTables(content)
  const fingerprint = code(content.tables.fingerprint)
  const held = total === undefined ? '' : ` hold ${formatCount(total)} customers`
  const who = 'are active and have no implausible values, each counted once'
  if (compared === undefined)
    return `Of the new tables ${fingerprint}${held && `, which${held},`} those are compared who ${who}.`
  return `The new tables ${fingerprint}${held ? `${held};` : ':'} ${formatCount(compared)} of the customers ${who}, and are compared.`
}

const code = (fingerprint: string) => `<code>${escapeHtml(fingerprint.slice(0, 12))}…</code>`
