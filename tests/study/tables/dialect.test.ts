import { describe, expect, it } from 'vitest'
import { findTableStart, firstLines } from '../../../lib/study/src/tables/dialect'
import { wordKey } from '../../../lib/study/src/tables/word-key'

const known = new Set(['id', 'Период', 'минут'].map(wordKey))
const start = (text: string) => findTableStart(text, known)

describe('findTableStart', () => {
  it.each([
    [',', 'id,Период,минут\n1,a,2'],
    [';', 'id;Период;минут\n1;a;2,5'],
    ['\t', 'id\tПериод\tминут\n1\ta\t2'],
    [';', 'id;Период;a,b,c,d\n'],
    // Known names count for more than fields; without any, fields do.
    [',', 'x,y,z;w\n'],
    [';', 'x;y;z,w\n'],
    [',', 'x\n'],
    [',', 'ID , ПЕРИОД\n'],
  ])('finds %j', (delimiter, text) => {
    expect(start(text)).toEqual({ delimiter, offset: 0, line: 1, above: [] })
  })

  it.each([
    ['sep=;\n', ';', 2],
    ['sep=,\n', ',', 2],
    ['SEP=\t\n', '\t', 2],
    ['"sep=;"\n', ';', 2],
    ['sep=;  \t\n', ';', 2],
    ['\nsep=;\n', ',', 1],
    ['sep=;x\n', ',', 1],
    ['sep=|\n', ',', 1],
  ])('takes %j above the header by its word', (first, delimiter, line) => {
    const text = `${first}x,y,z\n`
    const taken = line === 2
    const at = taken ? { offset: first.length, above: [] } : {}
    expect(start(text)).toMatchObject({ delimiter: taken ? delimiter : expect.anything(), ...at })
    expect(start(`${first}id,Период\n`).delimiter).toBe(taken ? delimiter : ',')
  })

  it('tells of a file of nothing but sep= and of nothing', () => {
    expect(start('sep=;')).toEqual({ delimiter: ';', offset: 5, line: 1, above: [] })
    expect(start('')).toEqual({ delimiter: ',', offset: 0, line: 1, above: [] })
    expect(start(' \n\t\n')).toEqual({ delimiter: ',', offset: 4, line: 1, above: [] })
    expect(start('\n\nid;x\n')).toEqual({ delimiter: ';', offset: 2, line: 3, above: [] })
  })

  it('passes over titles above the header, and says which', () => {
    const text = 'Выгрузка, май\n\n# 2026; итог\nid;Период;минут\n1;a;2\n'
    expect(start(text)).toEqual({
      delimiter: ';',
      offset: text.indexOf('id'),
      line: 4,
      above: [
        { text: 'Выгрузка, май', offset: 0, line: 1 },
        { text: '# 2026; итог', offset: 15, line: 3 },
      ],
    })
    // One known name is no header, two are.
    expect(start('title\nid;x;y\n')).toMatchObject({ offset: 0 })
    expect(start('title\nid;x;минут\n')).toMatchObject({ offset: 6, line: 2 })
  })

  it.each([
    ['1;2;3', false],
    ['"1";2;3', false],
    [' 1;2;', false],
    ['1;;', true],
    ['1;2', true],
    ['1;2;3;4', true],
    ['a;2;3', true],
    ['1; ;3', false],
    ['1; ; ', true],
    ['1. title', true],
  ])('does not look past a row of data: %j', (first, isTitle) => {
    expect(start(`${first}\nid;Период;минут\n`).above).toHaveLength(isTitle ? 1 : 0)
    expect(start(`title\n${first}\nid;Период;минут\n`).above).toHaveLength(isTitle ? 2 : 0)
  })

  it('searches twenty lines with text', () => {
    const titles = (lines: number) => `${'title\n'.repeat(lines)}id;Период\n`
    expect(start(titles(19)).line).toBe(20)
    expect(start(titles(20)).line).toBe(1)
  })
})

describe('firstLines', () => {
  it('gives lines that hold more than blanks, with their places', () => {
    expect(firstLines('a\n \n\tb\nc')).toEqual([
      { text: 'a', offset: 0, line: 1 },
      { text: '\tb', offset: 4, line: 3 },
      { text: 'c', offset: 7, line: 4 },
    ])
    expect(firstLines('xx\nb\n', 3, 2)).toEqual([{ text: 'b', offset: 3, line: 2 }])
    expect(firstLines('a\n'.repeat(25))).toHaveLength(20)
  })
})
