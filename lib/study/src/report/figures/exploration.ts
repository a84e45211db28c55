import { take } from '@one-click/core'
import { quantile } from '@one-click/statistics'
import type { Customers, ImplausibleValue } from '../../customers/customers'
import { type Feature, featureOf } from '../../customers/features'
import { groupsToMerge } from '../../customers/small-groups'
import type { CategoryShare, NumericDifference } from '../../exploration/group-differences'
import { type TwoGroups, valuesOfGroups } from '../../exploration/two-groups'
import { categoryInEnglish } from '../../tables/store-words'
import { formatCount, formatMeasure, formatPercent } from '../../words/number-format'
import {
  axisLabel,
  escapeLabel,
  type Figure,
  figure,
  gridCell,
  palette,
  quietAxis,
  type Trace,
} from '../figure'
import { sharedBins } from './shared-bins'
import { wrapInTwo } from './wrap-label'

const classNames = { declines: 'Buys less', holds: 'Holds' }

/** Shares of customers in each class of the target. */
export function targetBalanceFigure({ of, others }: TwoGroups): Figure {
  const total = of.length + others.length
  const bar = (name: string, count: number, color: string): Trace => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: [name],
    x: [(100 * count) / total],
    text: [formatPercent(count / total)],
    textposition: 'inside',
    insidetextanchor: 'start',
    marker: { color },
    hoverinfo: 'skip',
  })
  return figure({
    title: 'Customers by activity',
    description: `${formatPercent(of.length / total)} of the customers buy less, ${formatPercent(others.length / total)} hold their level.`,
    traces: [
      bar(classNames.holds, others.length, palette.holds),
      bar(classNames.declines, of.length, palette.declines),
    ],
    xTitle: '% of customers',
    height: 220,
    layout: { showlegend: false },
  })
}

/**
 * Histograms of numeric features, both classes over each other, each class summing to 100%. Steps that hold fewer than
 * five customers of a class are joined and drawn at their mean height, and no customer's own value is in the figure.
 */
export function distributionsFigure(
  customers: Customers,
  groups: TwoGroups,
  features: readonly Feature[],
  title: string,
): Figure {
  const columns = 3
  const rows = Math.ceil(features.length / columns)
  const layout: Record<string, unknown> = {
    barmode: 'overlay',
    grid: { rows, columns, pattern: 'independent', xgap: 0.12, ygap: 0.45 / rows + 0.12 },
  }
  const traces = features.flatMap((feature, index) => {
    const cell = gridCell(index)
    const values = valuesOfGroups(groups, customers.features.numbers[feature.name])
    layout[cell.xaxis] = { ...quietAxis, title: { text: wrapInTwo(axisLabel(feature)), font: { size: 11 } } }
    layout[cell.yaxis] = {
      ...quietAxis,
      ticksuffix: '%',
      ...(index % columns === 0 && { title: { text: '% of class', font: { size: 11 } } }),
    }
    return [
      classHistogram(values.others, 'holds', cell, values, index === 0),
      classHistogram(values.of, 'declines', cell, values, index === 0),
    ]
  })
  return figure({
    title,
    description: `Histograms by class of ${features.map(({ label }) => label).join(', ')}.`,
    traces,
    height: 130 + 230 * rows,
    layout,
  })
}

function classHistogram(
  values: Float64Array,
  name: keyof typeof classNames,
  cell: { x: string; y: string },
  both: { of: Float64Array; others: Float64Array },
  showlegend: boolean,
): Trace {
  const bins = sharedBins(both.of, both.others)
  const counts = bins.map(({ counts }) => counts[name === 'declines' ? 0 : 1])
  return {
    type: 'bar',
    name: classNames[name],
    legendgroup: name,
    showlegend,
    opacity: 0.6,
    marker: { color: palette[name] },
    x: bins.map(({ start, end }) => (start + end) / 2),
    width: bins.map(({ start, end }) => end - start),
    y: bins.map(({ steps }, bin) => (100 * counts[bin]) / Math.max(1, values.length) / steps),
    customdata: bins.map(({ start, end }) => `${shortNumber(start)}–${shortNumber(end)}`),
    xaxis: cell.x,
    yaxis: cell.y,
    hovertemplate: `%{customdata}: %{y:.1f}%<extra>${classNames[name]}</extra>`,
  }
}

const shortNumber = (value: number) => formatMeasure(value)

/**
 * Share of customers who buy less within each value of a category. Values of fewer than five customers are left out, and
 * one more where they would follow from the rest.
 */
export function categorySharesFigure(
  feature: string,
  shares: readonly CategoryShare[],
  overall: number,
): Figure {
  const { label } = featureOf(feature)
  const few = new Set(groupsToMerge(shares.map(({ customers }) => customers)))
  const ordered = shares.filter((_, i) => !few.has(i)).reverse()
  const names = ordered.map(({ category }) => categoryInEnglish(feature, category))
  return figure({
    title: `Share who buy less, by ${label.toLowerCase()}`,
    description: ordered
      .map(({ share }, i) => `${names[i]}: ${formatPercent(share.estimate)}`)
      .reverse()
      .join('; '),
    traces: [
      {
        type: 'scatter',
        mode: 'markers',
        y: names.map(escapeLabel),
        x: ordered.map(({ share }) => 100 * share.estimate),
        error_x: {
          type: 'data',
          symmetric: false,
          array: ordered.map(({ share }) => 100 * (share.upper - share.estimate)),
          arrayminus: ordered.map(({ share }) => 100 * (share.estimate - share.lower)),
          color: palette.neutral,
        },
        marker: { size: 11, color: palette.declines },
        customdata: ordered.map(({ customers }) => customers),
        hovertemplate: '%{y}: %{x:.0f}% of %{customdata} customers<extra></extra>',
      },
    ],
    xTitle: '% who buy less, with 95% interval (dashed: all customers)',
    height: 130 + 46 * Math.max(1, ordered.length),
    layout: {
      xaxis: { ticksuffix: '%', rangemode: 'tozero' },
      // Else one category that reads as a date, or all of them as numbers, would decide what the axis is.
      yaxis: { type: 'category' },
      shapes: [verticalLine(100 * overall)],
    },
  })
}

