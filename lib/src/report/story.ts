import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ArgumentError } from '../util/errors'
import { formatCount, formatDecimal, formatMeasure, formatMoney, formatPercent } from '../util/numbers'
import { storeFile } from '../util/store-file'
import { escapeMarkdown, showMarkdown } from './notebook'

/** A number that prose quotes: its name in metrics.json, its value, and how it is written. */
export interface Quote {
  readonly name: string
  readonly value: number
  readonly text: string
}

/** The numbers of one notebook, by name; names may be dotted paths. */
export type QuotedNumbers = Record<string, unknown>

/**
 * The prose of one notebook. Every number in it goes through a quote, so that each is computed, written the
 * same way, and found again in metrics.json.
 */
export class Story {
  private readonly numbers: QuotedNumbers = {}

  /**
   * @param notebook name of the notebook, the key in metrics.json
   * @param folder where the numbers are kept for metrics.json; absent: nowhere
   */
  constructor(
    readonly notebook: string,
    private readonly folder?: string,
  ) {}

  count = (name: string, value: number): Quote => ({ name, value, text: formatCount(value) })
  percent = (name: string, value: number, digits = 0): Quote => ({
    name,
    value,
    text: formatPercent(value, digits),
  })
  decimal = (name: string, value: number, digits = 3): Quote => ({
    name,
    value,
    text: formatDecimal(value, digits),
  })
  measure = (name: string, value: number): Quote => ({ name, value, text: formatMeasure(value) })
  money = (name: string, value: number): Quote => ({ name, value, text: formatMoney(value) })

  /** Template tag: prose in Markdown. Quotes are written out and recorded; words from tables are escaped. */
  tell = (strings: TemplateStringsArray, ...parts: (Quote | string)[]): string => {
    return strings.reduce((sentence, string, i) => {
      const part = parts[i]
      if (part === undefined) return sentence + string
      if (typeof part === 'string') return sentence + string + escapeMarkdown(part)
      this.record(part.name, part.value)
      return sentence + string + part.text
    }, '')
  }

  /** Shows prose in the notebook; a template tag like `tell`. */
  say = (strings: TemplateStringsArray, ...parts: (Quote | string)[]): void => {
    showMarkdown(this.tell(strings, ...parts))
  }

  /**
   * Puts a value into metrics.json under this notebook.
   * @throws ArgumentError for a number that is not finite and, where the numbers are kept, for a second value of
   * the same name: prose would quote a number that metrics.json does not hold
   */
  record(name: string, value: unknown): void {
    if (!holdsFiniteNumbers(value)) {
      throw new ArgumentError('Story.record', `${name} must be a finite number`, value)
    }
    const before = Object.hasOwn(this.numbers, name) ? JSON.stringify(this.numbers[name]) : undefined
    const text = JSON.stringify(value)
    if (this.folder && before !== undefined && before !== text) {
      throw new ArgumentError('Story.record', `${name} is ${before} already: take another name`, text)
    }
    this.numbers[name] = value
    if (this.folder) {
      storeFile(join(this.folder, `${this.notebook}.json`), JSON.stringify(this.numbers))
    }
  }
}

function holdsFiniteNumbers(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(holdsFiniteNumbers)
}

/** The numbers that a notebook left in a folder; empty when it left none. */
export function readQuotedNumbers(folder: string, notebook: string): QuotedNumbers {
  const path = join(folder, `${notebook}.json`)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as QuotedNumbers) : {}
}
