import type { PrevalenceScenario } from '../../decisions/budget/prevalence-scenarios'
import { prevalenceFigure as en } from '../../words/en/prevalence-figure'
import type { Bilingual, Language } from '../../words/language'
import { formatCount, formatMoney, formatPercent, percentSign } from '../../words/number-format'
import { pairedTexts } from '../../words/paired-texts'
import { prevalenceFigure as ru } from '../../words/ru/prevalence-figure'
import { type Figure, figure, gridCell, palette, quietAxis } from '../figure'

const words = pairedTexts({ ru, en })

/**
 * Customers at risk, profit at risk and the plan's net gain by the share of customers who decline, with a mark at the
 * share of the tables.
 * @param own share that the study's probabilities stand for
 * @param unit of money
 */
export function prevalenceFigure(
  scenarios: readonly PrevalenceScenario[],
  own: number,
  unit: Bilingual,
  language: Language = 'en',
): Figure {
  const panels = [
    { title: words.atRisk[language], of: ({ atRisk }: PrevalenceScenario) => atRisk, color: palette.holds },
    {
      title: `${words.profitAtRisk[language]} (${unit[language]})`,
      of: ({ profitAtRisk }: PrevalenceScenario) => profitAtRisk,
      color: palette.declines,
    },
    {
      title: `${words.net[language]} (${unit[language]})`,
      of: ({ net }: PrevalenceScenario) => net,
      color: palette.highlight,
    },
  ]
  const width = 1 / panels.length
  const first = scenarios[0]
  const last = scenarios[scenarios.length - 1]
  const percent = (value: number) => formatPercent(value, 0, language)
  return figure({
    title: words.title[language],
    description: [first, last]
      .map(
        ({ share, atRisk, profitAtRisk, net }) =>
          `${percent(share)}: ${formatCount(atRisk, language)}, ${formatMoney(profitAtRisk, language)}, ${formatMoney(net, language)}`,
      )
      .join('; '),
    traces: panels.map(({ title, of, color }, i) => {
      const { x, y } = gridCell(i)
      return {
        type: 'scatter',
        mode: 'lines+markers',
        name: title,
        x: scenarios.map(({ share }) => 100 * share),
        y: scenarios.map(of),
        xaxis: x,
        yaxis: y,
        line: { color, width: 2.5 },
        marker: {
          color,
          size: scenarios.map(({ share }) => (share === own ? 12 : 6)),
          symbol: scenarios.map(({ share }) => (share === own ? 'diamond' : 'circle')),
        },
        hovertemplate: `%{x:.0f}${percentSign[language]}: %{y:,.0f}<extra></extra>`,
      }
    }),
    height: 360,
    layout: {
      showlegend: false,
      ...Object.fromEntries(
        panels.flatMap(({ title }, i) => {
          const { xaxis, yaxis, x, y } = gridCell(i)
          return [
            [
              xaxis,
              {
                ...quietAxis,
                domain: [
                  i * width + (i > 0 ? 0.05 : 0),
                  (i + 1) * width - (i < panels.length - 1 ? 0.03 : 0),
                ],
                anchor: y,
                ticksuffix: percentSign[language],
                title: { text: words.share[language], font: { size: 12 }, standoff: 10 },
              },
            ],
            [
              yaxis,
              { ...quietAxis, anchor: x, rangemode: 'tozero', title: { text: title, font: { size: 13 } } },
            ],
          ]
        }),
      ),
    },
    language,
  })
}
