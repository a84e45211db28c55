import { escapeMarkdown } from '../markup'
import { type CardBlock, type CardDocument, inlines, type Prose } from './card-document'

/** A document as Markdown with tables (GitHub's dialect). All text is escaped. */
export function cardMarkdown({ title, blocks }: CardDocument): string {
  return `${[`# ${escapeMarkdown(title)}`, ...blocks.map(markdownBlock)].join('\n\n')}\n`
}

function markdownBlock(block: CardBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`
    case 'paragraph':
      return markdownProse(block.text)
    case 'list':
      return block.items.map((item) => `- ${markdownProse(item)}`).join('\n')
    case 'table':
      return markdownTable(block)
  }
}

/** Markdown has no captions: the caption stands above. */
function markdownTable({ caption, columns, rows, note }: Extract<CardBlock, { kind: 'table' }>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    `**${escapeMarkdown(caption)}**`,
    '',
    line(columns.map(({ title }) => escapeMarkdown(title))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(escapeMarkdown))),
    ...(note ? ['', escapeMarkdown(note)] : []),
  ].join('\n')
}

function markdownProse(text: Prose): string {
  return inlines(text)
    .map((part) => {
      if (typeof part === 'string') return escapeMarkdown(part)
      if ('code' in part) return codeSpan(part.code)
      return 'link' in part
        ? `[${escapeMarkdown(part.link)}](${part.page})`
        : `**${escapeMarkdown(part.strong)}**`
    })
    .join('')
}

/** A span fenced by more backticks than it holds in a row. */
function codeSpan(code: string): string {
  const text = code.replace(/\s+/g, ' ')
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const padded = /^`|`$|^ .* $/.test(text) ? ` ${text} ` : text
  return `${fence}${padded}${fence}`
}
