/**
 * UTF-8 that was once read as Windows-1251 and saved again: «да» has become «РґР°». Each character goes back to its
 * Windows-1251 byte and the bytes are read as the UTF-8 they were.
 */

const byteOfCharacter = windows1251Bytes()

function windows1251Bytes(): Map<number, number> {
  const decoder = new TextDecoder('windows-1251')
  const map = new Map<number, number>()
  for (let byte = 0x80; byte < 0x100; byte++) {
    map.set(decoder.decode(Uint8Array.of(byte)).charCodeAt(0), byte)
  }
  // The one byte Windows-1251 leaves undefined: readers kept it as a control character or as U+FFFD.
  map.set(0x98, 0x98)
  map.set(0xfffd, 0x98)
  return map
}

/** Whether the text has to be undone: its first line beyond ASCII, the header, reads as UTF-8 once taken back. */
export function looksDoublyEncoded(text: string): boolean {
  const line = /^.*[^\p{ASCII}].*$/mu.exec(text)?.[0]
  return line !== undefined && undoLine(line) !== line
}

/** Undoes one round, line by line; a line that does not read as UTF-8 stays as it is. */
export function undoDoubleEncoding(text: string): string {
  return text.split('\n').map(undoLine).join('\n')
}

function undoLine(line: string): string {
  const bytes = new Uint8Array(line.length)
  let beyondAscii = false
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i)
    const byte = code < 0x80 ? code : byteOfCharacter.get(code)
    if (byte === undefined) return line
    // A no-break space (0xA0, second byte of «Р») that some tool turned into a plain one.
    bytes[i] = byte === 0x20 && isCyrillicLead(bytes[i - 1]) ? 0xa0 : byte
    if (code >= 0x80) beyondAscii = true
  }
  if (!beyondAscii) return line
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return line
  }
}

function isCyrillicLead(byte: number | undefined): boolean {
  return byte === 0xd0 || byte === 0xd1
}
