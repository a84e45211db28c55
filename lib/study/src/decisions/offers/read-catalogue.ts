import { describeValue, jsonLines, readInputFile, UserError } from '@one-click/core'
import type { z } from 'zod'
import type { OfferCatalogue } from './offer-catalogue'
import { catalogueSchema } from './offer-schema'

/** Largest file of offers that is read, in bytes. */
const maxCatalogueBytes = 1_000_000

/**
 * Reads and checks a catalogue of offers.
 * @throws UserError that names the file and, for every place that breaks the rules, line, value and remedy
 */
export function readOfferCatalogue(path: string): OfferCatalogue {
  const text = readJsonText(path)
  const checked = catalogueSchema.safeParse(parseJson(text, path), { error: problemText })
  if (checked.success) return checked.data
  const { lines } = jsonLines(text)
  const problems = checked.error.issues.map(({ path: place, message }) => {
    const line = lineOf(place.map(String), lines)
    return `line ${line}, ${place.join('.') || 'file'}: ${message}`
  })
  throw new UserError([`${path}: the offers break the rules`, ...problems.map((problem) => `  ${problem}`)])
}

function readJsonText(path: string): string {
  let bytes: Uint8Array
  try {
    bytes = readInputFile(path, 'catalogue of offers', maxCatalogueBytes)
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new UserError(
      `${path}: the offers cannot be read (${code}): put the file back, or mend its permissions`,
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UserError(`${path}: the offers cannot be read: the file is not UTF-8: save it as UTF-8`)
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const { broken } = jsonLines(text)
    throw new UserError(
      `${path}: the offers cannot be read: line ${broken} is no JSON: look there and at the line before for a comma, ` +
        'a quotation mark or a bracket that is missing or too many',
    )
  }
}

/** The line of a place; of what holds it where the place itself is missing. */
function lineOf(place: readonly string[], lines: ReadonlyMap<string, number>): number {
  for (let length = place.length; length > 0; length--) {
    const line = lines.get(place.slice(0, length).join('.'))
    if (line !== undefined) return line
  }
  return 1
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotation marks',
  number: 'a number, with a decimal point and without quotation marks',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'an object in curly brackets',
}

/** What is wrong and what to do, for problems whose rule has no words of its own. */
function problemText(issue: z.core.$ZodRawIssue): string | undefined {
  const value = Array.isArray(issue.input) ? 'a list' : describeValue(issue.input)
  if (issue.input === undefined) return 'is missing: add it (CONTRIBUTING.md, "Add an offer")'
  switch (issue.code) {
    case 'invalid_type':
      return `needs ${kinds[issue.expected] ?? issue.expected}, not ${value}`
    case 'invalid_value':
      return `${value} is not known: use ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`
    case 'unrecognized_keys':
      return `${namedKeys(issue.keys)} is no field here: correct its name or remove it`
    case 'too_small':
      return issue.origin === 'number' ? `${value} is below ${issue.minimum}` : 'is empty: name one at least'
    case 'too_big':
      return issue.origin === 'number'
        ? `${value} is above ${issue.maximum}${issue.maximum === 1 ? ': a share is written from 0 to 1' : ''}`
        : `has more than ${issue.maximum} ${issue.origin === 'array' ? 'entries: leave some out' : 'characters: shorten it'}`
    default:
      return undefined
  }
}

/** The first of them, and how many more there are. */
function namedKeys(keys: readonly string[]): string {
  const more = keys.length > 8 ? ` and ${keys.length - 8} more` : ''
  return `${keys
    .slice(0, 8)
    .map((key) => `«${key}»`)
    .join(', ')}${more}`
}
