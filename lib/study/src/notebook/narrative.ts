import { join } from 'node:path'
import { ArgumentError, placeOfLostNumber, storeFile } from '@one-click/core'
import type { Share } from '@one-click/statistics'
import { groupsToMerge, tellsOfFew } from '../customers/small-groups'
import { escapeMarkdown } from '../report/markup'
import { fewInWords, withheldWord } from '../study/few-customers'
import type { QuotedNumbers } from '../study/quoted-numbers'
import {
  formatCount,
  formatDecimal,
  formatMeasure,
  formatMoney,
  formatPercent,
  pInWords,
} from '../words/number-format'
import { showMarkdown } from './display'

/** A number that prose quotes: its name in metrics.json, its value, and how it is written. */
export interface TrackedNumber {
  readonly name: string
  readonly value: number
  readonly text: string
}

/** What a sentence is made of besides its own words: quotes, words from tables, and clauses of both. */
export type Phrase = TrackedNumber | string | readonly Phrase[]

/**
 * An enumeration of however many phrases there are: `a`, `a and b`, `a, b and c`; without any, `none`. Sentences that
 * name the first three of something by hand presuppose that there are three.
 */
export function listed(phrases: readonly Phrase[]): Phrase {
  if (phrases.length < 2) return phrases[0] ?? 'none'
  return phrases.map((phrase, i) => [i === 0 ? '' : i === phrases.length - 1 ? ' and ' : ', ', phrase])
}

/**
 * The prose of one notebook. Every number in it goes through a quote, so that each is computed, written the
 * same way, and found again in metrics.json.
 */
export class Narrative {
  private readonly numbers: QuotedNumbers = {}

  /**
   * @param notebook name of the notebook, the key in metrics.json
   * @param folder where the numbers are kept for metrics.json; absent: nowhere
   */
  constructor(
    readonly notebook: string,
    private readonly folder?: string,
  ) {}

  count = (name: string, value: number): TrackedNumber => ({ name, value, text: formatCount(value) })
  /** Customers, of whom fewer than five are not counted out, so that no one can be told from a page. */
  customers = (name: string, value: number): TrackedNumber => ({
    name,
    value,
    text: fewInWords(value),
  })
  /**
   * Parts of a known number of customers by name, each a quote under its name. A part of fewer than five is withheld, and
   * another where it would follow from the rest.
   *
   * @param others the rest of the known number, who are in no part. Default none
   */
  partsOf = <Name extends string>(
    counts: Readonly<Record<Name, number>>,
    others = 0,
  ): Record<Name, TrackedNumber> => {
    const names = Object.keys(counts) as Name[]
    const withheld = new Set(groupsToMerge([...names.map((name) => counts[name]), others]))
    const quotes = names.map((name, i): [Name, TrackedNumber] => [
      name,
      { name, value: counts[name], text: withheld.has(i) ? withheldWord : formatCount(counts[name]) },
    ])
    return Object.fromEntries(quotes) as Record<Name, TrackedNumber>
  }
  percent = (name: string, value: number, digits = 0): TrackedNumber => ({
    name,
    value,
    text: formatPercent(value, digits),
  })
  /** A share of customers; withheld where so few make it up, or miss from the whole, that it tells how many. */
  shareOf = (name: string, { events, total }: Share, digits = 0): TrackedNumber => ({
    name,
    value: events / Math.max(1, total),
    text: tellsOfFew({ events, total }) ? withheldWord : formatPercent(events / Math.max(1, total), digits),
  })
  decimal = (name: string, value: number, digits = 3): TrackedNumber => ({
    name,
    value,
    text: formatDecimal(value, digits),
  })
  pValue = (name: string, value: number): TrackedNumber => ({ name, value, text: pInWords(value) })
  measure = (name: string, value: number): TrackedNumber => ({ name, value, text: formatMeasure(value) })
  money = (name: string, value: number): TrackedNumber => ({ name, value, text: formatMoney(value) })

  /** Template tag: prose in Markdown. Quotes are written out and recorded; words from tables are escaped. */
  tell = (strings: TemplateStringsArray, ...parts: Phrase[]): string =>
    strings.map((string, i) => string + (i < parts.length ? this.written(parts[i]) : '')).join('')

  private written(phrase: Phrase): string {
    if (typeof phrase === 'string') return escapeMarkdown(phrase)
    if (!('name' in phrase)) return phrase.map((part) => this.written(part)).join('')
    this.record(phrase.name, phrase.value)
    return phrase.text
  }

  /** Shows prose in the notebook; a template tag like `tell`. */
  say = (strings: TemplateStringsArray, ...parts: Phrase[]): void => {
    showMarkdown(this.tell(strings, ...parts))
  }

  /**
   * Puts a value into metrics.json under this notebook.
   * @throws ArgumentError for a number that is not finite and, where the numbers are kept, for a second value of
   * the same name: prose would quote a number that metrics.json does not hold
   */
  record(name: string, value: unknown): void {
    if (placeOfLostNumber(value) !== undefined) {
      throw new ArgumentError('Narrative.record', `${name} must be a finite number`, value)
    }
    const before = Object.hasOwn(this.numbers, name) ? JSON.stringify(this.numbers[name]) : undefined
    const text = JSON.stringify(value)
    if (this.folder && before !== undefined && before !== text) {
      throw new ArgumentError('Narrative.record', `${name} is ${before} already: take another name`, text)
    }
    this.numbers[name] = value
    if (this.folder) {
      storeFile(join(this.folder, `${this.notebook}.json`), JSON.stringify(this.numbers))
    }
  }
}
