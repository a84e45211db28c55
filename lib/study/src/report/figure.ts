import type { Feature } from '../customers/features'
import { labelOf } from '../words/feature-label'
import { type Language, wordsIn } from '../words/language'

/** A Plotly figure as data: what JupyterLab and the exported pages draw. */
export interface Figure {
  readonly data: readonly Trace[]
  /** Plotly's; whoever has a figure may change it before it is shown. */
  readonly layout: Record<string, unknown>
}

export type Trace = Readonly<Record<string, unknown>>

/** Colours that stay apart for colour-blind readers and in grey print (Okabe & Ito). */
export const palette = {
  declines: '#d55e00',
  holds: '#0072b2',
  neutral: '#666666',
  highlight: '#009e73',
  soft: '#b8c4ce',
  series: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8a6d3b', '#444444'],
} as const

export interface FigureOptions {
  readonly title: string
  /** What the figure shows, for readers who cannot see it. */
  readonly description: string
  readonly traces: readonly Trace[]
  readonly xTitle?: string
  readonly yTitle?: string
  /** Of the numbers' format; default English. Titles and labels are given in it. */
  readonly language?: Language
  /** Pixels; default 420. */
  readonly height?: number
  /** Further Plotly layout, merged over the common one. */
  readonly layout?: Readonly<Record<string, unknown>>
}

/** A figure with the study's common look: title, axis titles with units, quiet grid, readable type. */
export function figure(options: FigureOptions): Figure {
  const { title, description, traces, xTitle, yTitle, height = 420, language = 'en', layout = {} } = options
  const { xaxis = {}, yaxis = {}, ...others } = layout as Record<string, Record<string, unknown>>
  return {
    data: traces,
    layout: {
      title: { text: escapeLabel(title), x: 0, xref: 'paper', xanchor: 'left', font: { size: 17 } },
      meta: { description },
      height,
      autosize: true,
      margin: { l: 70, r: 24, t: 56, b: 60 },
      font: { family: 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif', size: 13, color: '#222' },
      paper_bgcolor: '#fff',
      plot_bgcolor: '#fff',
      colorway: palette.series,
      hoverlabel: { align: 'left' },
      separators: separatorsOf(language),
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' },
      xaxis: { ...quietAxis, ...(xTitle && { title: titled(xTitle) }), ...xaxis },
      yaxis: { ...quietAxis, ...(yTitle && { title: titled(yTitle) }), ...yaxis },
      ...others,
    },
  }
}

/** The decimal point and what parts thousands, as Plotly takes them. */
function separatorsOf(language: Language): string {
  const { decimalPoint, thousands } = wordsIn(language).numbers
  return decimalPoint + thousands
}

const titled = (text: string) => ({ text: escapeLabel(text), font: { size: 13 }, standoff: 10 })

export const quietAxis = {
  gridcolor: '#e6e6e6',
  zerolinecolor: '#bbbbbb',
  automargin: true,
  separatethousands: true,
  ticks: 'outside',
  ticklen: 5,
  tickcolor: 'rgba(0,0,0,0)',
} as const

/** Plotly reads labels as a small markup language; text from tables must stay text. */
export function escapeLabel(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A feature's label with its unit, for an axis. */
export function axisLabel(
  feature: Pick<Feature, 'label' | 'russian' | 'unit'>,
  language: Language = 'en',
): string {
  const label = labelOf(feature, language)
  return feature.unit ? `${label} (${wordsIn(language).unit(feature.unit)})` : label
}

/** Axes of one cell in a grid of small figures, numbered as Plotly does: x, x2, x3, … */
export function gridCell(index: number): { x: string; y: string; xaxis: string; yaxis: string } {
  const suffix = index === 0 ? '' : String(index + 1)
  return { x: `x${suffix}`, y: `y${suffix}`, xaxis: `xaxis${suffix}`, yaxis: `yaxis${suffix}` }
}
