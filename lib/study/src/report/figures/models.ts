import { rocCurve } from '@one-click/learn'
import { pointsToShow } from '../../customers/small-groups'
import type { CrossValidation } from '../../evaluation/cross-validation'
import { type Language, wordsIn } from '../../words/language'
import { formatDecimal } from '../../words/number-format'
import { type Figure, figure, gridCell, palette, quietAxis } from '../figure'
import { metricAxis, metricNames } from './metric-axis'

/** Mean and standard deviation over folds of each metric, one row a model. */
export function modelComparisonFigure(
  models: readonly CrossValidation[],
  chosen: string,
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.models
  const names = models.map(({ procedure }) => procedure.name)
  const axes = Object.fromEntries(
    metricNames.flatMap((metric, index) => {
      const cell = gridCell(index)
      return [
        [cell.xaxis, metricAxis(metric, language)],
        [cell.yaxis, { ...quietAxis, autorange: 'reversed', showticklabels: index === 0 }],
      ]
    }),
  )
  return figure({
    title: texts.comparison.title,
    description: models
      .map(({ procedure, scores }) =>
        texts.rocAuc({ model: procedure.name, value: formatDecimal(scores.rocAuc.mean, 3, language) }),
      )
      .join('; '),
    language,
    traces: metricNames.map((metric, index) => {
      const cell = gridCell(index)
      return {
        type: 'scatter',
        mode: 'markers',
        y: names,
        x: models.map(({ scores }) => scores[metric].mean),
        error_x: {
          type: 'data',
          array: models.map(({ scores }) => scores[metric].sd),
          color: palette.neutral,
        },
        marker: {
          size: 11,
          color: names.map((name) => (name === chosen ? palette.declines : palette.holds)),
        },
        xaxis: cell.x,
        yaxis: cell.y,
        hovertemplate: '%{y}: %{x:.3f}<extra></extra>',
      }
    }),
    height: 170 + 36 * models.length,
    layout: { grid: { rows: 1, columns: 3, pattern: 'independent', xgap: 0.06 }, showlegend: false, ...axes },
  })
}

/** ROC curves of the first repeat's out-of-fold probabilities, at points between which no few customers lie. */
export function rocFigure(
  models: readonly CrossValidation[],
  declines: Uint8Array,
  chosen: string,
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.models.roc
  return figure({
    title: texts.title,
    description: texts.description,
    language,
    traces: [
      diagonal(texts.chance),
      ...models.map(({ procedure, probability }, i) => {
        const { falsePositiveRate, truePositiveRate } = shownCurve(declines, probability[0])
        return {
          type: 'scatter',
          mode: 'lines',
          name: procedure.name,
          cliponaxis: false,
          x: falsePositiveRate.map((value) => Number((100 * value).toFixed(2))),
          y: truePositiveRate.map((value) => Number((100 * value).toFixed(2))),
          line: {
            width: procedure.name === chosen ? 3 : 1.3,
            color: palette.series[i % palette.series.length],
          },
        }
      }),
    ],
    xTitle: texts.wrongAxis,
    yTitle: texts.foundAxis,
    height: 520,
    layout: { xaxis: { range: [0, 100] }, yaxis: { range: [0, 100] }, legend: sideLegend },
  })
}

/** The curve without the points that would tell the outcome of few: customers of each class are counted apart. */
function shownCurve(declines: Uint8Array, probability: Float64Array) {
  const { falsePositiveRate, truePositiveRate } = rocCurve(declines, probability)
  const positives = declines.reduce((sum, label) => sum + label, 0)
  const counts = Array.from(falsePositiveRate, (rate, i) => [
    Math.round(rate * (declines.length - positives)),
    Math.round(truePositiveRate[i] * positives),
  ])
  const shown = pointsToShow(counts)
  return {
    falsePositiveRate: shown.map((i) => falsePositiveRate[i]),
    truePositiveRate: shown.map((i) => truePositiveRate[i]),
  }
}

/** The dotted line from corner to corner that curves are read against. */
function diagonal(name: string): Record<string, unknown> {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: [0, 100],
    y: [0, 100],
    line: { dash: 'dot', color: palette.soft },
    hoverinfo: 'skip',
  }
}

const sideLegend = {
  orientation: 'v',
  x: 0.98,
  xanchor: 'right',
  y: 0.02,
  yanchor: 'bottom',
  bgcolor: '#ffffffcc',
}
