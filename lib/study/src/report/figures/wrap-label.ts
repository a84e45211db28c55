import { escapeLabel } from '../figure'

/** A label in lines of at most so many characters where blanks allow, escaped for Plotly. */
export function wrapLabel(text: string, width = 20): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.length - 1
    if (last >= 0 && lines[last].length + 1 + word.length <= width) lines[last] += ` ${word}`
    else lines.push(word)
  }
  return lines.map(escapeLabel).join('<br>')
}

/** A long label in two lines, broken at the blank nearest to its middle, so that marks keep room on a phone; escaped. */
export function wrapInTwo(text: string, from = 26): string {
  const blanks = [...text.matchAll(/ /g)].map(({ index = 0 }) => index)
  if (text.length < from || blanks.length === 0) return escapeLabel(text)
  const distance = (at: number) => Math.abs(at - text.length / 2)
  const middle = blanks.reduce((nearest, at) => (distance(at) < distance(nearest) ? at : nearest))
  return `${escapeLabel(text.slice(0, middle))}<br>${escapeLabel(text.slice(middle + 1))}`
}
