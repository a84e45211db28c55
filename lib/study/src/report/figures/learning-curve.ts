import type { LearningPoint } from '../../evaluation/learning-curve'
import { formatCount } from '../../words/number-format'
import { type Figure, figure, gridCell, palette, quietAxis } from '../figure'
import { errorBars } from './interval-marks'
import { metricAxis } from './metric-axis'

const panels = ['rocAuc', 'logLoss'] as const

/** How ranking and probabilities improve with the number of customers learned from, with 95% intervals. */
export function learningCurveFigure(points: readonly LearningPoint[]): Figure {
  const axes = Object.fromEntries(
    panels.flatMap((metric, index) => {
      const cell = gridCell(index)
      return [
        [
          cell.xaxis,
          {
            ...quietAxis,
            title: { text: 'customers learned from', font: { size: 13 } },
            rangemode: 'tozero',
          },
        ],
        [cell.yaxis, metricAxis(metric)],
      ]
    }),
  )
  return figure({
    title: 'What more customers bring',
    description: points
      .map(
        ({ customers, scores }) =>
          `${formatCount(customers)} customers: ROC-AUC ${scores.rocAuc.estimate.toFixed(3)}, log loss ${scores.logLoss.estimate.toFixed(3)}`,
      )
      .join('; '),
    traces: panels.map((metric, index) => {
      const cell = gridCell(index)
      const intervals = points.map(({ scores }) => scores[metric])
      return {
        type: 'scatter',
        mode: 'lines+markers',
        x: points.map(({ customers }) => Math.round(customers)),
        y: intervals.map(({ estimate }) => estimate),
        error_y: errorBars(intervals),
        line: { color: palette.holds },
        marker: { size: 9, color: palette.holds },
        xaxis: cell.x,
        yaxis: cell.y,
        hovertemplate: '%{x} customers: %{y:.3f}<extra></extra>',
      }
    }),
    layout: { grid: { rows: 1, columns: 2, pattern: 'independent', xgap: 0.15 }, showlegend: false, ...axes },
  })
}
