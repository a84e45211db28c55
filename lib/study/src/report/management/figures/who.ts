import { segmentTitles } from '../../../decisions/segments/segments'
import { type Figure, figure, palette } from '../../figure'
import type { MapCell, Range, WhoFindings } from '../findings'
import type { Speaker } from '../speaker'
import { legendAbove, listAxis, onPhones, wrapLabel } from './labels'

/** Profit of each segment over the horizon, parted into what is safe and what is at risk. */
export function segmentsFigure({ segments }: WhoFindings, months: number, words: Speaker): Figure {
  const { texts, money, language } = words
  const period = words.months(months)
  const names = segments.map(({ segment }) => wrapLabel(segmentTitles[segment][language]))
  const widest = Math.max(0, ...segments.map(({ profit }) => profit))
  const bar = (name: string, values: readonly number[], color: string) => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: names,
    x: values,
    marker: { color },
    // A number that is wider than its bar would be drawn too small to read; the table has it.
    text: values.map((value) => (value >= 0.15 * widest ? money(value) : '')),
    textposition: 'inside',
    insidetextanchor: 'middle',
    textangle: 0,
    insidetextfont: { color: color === strongOrange ? '#fff' : '#222' },
    customdata: values.map(money),
    hovertemplate: `%{y}: %{customdata} (${name})<extra></extra>`,
  })
  return figure({
    title: texts.figures.segments(period),
    description: segments
      .map(({ segment, profit, atRisk }) =>
        texts.figures.segment({
          title: segmentTitles[segment][language],
          atRisk: money(atRisk),
          profit: money(profit),
        }),
      )
      .join('; '),
    traces: [
      bar(
        texts.figures.atRisk,
        segments.map(({ atRisk }) => atRisk),
        strongOrange,
      ),
      bar(
        texts.figures.safe,
        segments.map(({ profit, atRisk }) => profit - atRisk),
        palette.soft,
      ),
    ],
    xTitle: texts.figures.profitIn(period),
    height: 150 + 52 * segments.length,
    language,
    layout: {
      barmode: 'stack',
      legend: legendAbove,
      yaxis: listAxis,
      forPhones: onPhones,
    },
  })
}

/** White numbers stay legible on it. */
const strongOrange = '#b34f00'

/** Customers by risk and profit in cells that hold enough of them. */
export function riskMapFigure({ map }: WhoFindings, words: Speaker): Figure {
  const { texts, count, customers, decimal, percent, language } = words
  const columns = distinct(map.map(({ probability }) => probability))
  const rows = distinct(map.map(({ profit }) => profit))
  const edges = rows.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite)
  const digits = edges.every(Number.isInteger) ? 0 : 1
  const edge = (value: number) => decimal(value, digits)
  const columnName = ({ from, to }: Range) => `${Math.round(100 * from)}–${Math.round(100 * to)}`
  const rowName = ({ from, to }: Range) => {
    if (from === -Infinity && to === Infinity) return texts.figures.any
    if (from === -Infinity) return texts.figures.under(edge(to))
    return to === Infinity ? texts.figures.from(edge(from)) : `${edge(from)}–${edge(to)}`
  }
  const cellAt = (row: Range, column: Range): MapCell | undefined =>
    map.find(({ profit, probability }) => profit.from === row.from && probability.from === column.from)
  const cells = rows.map((row) => columns.map((column) => cellAt(row, column)?.customers ?? null))
  const largest = map.reduce((a, b) => (b.customers > a.customers ? b : a), map[0])
  return figure({
    title: texts.figures.riskMap,
    description: largest
      ? texts.figures.riskMapPoint({
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
        hovertext: cells.map((row) => row.map((cell) => (cell === null ? '' : customers(cell)))),
        hovertemplate: texts.figures.riskMapHover,
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
    xTitle: texts.figures.riskAxis,
    yTitle: texts.figures.profitAxis,
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
