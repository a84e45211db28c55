import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../lib/study/src/tables/text-encoding'
import { encode } from './table-copies'

const text = 'id;Прибыль\n1;2,5\nРазрешить сообщать: да, Иные, Часть\n'
const isHeader = (line: string) => line.includes('Прибыль')
const decode = (bytes: Uint8Array) => decodeText(bytes, isHeader)

describe('decodeText', () => {
  it.each([
    ['utf-8', 'utf-8', false],
    ['utf-8-bom', 'utf-8', false],
    ['utf-16le', 'utf-16le', false],
    ['utf-16be-bom', 'utf-16be', false],
    ['windows-1251', 'windows-1251', false],
    ['twice', 'utf-8', true],
    ['twice-bom', 'utf-8', true],
    ['twice-spaces', 'utf-8', true],
    ['twice-utf-16', 'utf-16le', true],
  ] as const)('reads %s', (written, encoding, doublyEncoded) => {
    expect(decode(encode(text, written))).toEqual({ text, encoding, doublyEncoded })
  })

  it('reads text encoded three times', () => {
    const once = new TextDecoder('windows-1251').decode(Buffer.from(text))
    expect(decode(encode(once, 'twice'))).toMatchObject({ text, doublyEncoded: true })
  })

  it('restores the letter whose second byte Windows-1251 lacks', () => {
    const lost = Buffer.from(Buffer.from(encode(text, 'twice')).toString().replaceAll('\u0098', '\ufffd'))
    expect(decode(lost)).toMatchObject({ text })
  })

  it('knows Windows-1251 by a few Russian words where the header is plain ASCII', () => {
    const outcomes = 'id;activity\n1;Снизилась\n2;Прежний уровень\n'
    expect(decode(encode(outcomes, 'windows-1251'))).toMatchObject({
      text: outcomes,
      encoding: 'windows-1251',
    })
  })

  it.each<[string, number[]]>([
    ['KOI8-R', [0xf3, 0xce, 0xc9, 0xda, 0xc9, 0xcc, 0xc1, 0xd3, 0xd8]],
    ['DOS', [0x91, 0xad, 0xa8, 0xa7, 0xa8, 0xab, 0xa0, 0xe1, 0xec]],
    ['Mac Cyrillic', [0x91, 0xed, 0xe8, 0xe7, 0xe8, 0xeb, 0xe0, 0xf1, 0xfc]],
  ])('does not take «Снизилась» in %s for Windows-1251', (_, word) => {
    expect(decode(Uint8Array.from([...Buffer.from('id;activity\n1;'), ...word, 10]))).toHaveProperty('reason')
  })

  it('gives plain Cyrillic text back as it is', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'абвгдежзийРСТУФ «»—№€;1'), maxLength: 40 })
    fc.assert(
      fc.property(letters, (line) => {
        const plain = `id;Прибыль\n${line}\n`
        expect(decode(Buffer.from(plain))).toMatchObject({ text: plain, doublyEncoded: false })
      }),
    )
  })

  it('makes line ends LF and no-break spaces plain', () => {
    expect(decode(Buffer.from('Прибыль\r\n1\r2\n\r\u00a03\u2009'))).toMatchObject({
      text: 'Прибыль\n1\n2\n\n 3 ',
    })
  })

  it.each([
    ['UTF-8 with damaged bytes', Buffer.concat([Buffer.from('Прибыль\nда\nн'), Buffer.of(0xb5, 0x0a)]), 3],
    ['UTF-32', Buffer.of(0xff, 0xfe, 0, 0, 0x69, 0, 0, 0), undefined],
    ['UTF-32', Buffer.of(0x69, 0, 0, 0, 0x64, 0, 0, 0, 0x0a, 0, 0, 0), undefined],
  ])('refuses %s', (what, bytes, line) => {
    expect(decode(bytes)).toEqual({ reason: expect.stringContaining(what), line })
  })
})

