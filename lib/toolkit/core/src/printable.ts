const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu

/**
 * Makes control and invisible characters, line ends among them, visible as \uXXXX.
 * @example
 * ```ts
 * escapeHidden('a\nb') // → 'a\\u000ab'
 * ```
 */
export function escapeHidden(text: string): string {
  return text.replace(hidden, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)
}

/**
 * Lines as everything is printed: whatever they quote of files, names or arguments, a terminal finds nothing to act on
 * and no line end but those between the lines. The set-up, which runs before this is compiled, has its like in
 * scripts/setup/print.mjs.
 * @example
 * ```ts
 * printable(['one', 'two']) // → 'one\ntwo\n'
 * ```
 */
export function printable(lines: readonly string[]): string {
  return lines.map((line) => `${escapeHidden(line)}\n`).join('')
}

/**
 * Says something to whoever runs a command, on stderr.
 * @example
 * ```ts
 * tell('reading list.csv') // → undefined
 * ```
 */
export function tell(...lines: readonly string[]): void {
  process.stderr.write(printable(lines))
}

/**
 * Prints a result to stdout.
 * @example
 * ```ts
 * printLines(['id,share', '7,0.5']) // → undefined
 * ```
 */
export function printLines(lines: readonly string[]): void {
  process.stdout.write(printable(lines))
}
