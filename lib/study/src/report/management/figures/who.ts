import { segmentTitles } from '../../../decisions/segments/segments'
import { type Figure, figure, palette } from '../../figure'
import type { MapCell, Range, WhoFindings } from '../findings'
import type { Speaker } from '../speaker'
import { legendAbove, listAxis, onPhones, wrapLabel } from './labels'

/** Profit of each segment over the horizon, parted into what is safe and what is at risk. */
export function segmentsFigure({ segments }: WhoFindings, months: number, words: Speaker): Figure {
  const { say, money, language } = words
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
    title: say(
      `Прибыль за ${period}: какая её часть под угрозой`,
      `Profit in ${period}, and how much of it is at risk`,
    ),
    description: segments
      .map(({ segment, profit, atRisk }) =>
        say(
          `${segmentTitles[segment].ru}: под угрозой ${money(atRisk)} из ${money(profit)}`,
          `${segmentTitles[segment].en}: ${money(atRisk)} of ${money(profit)} at risk`,
        ),
      )
      .join('; '),
    traces: [
      bar(
        say('под угрозой', 'at risk'),
        segments.map(({ atRisk }) => atRisk),
        strongOrange,
      ),
      bar(
        say('вне угрозы', 'safe'),
        segments.map(({ profit, atRisk }) => profit - atRisk),
        palette.soft,
      ),
    ],
    xTitle: say(`прибыль за ${period}`, `profit in ${period}`),
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
  const { say, count, customers, decimal, percent, language } = words
  const columns = distinct(map.map(({ probability }) => probability))
  const rows = distinct(map.map(({ profit }) => profit))
  const edges = rows.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite)
  const digits = edges.every(Number.isInteger) ? 0 : 1
  const edge = (value: number) => decimal(value, digits)
  const columnName = ({ from, to }: Range) => `${Math.round(100 * from)}–${Math.round(100 * to)}`
  const rowName = ({ from, to }: Range) => {
    if (from === -Infinity && to === Infinity) return say('любая', 'any')
    if (from === -Infinity) return say(`до ${edge(to)}`, `under ${edge(to)}`)
    return to === Infinity ? say(`от ${edge(from)}`, `${edge(from)} up`) : `${edge(from)}–${edge(to)}`
  }
  const cellAt = (row: Range, column: Range): MapCell | undefined =>
    map.find(({ profit, probability }) => profit.from === row.from && probability.from === column.from)
  const cells = rows.map((row) => columns.map((column) => cellAt(row, column)?.customers ?? null))
  const largest = map.reduce((a, b) => (b.customers > a.customers ? b : a), map[0])
  return figure({
    title: say(
      'Сколько клиентов при каком риске и какой прибыли',
      'How many customers at which risk and profit',
    ),
    description: largest
      ? say(
          `Карта: риск по горизонтали, прибыль по вертикали. Больше всего клиентов (${count(largest.customers)}) с риском ${percent(largest.probability.from)}–${percent(largest.probability.to)} и прибылью в месяц ${rowName(largest.profit)}.`,
          `A map: risk from left to right, profit upwards. Most customers (${count(largest.customers)}) have a risk of ${percent(largest.probability.from)} to ${percent(largest.probability.to)} and a monthly profit of ${rowName(largest.profit)}.`,
        )
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
        hovertemplate: say(
          'риск %{x} %, прибыль %{y}: %{hovertext}<extra></extra>',
          'risk %{x}%, profit %{y}: %{hovertext}<extra></extra>',
        ),
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
    xTitle: say('риск: вероятность спада, %', 'risk: probability of decline, %'),
    yTitle: say('прибыль в месяц', 'profit a month'),
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
