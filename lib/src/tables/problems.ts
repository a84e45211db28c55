import { escapeHidden } from '../util/printable'
import type { Problem } from './schema'

const besidesBlanks = /[^\P{Cc}\t\n]|[\p{Cf}\p{Zl}\p{Zp}\ufffd]/u
const allBesidesBlanks = new RegExp(besidesBlanks.source, 'gu')

/** Whether a text holds control, invisible or replacement characters; tabs and line ends do not count. */
export function hasHiddenCharacters(text: string): boolean {
  return besidesBlanks.test(text)
}

/** A text without them. */
export function withoutHidden(text: string): string {
  return text.replace(allBesidesBlanks, '')
}

/** A value as it may stand in a message: quoted, nothing invisible, at most 60 characters. */
export function quoteValue(value: string): string {
  const start = value.length > 200 ? value.slice(0, 200) : value
  const escaped = escapeHidden(start.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t'))
  const short = escaped.length > 57 || start !== value ? `${escaped.slice(0, 57)}…` : escaped
  return `"${short}"`
}

/** Where a problem stands, and in how many rows. */
export type ProblemPlace = Pick<Problem, 'line' | 'column' | 'value' | 'count'>

/** Collects the problems of one file. */
export class ProblemList {
  readonly problems: Problem[] = []

  constructor(readonly file: string) {}

  error(rule: string, message: string, place: ProblemPlace = {}): void {
    this.add('error', rule, message, place)
  }

  warning(rule: string, message: string, place: ProblemPlace = {}): void {
    this.add('warning', rule, message, place)
  }

  private add(severity: Problem['severity'], rule: string, message: string, place: Partial<Problem>): void {
    const { value, ...rest } = place
    const shown = value !== undefined && value.length > 200 ? `${value.slice(0, 200)}…` : value
    this.problems.push({
      severity,
      file: this.file,
      ...rest,
      ...(shown === undefined ? {} : { value: shown }),
      rule,
      message,
    })
  }
}
