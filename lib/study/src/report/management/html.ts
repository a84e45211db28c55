import { escapeHtml } from '../markup'

/** Markup that is safe to put into a page: what the template tag {@link html} makes. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup
  }
}

type Part = Html | string | number | false | undefined | readonly Html[]

/**
 * Template tag for markup. Strings and numbers are escaped, so that text from tables stays text; markup and lists
 * of markup are taken as they are; `undefined` and `false` leave a gap.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((page, string, i) => page + written(parts[i - 1]) + string))
}

function written(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Html) return part.markup
  return typeof part === 'object' ? part.map(({ markup }) => markup).join('') : escapeHtml(String(part))
}

/** A value as JSON that can stand inside a script element: nothing in it ends the element or a line. */
export function scriptJson(value: unknown): Html {
  const json = JSON.stringify(value, (_key, part: unknown) =>
    ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part,
  )
  return new Html(
    json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029'),
  )
}
