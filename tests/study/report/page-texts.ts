import type { Figure } from '../../../lib/study/src/report/figure'

/** Every text of a figure that a reader may see: titles, names, labels, ticks, hover texts, and its description. */
export function textsOfFigure({ data, layout }: Figure): string[] {
  const { font, legend, hoverlabel, ...shown } = layout as Record<string, unknown>
  return textsWithin([data, shown], '').map((text) =>
    text
      .replaceAll(/%\{[^}]*\}/g, ' ')
      .replaceAll(/<br>/g, ' ')
      .replaceAll(/<\/?extra>/g, ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  )
}

/** Settings of Plotly's that are words but no text. */
const settings =
  /^(type|mode|orientation|color|colorscale|colorway|fillcolor|dash|symbol|shape|fill|hoverinfo|textposition|insidetextanchor|xanchor|yanchor|xref|yref|xaxis|yaxis|family|anchor|overlaying|side|barmode|boxmode|boxpoints|pattern|layer|legendgroup|rangemode|ticks|tickmode|exponentformat|traceorder|tickcolor|gridcolor|zerolinecolor|paper_bgcolor|plot_bgcolor|bgcolor|separators|matches|domain|texttemplate|align|dtick|autorange|constrain|hovermode|line|ticklabelposition|bordercolor)$/

function textsWithin(value: unknown, key: string): string[] {
  if (typeof value === 'string') return settings.test(key) ? [] : [value]
  if (ArrayBuffer.isView(value) || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return settings.test(key) ? [] : value.flatMap((part) => textsWithin(part, key))
  return Object.entries(value).flatMap(([name, part]) => textsWithin(part, name))
}

/** Every text of a part of a page: of its elements, of what they are called, and of its figures. */
export function textsOfPage(markup: string): string[] {
  const figures = [...markup.matchAll(/<script type="application\/json">([\s\S]*?)<\/script>/g)].flatMap(
    ([, json]) => textsOfFigure(JSON.parse(json) as Figure),
  )
  const elements = markup.replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ')
  const called = [...elements.matchAll(/\b(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(
    ([, text]) => text,
  )
  const inline = elements.replaceAll(/<\/?(strong|em|span|a|b|code|small)\b[^>]*>/g, '')
  return [...figures, ...called, ...inline.split(/<[^>]*>/)].map(plain).filter((text) => text.trim() !== '')
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
