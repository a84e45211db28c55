import { take } from '@one-click/core'
import { quantile } from '@one-click/statistics'
import type { Customers, ImplausibleValue } from '../../customers/customers'
import { type Feature, featureOf } from '../../customers/features'
import { groupsToMerge } from '../../customers/small-groups'
import type { CategoryShare, NumericDifference } from '../../exploration/group-differences'
import { type TwoGroups, valuesOfGroups } from '../../exploration/two-groups'
import { labelOf } from '../../words/feature-label'
import { type Language, wordsIn } from '../../words/language'
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
import { categoryIn } from '../told/category-in'
import { sharedBins } from './shared-bins'
import { wrapInTwo } from './wrap-label'

/** Shares of customers in each class of the target. */
export function targetBalanceFigure({ of, others }: TwoGroups, language: Language = 'en'): Figure {
  const { classes, balance } = wordsIn(language).figures.exploration
  const percent = (share: number) => formatPercent(share, 0, language)
  const total = of.length + others.length
  const bar = (name: string, count: number, color: string): Trace => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: [name],
    x: [(100 * count) / total],
    text: [percent(count / total)],
    textposition: 'inside',
    insidetextanchor: 'start',
    marker: { color },
    hoverinfo: 'skip',
  })
  return figure({
    title: balance.title,
    description: balance.description({
      declines: percent(of.length / total),
      holds: percent(others.length / total),
    }),
    traces: [
      bar(classes.holds, others.length, palette.holds),
      bar(classes.declines, of.length, palette.declines),
    ],
    xTitle: balance.axis,
    height: 220,
    language,
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
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.exploration
  const columns = 3
  const rows = Math.ceil(features.length / columns)
  const layout: Record<string, unknown> = {
    barmode: 'overlay',
    grid: { rows, columns, pattern: 'independent', xgap: 0.12, ygap: 0.45 / rows + 0.12 },
  }
  const traces = features.flatMap((feature, index) => {
    const cell = gridCell(index)
    const values = valuesOfGroups(groups, customers.features.numbers[feature.name])
    layout[cell.xaxis] = {
      ...quietAxis,
      title: { text: wrapInTwo(axisLabel(feature, language)), font: { size: 11 } },
    }
    layout[cell.yaxis] = {
      ...quietAxis,
      ticksuffix: '%',
      ...(index % columns === 0 && { title: { text: texts.ofClass, font: { size: 11 } } }),
    }
    return [
      classHistogram(values.others, 'holds', cell, values, index === 0, language),
      classHistogram(values.of, 'declines', cell, values, index === 0, language),
    ]
  })
  return figure({
    title,
    description: texts.distributions(features.map((feature) => labelOf(feature, language)).join(', ')),
    traces,
    height: 130 + 230 * rows,
    language,
    layout,
  })
}

function classHistogram(
  values: Float64Array,
  name: 'declines' | 'holds',
  cell: { x: string; y: string },
  both: { of: Float64Array; others: Float64Array },
  showlegend: boolean,
  language: Language,
): Trace {
  const title = wordsIn(language).figures.exploration.classes[name]
  const bins = sharedBins(both.of, both.others)
  const counts = bins.map(({ counts }) => counts[name === 'declines' ? 0 : 1])
  return {
    type: 'bar',
    name: title,
    legendgroup: name,
    showlegend,
    opacity: 0.6,
    marker: { color: palette[name] },
    x: bins.map(({ start, end }) => (start + end) / 2),
    width: bins.map(({ start, end }) => end - start),
    y: bins.map(({ steps }, bin) => (100 * counts[bin]) / Math.max(1, values.length) / steps),
    customdata: bins.map(
      ({ start, end }) => `${formatMeasure(start, language)}–${formatMeasure(end, language)}`,
    ),
    xaxis: cell.x,
    yaxis: cell.y,
    hovertemplate: `%{customdata}: %{y:.1f}%<extra>${title}</extra>`,
  }
}

/**
 * Share of customers who buy less within each value of a category. Values of fewer than five customers are left out, and
 * one more where they would follow from the rest.
 */
export function categorySharesFigure(
  feature: string,
  shares: readonly CategoryShare[],
  overall: number,
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.exploration.categories
  const few = new Set(groupsToMerge(shares.map(({ customers }) => customers)))
  const ordered = shares.filter((_, i) => !few.has(i)).reverse()
  const names = ordered.map(({ category }) => categoryIn(language, feature, category))
  return figure({
    title: texts.title(labelOf(featureOf(feature), language)),
    description: ordered
      .map(({ share }, i) => `${names[i]}: ${formatPercent(share.estimate, 0, language)}`)
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
        hovertemplate: texts.hover,
      },
    ],
    xTitle: texts.axis,
    language,
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
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.exploration
  const box = (name: keyof typeof texts.classes, rows: Int32Array): Trace => {
    const at = (share: number) =>
      months.map(({ feature }) => quantile(take(customers.features.numbers[feature], rows), share))
    return {
      type: 'box',
      name: texts.classes[name],
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
    description: texts.monthly.description(months.map(({ label }) => label).join(', ')),
    language,
    traces: [box('holds', groups.others), box('declines', groups.of)],
    yTitle: unit,
    layout: { boxmode: 'group', xaxis: { title: { text: texts.monthly.axis } } },
  })
}

/** Profit of both classes. */
export function profitFigure(groups: TwoGroups, profit: Float64Array, language: Language = 'en'): Figure {
  const texts = wordsIn(language).figures.exploration
  const values = valuesOfGroups(groups, profit)
  const cell = { x: 'x', y: 'y' }
  return figure({
    title: texts.profit.title,
    description: texts.profit.description,
    traces: [
      classHistogram(values.others, 'holds', cell, values, true, language),
      classHistogram(values.of, 'declines', cell, values, true, language),
    ],
    xTitle: texts.profit.axis,
    yTitle: texts.ofClass,
    language,
    height: 340,
    layout: { barmode: 'overlay', yaxis: { ticksuffix: '%' } },
  })
}

/** How far numeric features of one group lie from those of the others, as Cliff's delta with intervals. */
export function differencesFigure(
  differences: readonly NumericDifference[],
  title: string,
  groupName: string,
  language: Language = 'en',
): Figure {
  const ordered = [...differences].reverse()
  const { decimalPoint } = wordsIn(language).numbers
  const decimal = (value: number) => value.toFixed(2).replace('.', decimalPoint)
  return figure({
    title,
    description: differences
      .slice(0, 5)
      .map(({ feature, delta }) => `${labelOf(feature, language)}: ${decimal(delta.estimate)}`)
      .join('; '),
    traces: [
      {
        type: 'scatter',
        mode: 'markers',
        y: ordered.map(({ feature }) => labelOf(feature, language)),
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
    xTitle: wordsIn(language).figures.exploration.differences.axis(groupName),
    language,
    height: 130 + 24 * differences.length,
    layout: { xaxis: { zeroline: true }, shapes: [verticalLine(0)] },
  })
}

/** Ticks of a logarithmic axis at 1, 2 and 5 of each power of ten. */
function roundTicks(language: Language) {
  const tickvals = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap((power) => [power, 2 * power, 5 * power])
  return { tickvals, ticktext: tickvals.map((value) => formatCount(value, language)) }
}

/** A monthly value over all customers, with the bound of plausible values. */
export function implausibleFigure(
  customers: Customers,
  found: ImplausibleValue,
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.exploration.implausible
  const values = Array.from(customers.activeRows, (row) => customers.features.numbers[found.input][row])
  const feature = featureOf(found.input)
  return figure({
    title: texts.title(labelOf(feature, language)),
    description: texts.description(found.upper.toFixed(0)),
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
    xTitle: texts.axis(axisLabel(feature, language)),
    height: 260,
    language,
    layout: {
      xaxis: { type: 'log', ...roundTicks(language) },
      shapes: [verticalLine(found.upper)],
      showlegend: false,
    },
  })
}

/** A dashed line over the height of the figure. */
export function verticalLine(x: number): Record<string, unknown> {
  const line = { dash: 'dash', color: palette.neutral, width: 1 }
  return { type: 'line', x0: x, x1: x, yref: 'paper', y0: 0, y1: 1, line }
}
