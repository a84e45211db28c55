/** Text of people and tables as it can stand in HTML and in Markdown. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it can stand in HTML, also inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}

/**
 * Text as it can stand in one line of Markdown, also at its start or in a cell of a table: no dialect reads it as
 * markup or as a formula, or makes a link of an address in it.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/[\\`*_{}[\]#!|~$@&<>]/g, (character) => markdownEscapes[character] ?? `\\${character}`)
    .replace(/^( ?)(?=[-+=]+( |$)|---)/, '$1\\')
    .replace(/^( ?\d+)(?=[.)]( |$))/, '$1\\')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(www)\./gi, '$1\\.')
}

/** A backslash too becomes an entity: before a bracket, two of them would begin a formula. */
const markdownEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\\': '&#92;',
}
