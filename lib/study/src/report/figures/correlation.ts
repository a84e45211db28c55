import type { Matrix } from '@one-click/core'
import { type Language, wordsIn } from '../../words/language'
import { type Figure, figure, palette } from '../figure'
import { verticalLine } from './exploration'

export interface HeatmapOptions {
  readonly title: string
  /** What the cells hold, for the colour bar. */
  readonly measure: string
  /** Symmetric around 0 (−1 to 1) or from 0 to 1. */
  readonly range: 'signed' | 'unsigned'
}

/** A square matrix of associations between features, upper triangle left out. */
export function heatmapFigure(
  association: Matrix,
  labels: readonly string[],
  options: HeatmapOptions,
  language: Language = 'en',
): Figure {
  const size = labels.length
  const cells = labels.map((_, i) =>
    labels.map((_, j) => (j < i ? Number(association.values[i * size + j].toFixed(3)) : null)),
  )
  const strongest = strongestPair(association, labels, language)
  return figure({
    title: options.title,
    description: wordsIn(language).figures.correlation.description({
      size: String(size),
      measure: options.measure,
      strongest,
    }),
    language,
    traces: [
      {
        type: 'heatmap',
        x: labels.slice(0, -1),
        y: labels.slice(1),
        z: cells.slice(1).map((row) => row.slice(0, -1)),
        zmin: options.range === 'signed' ? -1 : 0,
        zmax: 1,
        colorscale: options.range === 'signed' ? 'RdBu' : 'Blues',
        reversescale: options.range === 'unsigned',
        xgap: 1,
        ygap: 1,
        colorbar: { title: { text: options.measure }, thickness: 14 },
        texttemplate: size <= 26 ? '%{z:.1f}' : undefined,
        textfont: { size: 9 },
        hoverongaps: false,
        hovertemplate: '%{y} – %{x}: %{z:.2f}<extra></extra>',
      },
    ],
    height: 200 + 24 * size,
    layout: {
      margin: { l: 40, r: 10, t: 56, b: 40 },
      xaxis: { tickangle: -60, gridcolor: '#fff', tickfont: { size: 11 } },
      yaxis: { autorange: 'reversed', gridcolor: '#fff', tickfont: { size: 11 } },
    },
  })
}

function strongestPair({ values }: Matrix, labels: readonly string[], language: Language): string {
  const { figures, numbers } = wordsIn(language)
  let best = { size: -1, text: '' }
  for (let i = 0; i < labels.length; i++) {
    for (let j = 0; j < i; j++) {
      const value = values[i * labels.length + j]
      if (Math.abs(value) > best.size) {
        const written = value.toFixed(2).replace('.', numbers.decimalPoint)
        best = {
          size: Math.abs(value),
          text: figures.correlation.pair({ first: labels[i], second: labels[j], value: written }),
        }
      }
    }
  }
  return best.text
}

export interface RankedBarsOptions {
  readonly title: string
  readonly xTitle: string
  /** A dashed line at this value. */
  readonly reference?: number
  readonly logarithmic?: boolean
  /** Half-widths or bounds of an interval for each bar. */
  readonly lower?: readonly number[]
  readonly upper?: readonly number[]
  readonly color?: string
}

/** Horizontal bars in the order given, first on top. */
export function rankedBarsFigure(
  labels: readonly string[],
  values: readonly number[],
  options: RankedBarsOptions,
  language: Language = 'en',
): Figure {
  const { decimalPoint } = wordsIn(language).numbers
  const { title, xTitle, reference, logarithmic = false, lower, upper, color = palette.holds } = options
  return figure({
    title,
    description: labels
      .slice(0, 8)
      .map((label, i) => `${label}: ${String(Number(values[i].toPrecision(3))).replace('.', decimalPoint)}`)
      .join('; '),
    traces: [
      {
        type: 'bar',
        orientation: 'h',
        y: labels,
        x: values,
        marker: { color },
        ...(lower &&
          upper && {
            error_x: {
              type: 'data',
              symmetric: false,
              array: upper.map((bound, i) => bound - values[i]),
              arrayminus: lower.map((bound, i) => values[i] - bound),
              color: palette.neutral,
              thickness: 1.2,
            },
          }),
        hovertemplate: '%{y}: %{x:.3g}<extra></extra>',
      },
    ],
    xTitle,
    language,
    height: 120 + rowHeightOf(labels) * labels.length,
    layout: {
      yaxis: { autorange: 'reversed' },
      xaxis: { ...(logarithmic && { type: 'log', dtick: 'D2' }) },
      ...(reference !== undefined && { shapes: [verticalLine(reference)] }),
    },
  })
}

/** Labels longer than this are written on two lines. */
const longestLine = 30

/** Height of a bar's row, in which its label has room. */
const rowHeightOf = (labels: readonly string[]) =>
  labels.some((label) => label.length > longestLine) ? 44 : 24
