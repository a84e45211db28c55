import { Random } from '@one-click/core'
import { averageRanks } from '@one-click/statistics'
import type { FeatureTable } from '../../customers/feature-table'
import { featureOf } from '../../customers/features'
import type { CustomerRisk } from '../../explanation/customer-risk'
import { meanContributions } from '../../explanation/mean-contributions'
import { labelOf } from '../../words/feature-label'
import { type Language, wordsIn } from '../../words/language'
import { formatDecimal } from '../../words/number-format'
import { escapeLabel, type Figure, figure, palette } from '../figure'
import { categoryIn } from '../told/category-in'

export interface ContributionFigureOptions {
  /** Features that are shown. */
  readonly most?: number
  readonly language?: Language
}

/** Contributions of the strongest features: one point a customer, coloured by the feature's value. */
export function beeswarmFigure(
  risk: CustomerRisk,
  table: FeatureTable,
  { most = 12, language = 'en' }: ContributionFigureOptions = {},
): Figure {
  const texts = wordsIn(language).figures.explanation.beeswarm
  const { features, values } = risk.contributions
  const strongest = meanContributions(risk).slice(0, most)
  const random = new Random(1)
  return figure({
    title: texts.title,
    description: texts.description(
      strongest.map(({ feature }) => labelOf(featureOf(feature), language)).join(', '),
    ),
    language,
    traces: strongest.map(({ feature }, position) => {
      const j = features.indexOf(feature)
      const numbers = table.numbers[feature]
      const ranks = numbers ? averageRanks(Float64Array.from(risk.rows, (row) => numbers[row])) : undefined
      return {
        type: 'scatter',
        mode: 'markers',
        x: Array.from(risk.rows, (_, i) => Number(values.values[i * values.columns + j].toFixed(3))),
        y: Array.from(risk.rows, () => Number((-position + 0.32 * (2 * random.uniform() - 1)).toFixed(3))),
        marker: {
          size: 3.5,
          opacity: 0.6,
          color: ranks
            ? Array.from(ranks, (rank) => Number((rank / risk.rows.length).toFixed(3)))
            : palette.soft,
          ...(ranks && {
            colorscale: [
              [0, palette.holds],
              [0.5, '#cccccc'],
              [1, palette.declines],
            ],
            cmin: 0,
            cmax: 1,
            showscale: position === 0,
            colorbar: {
              title: { text: texts.value, side: 'right' },
              tickvals: [0.02, 0.98],
              ticktext: [texts.low, texts.high],
              thickness: 12,
            },
          }),
        },
        hoverinfo: 'skip',
        showlegend: false,
      }
    }),
    xTitle: texts.axis,
    height: 140 + 38 * strongest.length,
    layout: {
      yaxis: {
        tickvals: strongest.map((_, position) => -position),
        ticktext: strongest.map(({ feature }) => labelOf(featureOf(feature), language)),
        showgrid: false,
        zeroline: false,
      },
      xaxis: { zeroline: true },
    },
  })
}

/** One customer: from the average log-odds through the largest contributions to the customer's own. */
export function waterfallFigure(
  risk: CustomerRisk,
  position: number,
  table: FeatureTable,
  title: string,
  { most = 9, language = 'en' }: ContributionFigureOptions = {},
): Figure {
  const texts = wordsIn(language).figures.explanation.waterfall
  const { decimalPoint } = wordsIn(language).numbers
  const decimal = (value: number) => value.toFixed(2).replace('.', decimalPoint)
  const { features, values } = risk.contributions
  const parts = features
    .map((feature, j) => ({
      label: `${labelOf(featureOf(feature), language)} = ${featureText(feature, table, risk.rows[position], language)}`,
      value: values.values[position * values.columns + j],
    }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
  const rest = parts.slice(most).reduce((total, { value }) => total + value, 0)
  const base = risk.base[position]
  const others = parts.length - most
  const steps = [
    ...parts.slice(0, most),
    ...(others > 0 ? [{ label: texts.others(others), value: rest }] : []),
  ]
  const total = steps.reduce((sum, { value }) => sum + value, base)
  const labels = [texts.start, ...steps.map(({ label }) => escapeLabel(label)), texts.end]
  const bars = floatingBars(
    base,
    steps.map(({ value }) => value),
  )
  return figure({
    title,
    description: texts.description({
      base: decimal(base),
      total: decimal(total),
      steps: steps
        .slice(0, 3)
        .map(({ label, value }) => `${label}: ${decimal(value)}`)
        .join('; '),
    }),
    language,
    traces: [
      {
        type: 'bar',
        orientation: 'h',
        y: labels,
        base: bars.map(({ from }) => from),
        x: bars.map(({ length }) => length),
        text: bars.map(({ length }, k) =>
          signed(k === 0 || k === bars.length - 1 ? bars[k].end : length, k, bars.length, language),
        ),
        textposition: 'outside',
        cliponaxis: false,
        marker: {
          color: bars.map(({ length }, k) =>
            k === 0 || k === bars.length - 1
              ? palette.neutral
              : length > 0
                ? palette.declines
                : palette.holds,
          ),
        },
        hoverinfo: 'skip',
      },
    ],
    xTitle: texts.axis,
    height: 170 + 32 * steps.length,
    layout: { yaxis: { autorange: 'reversed' }, xaxis: paddedRange(bars), showlegend: false },
  })
}

interface FloatingBar {
  readonly from: number
  readonly length: number
  readonly end: number
}

/** Bars of a waterfall: the start, each step from where the last one ended, and the end, totals from 0. */
function floatingBars(base: number, steps: readonly number[]): FloatingBar[] {
  const bars: FloatingBar[] = [{ from: 0, length: base, end: base }]
  for (const step of steps) {
    const from = bars[bars.length - 1].end
    bars.push({ from, length: step, end: from + step })
  }
  const { end } = bars[bars.length - 1]
  return [...bars, { from: 0, length: end, end }]
}

/** Room for the numbers beside the bars. */
function paddedRange(bars: readonly FloatingBar[]): { range: number[] } {
  const ends = bars.flatMap(({ from, end }) => [from, end])
  const low = Math.min(...ends)
  const high = Math.max(...ends)
  const room = 0.2 * (high - low)
  return { range: [low - room, high + room] }
}

/** Steps carry their sign, totals do not need a plus. */
function signed(value: number, index: number, count: number, language: Language): string {
  const plus = value > 0 && index > 0 && index < count - 1 ? '+' : ''
  return `${plus}${formatDecimal(value, 2, language)}`
}

function featureText(feature: string, table: FeatureTable, row: number, language: Language): string {
  const words = table.categories[feature]
  if (words) return categoryIn(language, feature, words[row])
  const value = table.numbers[feature][row]
  const text = Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toFixed(2)))
  return text.replace('.', wordsIn(language).numbers.decimalPoint)
}
