import type { Language } from '../../../words/language'
import type { ManagementFindings } from '../findings'
import { type Html, html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** Where to read on. */
export function linksSection(
  { notebooks, experiment, occasion }: ManagementFindings,
  { texts, language }: Speaker,
): Section {
  const { byModel } = occasion
  return {
    name: 'more',
    short: texts.links.short,
    heading: texts.links.heading,
    body: html`<ul>
${file('explorer.html', texts.links.explorer, texts.links.explorerHolds)}
${file('offers.csv', 'offers.csv', texts.links.offersHold)}
${file('offers-excel.csv', 'offers-excel.csv', texts.links.offersCopyHolds)}
${experiment && file('experiment.csv', 'experiment.csv', texts.links.experimentHolds)}
${experiment && file('experiment-excel.csv', 'experiment-excel.csv', texts.links.experimentCopyHolds)}
${!byModel && file('model-card.html', texts.links.modelCard, texts.links.modelCardHolds)}
${byModel?.drift && file('drift.html', texts.links.modelCheck, texts.links.modelCheckHolds)}
${byModel ? file('plan.json', 'plan.json', texts.links.planHolds) : file('metrics.json', 'metrics.json', texts.links.metricsHold)}
</ul>
${notebooks.length > 0 && notebookList(notebooks, texts, language)}`,
  }
}

function notebookList(
  notebooks: ManagementFindings['notebooks'],
  texts: Speaker['texts'],
  language: Language,
): Html {
  return html`<h3>${texts.links.notebooks}</h3>
<p>${texts.links.editions}</p>
<ol class="notebooks">
${notebooks.map(
  ({ name, title, question }) =>
    html`<li lang="en"><a href="${name}.html">${title.replace(/^\d+\. /, '')}</a> <span class="note">(<a href="code/${name}.html" lang="${language}">${texts.links.withCode}</a>)</span><br>${question}</li>
`,
)}</ol>`
}

function file(href: string, title: string, what: string): Html {
  return html`<li><a href="${href}">${title}</a>: ${what}</li>`
}
