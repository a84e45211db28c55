import type { PrevalenceScenario } from '../../decisions/budget/prevalence-scenarios'
import { segmentNames } from '../../decisions/segments/segments'
import type { Bilingual, Language } from '../../words/language'
import { pairedTexts } from '../../words/language'
import { formatCount, formatMoney, formatPercent, percentSign } from '../../words/number-format'
import { segmentTitles } from '../../words/segment-titles'
import { type Figure, figure, gridCell, palette, quietAxis } from '../figure'
import { segmentColors } from './decisions'

const words = pairedTexts(({ figures }) => figures.prevalence)

/** One line over the shares; `name` where it stands in the legend. */
interface Line {
  readonly of: (scenario: PrevalenceScenario) => number
  readonly color: string
  readonly dash?: 'dot'
  readonly name?: string
}

interface Panel {
  readonly title: string
  readonly lines: readonly Line[]
  readonly isPercent?: boolean
}

/**
 * What the store would have by the share of its customers who decline, with a mark at the share of the tables:
 * segments and mean probability above, customers at risk, profit at risk and the plan's net gain below.
 * @param own share that the study's probabilities stand for
 * @param unit of money
 */
export function prevalenceFigure(
  scenarios: readonly PrevalenceScenario[],
  own: number,
  unit: Bilingual,
  language: Language = 'en',
): Figure {
  const say = (key: keyof typeof words) => words[key][language]
  const rows: readonly (readonly Panel[])[] = [
    [
      {
        title: say('segments'),
        lines: segmentNames.map((segment) => ({
          of: ({ segments }) => segments[segment],
          color: segmentColors[segment],
          name: segmentTitles[segment][language],
        })),
      },
      {
        title: say('meanProbability'),
        isPercent: true,
        lines: [
          {
            of: ({ meanProbability }) => 100 * meanProbability,
            color: palette.neutral,
            name: say('ofStore'),
          },
          {
            of: ({ meanInTables }) => 100 * meanInTables,
            color: palette.neutral,
            dash: 'dot',
            name: say('ofTables'),
          },
        ],
      },
    ],
    [
      { title: say('atRisk'), lines: [{ of: ({ atRisk }) => atRisk, color: palette.holds }] },
      {
        title: `${say('profitAtRisk')} (${unit[language]})`,
        lines: [{ of: ({ profitAtRisk }) => profitAtRisk, color: palette.declines }],
      },
      {
        title: `${say('net')} (${unit[language]})`,
        lines: [{ of: ({ net }) => net, color: palette.highlight }],
      },
    ],
  ]
  const cells = rows.flatMap((panels, row) =>
    panels.map((panel, column) => ({ panel, domain: domainOf(row, column, panels.length) })),
  )
  const percent = (value: number) => formatPercent(value, 0, language)
  return figure({
    title: say('title'),
    description: [scenarios[0], scenarios[scenarios.length - 1]]
      .map(
        ({ share, meanProbability, atRisk, profitAtRisk, net }) =>
          `${percent(share)}: ${say('meanProbability')} ${percent(meanProbability)}, ` +
          `${say('atRisk')} ${formatCount(Math.round(atRisk), language)}, ` +
          `${say('profitAtRisk')} ${formatMoney(profitAtRisk, language)}, ${say('net')} ${formatMoney(net, language)}`,
      )
      .join('; '),
    traces: cells.flatMap(({ panel: { title, lines, isPercent } }, i) =>
      lines.map(({ of, color, dash, name }) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: name ?? title,
        showlegend: name !== undefined,
        x: scenarios.map(({ share }) => 100 * share),
        y: scenarios.map(of),
        xaxis: gridCell(i).x,
        yaxis: gridCell(i).y,
        line: { color, width: 2.5, ...(dash && { dash }) },
        marker: {
          color,
          size: scenarios.map(({ share }) => (share === own ? 12 : 6)),
          symbol: scenarios.map(({ share }) => (share === own ? 'diamond' : 'circle')),
        },
        hovertemplate: `%{x:.0f}${percentSign[language]}: %{y:,.0f}${isPercent ? percentSign[language] : ''}<extra></extra>`,
      })),
    ),
    height: 680,
    layout: {
      legend: { orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom' },
      margin: { l: 70, r: 24, t: 100, b: 60 },
      ...Object.fromEntries(
        cells.flatMap(({ panel: { title, isPercent }, domain }, i) => {
          const { xaxis, yaxis, x, y } = gridCell(i)
          const ticksuffix = percentSign[language]
          return [
            [
              xaxis,
              {
                ...quietAxis,
                domain: domain.x,
                anchor: y,
                ticksuffix,
                title: { text: say('share'), font: { size: 12 }, standoff: 10 },
              },
            ],
            [
              yaxis,
              {
                ...quietAxis,
                domain: domain.y,
                anchor: x,
                rangemode: 'tozero',
                ...(isPercent && { ticksuffix }),
                title: { text: title, font: { size: 13 } },
              },
            ],
          ]
        }),
      ),
    },
    language,
  })
}

/** Where a panel stands: two rows, each divided evenly. */
function domainOf(
  row: number,
  column: number,
  columns: number,
): { x: [number, number]; y: [number, number] } {
  return {
    x: [
      column / columns + (column > 0 ? 0.085 : 0),
      (column + 1) / columns - (column < columns - 1 ? 0.045 : 0),
    ],
    y: row === 0 ? [0.58, 1] : [0, 0.42],
  }
}
