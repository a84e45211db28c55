import { describe, expect, it } from 'vitest'
import { looksDoublyEncoded, undoDoubleEncoding } from '../../../lib/study/src/tables/double-encoding'

const decoder = new TextDecoder('windows-1251')
const twice = (text: string) => decoder.decode(Buffer.from(text))

describe('looksDoublyEncoded', () => {
  it.each([
    [twice('Период'), true],
    [`id\n1,2\n${twice('Период')}\n`, true],
    // The first line beyond ASCII decides.
    [`Период\n${twice('Период')}`, false],
    [`${twice('Период')}\nПериод`, true],
    ['Период', false],
    ['id', false],
    ['', false],
    ['日本', false],
    [`日本 ${twice('Период')}`, false],
    [`${twice('Период')} 日本`, false],
  ])('%j: %s', (text, expected) => {
    expect(looksDoublyEncoded(text)).toBe(expected)
  })
})

describe('undoDoubleEncoding', () => {
  it('gives back every letter of Russian, also where a no-break space became a plain one', () => {
    const letters = `${Array.from({ length: 64 }, (_, i) => String.fromCharCode(0x410 + i)).join('')}Ёё№«»—`
    expect(undoDoubleEncoding(twice(letters))).toBe(letters)
    expect(undoDoubleEncoding(twice(letters).replaceAll('\u00a0', ' '))).toBe(letters)
  })

  it('undoes line by line, and leaves those that do not read as UTF-8', () => {
    expect(undoDoubleEncoding(`${twice('да')}\nнет\nid\n${twice('нет')} 1`)).toBe('да\nнет\nid\nнет 1')
    expect(undoDoubleEncoding('日本')).toBe('日本')
    expect(undoDoubleEncoding('a b')).toBe('a b')
  })

  it('knows the byte that Windows-1251 leaves open, as a control or a replacement character', () => {
    // И is D0 98.
    expect(undoDoubleEncoding('\u0420\u0098')).toBe('И')
    expect(undoDoubleEncoding('\u0420\ufffd')).toBe('И')
    expect(undoDoubleEncoding('\u0420\u007f')).toBe('\u0420\u007f')
  })

  it('takes a plain space for a no-break one only behind the first byte of a Cyrillic letter', () => {
    // Р is D0 A0, a letter with D1 A0 is Ѡ.
    expect(undoDoubleEncoding('\u0420 ')).toBe('Р')
    expect(undoDoubleEncoding('\u0421 ')).toBe('\u0460')
    expect(undoDoubleEncoding(`${twice('да')} 5`)).toBe('да 5')
  })

  it('keeps a byte order mark, which is the reader’s to drop', () => {
    expect(undoDoubleEncoding(twice('\ufeffда'))).toBe('\ufeffда')
  })
})
