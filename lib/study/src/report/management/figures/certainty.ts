import { type Figure, figure, palette } from '../../figure'
import { errorBars } from '../../figures/interval-marks'
import type { CalibrationFinding } from '../findings'
import type { Speaker } from '../speaker'
import { onPhones } from './labels'

/** What was predicted for customers alike in it, against what happened to them. */
export function keptWordFigure(calibration: readonly CalibrationFinding[], words: Speaker): Figure {
  const { texts, percent, language } = words
  return figure({
    title: texts.figures.calibration,
    description: calibration
      .map(({ predicted, happened }) =>
        texts.figures.calibrationPoint({
          predicted: percent(predicted),
          happened: percent(happened.estimate),
        }),
      )
      .join('; '),
    traces: [
      {
        type: 'scatter',
        mode: 'lines',
        name: texts.figures.fullAgreement,
        x: [0, 100],
        y: [0, 100],
        line: { dash: 'dot', color: palette.neutral },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'markers',
        name: texts.figures.groupOfCustomers,
        x: calibration.map(({ predicted }) => Number((100 * predicted).toFixed(1))),
        y: calibration.map(({ happened }) => Number((100 * happened.estimate).toFixed(1))),
        error_y: errorBars(
          calibration.map(({ happened }) => happened),
          100,
        ),
        marker: { size: 10, color: palette.holds },
        hovertemplate: texts.figures.calibrationHover,
      },
    ],
    xTitle: texts.figures.predictedAxis,
    yTitle: texts.figures.happenedAxis,
    height: 400,
    language,
    layout: {
      xaxis: { range: [-3, 103], dtick: 20 },
      yaxis: { range: [-3, 103], dtick: 20 },
      forPhones: onPhones,
    },
  })
}
