import type { Figure } from '../figure'
import { type Html, html, scriptJson } from './html'
import type { Speaker } from './speaker'

/** A figure of the report with the same data as a table. */
export interface Chart {
  /** Name within its edition. */
  readonly name: string
  readonly figure: Figure
  readonly table?: ChartTable
}

export interface ChartTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Space that the figure's own title took; the page shows it above the figure, where it wraps. */
const titleRoom = 40

/**
 * The figure as the page holds it: its title as a caption, what it shows as its name for those who cannot see it,
 * its data for the script that draws it, and the table behind it.
 */
export function chartMarkup({ name, figure, table }: Chart, { language, texts }: Speaker): Html {
  const { title, meta, height, ...layout } = figure.layout as Record<string, unknown>
  const caption = plainText((title as { text?: string } | undefined)?.text ?? '')
  const description = (meta as { description?: string } | undefined)?.description ?? caption
  const margin = layout.margin as Record<string, number>
  const drawn = {
    data: figure.data,
    layout: { ...layout, height: Number(height) - titleRoom, margin: { ...margin, t: margin.t - titleRoom } },
  }
  return html`<figure class="chart-box">
<figcaption id="${language}-${name}">${caption}</figcaption>
<div class="chart" role="img" aria-label="${caption}. ${description}" style="height:${drawn.layout.height}px"></div>
<script type="application/json">${scriptJson(drawn)}</script>
<noscript><p>${description}</p></noscript>
${table && html`<details><summary>${texts.page.asTable}</summary>${dataTable(table, caption)}</details>`}
</figure>
`
}

/**
 * A table whose first column names the row. It scrolls in its own box where the screen is narrow.
 *
 * @param label names the box; the caption is shown only where `isCaptioned`
 * @param options `numbers`: whether the other columns hold numbers, written right
 */
export function dataTable(
  { head, rows }: ChartTable,
  label: string,
  { isCaptioned = false, numbers = true } = {},
): Html {
  const [first, ...others] = head
  const align = numbers ? 'number' : 'words'
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table>
${isCaptioned ? html`<caption>${label}</caption>` : undefined}
<thead><tr><th scope="col">${first}</th>${others.map((title) => html`<th scope="col" class="${align}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(([name, ...values]) => html`<tr><th scope="row">${name}</th>${values.map((value) => html`<td class="${align}">${value}</td>`)}</tr>`)}</tbody>
</table></div>`
}

/** What a label of Plotly's says: its tags and entities undone. */
function plainText(label: string): string {
  return label
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