describe('byte order marks', () => {
  it.each(['utf-16le', 'utf-16be'] as const)('tell %s, also of a text without a zero byte', (encoding) => {
    const dense = 'ПрибыльДа'
    expect(decode(encode(dense, `${encoding}-bom`))).toEqual({ text: dense, encoding, doublyEncoded: false })
    expect(decode(encode(text, `${encoding}-bom`))).toMatchObject({ text, encoding })
  })

  it('are both bytes', () => {
    const readsAs = (...start: number[]) => decode(Uint8Array.from([...start, ...Buffer.from('abc\n')]))
    for (const start of [
      [0xff, 0x41],
      [0x41, 0xfe],
      [0xfe, 0x41],
      [0x41, 0xff],
      [0xef, 0x41, 0xbf],
      [0x41, 0xbb, 0xbf],
      [0xef, 0xbb, 0x41],
    ]) {
      expect(readsAs(...start)).not.toMatchObject({ encoding: expect.stringContaining('utf-16') })
    }
  })

  it('of UTF-32 are those of UTF-16 and two zeros', () => {
    expect(decode(Uint8Array.of(0xff, 0xfe, 0, 0))).toEqual({ reason: 'it is written in UTF-32' })
    expect(decode(Uint8Array.of(0xff, 0xfe, 0, 0x41))).toMatchObject({ text: '\u4100', encoding: 'utf-16le' })
    expect(decode(Uint8Array.of(0xff, 0xfe, 0x41, 0))).toMatchObject({ text: 'A', encoding: 'utf-16le' })
  })

  it('of a damaged text name its encoding', () => {
    const half = Uint8Array.of(0xff, 0xfe, 0x41, 0, 0, 0xd8, 0x41, 0)
    expect(decode(half)).toEqual({ reason: 'it is UTF-16LE with damaged characters' })
    const other = Uint8Array.of(0xfe, 0xff, 0, 0x41, 0xd8, 0, 0, 0x41)
    expect(decode(other)).toEqual({ reason: 'it is UTF-16BE with damaged characters' })
    const marked = Uint8Array.of(0xef, 0xbb, 0xbf, 0x41, 0x0a, 0xff)
    expect(decode(marked)).toEqual({ reason: 'it is UTF-8 with damaged bytes', line: 2 })
  })
})

describe('zero bytes', () => {
  /** A text of so many bytes with zeros at so many even and odd places. */
  const withZeros = (length: number, even: number, odd: number) => {
    const bytes = new Uint8Array(length).fill(0x41)
    for (let i = 0; i < even; i++) bytes[2 * i] = 0
    for (let i = 0; i < odd; i++) bytes[2 * i + 1] = 0
    return bytes
  }
  const encodingOf = (bytes: Uint8Array, header = false) => {
    const found = decodeText(bytes, () => header)
    return 'encoding' in found ? found.encoding : found.reason
  }

  it('in more than a seventh of the bytes, on one side, make UTF-16', () => {
    expect(encodingOf(withZeros(200, 0, 31))).toBe('utf-16le')
    expect(encodingOf(withZeros(200, 31, 0))).toBe('utf-16be')
    expect(encodingOf(withZeros(200, 0, 30))).toBe('utf-8')
  })

  it('in fewer make it where the header then reads', () => {
    expect(encodingOf(withZeros(200, 0, 8), true)).toBe('utf-16le')
    expect(encodingOf(withZeros(200, 8, 0), true)).toBe('utf-16be')
    expect(encodingOf(withZeros(200, 0, 7), true)).toBe('utf-8')
    expect(encodingOf(withZeros(200, 0, 8), false)).toBe('utf-8')
  })

  it('on both sides do not, unless one has twenty times as many', () => {
    expect(encodingOf(withZeros(400, 2, 40), true)).toBe('utf-16le')
    expect(encodingOf(withZeros(400, 2, 39), true)).toBe('utf-8')
    expect(encodingOf(withZeros(400, 40, 2), true)).toBe('utf-16be')
  })

  it('in more than a sixth of the bytes on both sides make UTF-32', () => {
    const reason = 'it is written in UTF-32'
    expect(encodingOf(withZeros(120, 21, 21))).toBe(reason)
    expect(encodingOf(withZeros(120, 20, 21))).toBe('utf-8')
    expect(encodingOf(withZeros(120, 21, 20))).toBe('utf-8')
  })
})

