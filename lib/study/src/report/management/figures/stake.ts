import { type Figure, figure, palette } from '../../figure'
import type { StakeFindings } from '../findings'
import type { Speaker } from '../speaker'
import { onPhones } from './labels'

/** Share of profit at risk by share of customers, those with most of it first. */
export function concentrationFigure({ concentration }: StakeFindings, words: Speaker): Figure {
  const { say, percent, language } = words
  const points = concentration.map(({ customers, atRisk }) => `${percent(customers)} → ${percent(atRisk)}`)
  return figure({
    title: say(
      'Как прибыль под угрозой распределена между клиентами',
      'How the profit at risk is spread over the customers',
    ),
    description: say(
      `Доля прибыли под угрозой по доле клиентов, начиная с самых дорогих: ${points.slice(1).join(', ')}.`,
      `Share of profit at risk by share of customers, the dearest first: ${points.slice(1).join(', ')}.`,
    ),
    traces: [
      {
        type: 'scatter',
        mode: 'lines',
        x: concentration.map(({ customers }) => 100 * customers),
        y: concentration.map(({ atRisk }) => Number((100 * atRisk).toFixed(1))),
        line: { color: palette.declines, width: 3 },
        fill: 'tozeroy',
        fillcolor: `${palette.declines}22`,
        hovertemplate: say(
          '%{x:.0f} % клиентов: %{y:.0f} % прибыли под угрозой<extra></extra>',
          '%{x:.0f}% of customers: %{y:.0f}% of profit at risk<extra></extra>',
        ),
      },
    ],
    xTitle: say('доля клиентов, %', 'share of customers, %'),
    yTitle: say('доля прибыли под угрозой, %', 'share of profit at risk, %'),
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
