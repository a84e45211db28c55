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
