import {
  type SegmentCuts,
  type SegmentName,
  type SegmentSummary,
  segmentNames,
} from '../../decisions/segments'
import { type Figure, figure, palette } from '../figure'

export const segmentColors: Readonly<Record<SegmentName, string>> = {
  'Save now': '#d55e00',
  'Win back cheaply': '#e69f00',
  'Look after': '#009e73',
  'Leave as is': '#56b4e9',
}

/** Every active customer by risk and profit, coloured by segment; no customer can be told from it. */
export function riskProfitFigure(
  segments: readonly SegmentName[],
  probability: Float64Array,
  profit: Float64Array,
  cuts: SegmentCuts,
): Figure {
  const line = { dash: 'dash', color: palette.neutral, width: 1 }
  return figure({
    title: 'Risk and profit of every active customer',
    description: 'Scatter plot of probability of decline against profit a month, coloured by segment.',
    traces: segmentNames.map((name) => {
      const members = segments.flatMap((segment, i) => (segment === name ? [i] : []))
      return {
        type: 'scatter',
        mode: 'markers',
        name: `${name} (${members.length})`,
        x: members.map((i) => Number((100 * probability[i]).toFixed(1))),
        y: members.map((i) => profit[i]),
        marker: { size: 6, opacity: 0.65, color: segmentColors[name] },
        hovertemplate: `${name}: risk %{x:.0f} %, profit %{y:.1f}<extra></extra>`,
      }
    }),
    xTitle: 'probability of decline (%)',
    yTitle: 'profit (money a month)',
    height: 560,
    layout: {
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
  })
}

/** Profit and profit at risk of each segment over the horizon. */
export function segmentProfitFigure(summaries: readonly SegmentSummary[], months: number): Figure {
  const names = summaries.map(({ segment }) => segment)
  return figure({
    title: 'Where the profit at risk lies',
    description: summaries
      .map(({ segment, profitAtRisk }) => `${segment}: ${profitAtRisk.toFixed(0)} at risk`)
      .join('; '),
    traces: [
      {
        type: 'bar',
        name: `Profit in ${months} months`,
        x: names,
        y: summaries.map(({ profit }) => profit * months),
        marker: { color: palette.soft },
        texttemplate: '%{y:,.0f}',
        hovertemplate: '%{x}: %{y:,.0f}<extra></extra>',
      },
      {
        type: 'bar',
        name: 'Of it at risk',
        x: names,
        y: summaries.map(({ profitAtRisk }) => profitAtRisk),
        marker: { color: palette.declines },
        texttemplate: '%{y:,.0f}',
        hovertemplate: '%{x}: %{y:,.0f}<extra></extra>',
      },
    ],
    yTitle: `money in ${months} months`,
    layout: { barmode: 'group' },
  })
}
