import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatDecimal } from '../../words/number-format'
import { type Figure, figure, palette } from '../figure'
import { listAxis, onPhones } from './axes'
import { wrapLabel } from './wrap-label'

/**
 * By how many percentage points each theme raises (or lowers) the risk of the customers at risk, on average.
 *
 * @param themes names in the language of the figure; points as shares, −1 to 1
 */
export function themesFigure(
  themes: readonly { readonly name: string; readonly points: number }[],
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.risk.themes
  const points = themes.map((theme) => Number((100 * theme.points).toFixed(1)))
  const written = points.map((value) => `${value > 0 ? '+' : ''}${formatDecimal(value, 1, language)}`)
  return figure({
    title: texts.title,
    description: themes.map(({ name }, i) => `${name}: ${written[i]}`).join('; '),
    traces: [
      {
        type: 'bar',
        orientation: 'h',
        y: themes.map(({ name }) => wrapLabel(name, 22)),
        x: points,
        marker: { color: points.map((value) => (value > 0 ? palette.declines : palette.holds)) },
        text: written,
        textposition: 'outside',
        cliponaxis: false,
        hoverinfo: 'skip',
      },
    ],
    xTitle: texts.points,
    height: 130 + 44 * themes.length,
    language,
    layout: {
      showlegend: false,
      yaxis: listAxis,
      xaxis: { range: [Math.min(0, ...points) * 1.3, Math.max(1, ...points) * 1.3] },
      forPhones: onPhones,
    },
  })
}
