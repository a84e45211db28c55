import { escapeHidden } from './printable'

/**
 * A failure the user can mend: the data or the run is at fault. Commands print its message and exit with 1.
 * @example
 * ```ts
 * new UserError(['table.csv, line 3: no number', 'mend the line']).message.split('\n').length // → 2
 * ```
 */
export class UserError extends Error {
  override readonly name: string = 'UserError'

  /** @param message one line, or several as a list; control and invisible characters in it are made visible */
  constructor(message: string | readonly string[]) {
    super((typeof message === 'string' ? [message] : message).map(escapeHidden).join('\n'))
  }
}

/**
 * A wrong call of a library function: which function, which rule, which value.
 * @example
 * ```ts
 * new ArgumentError('mean', 'needs at least 1 value', 0).message // → 'mean: needs at least 1 value (got 0)'
 * ```
 */
export class ArgumentError extends UserError {
  override readonly name = 'ArgumentError'
  constructor(where: string, rule: string, value?: unknown) {
    super(`${where}: ${rule}${value === undefined ? '' : ` (got ${describeValue(value)})`}`)
  }
}

/**
 * A value as it can stand in a message: short, quoted when text, without control characters.
 * @example
 * ```ts
 * describeValue('a\tb') // → '"a\\tb"'
 * ```
 */
export function describeValue(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : textOf(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** An object of a file may have a `toString` that is no function. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : 'an object'
}