/** Monthly values of both classes as box plots with whiskers from the 10th to the 90th percentile, the earliest month first. */
export function monthlyFigure(
  customers: Customers,
  groups: TwoGroups,
  months: readonly { readonly feature: string; readonly label: string }[],
  title: string,
  unit: string,
): Figure {
  const box = (name: keyof typeof classNames, rows: Int32Array): Trace => {
    const at = (share: number) =>
      months.map(({ feature }) => quantile(take(customers.features.numbers[feature], rows), share))
    return {
      type: 'box',
      name: classNames[name],
      x: months.map(({ label }) => label),
      lowerfence: at(0.1),
      q1: at(0.25),
      median: at(0.5),
      q3: at(0.75),
      upperfence: at(0.9),
      marker: { color: palette[name] },
    }
  }
  return figure({
    title,
    description: `Box plots by month and class, whiskers from the 10th to the 90th percentile: ${months.map(({ label }) => label).join(', ')}.`,
    traces: [box('holds', groups.others), box('declines', groups.of)],
    yTitle: unit,
    layout: { boxmode: 'group', xaxis: { title: { text: 'month' } } },
  })
}

/** Profit of both classes. */
export function profitFigure(groups: TwoGroups, profit: Float64Array): Figure {
  const values = valuesOfGroups(groups, profit)
  const cell = { x: 'x', y: 'y' }
  return figure({
    title: 'Profit a month per customer',
    description: 'Histograms of profit a month by class.',
    traces: [
      classHistogram(values.others, 'holds', cell, values, true),
      classHistogram(values.of, 'declines', cell, values, true),
    ],
    xTitle: 'profit a month (money, mean of 3 months)',
    yTitle: '% of class',
    height: 340,
    layout: { barmode: 'overlay', yaxis: { ticksuffix: '%' } },
  })
}

/** How far numeric features of one group lie from those of the others, as Cliff's delta with intervals. */
export function differencesFigure(
  differences: readonly NumericDifference[],
  title: string,
  groupName: string,
): Figure {
  const ordered = [...differences].reverse()
  return figure({
    title,
    description: differences
      .slice(0, 5)
      .map(({ feature, delta }) => `${feature.label}: ${delta.estimate.toFixed(2)}`)
      .join('; '),
    traces: [
      {
        type: 'scatter',
        mode: 'markers',
        y: ordered.map(({ feature }) => feature.label),
        x: ordered.map(({ delta }) => delta.estimate),
        error_x: {
          type: 'data',
          symmetric: false,
          array: ordered.map(({ delta }) => delta.upper - delta.estimate),
          arrayminus: ordered.map(({ delta }) => delta.estimate - delta.lower),
          color: palette.neutral,
          thickness: 1.2,
        },
        marker: {
          size: 9,
          color: ordered.map(({ delta }) =>
            delta.lower * delta.upper > 0 ? palette.declines : palette.soft,
          ),
        },
        hovertemplate: '%{y}: %{x:.2f}<extra></extra>',
      },
    ],
    xTitle: `Cliff's delta with 95% interval: right = higher for ${groupName}`,
    height: 130 + 24 * differences.length,
    layout: { xaxis: { zeroline: true }, shapes: [verticalLine(0)] },
  })
}

/** Ticks of a logarithmic axis at 1, 2 and 5 of each power of ten. */
const roundTicks = (() => {
  const tickvals = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap((power) => [power, 2 * power, 5 * power])
  return { tickvals, ticktext: tickvals.map((value) => formatCount(value)) }
})()

/** A monthly value over all customers, with the bound of plausible values. */
export function implausibleFigure(customers: Customers, found: ImplausibleValue): Figure {
  const values = Array.from(customers.activeRows, (row) => customers.features.numbers[found.input][row])
  const feature = featureOf(found.input)
  return figure({
    title: `${feature.label}: one value stands apart`,
    description: `Values of all active customers; the bound of plausible values is ${found.upper.toFixed(0)}.`,
    traces: [
      {
        type: 'box',
        x: values,
        name: '',
        orientation: 'h',
        boxpoints: 'all',
        jitter: 0.8,
        pointpos: 0,
        marker: { color: palette.holds, size: 4, opacity: 0.5 },
        fillcolor: 'rgba(0,0,0,0)',
        hovertemplate: '%{x:,.0f}<extra></extra>',
      },
    ],
    xTitle: `${axisLabel(feature)}, logarithmic (dashed: bound of plausible values)`,
    height: 260,
    layout: { xaxis: { type: 'log', ...roundTicks }, shapes: [verticalLine(found.upper)], showlegend: false },
  })
}

/** A dashed line over the height of the figure. */
export function verticalLine(x: number): Record<string, unknown> {
  const line = { dash: 'dash', color: palette.neutral, width: 1 }
  return { type: 'line', x0: x, x1: x, yref: 'paper', y0: 0, y1: 1, line }
}
