import type { ManagementFindings } from '../findings'
import { type Html, html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** Where to read on. */
export function linksSection(
  { notebooks, experiment, occasion }: ManagementFindings,
  { say }: Speaker,
): Section {
  const { byModel } = occasion
  return {
    name: 'more',
    short: say('Подробнее', 'Read on'),
    heading: say('Где прочитать подробнее', 'Where to read on'),
    body: html`<ul>
${file('explorer.html', say('Страница аналитика', 'The analyst’s page'), say('клиенты по отдельности, с номерами: кому звонить первым и почему (не для рассылки)', 'individual customers with their ids: whom to call first and why (do not forward)'))}
${file('offers.csv', 'offers.csv', say('решение по каждому клиенту, с номерами клиентов (не для рассылки)', 'the decision for each customer, with ids (do not forward)'))}
${file('offers-excel.csv', 'offers-excel.csv', say('то же для людей: открывается в Excel двойным щелчком (не для рассылки)', 'the same for people, in Russian: a Russian Excel opens it by a double click (do not forward)'))}
${experiment && file('experiment.csv', 'experiment.csv', say('кто в эксперименте получает предложение, а кто нет; с номерами клиентов (не для рассылки)', 'who gets an offer in the experiment and who does not; with ids (do not forward)'))}
${experiment && file('experiment-excel.csv', 'experiment-excel.csv', say('то же для Excel (не для рассылки)', 'the same for a Russian Excel (do not forward)'))}
${!byModel && file('model-card.html', say('Паспорт модели', 'Model card'), say('назначение, данные, точность, ограничения (на английском)', 'purpose, data, accuracy, limits'))}
${byModel?.drift && file('drift.html', say('Проверка модели', 'Check of the model'), say('чем эти клиенты отличаются от тех, на которых она училась (на английском)', 'how these customers differ from those it learned from'))}
${byModel ? file('plan.json', 'plan.json', say('все числа плана', 'every number of the plan')) : file('metrics.json', 'metrics.json', say('все числа исследования', 'every number of the study'))}
</ul>
${notebooks.length > 0 && notebookList(notebooks, say)}`,
  }
}

function notebookList(notebooks: ManagementFindings['notebooks'], say: Speaker['say']): Html {
  return html`<h3>${say('Исследование по шагам', 'The study, step by step')}</h3>
${say(html`<p>Страницы исследования — на английском языке; у каждой есть версия с кодом.</p>`, html`<p>Each notebook has an edition with its code.</p>`)}
<ol class="notebooks">
${notebooks.map(
  ({ name, title, question }) =>
    html`<li lang="en"><a href="${name}.html">${title.replace(/^\d+\. /, '')}</a> <span class="note">(<a href="code/${name}.html">with code</a>)</span><br>${question}</li>
`,
)}</ol>`
}

function file(href: string, title: string, what: string): Html {
  return html`<li><a href="${href}">${title}</a>: ${what}</li>`
}
