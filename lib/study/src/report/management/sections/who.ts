import { segmentMeaning, segmentTitles } from '../../../decisions/segments/segments'
import { chartMarkup, dataTable } from '../chart'
import { riskMapFigure, segmentsFigure } from '../figures/who'
import type { ManagementFindings, SegmentFinding, WhoFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** Who is at risk. */
export function whoSection({ who, stake, months }: ManagementFindings, words: Speaker): Section {
  const { say, percent, language } = words
  const { segments } = who
  const first = segments.reduce<SegmentFinding | undefined>(
    (most, row) => (most && most.atRisk >= row.atRisk ? most : row),
    undefined,
  )
  return {
    name: 'who',
    short: say('Кто в группе риска', 'Who is at risk'),
    heading:
      first && stake.atRisk > 0
        ? say(
            `Больше всего теряется в группе «${segmentTitles[first.segment].ru}»: ${words.customers(first.customers)}, ${percent(first.atRisk / stake.atRisk)} всей прибыли под угрозой`,
            `Most is lost in “${segmentTitles[first.segment].en}”: ${words.customers(first.customers)}, ${percent(first.atRisk / stake.atRisk)} of all profit at risk`,
          )
        : say('Групп, которые стоит выделить, нет', 'No group stands out'),
    body: html`<p>${say(
      `Клиенты разделены на четыре группы: по риску (граница ${percent(who.cuts.probability)}) и по прибыли (граница ${words.money(who.cuts.profit)} в месяц).`,
      `Customers are divided into four groups: by risk (cut at ${percent(who.cuts.probability)}) and by profit (cut at ${words.money(who.cuts.profit)} a month).`,
    )} ${cutsInWords(who, words)}</p>
<dl class="meanings">${segments.map(
      ({ segment }) =>
        html`<div><dt>${segmentTitles[segment][language]}</dt><dd>${segmentMeaning(segment, who.cuts)[language]}</dd></div>`,
    )}</dl>
${segments.length > 0 && segmentsMarkup(who, months, words)}
${who.map.length > 0 && mapMarkup(who, words)}`,
  }
}

/** How firm the cut-offs are. */
function cutsInWords({ unstable }: WhoFindings, { say, percent }: Speaker): string {
  if (!unstable) {
    return say(
      'Границы взяты из исследования, по которому построена модель: так группы разных кварталов можно сравнивать.',
      'The cuts are those of the study that made the model, so that the groups of different quarters can be compared.',
    )
  }
  const changed = percent(unstable.estimate, unstable.estimate < 0.01 ? 1 : 0)
  return say(
    `Границы найдены по этим клиентам и зависят от случайности выборки: на других похожих данных в иную группу попали бы в среднем ${changed} клиентов.`,
    `Another set of customers like these would shift the cuts a little, and on average ${changed} of customers would fall into another group.`,
  )
}

function segmentsMarkup(who: WhoFindings, months: number, words: Speaker) {
  const { say, money, percent, count, language } = words
  const head = [
    say('группа', 'group'),
    say('клиентов', 'customers'),
    say('риск', 'risk'),
    say('под угрозой', 'at risk'),
    say('от и до', 'range'),
  ]
  const rows = who.segments.map((row) => [
    segmentTitles[row.segment][language],
    count(row.customers),
    percent(row.probability),
    money(row.atRisk),
    `${money(row.atRiskInterval.lower)}–${money(row.atRiskInterval.upper)}`,
  ])
  return html`${chartMarkup({ name: 'segments', figure: segmentsFigure(who, months, words) }, words)}
${dataTable({ head, rows }, say('Группы клиентов', 'Groups of customers'), { isCaptioned: true })}
<p class="note">${say(
    'Риск — средняя вероятность спада. Под угрозой — прибыль, умноженная на риск. «От и до» — погрешность этой суммы из-за случайности выборки (95-процентный доверительный интервал).',
    'Risk is the mean probability of decline. At risk: profit times risk. The range is where that sum would lie for another set of customers like these, in 95 cases out of 100.',
  )}</p>`
}

function mapMarkup(who: WhoFindings, words: Speaker) {
  const { say, customers } = words
  return html`${chartMarkup({ name: 'map', figure: riskMapFigure(who, words) }, words)}
<p class="note">${say(
    'Клетки, где клиентов меньше пяти, не показаны',
    'Cells with fewer than five customers are not shown',
  )}${who.offMap > 0 && say(` (в них ${customers(who.offMap)})`, ` (they hold ${customers(who.offMap)})`)}.</p>`
}
