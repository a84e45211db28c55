import type { CalibrationBand, CalibrationError, MetricName } from '@one-click/learn'
import { type ConformalCoverage, type OutcomeSet, outcomeSets } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { formatPercent } from '../../words/number-format'
import { escapeLabel, type Figure, figure, gridCell, palette, quietAxis, type Trace } from '../figure'
import { dashedAt, errorBars, intervalDots, intervalInWords } from './interval-marks'
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

/**
 * Predicted against observed shares. The grey band is where the shares lie by chance if every probability is right;
 * bins outside stand out. The bars are the intervals of the observed shares.
 */
export function calibrationBandsFigure(bands: readonly CalibrationBand[], error: CalibrationError): Figure {
  const x = bands.map(({ meanProbability }) => percent(meanProbability))
  const edge = (side: 'lower' | 'upper') => bands.map(({ consistent }) => percent(consistent[side]))
  return figure({
    title: 'Calibration on held-out customers',
    description:
      `Mean predicted probability against the share that declined in ${bands.length} groups of equal size. ` +
      `Expected calibration error ${formatPercent(error.estimate, 1)}; by chance alone ` +
      `${formatPercent(error.byChance.mean, 1)}.`,
    traces: [
      { ...silentLine, x, y: edge('lower'), line: { width: 0 }, showlegend: false },
      {
        ...silentLine,
        name: 'chance, if right',
        x,
        y: edge('upper'),
        line: { width: 0 },
        fill: 'tonexty',
        fillcolor: `${palette.soft}80`,
      },
      {
        ...silentLine,
        x: [0, 100],
        y: [0, 100],
        line: { dash: 'dot', color: palette.neutral },
        showlegend: false,
      },
      binMarks(bands, true),
      binMarks(bands, false),
    ],
    xTitle: 'predicted probability of decline (%)',
    yTitle: 'customers who declined (%)',
    height: 500,
    layout: { xaxis: { range: [-2, 102] }, yaxis: { range: [-2, 102] } },
  })
}

const silentLine = { type: 'scatter', mode: 'lines', hoverinfo: 'skip' } as const

/** The bins inside the consistency band, or those outside. */
function binMarks(bands: readonly CalibrationBand[], inside: boolean): Trace {
  const chosen = bands.filter(({ isConsistent }) => isConsistent === inside)
  const observed = chosen.map((band) => band.observed)
  return {
    type: 'scatter',
    mode: 'markers',
    name: `${inside ? 'inside' : 'outside'} (${chosen.length})`,
    x: chosen.map(({ meanProbability }) => percent(meanProbability)),
    y: observed.map(({ estimate }) => percent(estimate)),
    error_y: errorBars(observed, 100),
    marker: { size: 9, color: inside ? palette.holds : palette.declines },
    customdata: chosen.map(({ rows }) => rows),
    hovertemplate: 'predicted %{x:.1f}%, observed %{y:.1f}% of %{customdata}<extra></extra>',
  }
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

const percent = (share: number) => Number((100 * share).toFixed(2))
