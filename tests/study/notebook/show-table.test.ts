import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { fmt } from '../../../lib/study/src/notebook/fmt'
import { showTable } from '../../../lib/study/src/notebook/show-table'
import { type CellValue, writtenCells } from '../../../lib/study/src/notebook/table-cells'

/** What the table shows where there is no kernel: its text, cell by cell. */
function shown(work: () => void): string {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  try {
    work()
    return write.mock.calls.map(([text]) => String(text)).join('')
  } finally {
    write.mockRestore()
  }
}

const textsOf = (values: readonly CellValue[], format?: (value: number) => string) =>
  writtenCells(values, format).map(({ text }) => text)

describe('writtenCells', () => {
  it('writes whole numbers as counts, and all of a column as measures where one is not whole', () => {
    expect(textsOf([1204, 3, -2])).toEqual(['1,204', '3', '−2'])
    expect(textsOf([1204.3, 3, 0.126])).toEqual(['1,204', '3', '0.13'])
  })

  it('writes every number of an interval or a range in the format of the column', () => {
    const interval = { estimate: 0.5, lower: 0.41, upper: 0.62 }
    expect(textsOf([interval], fmt.percent)).toEqual(['41% to 62%'])
    expect(textsOf([{ low: 0.1, likely: 0.2, high: 0.3 }], fmt.percent)).toEqual(['10% – 20% – 30%'])
    expect(textsOf([{ mean: 0.9261, sd: 0.0124 }], fmt.decimal)).toEqual(['0.926 ± 0.012'])
    expect(textsOf([{ first: 1, last: 1297 }])).toEqual(['1–1,297'])
  })

  it('writes words, lists, both languages, yes and no, and leaves a gap for what is not known', () => {
    expect(textsOf(['a', ['site', 'call'], { ru: 'да', en: 'yes' }, true, false])).toEqual([
      'a',
      'site, call',
      'yes',
      'yes',
      'no',
    ])
    expect(textsOf([undefined, null, Number.NaN, 5])).toEqual(['', '', '', '5'])
  })

  it('refuses an object that is none of these', () => {
    expect(() => writtenCells([{ colour: 'red' } as unknown as CellValue])).toThrow(
      /show\.table: a cell must hold text, a number/,
    )
  })

  it('takes numbers, and what holds only numbers, for numeric', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true }), fc.string(), (number, text) => {
        const [one, two, three] = writtenCells([number, { lower: number, upper: number }, text])
        expect([one.isNumeric, two.isNumeric, three.isNumeric]).toEqual([true, true, false])
        expect(three.text).toBe(text)
      }),
    )
  })
})

describe('show.table', () => {
  const models = [
    { name: 'Forest <b>', rocAuc: 0.9261, folds: 25, isChosen: true },
    { name: 'Tree', rocAuc: 0.871, folds: 25, isChosen: false },
  ]

  it('shows the columns picked by key, in their order, under their titles', () => {
    const text = shown(() =>
      showTable(models, {
        name: 'Models',
        columns: { isChosen: 'chosen', name: 'model', rocAuc: ['ROC-AUC', 2] },
      }),
    )
    expect(text.trim().split(/\s+/).join(' ')).toBe(
      'Models chosen model ROC-AUC yes Forest &lt;b&gt; 0.93 no Tree 0.87',
    )
  })

  it('shows all values under their keys in words where no columns are picked', () => {
    const text = shown(() => showTable(models, { name: 'Models' }))
    expect(text.split(/\s+/).join(' ')).toContain('Models name roc auc folds is chosen Forest')
  })

  it('withholds the numbers, not the words, of rows that tell of few customers', () => {
    const rows = [
      { segment: 'Save now', customers: 300, interval: { lower: 1, upper: 2 } },
      { segment: 'Look after', customers: 4, interval: { lower: 7, upper: 8 } },
      { segment: 'Leave as is', customers: 90, interval: { lower: 5, upper: 6 } },
    ]
    const text = shown(() =>
      showTable(rows, { name: 'Segments', customers: ({ customers }) => [customers] }),
    ).split(/\s+/)
    expect(text.join(' ')).toContain('Save now 300 1 to 2 Look after — — Leave as is — —')
  })

  it('shows its heads where there are no rows', () => {
    const text = shown(() =>
      showTable([] as typeof models, { name: 'Models', columns: { name: 'model', rocAuc: ['AUC', 3] } }),
    )
    expect(text.trim().split(/\s+/)).toEqual(['Models', 'model', 'AUC'])
  })

  it('has no column for a key that is no value of a table', () => {
    const rows = [{ name: 'a', inner: new Map<string, number>() }]
    // @ts-expect-error a Map cannot be shown in a cell
    expect(() => showTable(rows, { name: 'x', columns: { inner: 'inner' } })).toThrow(/show\.table/)
  })
})
