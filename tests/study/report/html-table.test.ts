import { describe, expect, it } from 'vitest'
import { htmlTable } from '../../../lib/study/src/report/html-table'

const hostile = [
  '<img src=x onerror=alert(1)>',
  '"><script>x</script>',
  "a & b's",
  '</td></table>',
  '</th scope="col">',
]

describe('htmlTable', () => {
  it('has a caption, a head and a row for each entry', () => {
    const html = htmlTable(
      [
        { name: 'a', size: 1 },
        { name: 'b', size: 2 },
      ],
      [
        { title: 'name', value: ({ name }) => name },
        { title: 'size', value: ({ size }) => size },
      ],
      { caption: 'Two' },
    )
    expect(html).toContain('<caption>Two</caption>')
    expect(html.match(/<tr>/g)).toHaveLength(3)
    expect(html.match(/<th scope="col"[^>]*>(name|size)<\/th>/g)).toHaveLength(2)
    expect(html.match(/<td[^>]*>(a|b|1|2)<\/td>/g)).toHaveLength(4)
  })

  it('cuts a text of thousands of letters short, whole on hover', () => {
    const text = '<b>🛒 '.repeat(600)
    const html = htmlTable([{ text }], [{ title: 'text', value: (row) => row.text }])
    const [, hover, shown] = html.match(/<td [^>]*title="([^"]*)">([^<]*)<\/td>/)!
    expect(hover).toBe('&lt;b&gt;🛒 '.repeat(600))
    expect(shown).toBe(`${'&lt;b&gt;🛒 '.repeat(30)}…`)
    expect(htmlTable([{ text: 'x'.repeat(300) }], [{ title: 'text', value: (row) => row.text }])).toContain(
      `>${'x'.repeat(300)}</td>`,
    )
  })

  it('aligns numbers right and words left, unless told otherwise', () => {
    const html = htmlTable(
      [{ n: 5, w: 'x' }],
      [
        { title: 'n', value: ({ n }) => n },
        { title: 'w', value: ({ w }) => w },
        { title: 'r', value: ({ w }) => w, align: 'right' },
      ],
    )
    expect([...html.matchAll(/<td style="text-align:(left|right)/g)].map(([, side]) => side)).toEqual([
      'right',
      'left',
      'right',
    ])
    expect(html).not.toContain('<caption>')
  })

  it.each(hostile)('shows %s as text wherever it stands', (text) => {
    const html = htmlTable([text], [{ title: text, value: (row) => row }], { caption: text })
    const tags = html.match(/<[^>]*>/g)!
    const plain = htmlTable(['x'], [{ title: 'x', value: (row) => row }], { caption: 'x' }).match(/<[^>]*>/g)!
    expect(tags).toEqual(plain)
    const unescaped = html
      .replace(/<[^>]*>/g, '|')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
    expect(unescaped.split(text)).toHaveLength(4)
  })

  it('takes no rows', () => {
    expect(htmlTable([], [{ title: 'a', value: () => 1 }])).toContain('<tbody></tbody>')
  })

  it('withholds the numbers of rows that tell of fewer than five customers, and of one that would tell them', () => {
    const rows = [
      { name: 'many', customers: 40, profit: 900 },
      { name: 'some', customers: 9, profit: 77 },
      { name: 'few', customers: 3, profit: 12 },
    ]
    const columns = [
      { title: 'name', value: (row: (typeof rows)[0]) => row.name },
      { title: 'customers', value: (row: (typeof rows)[0]) => row.customers, align: 'right' as const },
      { title: 'profit', value: (row: (typeof rows)[0]) => row.profit, align: 'right' as const },
    ]
    const table = htmlTable(rows, columns, { customers: (row) => [row.customers] })
    for (const text of ['many', 'some', 'few', '>40<', '>900<', 'withheld']) expect(table).toContain(text)
    for (const number of [9, 77, 3, 12]) expect(table).not.toContain(`>${number}<`)
    expect(htmlTable(rows, columns)).toContain('>12<')
  })
})
