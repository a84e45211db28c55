import { UserError } from './errors'
import { printLines } from './printable'

/**
 * A result as JSON, two spaces a level, every number in it finite. JSON knows neither NaN nor Infinity and would hold
 * null in their place, which reads as a value that is absent on purpose.
 * @param value plain data; what is absent on purpose is null or undefined, lists are plain arrays
 * @throws UserError that names the place of a number that is not finite
 * @example
 * ```ts
 * finiteJson([null, 0.5]).length // → 17
 * ```
 */
export function finiteJson(value: unknown): string {
  const place = placeOfLostNumber(value)
  if (place === undefined) return JSON.stringify(value, null, 2)
  throw lostNumber(place)
}

/**
 * Prints a result to stdout as JSON, which any reader of JSON gets back as it was.
 * @throws UserError for a number in it that is not finite (see `finiteJson`)
 * @example
 * ```ts
 * printJson({ share: 0.5 }) // → undefined
 * ```
 */
export function printJson(value: unknown): void {
  printLines(finiteJson(value).split('\n'))
}

/**
 * What is said of a result that has overflowed, or that is no number at all.
 * @param place where the number stands
 * @example
 * ```ts
 * lostNumber('plan.net').name // → 'UserError'
 * ```
 */
export function lostNumber(place: string): UserError {
  return new UserError(
    `${place} is too large to be a number, or none: npm run validate finds amounts in the tables that cannot be`,
  )
}

/**
 * Where in plain data the first number stands that is not finite, as a dotted path; undefined where all are.
 * @param place what the value itself is called
 * @example
 * ```ts
 * placeOfLostNumber({ plan: { net: Number.NaN } }) // → 'plan.net'
 * ```
 */
export function placeOfLostNumber(value: unknown, place = 'the result'): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : place
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, part] of Object.entries(value)) {
    const found = placeOfLostNumber(part, place === 'the result' ? key : `${place}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}
