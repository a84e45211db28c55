import type { SegmentProfile } from '../../decisions/segments/segment-profiles'
import {
  type SegmentCuts,
  type SegmentName,
  type SegmentSummary,
  segmentNames,
  segmentTitles,
} from '../../decisions/segments/segments'
import { riskMapFigure as riskMapFigureEn } from '../../words/en/risk-map-figure'
import { segmentProfitFigure as segmentProfitFigureEn } from '../../words/en/segment-profit-figure'
import type { Bilingual, Language } from '../../words/language'
import {
  formatCount,
  formatMeasure,
  formatMoney,
  formatPercent,
  percentSign,
} from '../../words/number-format'
import { pairedTexts } from '../../words/paired-texts'
import { riskMapFigure as riskMapFigureRu } from '../../words/ru/risk-map-figure'
import { segmentProfitFigure as segmentProfitFigureRu } from '../../words/ru/segment-profit-figure'
import { type Figure, figure, palette } from '../figure'
import { errorBars } from './interval-marks'
import { narrowFigure } from './narrow'

export const segmentColors: Readonly<Record<SegmentName, string>> = {
  'Save now': '#d55e00',
  'Win back cheaply': '#e69f00',
  'Look after': '#009e73',
  'Leave as is': '#56b4e9',
}

const mapWords = pairedTexts({ ru: riskMapFigureRu, en: riskMapFigureEn })

/** Every active customer by risk and profit, coloured by segment, with the cut-offs; no customer can be told from it. */
export function riskProfitFigure(
  segments: readonly SegmentName[],
  probability: Float64Array,
  profit: Float64Array,
  cuts: SegmentCuts,
  language: Language = 'en',
): Figure {
  const line = { dash: 'dash', color: palette.neutral, width: 1 }
  const [from, to] = [formatPercent(cuts.probability, 0, language), formatMeasure(cuts.profit, language)]
  return narrowFigure(
    figure({
      title: mapWords.title[language],
      description: `${mapWords.description[language]} ${from}, ${to}.`,
      traces: segmentNames.map((name) => {
        const members = segments.flatMap((segment, i) => (segment === name ? [i] : []))
        const title = segmentTitles[name][language]
        return {
          type: 'scatter',
          mode: 'markers',
          name: `${title} (${formatCount(members.length, language)})`,
          x: members.map((i) => Number((100 * probability[i]).toFixed(1))),
          y: members.map((i) => profit[i]),
          marker: { size: 6, opacity: 0.65, color: segmentColors[name] },
          hovertemplate: `${title}: ${mapWords.risk[language]} %{x:.0f}${percentSign[language]}, ${mapWords.profit[language]} %{y:.1f}<extra></extra>`,
        }
      }),
      xTitle: mapWords.riskAxis[language],
      yTitle: mapWords.profitAxis[language],
      height: 560,
      layout: {
        margin: { l: 60, r: 14, t: 50, b: 120 },
        xaxis: { range: [-2, 102] },
        shapes: [
          {
            type: 'line',
            x0: 100 * cuts.probability,
            x1: 100 * cuts.probability,
            yref: 'paper',
            y0: 0,
            y1: 1,
            line,
          },
          { type: 'line', y0: cuts.profit, y1: cuts.profit, xref: 'paper', x0: 0, x1: 1, line },
        ],
      },
      language,
    }),
  )
}

const profitWords = pairedTexts({ ru: segmentProfitFigureRu, en: segmentProfitFigureEn })

const profitIn = (months: number): Bilingual => ({
  en: `Profit in ${months} months`,
  ru: `Прибыль за ${months} мес.`,
})

const withInterval = ({ en, ru }: Bilingual): Bilingual => ({
  en: `${en} (${profitWords.interval.en})`,
  ru: `${ru} (${profitWords.interval.ru})`,
})

const moneyIn = (months: number): Bilingual => ({
  en: `money in ${months} months`,
  ru: `деньги за ${months} мес.`,
})

/** A summary of a segment, with the interval of its profit at risk where that is known (`profileSegments`). */
export type SegmentBar = SegmentSummary & Partial<Pick<SegmentProfile, 'profitAtRiskInterval'>>

/** Profit and profit at risk of each segment over the horizon, with whiskers where intervals are known. */
export function segmentProfitFigure(
  summaries: readonly SegmentBar[],
  months: number,
  language: Language = 'en',
): Figure {
  const names = summaries.map(({ segment }) => twoLines(segmentTitles[segment][language]))
  const intervals = summaries.flatMap(({ profitAtRiskInterval }) => profitAtRiskInterval ?? [])
  const hasIntervals = summaries.length > 0 && intervals.length === summaries.length
  const bar = (name: Bilingual, values: number[], color: string) => ({
    type: 'bar',
    name: name[language],
    x: names,
    y: values,
    marker: { color },
    text: values.map((value) => formatMoney(value, language)),
    hovertemplate: '%{x}: %{text}<extra></extra>',
  })
  const atRisk = summaries.map(({ profitAtRisk }) => profitAtRisk)
  return narrowFigure(
    figure({
      title: profitWords.title[language],
      description: summaries.map((summary) => inWords(summary, language)).join('; '),
      traces: [
        bar(
          profitIn(months),
          summaries.map(({ profit }) => profit * months),
          palette.soft,
        ),
        {
          ...bar(
            hasIntervals ? withInterval(profitWords.atRisk) : profitWords.atRisk,
            atRisk,
            palette.declines,
          ),
          // Numbers stand at the foot of the bars, where whiskers do not cross them.
          insidetextanchor: 'start',
          ...(hasIntervals && { error_y: errorBars(intervals) }),
        },
      ],
      yTitle: moneyIn(months)[language],
      layout: {
        margin: { l: 60, r: 14, t: 50, b: 100 },
        barmode: 'group',
        uniformtext: { mode: 'show', minsize: 9 },
      },
      language,
    }),
  )
}

function inWords({ segment, profitAtRisk, profitAtRiskInterval }: SegmentBar, language: Language): string {
  const [amount, lower, upper] = [
    profitAtRisk,
    profitAtRiskInterval?.lower ?? profitAtRisk,
    profitAtRiskInterval?.upper ?? profitAtRisk,
  ].map((value) => formatMoney(value, language))
  const range = profitAtRiskInterval ? ` (${lower}–${upper})` : ''
  const name = segmentTitles[segment][language]
  return language === 'ru' ? `${name}: под угрозой ${amount}${range}` : `${name}: ${amount}${range} at risk`
}

/** The first blank becomes a line break, so that four names fit side by side on a phone. */
function twoLines(text: string): string {
  return text.replace(' ', '<br>')
}
