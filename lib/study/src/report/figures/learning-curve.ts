import type { LearningPoint } from '../../evaluation/learning-curve'
import { type Language, wordsIn } from '../../words/language'
import { formatCount, formatDecimal } from '../../words/number-format'
import { type Figure, figure, gridCell, palette, quietAxis } from '../figure'
import { errorBars } from './interval-marks'
import { metricAxis } from './metric-axis'

const panels = ['rocAuc', 'logLoss'] as const

/** How ranking and probabilities improve with the number of customers learned from, with 95% intervals. */
export function learningCurveFigure(
  points: readonly Omit<LearningPoint, 'foldScores'>[],
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.models.learningCurve
  const axes = Object.fromEntries(
    panels.flatMap((metric, index) => {
      const cell = gridCell(index)
      return [
        [
          cell.xaxis,
          {
            ...quietAxis,
            title: { text: texts.axis, font: { size: 13 } },
            rangemode: 'tozero',
          },
        ],
        [cell.yaxis, metricAxis(metric, language)],
      ]
    }),
  )
  return figure({
    title: texts.title,
    description: points
      .map(({ customers, scores }) =>
        texts.point({
          customers: formatCount(customers, language),
          rocAuc: formatDecimal(scores.rocAuc.estimate, 3, language),
          logLoss: formatDecimal(scores.logLoss.estimate, 3, language),
        }),
      )
      .join('; '),
    language,
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
        hovertemplate: texts.hover,
      }
    }),
    layout: { grid: { rows: 1, columns: 2, pattern: 'independent', xgap: 0.15 }, showlegend: false, ...axes },
  })
}
