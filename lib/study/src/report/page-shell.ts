import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { studyFile } from '../study/paths'
import type { Language } from '../words/language'
import { escapeHtml } from './markup'

/** What a page of the study has besides the frame that all of them share. */
export interface PageParts {
  readonly title: string
  /** Default English. */
  readonly language?: Language
  /** What the page's scripts find at its root: `data-…` attributes. */
  readonly data?: Readonly<Record<string, string>>
  /** Style sheets, in their order. */
  readonly styles: readonly string[]
  /** Whether elements have styles of their own (a table's alignment, drawn figures). Default true. */
  readonly hasInlineStyles?: boolean
  /** Runs before anything is drawn. */
  readonly firstScript?: string
  /** Markup between the tags of the body. */
  readonly body: string
  /** Run after the body. */
  readonly scripts?: readonly string[]
}

/**
 * One offline page of the study: index.html, the model card, the drift page and the explorer. Pages of notebooks fill the
 * same frame, `templates/page.html.j2`. Nothing is fetched and no script runs but those of the page, known by their hashes.
 *
 * @returns a whole HTML file
 */
export function pageShell({
  title,
  language = 'en',
  data = {},
  styles,
  hasInlineStyles = true,
  firstScript,
  body,
  scripts = [],
}: PageParts): string {
  const style = `\n${styles.map((sheet) => sheet.trim()).join('\n')}\n`
  const first = firstScript === undefined ? [] : [firstScript]
  const parts: Readonly<Record<string, string>> = {
    language,
    attributes: Object.entries(data)
      .map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`)
      .join(''),
    policy: pagePolicy([...first, ...scripts], hasInlineStyles ? undefined : style),
    title: escapeHtml(title),
    style,
    head: first.map(scriptElement).join(''),
    body: [body.trim(), ...scripts.map((script) => scriptElement(script).trim())].join('\n'),
  }
  return frame().replace(/\{\{ (\w+) \}\}/g, (_, name: string) => parts[name])
}

/** The frame, with names of its parts between double braces. */
function frame(): string {
  return readFileSync(studyFile('templates/page.html.j2'), 'utf8')
}

const scriptElement = (script: string) => `<script>${script}</script>\n`

/** @param style the only style that a page may have; absent: elements may have styles of their own */
function pagePolicy(scripts: readonly string[], style?: string): string {
  const allowed = scripts.map((script) => `'${hashOf(script)}'`)
  return (
    `default-src 'none'; script-src ${allowed.join(' ') || "'none'"}; ` +
    `style-src ${style === undefined ? "'unsafe-inline'" : `'${hashOf(style)}'`}; ` +
    "img-src data: blob:; font-src data:; form-action 'none'; base-uri 'none'"
  )
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** Where the page's tables come from, as its first line; text is escaped. */
export function provenanceLine(words: string): string {
  return `<p class="provenance">${escapeHtml(words)}</p>`
}

/** Links of a page to its neighbours. */
export function navigation(links: readonly { readonly href: string; readonly title: string }[]): string {
  const anchors = links.map(({ href, title }) => `<a href="${escapeHtml(href)}">${escapeHtml(title)}</a>`)
  return `<nav class="study-nav" aria-label="Study">${anchors.join(' ')}</nav>`
}
