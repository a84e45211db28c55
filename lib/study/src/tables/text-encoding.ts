import { detect } from 'chardet'
import { looksDoublyEncoded, undoDoubleEncoding } from './double-encoding'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251'

/** A file's text as it was meant, or why its bytes cannot be read. */
export type DecodedText =
  | { readonly text: string; readonly encoding: Encoding; readonly doublyEncoded: boolean }
  | { readonly reason: string; readonly line?: number }

/**
 * Turns a file's bytes into text: UTF-8, UTF-16 of either byte order (each with or without a byte order mark),
 * Windows-1251, and UTF-8 that was once read as Windows-1251 and saved again. Decoding is strict: damaged bytes
 * give a reason, never a text with holes. Line ends become LF and no-break and thin spaces plain spaces; letters
 * with a separate accent are composed (NFC).
 *
 * @param isHeader whether a text begins with a header of known columns; settles which single-byte encoding it is
 */
export function decodeText(bytes: Uint8Array, isHeader: (text: string) => boolean): DecodedText {
  const mark = byteOrderMark(bytes)
  const encoding = mark?.encoding ?? guessEncoding(bytes, isHeader)
  if (encoding === undefined) return { reason: 'it is written in UTF-32' }
  const content = bytes.subarray(mark?.length ?? 0)
  const decoded = encoding === 'windows-1251' ? undefined : decodeStrictly(content, encoding)
  if (decoded !== undefined) return finish(decoded, encoding)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    return { reason: `it is ${encoding.toUpperCase()} with damaged characters` }
  }
  if (mark !== undefined || looksLikeDamagedUtf8(content)) {
    return { reason: 'it is UTF-8 with damaged bytes', line: lineOfBadByte(content) }
  }
  return decodeSingleByte(content, isHeader)
}

function byteOrderMark(bytes: Uint8Array): { encoding?: Encoding; length: number } | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: c === 0 && d === 0 ? undefined : 'utf-16le', length: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

/**
 * Without a mark: digits and separators leave zero bytes in every other place of UTF-16. Few of them may also be
 * damage in another encoding, so then the header decides.
 */
function guessEncoding(bytes: Uint8Array, isHeader: (text: string) => boolean): Encoding | undefined {
  let even = 0
  let odd = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 0) continue
    if (i % 2 === 0) even++
    else odd++
  }
  if (even + odd === 0) return 'utf-8'
  if (even > bytes.length / 6 && odd > bytes.length / 6) return undefined
  const share = Math.max(even, odd) / bytes.length
  if (share < 0.04 || Math.max(even, odd) < 20 * Math.min(even, odd)) return 'utf-8'
  const encoding = odd > even ? 'utf-16le' : 'utf-16be'
  const start = new TextDecoder(encoding).decode(bytes.subarray(0, 4000))
  return share > 0.15 || isHeader(start) ? encoding : 'utf-8'
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Other Cyrillic encodings are told apart by the header, so as to name them in the refusal. */
const otherEncodings = { 'koi8-r': 'KOI8-R', ibm866: 'DOS (CP866)', 'x-mac-cyrillic': 'Mac Cyrillic' }

function decodeSingleByte(bytes: Uint8Array, isHeader: (text: string) => boolean): DecodedText {
  const text = decodeStrictly(bytes, 'windows-1251')
  if (text !== undefined && isHeader(text)) return finish(text, 'windows-1251')
  for (const [encoding, name] of Object.entries(otherEncodings)) {
    const other = decodeStrictly(bytes, encoding)
    if (other !== undefined && isHeader(other)) return { reason: `it is written in ${name}` }
  }
  const guess = detect(bytes)
  if (text !== undefined && (guess === 'windows-1251' || readsAsRussian(text)))
    return finish(text, 'windows-1251')
  const guessed = guess === null ? '' : `, the nearest guess is ${guess}`
  return { reason: `it is neither UTF-8 nor UTF-16 nor Windows-1251${guessed}`, line: lineOfBadByte(bytes) }
}

/**
 * Few words are too little for a guess. Beyond ASCII there are only letters of Russian and its usual marks, and no
 * capital follows a small letter: text of the other Cyrillic encodings shows one of the two when it is read wrongly.
 */
function readsAsRussian(text: string): boolean {
  return /^[\p{ASCII}А-Яа-яЁё«»–—№\u00a0]*$/u.test(text) && !/[а-яё][А-ЯЁ]/.test(text)
}

/** Most bytes beyond ASCII form UTF-8 sequences, which Cyrillic text in a single-byte encoding never does. */
function looksLikeDamagedUtf8(bytes: Uint8Array): boolean {
  let paired = 0
  let alone = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] < 0x80) continue
    const length = sequenceLength(bytes, i)
    if (length > 1) paired += length
    else alone++
    i += length - 1
  }
  return paired > alone
}

/** Length of the UTF-8 sequence that starts at `start`; 1 for ASCII and for a byte that starts none. */
function sequenceLength(bytes: Uint8Array, start: number): number {
  const lead = bytes[start]
  const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 ? 2 : 1
  if (lead >= 0xf5) return 1
  for (let i = start + 1; i < start + length; i++) {
    if ((bytes[i] & 0xc0) !== 0x80) return 1
  }
  return length
}

function lineOfBadByte(bytes: Uint8Array): number {
  let line = 1
  for (let i = 0; i < bytes.length; i++) {
    const length = sequenceLength(bytes, i)
    if (bytes[i] >= 0x80 && length === 1) return line
    if (bytes[i] === 0x0a || (bytes[i] === 0x0d && bytes[i + 1] !== 0x0a)) line++
    i += length - 1
  }
  return line
}

function finish(decoded: string, encoding: Encoding): DecodedText {
  let text = normaliseLineEnds(decoded)
  const doublyEncoded = looksDoublyEncoded(text)
  for (let round = 0; round < 3 && looksDoublyEncoded(text); round++) text = undoDoubleEncoding(text)
  text = normaliseLineEnds(text)
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
  text = text.replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
  if (/[\u0300-\u036f]/.test(text)) text = text.normalize('NFC')
  return { text, encoding, doublyEncoded }
}

function normaliseLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}
