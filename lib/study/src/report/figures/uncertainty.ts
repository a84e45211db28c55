import { type ConformalCoverage, type MetricName, type OutcomeSet, outcomeSets } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { type Language, wordsIn } from '../../words/language'
import { formatPercent, percentSign } from '../../words/number-format'
import { escapeLabel, type Figure, figure, gridCell, palette, quietAxis } from '../figure'
import { dashedAt, intervalDots, intervalInWords } from './interval-marks'
import { metricAxis, metricNames } from './metric-axis'
import { joinSteps } from './shared-bins'

/** A model with its metrics and their intervals. */
export interface MeasuredModel {
  readonly name: string
  readonly metrics: Readonly<Record<MetricName, Interval>>
}

/** Each metric of each model with its interval, one metric under the other so that they fit a phone. */
export function metricIntervalsFigure(
  models: readonly MeasuredModel[],
  chosen: string,
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.models
  const names = models.map(({ name }) => escapeLabel(name))
  const colors = models.map(({ name }) => (name === chosen ? palette.declines : palette.holds))
  const axes = metricNames.flatMap((metric, index) => {
    const cell = gridCell(index)
    return [
      [cell.xaxis, { ...metricAxis(metric, language), nticks: 5, tickangle: 0 }],
      [cell.yaxis, { ...quietAxis, autorange: 'reversed' }],
    ]
  })
  return figure({
    title: texts.intervals.title,
    description: models
      .map(({ name, metrics }) =>
        texts.rocAuc({ model: name, value: intervalInWords(metrics.rocAuc, 1, language) }),
      )
      .join('; '),
    language,
    traces: metricNames.map((metric, index) => ({
      ...intervalDots(
        names,
        models.map(({ metrics }) => metrics[metric]),
        colors,
      ),
      xaxis: gridCell(index).x,
      yaxis: gridCell(index).y,
      hovertemplate: '%{y}: %{x:.3f}<extra></extra>',
    })),
    height: 110 + metricNames.length * (80 + 26 * models.length),
    layout: {
      grid: { rows: metricNames.length, columns: 1, pattern: 'independent', ygap: 0.5 },
      showlegend: false,
      ...Object.fromEntries(axes),
    },
  })
}

const setColors: Readonly<Record<OutcomeSet, string>> = {
  declines: palette.declines,
  unsure: palette.soft,
  neither: palette.neutral,
  holds: palette.holds,
}

/**
 * What is said of customers, by their probability of decline in steps of five points; neighbouring steps are joined where
 * they would tell of fewer than five customers, and drawn at their mean height.
 */
export function conformalSetsFigure(
  probability: Float64Array,
  sets: readonly OutcomeSet[],
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.models.sets
  const steps = 20
  const stepOf = (p: number) => Math.min(steps - 1, Math.floor(p * steps))
  const present = outcomeSets.filter((set) => set !== 'neither' || sets.includes(set))
  const counts = present.map((set) => {
    const customers = new Int32Array(steps)
    probability.forEach((p, row) => {
      if (sets[row] === set) customers[stepOf(p)]++
    })
    return customers
  })
  const bins = joinSteps(counts)
  const traces = present.map((set, s) => {
    const customers = bins.map(([from, to]) =>
      counts[s].subarray(from, to).reduce((sum, count) => sum + count, 0),
    )
    const total = customers.reduce((sum, count) => sum + count, 0)
    return {
      type: 'bar',
      name: `${texts.names[set]} (${formatPercent(total / sets.length, 0, language)})`,
      x: bins.map(([from, to]) => (50 * (from + to)) / steps),
      width: bins.map(([from, to]) => (100 * (to - from)) / steps - 0.4),
      y: customers.map((count, bin) => count / (bins[bin][1] - bins[bin][0])),
      customdata: customers,
      marker: { color: setColors[set] },
      hovertemplate: texts.hover(texts.names[set]),
    }
  })
  return figure({
    title: texts.title,
    description: texts.description(traces.map(({ name }) => name).join(', ')),
    language,
    traces,
    xTitle: texts.probabilityAxis,
    yTitle: texts.customersAxis,
    layout: { barmode: 'stack', xaxis: { range: [0, 100] } },
  })
}

/** Measured coverage beside the level that the sets were made for. */
export function conformalCoverageFigure(
  coverage: ConformalCoverage,
  level: number,
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.models.coverage
  const rows: [string, Interval][] = [
    [texts.all, coverage.all],
    [texts.declined, coverage.positives],
    [texts.held, coverage.negatives],
    ...coverage.folds.map((fold, i): [string, Interval] => [texts.fold(String(i + 1)), fold]),
  ]
  const known = rows.filter(([, { estimate }]) => !Number.isNaN(estimate))
  return figure({
    title: texts.title,
    description: known
      .map(([name, share]) => `${name}: ${intervalInWords(share, 100, language)}${percentSign[language]}`)
      .join('; '),
    language,
    traces: [
      {
        ...intervalDots(
          known.map(([name]) => name),
          known.map(([, share]) => share),
          palette.holds,
          100,
        ),
        hovertemplate: '%{y}: %{x:.1f}%<extra></extra>',
      },
    ],
    xTitle: texts.axis,
    height: 130 + 30 * known.length,
    layout: { showlegend: false, yaxis: { autorange: 'reversed' }, shapes: [dashedAt(100 * level)] },
  })
}
