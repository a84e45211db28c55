import type { Bilingual } from '../../../words/language'
import { type Figure, figure, palette } from '../../figure'
import type { ThemeFinding } from '../findings'
import type { Speaker } from '../speaker'
import { themeWords } from '../themes'
import { listAxis, onPhones, wrapLabel } from './labels'

/** By how many points each theme raises (or lowers) the risk of the customers at risk, on average. */
export function themesFigure(themes: readonly ThemeFinding[], words: Speaker): Figure {
  const { texts, decimal, language } = words
  const named = (of: Bilingual) => capital(of[language])
  const names = themes.map(({ theme, sign }) => named(themeWords(theme, sign)))
  const points = themes.map((theme) => Number((100 * theme.points).toFixed(1)))
  const written = points.map((value) => `${value > 0 ? '+' : ''}${decimal(value)}`)
  return figure({
    title: texts.figures.themes,
    description: names.map((name, i) => `${name}: ${written[i]}`).join('; '),
    traces: [
      {
        type: 'bar',
        orientation: 'h',
        y: names.map((name) => wrapLabel(name, 22)),
        x: points,
        marker: { color: points.map((value) => (value > 0 ? palette.declines : palette.holds)) },
        text: written,
        textposition: 'outside',
        cliponaxis: false,
        hoverinfo: 'skip',
      },
    ],
    xTitle: texts.figures.points,
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

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
