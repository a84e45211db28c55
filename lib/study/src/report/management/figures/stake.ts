import { type Figure, figure, palette } from '../../figure'
import type { StakeFindings } from '../findings'
import type { Speaker } from '../speaker'
import { onPhones } from './labels'

/** Share of profit at risk by share of customers, those with most of it first. */
export function concentrationFigure({ concentration }: StakeFindings, words: Speaker): Figure {
  const { texts, percent, language } = words
  const points = concentration.map(({ customers, atRisk }) => `${percent(customers)} → ${percent(atRisk)}`)
  return figure({
    title: texts.figures.concentration,
    description: texts.figures.concentrationPoints(points.slice(1).join(', ')),
    traces: [
      {
        type: 'scatter',
        mode: 'lines',
        x: concentration.map(({ customers }) => 100 * customers),
        y: concentration.map(({ atRisk }) => Number((100 * atRisk).toFixed(1))),
        line: { color: palette.declines, width: 3 },
        fill: 'tozeroy',
        fillcolor: `${palette.declines}22`,
        hovertemplate: texts.figures.concentrationHover,
      },
    ],
    xTitle: texts.figures.shareOfCustomers,
    yTitle: texts.figures.shareOfRisk,
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
