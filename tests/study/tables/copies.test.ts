import { describe, expect, it } from 'vitest'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { alias, dialects, encodings } from './dialects'
import { type Cells, type Copy, smallTables, writeCopy } from './table-copies'

const lineEnds = { LF: '\n', CRLF: '\r\n', CR: '\r' }

const variants: Record<string, Copy> = {}
for (const encoding of encodings) {
  for (const [dialect, copy] of Object.entries(dialects)) {
    for (const [end, lineEnd] of Object.entries(lineEnds)) {
      variants[`${encoding}, ${dialect}, ${end}`] = { ...copy, encoding, lineEnd }
    }
  }
}

const oddities: Record<string, Copy> = {
  'no line end at the end': { ending: '' },
  'blank lines at the end': { ending: '\n\n   \n\n' },
  'blank lines between': { lineEnd: '\n\n' },
  'spaces around names': { name: (name) => `  ${name} ` },
  'double spaces in names': { name: (name) => name.replace(' ', '   ') },
  'stray space inside a name': { name: (name) => name.replace('_6_', '_6 _') },
  'no-break spaces in names': { name: (name) => `\u00a0${name.replace(' ', '\u00a0')}\u2009` },
  'names in capitals': { name: (name) => name.toUpperCase() },
  'decomposed letters': { name: (name) => name.normalize('NFD'), cell: (cell) => cell.normalize('NFD') },
  'the other name of a column': { name: alias },
  'the other name, double-encoded': { name: alias, encoding: 'twice' },
  'spaces around values': { cell: (cell) => ` ${cell}  ` },
  'no-break spaces in values': { cell: (cell) => `\u00a0${cell.replaceAll(' ', '\u00a0')}\u202f` },
  'double spaces in values': { cell: (cell) => cell.replaceAll(' ', '  ') },
  'spaces outside quotes': { cell: (cell) => ` ${cell} `, quoteAll: true },
  'line ends inside quotes': { cell: (cell) => `${cell}\n`, quoteAll: true },
  'trailing zeros': { cell: (cell) => (/\.\d+$/.test(cell) ? `${cell}00` : cell) },
  'plus signs and exponents': { cell: (cell) => (/\.\d+$/.test(cell) ? `+${cell}e0` : cell) },
  'ids as fractions': { cell: (cell) => (/^\d$/.test(cell) ? `${cell}.0` : cell) },
  'a line naming the delimiter': { delimiter: ';', firstLine: 'sep=;\n' },
  'names spaced, UTF-16, semicolons, decimal commas, CRLF': {
    name: (name) => ` ${alias(name)} `,
    encoding: 'utf-16le-bom',
    delimiter: ';',
    decimal: ',',
    lineEnd: '\r\n',
  },
}

function reordered(cells: Cells): Cells {
  const entries = Object.entries(cells).map(([file, rows]) => [file, rows.map((row) => [...row].reverse())])
  return Object.fromEntries(entries)
}

describe('copies of the same tables', () => {
  const original = readStudyTables(writeCopy(smallTables()))

  it('reads the plain copy', () => {
    expect(original.problems).toEqual([])
    expect(original.tables?.tables.customers.columns.promoShare).toEqual(
      Float64Array.of(0.11, 0.12, 0.13, 0.14),
    )
    expect(original.tables?.tables.revenue.columns.period.slice(0, 3)).toEqual([
      'препредыдущий_месяц',
      'текущий_месяц',
      'предыдущий_месяц',
    ])
    expect([...original.tables!.tables.revenue.lines.slice(0, 3)]).toEqual([2, 3, 4])
  })

  it.each(Object.keys(variants))('%s', (name) => {
    const copy = readStudyTables(writeCopy(smallTables(), variants[name]))
    expect(copy.problems).toEqual([])
    expect({ ...copy.tables, source: original.tables!.source }).toEqual(original.tables)
  })

  it.each(Object.keys(oddities))('%s', (name) => {
    const copy = readStudyTables(writeCopy(smallTables(), oddities[name]))
    expect(copy.problems).toEqual([])
    expect(copy.tables?.fingerprint).toBe(original.tables?.fingerprint)
  })

  it('columns in another order', () => {
    const { tables } = readStudyTables(writeCopy(reordered(smallTables())))
    expect({ ...tables, source: original.tables!.source }).toEqual(original.tables)
  })

  it('differs in fingerprint as soon as one value differs', () => {
    const cells = smallTables()
    const changed = {
      ...cells,
      'money.csv': cells['money.csv'].map((row) => row.map((c) => c.replace('3.16', '3.17'))),
    }
    const other = readStudyTables(writeCopy(changed)).tables
    expect(other).toBeDefined()
    expect(other?.fingerprint).not.toBe(original.tables?.fingerprint)
  })
})
