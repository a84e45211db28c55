import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { toCsv } from '../../lib/study/src/report/csv'
import { escapeLabel } from '../../lib/study/src/report/figure'
import { escapeHtml, escapeMarkdown } from '../../lib/study/src/report/markup'
import { projectRoot } from '../../lib/study/src/study/paths'
import { hostileStrings } from './hostile-strings'

const { all } = hostileStrings()

const unescaped = (text: string) =>
  text.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name]!,
  )

describe('hostile strings', () => {
  it('are text in HTML and in labels of figures', () => {
    for (const text of all) {
      expect(unescaped(escapeHtml(text))).toBe(text)
      expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(lt|gt|quot|#39|amp);)/)
      expect(unescaped(escapeLabel(text))).toBe(text)
      expect(escapeLabel(text)).not.toMatch(/[<>]/)
    }
  })

  it('come back from CSV, and none begins as a formula does', () => {
    const csv = toCsv(
      ['text', 'n'],
      all.map((text, i) => [text, i]),
    )
    const [, ...rows] = parse(csv) as string[][]
    expect(rows.map(([, n]) => Number(n))).toEqual(all.map((_, i) => i))
    rows.forEach(([cell], i) => {
      const plain = cell.replace(/([;\t]\s*)'(?=[=+\-@])/g, '$1')
      expect(plain === all[i] || plain === `'${all[i]}`).toBe(true)
      expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      expect(cell).not.toMatch(/[;\t]\s*[=+\-@]/)
    })
  })

  it('are text in Markdown: in paragraphs, behind a line, in items, cells and strong words', () => {
    // The renderer takes its time: every third is enough where the place makes little difference.
    const third = all.filter((_, i) => i % 3 === 0)
    const escaped = (texts: readonly string[]) => texts.map((text) => escapeMarkdown(text).trim())
    const cells = ['table', 'tbody', 'td', 'th', 'thead', 'tr']
    const kinds = [
      { texts: all, document: escaped(all).join('\n\n'), block: 'p', tags: ['p'], lead: '' },
      {
        texts: all,
        document: ['| a |', '| --- |', ...escaped(all).map((text) => `| ${text} |`)].join('\n'),
        block: 'td',
        tags: cells,
        lead: '',
      },
      {
        texts: third,
        document: escaped(third)
          .map((text) => `words\n${text}`)
          .join('\n\n'),
        block: 'p',
        tags: ['p'],
        lead: 'words',
      },
      {
        texts: third,
        document: escaped(third)
          .map((text) => `- ${text}`)
          .join('\n'),
        block: 'li',
        tags: ['li', 'ul'],
        lead: '',
      },
      {
        texts: third,
        document: escaped(third)
          .map((text) => `**${text}**`)
          .join('\n\n'),
        block: 'p',
        tags: ['p', 'strong'],
        lead: '',
      },
    ]
    const shown = renderMarkdown(kinds)
    kinds.forEach(({ texts, tags, lead }, k) => {
      expect(shown[k].tags).toEqual(tags)
      expect(shown[k].texts.map(bare)).toEqual(texts.map((text) => bare(lead + text)))
    })
  }, 60_000)
})

const bare = (text: string) => text.replace(/[\s\u0085]+/g, '')

/** What the notebooks' own renderer makes of Markdown: the tags that occur and the text of each block. */
function renderMarkdown(
  documents: readonly { readonly document: string; readonly block: string }[],
): { tags: string[]; texts: string[] }[] {
  const script = `
import json, sys
from html.parser import HTMLParser
from nbconvert.filters import markdown2html

class Reader(HTMLParser):
    def __init__(self, block):
        super().__init__()
        self.block, self.tags, self.texts = block, set(), []
    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == self.block: self.texts.append("")
    def handle_data(self, data):
        if self.texts: self.texts[-1] += data

def read(document, block):
    reader = Reader(block)
    reader.feed(markdown2html(document))
    reader.close()
    return {"tags": sorted(reader.tags), "texts": reader.texts}

json.dump([read(**each) for each in json.load(sys.stdin)], sys.stdout)
`
  const input = JSON.stringify(documents.map(({ document, block }) => ({ document, block })))
  const python = join(projectRoot, '.venv/bin/python')
  const run = spawnSync(python, ['-c', script], { input, encoding: 'utf8', maxBuffer: 1e9 })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as { tags: string[]; texts: string[] }[]
}
