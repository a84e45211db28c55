import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatPercent } from '../../words/number-format'
import { type Figure, figure, palette } from '../figure'
import { onPhones } from './axes'

/**
 * Share of profit at risk by share of customers, those with most of it first.
 *
 * @param concentration shares from 0 to 1, from none of the customers on
 */
export function concentrationFigure(
  concentration: readonly { readonly customers: number; readonly atRisk: number }[],
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.risk.concentration
  const percent = (share: number) => formatPercent(share, 0, language)
  const points = concentration.map(({ customers, atRisk }) => `${percent(customers)} → ${percent(atRisk)}`)
  return figure({
    title: texts.title,
    description: texts.points(points.slice(1).join(', ')),
    traces: [
      {
        type: 'scatter',
        mode: 'lines',
        x: concentration.map(({ customers }) => 100 * customers),
        y: concentration.map(({ atRisk }) => Number((100 * atRisk).toFixed(1))),
        line: { color: palette.declines, width: 3 },
        fill: 'tozeroy',
        fillcolor: `${palette.declines}22`,
        hovertemplate: texts.hover,
      },
    ],
    xTitle: texts.customersAxis,
    yTitle: texts.riskAxis,
    height: 360,
    language,
    layout: {
      showlegend: false,
      xaxis: { range: [0, 100], dtick: 20 },
      yaxis: { range: [0, 102], dtick: 20 },
      forPhones: onPhones,
    },
  })
}
