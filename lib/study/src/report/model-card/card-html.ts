import { htmlTable } from '../html-table'
import { escapeHtml } from '../markup'
import { navigation, pageShell } from '../page-shell'
import { pageStyle } from '../page-style'
import { type CardBlock, type CardDocument, inlines, type Prose } from './card-document'

/** A document as one offline page without scripts, in the study's style. All text is escaped. */
export function cardHtml({ title, blocks }: CardDocument): string {
  return pageShell({
    title,
    styles: [pageStyle(), ownStyle],
    body: `${navigation([
      { href: 'index.html', title: 'Report' },
      { href: 'model-card.md', title: 'This card as Markdown' },
    ])}
<main>
<h1>${escapeHtml(title)}</h1>
${blocks.map(htmlBlock).join('\n')}
</main>`,
  })
}

/** The tables are wide: their cells stand closer, and on paper, where nothing scrolls, they wrap. */
const ownStyle = `
.html th,
.html td {
  padding: 0.35em 0.5em;
}

@media print {
  .html td {
    white-space: normal !important;
  }
}
`

function htmlBlock(block: CardBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p>${htmlProse(block.text)}</p>`
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${htmlProse(item)}</li>`).join('\n')}\n</ul>`
    case 'table':
      return tableRegion(block)
  }
}

/** The table in a region that scrolls by itself on a narrow screen, also by keyboard. */
function tableRegion({ caption, columns, rows, note }: Extract<CardBlock, { kind: 'table' }>): string {
  const written = htmlTable(
    rows,
    columns.map(({ title, align = 'left' }, j) => ({ title, align, value: (row) => row[j] })),
    { caption, note },
  )
  return `<div class="html" role="region" tabindex="0" aria-label="${escapeHtml(caption)}">${written}</div>`
}

function htmlProse(text: Prose): string {
  return inlines(text)
    .map((part) => {
      if (typeof part === 'string') return escapeHtml(part)
      if ('code' in part) return `<code>${escapeHtml(part.code)}</code>`
      return 'link' in part
        ? `<a href="${escapeHtml(part.page)}">${escapeHtml(part.link)}</a>`
        : `<strong>${escapeHtml(part.strong)}</strong>`
    })
    .join('')
}
