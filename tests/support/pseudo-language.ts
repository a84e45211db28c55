import type { Vocabulary } from '../../lib/study/src/words/en'
import { en } from '../../lib/study/src/words/en'

const opening = '⟦'
const closing = '⟧'

/**
 * A language made by machine: English, every text of a vocabulary between brackets. Values that a text takes stand outside
 * of them, so that a word which no vocabulary has, handed on in a value, shows.
 */
export const pseudo: Vocabulary = {
  ...(bracketed(en) as Vocabulary),
  numbers: en.numbers,
  day: en.day,
  local: (text) => bracket(text.en),
  unit: (unit) => bracket(unit),
}

function bracket(text: string): string {
  return text === '' ? '' : opening + text + closing
}

/** Texts of a vocabulary, also those that its functions make. */
function bracketed(part: unknown): unknown {
  if (typeof part === 'string') return bracket(part)
  if (typeof part === 'function') return (...values: unknown[]) => saidWith(part as Say, values)
  if (Array.isArray(part)) return part.map(bracketed)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, bracketed(value)]))
}

type Say = (...values: unknown[]) => unknown

/** What a function says, its own words in brackets: values of a sentence are kept apart from them by marks. */
function saidWith(say: Say, values: readonly unknown[]): unknown {
  const taken: string[] = []
  const mark = (value: unknown) => {
    if (typeof value !== 'string') return value
    taken.push(value)
    return `\uE000${taken.length - 1}\uE001`
  }
  const marked = values.map((value) =>
    isValues(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mark(one)]))
      : mark(value),
  )
  return apart(say(...marked), taken)
}

/** Whether an argument holds the values of a sentence: texts by name. */
function isValues(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => typeof one === 'string' || typeof one === 'number')
  )
}

function apart(said: unknown, values: readonly string[]): unknown {
  if (typeof said === 'object' && said !== null) {
    return Object.fromEntries(Object.entries(said).map(([key, one]) => [key, apart(one, values)]))
  }
  if (typeof said !== 'string') return said
  return said
    .split(/\uE000(\d+)\uE001/)
    .map((part, i) => (i % 2 === 0 ? bracket(part) : values[Number(part)]))
    .join('')
}

/** The words of a text that stand outside of all brackets: those that no vocabulary has. */
export function escapedWords(text: string): string[] {
  let depth = 0
  let outside = ''
  for (const character of text) {
    if (character === opening) depth++
    if (depth === 0) outside += character
    else if (character === closing && --depth === 0) outside += ' '
  }
  return outside.match(/\p{Letter}{2,}/gu) ?? []
}
