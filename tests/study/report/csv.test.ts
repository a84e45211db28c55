import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCsv } from '../../../lib/study/src/report/csv'

const read = (text: string) => parse(text, { relax_column_count: false }) as string[][]
const cell = (value: string | number | undefined) => read(toCsv(['a', 'b'], [[value, 'end']]))[1][0]

describe('toCsv', () => {
  it('writes a header and rows with plain line feeds', () => {
    expect(
      toCsv(
        ['id', 'text'],
        [
          [1, 'x'],
          [2.5, undefined],
        ],
      ),
    ).toBe('id,text\n1,x\n2.5,\n')
    expect(toCsv(['id'], [])).toBe('id\n')
  })

  it('writes numbers with a decimal comma where semicolons part the cells', () => {
    const rows = [['a;b, c', 2.5, 1e-7, -3.25]]
    expect(toCsv(['text', 'x', 'y', 'z'], rows, { delimiter: ';', decimalMark: ',' })).toBe(
      'text;x;y;z\n"a;b, c";2,5;1e-7;-3,25\n',
    )
  })

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '=cmd|"/c calc"!A1',
  ])('disarms %j by an apostrophe', (text) => {
    expect(cell(text)).toBe(`'${text}`)
  })

  it.each(['plain', 'a=1', '1-2', "'quoted", 'Товары, для "детей"', 'two\nlines', 'a\rb', 'a\r\nb', ' lead'])(
    'keeps %j as it is',
    (text) => {
      expect(cell(text)).toBe(text)
    },
  )

  it.each([
    ['x;=1+1', "x;'=1+1"],
    ['x; @SUM(A1)', "x; '@SUM(A1)"],
    ['x\t-1', "x\t'-1"],
    ['=a;=b', "'=a;'=b"],
  ])('disarms %j where a spreadsheet may part the cell', (text, disarmed) => {
    expect(cell(text)).toBe(disarmed)
  })

  it('disarms the header too', () => {
    expect(read(toCsv(['=1', 'b'], []))[0]).toEqual(["'=1", 'b'])
  })

  it('writes numbers in full, negative ones as numbers, what is absent as nothing', () => {
    expect(cell(-3.5)).toBe('-3.5')
    expect(cell(undefined)).toBe('')
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(Number(cell(number)) + 0).toBe(number + 0)
      }),
    )
  })

  it('is read back as it was, whatever the text', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !/^[\s=+\-@＝＋－＠\uFEFF]/.test(one))
    const rows = fc.array(fc.tuple(text, text, fc.integer()), { maxLength: 6 })
    fc.assert(
      fc.property(rows, (drawn) => {
        const expected = drawn.map(([a, b, number]) => [a, b, String(number)])
        expect(read(toCsv(['a', 'b', 'c'], drawn)).slice(1)).toEqual(expected)
      }),
    )
  })

  it('lets no cell begin as a formula, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', 'a', ' ') }),
        (text) => {
          expect(cell(text)).not.toMatch(/^[=+\-@\t\r]/)
        },
      ),
    )
  })
})

it.each([Number.NaN, Infinity, -Infinity])('%d is a failure that names its column and line', (value) => {
  const rows = [
    ['x', undefined],
    ['y', value],
  ]
  expect(() => toCsv(['a', 'kept'], rows)).toThrow(/^kept in line 3 is too large to be a number, or none/)
})
