import { segmentTitles } from '../../../words/segment-titles'
import { segmentProfitFigure } from '../../figures/decisions'
import { riskMapFigure } from '../../figures/risk-map'
import { segmentMeaning } from '../../told/segment-meaning'
import { chartMarkup, dataTable } from '../chart'
import type { ManagementFindings, WhoFindings } from '../findings'
import { html } from '../html'
import { notebookAddress } from '../notebook-link'
import { isOneSegment, leadingSegment } from '../situation'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** Who is at risk. */
export function whoSection(findings: ManagementFindings, words: Speaker): Section {
  const { who, stake, months } = findings
  const { texts, percent, language } = words
  const { segments } = who
  const first = leadingSegment(findings)
  const derivation = notebookAddress(findings.notebooks, '06-segments-and-offers')
  return {
    name: 'who',
    short: texts.who.short,
    heading:
      first === undefined
        ? segments.length > 0
          ? texts.who.headingNone
          : texts.who.headingHidden
        : isOneSegment(findings)
          ? texts.who.headingOne(segmentTitles[first.segment][language])
          : texts.who.heading({
              segment: segmentTitles[first.segment][language],
              customers: words.customers(first.customers),
              share: percent(first.atRisk / stake.atRisk),
            }),
    body: html`<p>${texts.who.divided({ risk: percent(who.cuts.probability), profit: words.money(who.cuts.profit) })} ${cutsInWords(who, words)}${derivation && html` <a href="${derivation}">${texts.who.derived}</a>.`}</p>
<dl class="meanings">${segments.map(
      ({ segment }) =>
        html`<div><dt>${segmentTitles[segment][language]}</dt><dd>${segmentMeaning(segment, who.cuts)[language]}</dd></div>`,
    )}</dl>
${segments.length > 0 && segmentsMarkup(who, months, words)}
${who.map.length > 0 && mapMarkup(who, words)}`,
  }
}

/** How firm the cut-offs are. */
function cutsInWords({ unstable }: WhoFindings, { texts, percent }: Speaker): string {
  if (!unstable) {
    return texts.who.givenCuts
  }
  const changed = percent(unstable.estimate, unstable.estimate < 0.01 ? 1 : 0)
  return texts.who.learnedCuts(changed)
}

function segmentsMarkup(who: WhoFindings, months: number, words: Speaker) {
  const { texts, money, percent, count, language } = words
  const head = [texts.who.group, texts.who.customers, texts.who.risk, texts.who.atRisk, texts.who.range]
  const rows = who.segments.map((row) => [
    segmentTitles[row.segment][language],
    count(row.customers),
    percent(row.probability),
    money(row.atRisk),
    `${money(row.atRiskInterval.lower)}–${money(row.atRiskInterval.upper)}`,
  ])
  const bars = who.segments.map(({ segment, profit, atRisk, atRiskInterval }) => ({
    segment,
    profitInHorizon: profit,
    profitAtRisk: atRisk,
    profitAtRiskInterval: atRiskInterval,
  }))
  return html`${chartMarkup({ name: 'segments', figure: segmentProfitFigure(bars, months, language) }, words)}
${dataTable({ head, rows }, texts.who.groups, { isCaptioned: true })}
<p class="note">${texts.who.groupsNote}</p>`
}

function mapMarkup(who: WhoFindings, words: Speaker) {
  const { texts, customers } = words
  return html`${chartMarkup({ name: 'map', figure: riskMapFigure(who.map, words.language) }, words)}
<p class="note">${texts.who.hiddenCells}${who.offMap > 0 && texts.who.hiddenCustomers(customers(who.offMap))}.</p>`
}
