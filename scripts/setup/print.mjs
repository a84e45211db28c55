const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu

/** Lines as everything is printed, with control and invisible characters made visible: lib/toolkit/core/src/printable.ts. */
export function printable(lines) {
  const escaped = (line) =>
    line.replace(hidden, (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`)
  return lines.map((line) => `${escaped(line)}\n`).join('')
}

/** Says something to whoever runs a command, on stderr. */
export function tell(...lines) {
  process.stderr.write(printable(lines))
}
