import { customersInWords } from '../../words/count-in-words'
import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatCount, formatDecimal, formatPercent } from '../../words/number-format'
import { type Figure, figure } from '../figure'
import { onPhones } from './axes'

/** Lower edge included; an outermost range of profit has no outer edge: it is infinite. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Customers of one cell of the map of risk and profit. */
export interface MapCell {
  readonly customers: number
  readonly probability: Range
  /** Profit a month. */
  readonly profit: Range
}

/** Customers by risk and profit in cells that hold enough of them. */
export function riskMapFigure(map: readonly MapCell[], language: Language = 'en'): Figure {
  const texts = wordsIn(language).figures.segments.map
  const count = (value: number) => formatCount(value, language)
  const percent = (share: number) => formatPercent(share, 0, language)
  const columns = distinct(map.map(({ probability }) => probability))
  const rows = distinct(map.map(({ profit }) => profit))
  const edges = rows.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite)
  const digits = edges.every(Number.isInteger) ? 0 : 1
  const edge = (value: number) => formatDecimal(value, digits, language)
  const columnName = ({ from, to }: Range) => `${Math.round(100 * from)}–${Math.round(100 * to)}`
  const rowName = ({ from, to }: Range) => {
    if (from === -Infinity && to === Infinity) return texts.any
    if (from === -Infinity) return texts.under(edge(to))
    return to === Infinity ? texts.from(edge(from)) : `${edge(from)}–${edge(to)}`
  }
  const cellAt = (row: Range, column: Range): MapCell | undefined =>
    map.find(({ profit, probability }) => profit.from === row.from && probability.from === column.from)
  const cells = rows.map((row) => columns.map((column) => cellAt(row, column)?.customers ?? null))
  const largest = map.reduce((a, b) => (b.customers > a.customers ? b : a), map[0])
  return figure({
    title: texts.title,
    description: largest
      ? texts.most({
          customers: count(largest.customers),
          from: percent(largest.probability.from),
          to: percent(largest.probability.to),
          profit: rowName(largest.profit),
        })
      : '',
    traces: [
      {
        type: 'heatmap',
        x: columns.map(columnName),
        y: rows.map(rowName),
        z: cells,
        text: cells.map((row) => row.map((cell) => (cell === null ? '' : count(cell)))),
        texttemplate: '%{text}',
        textfont: { color: '#222' },
        hovertext: cells.map((row) =>
          row.map((cell) => (cell === null ? '' : customersInWords(cell, language))),
        ),
        hovertemplate: texts.hover,
        colorscale: [
          [0, '#fdf3ec'],
          [1, '#f0a878'],
        ],
        showscale: false,
        xgap: 2,
        ygap: 2,
        hoverongaps: false,
      },
    ],
    xTitle: texts.riskAxis,
    yTitle: texts.profitAxis,
    height: 170 + 38 * rows.length,
    language,
    layout: {
      showlegend: false,
      xaxis: { type: 'category', showgrid: false },
      yaxis: { type: 'category', showgrid: false },
      forPhones: onPhones,
    },
  })
}

function distinct(ranges: readonly Range[]): Range[] {
  const byEdge = new Map(ranges.map((range) => [range.from, range]))
  return [...byEdge.values()].sort((a, b) => a.from - b.from)
}
