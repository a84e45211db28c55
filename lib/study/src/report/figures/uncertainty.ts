import { type ConformalCoverage, type MetricName, type OutcomeSet, outcomeSets } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { formatPercent } from '../../words/number-format'
import { escapeLabel, type Figure, figure, gridCell, palette, quietAxis } from '../figure'
import { dashedAt, intervalDots, intervalInWords } from './interval-marks'
import { metricAxis, metricTitles } from './metric-axis'
import { joinSteps } from './shared-bins'

/** A model with its metrics and their intervals. */
export interface MeasuredModel {
  readonly name: string
  readonly metrics: Readonly<Record<MetricName, Interval>>
}

/** Each metric of each model with its interval, one metric under the other so that they fit a phone. */
export function metricIntervalsFigure(models: readonly MeasuredModel[], chosen: string): Figure {
  const names = models.map(({ name }) => escapeLabel(name))
  const colors = models.map(({ name }) => (name === chosen ? palette.declines : palette.holds))
  const metricNames = Object.keys(metricTitles) as MetricName[]
  const axes = metricNames.flatMap((metric, index) => {
    const cell = gridCell(index)
    return [
      [cell.xaxis, { ...metricAxis(metric), nticks: 5, tickangle: 0 }],
      [cell.yaxis, { ...quietAxis, autorange: 'reversed' }],
    ]
  })
  return figure({
    title: 'How sure the metrics are',
    description: models
      .map(({ name, metrics }) => `${name}: ROC-AUC ${intervalInWords(metrics.rocAuc)}`)
      .join('; '),
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
export function conformalSetsFigure(probability: Float64Array, sets: readonly OutcomeSet[]): Figure {
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
      name: `${set} (${formatPercent(total / sets.length)})`,
      x: bins.map(([from, to]) => (50 * (from + to)) / steps),
      width: bins.map(([from, to]) => (100 * (to - from)) / steps - 0.4),
      y: customers.map((count, bin) => count / (bins[bin][1] - bins[bin][0])),
      customdata: customers,
      marker: { color: setColors[set] },
      hovertemplate: `%{customdata} customers: ${set}<extra></extra>`,
    }
  })
  return figure({
    title: 'What can be said of each customer',
    description: `Customers by probability of decline: ${traces.map(({ name }) => name).join(', ')}.`,
    traces,
    xTitle: 'predicted probability of decline (%)',
    yTitle: 'customers in five points',
    layout: { barmode: 'stack', xaxis: { range: [0, 100] } },
  })
}

/** Measured coverage beside the level that the sets were made for. */
export function conformalCoverageFigure(coverage: ConformalCoverage, level: number): Figure {
  const rows: [string, Interval][] = [
    ['all customers', coverage.all],
    ['who declined', coverage.positives],
    ['who held', coverage.negatives],
    ...coverage.folds.map((fold, i): [string, Interval] => [`fold ${i + 1}`, fold]),
  ]
  const known = rows.filter(([, { estimate }]) => !Number.isNaN(estimate))
  return figure({
    title: 'Coverage of the prediction sets',
    description: known.map(([name, share]) => `${name}: ${intervalInWords(share, 100)}%`).join('; '),
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
    xTitle: 'coverage (%), dashed: aimed at',
    height: 130 + 30 * known.length,
    layout: { showlegend: false, yaxis: { autorange: 'reversed' }, shapes: [dashedAt(100 * level)] },
  })
}
