const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu

/** Lines as everything is printed, with control and invisible characters made visible: lib/toolkit/core/src/printable.ts. */
export function printable(lines) {
  const escaped = (line) =>
    line.replace(hidden, (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`)
  return lines.map((line) => `${escaped(line)}\n`).join('')
}

/** Prints a command's result, on stdout. */
export function print(...lines) {
  process.stdout.write(printable(lines))
}

/** Says something to whoever runs a command, on stderr. */
export function tell(...lines) {
  process.stderr.write(printable(lines))
}

/**
 * What the library's commands do (`runCommand`), for those beside it: a reader that has closed the pipe has read enough,
 * and a result that cannot be printed, to a full disk say, is a failure.
 *
 * @param {string} name of the command
 */
export function watchOutput(name) {
  process.stdout.on('error', ({ code }) => {
    if (code === 'EPIPE') process.exit(0)
    tell(`${name}: standard output cannot be written (${code}): make room, or send it elsewhere`)
    process.exit(1)
  })
  // Where messages go nowhere, the exit code still says how it ended.
  process.stderr.on('error', () => {})
}