describe('single bytes', () => {
  const single = (...bytes: number[]) =>
    Uint8Array.from([...Buffer.from('id,'), ...bytes, ...Buffer.from('\n1,2\n')])
  /** «Прибыль» */
  const written = {
    'KOI8-R': single(0xf0, 0xd2, 0xc9, 0xc2, 0xd9, 0xcc, 0xd8),
    'DOS (CP866)': single(0x8f, 0xe0, 0xa8, 0xa1, 0xeb, 0xab, 0xec),
    'Mac Cyrillic': single(0x8f, 0xf0, 0xe8, 0xe1, 0xfb, 0xeb, 0xfc),
  }

  it.each(Object.entries(written))('in %s are named by the header', (name, bytes) => {
    expect(decode(bytes)).toEqual({ reason: `it is written in ${name}` })
  })

  it('are Windows-1251 where the header reads so, whatever follows', () => {
    const odd = Uint8Array.from([
      ...encode('id,Прибыль\n', 'windows-1251'),
      0xf7,
      0xd7,
      0xc0,
      0xe0,
      0xa5,
      0x0a,
    ])
    expect(decode(odd)).toMatchObject({
      encoding: 'windows-1251',
      text: expect.stringMatching(/^id,Прибыль\n/),
    })
  })

  it('of other languages are refused by line, with the nearest guess', () => {
    const german = Uint8Array.from([
      ...Buffer.from('id\n'),
      ...Buffer.from('Stra\xdfe \xfcber Gr\xf6\xdfe\n', 'latin1'),
    ])
    const { reason, line } = decode(german) as { reason: string; line: number }
    expect(reason).toMatch(/^it is neither UTF-8 nor UTF-16 nor Windows-1251, the nearest guess is [\w-]+$/)
    expect(line).toBe(2)
  })
})

describe('damaged UTF-8', () => {
  const damaged = (before: string, ...bytes: number[]) =>
    decode(Uint8Array.from([...Buffer.from(before), ...bytes, ...Buffer.from('\nда\n')]))

  it.each<[string, string, number]>([
    ['LF', 'да\nнет\n', 3],
    ['CR LF', 'да\r\nнет\r\n', 3],
    ['CR', 'да\rнет\r', 3],
    ['nothing', 'да', 1],
  ])('is named by its line, lines ending with %s', (_, before, line) => {
    expect(damaged(before, 0xb5)).toEqual({ reason: 'it is UTF-8 with damaged bytes', line })
  })

  it.each<[string, string]>([
    ['two bytes', '\u0080\u07ff'],
    ['three bytes', '\u0800\uffef'],
    ['four bytes', '\u{10000}\u{10ffff}'],
  ])('has letters of %s beside it', (_, letters) => {
    expect(damaged(`x\n${letters}\n`, 0xff)).toEqual({ reason: 'it is UTF-8 with damaged bytes', line: 3 })
    expect(decode(Buffer.from(letters))).toMatchObject({ encoding: 'utf-8' })
  })

  it.each([
    ['a byte that starts none', [0xc1]],
    ['a byte beyond the last', [0xf5]],
    ['a cut letter of two', [0xd0]],
    ['a cut letter of three', [0xe2, 0x80]],
    ['a cut letter of four', [0xf0, 0x9f, 0x98]],
    ['a follower without a letter', [0x80]],
  ])('is %s', (_, bytes) => {
    expect(damaged('да нет\n', ...bytes)).toEqual({ reason: 'it is UTF-8 with damaged bytes', line: 2 })
  })

  it('is taken for other bytes where most stand alone', () => {
    const reasonOf = (bytes: number[]) => (decode(Uint8Array.from(bytes)) as { reason: string }).reason
    // One letter of two bytes, two and one beside it that are none.
    expect(reasonOf([0xd0, 0xb4, 0x0a, 0xff, 0x0a])).toMatch(/UTF-8 with damaged/)
    expect(decode(Uint8Array.of(0xd0, 0xb4, 0x0a, 0xff, 0x0a, 0xff))).not.toMatchObject({
      reason: expect.stringContaining('damaged'),
    })
  })
})

it('composes letters with separate accents', () => {
  expect(decode(Buffer.from('Прибыль\nи\u0306 е\u0308'))).toMatchObject({ text: 'Прибыль\nй ё' })
  expect(decode(Buffer.from('Прибыль\n\u212b'))).toMatchObject({ text: 'Прибыль\n\u212b' })
})

it('drops a mark that a double encoding left', () => {
  expect(decode(encode(text, 'twice-bom'))).toMatchObject({ text })
})
