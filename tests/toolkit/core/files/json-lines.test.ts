import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonLines } from '../../../../lib/toolkit/core/src/files/json-lines'

const text = `{
  "a": 1,
  "b": [
    "x\\n\\"",
    { "c": -1.5e3, "d": {} },
    []
  ]
}
`

describe('jsonLines', () => {
  it('tells on which line each value stands', () => {
    expect([...jsonLines(text).lines]).toEqual([
      ['', 1],
      ['a', 2],
      ['b', 3],
      ['b.0', 4],
      ['b.1', 5],
      ['b.1.c', 5],
      ['b.1.d', 5],
      ['b.2', 6],
    ])
  })

  it('takes for JSON what JSON.parse takes for JSON, whatever is changed in a text', () => {
    const damage = fc.record({
      at: fc.nat(text.length),
      cut: fc.nat(3),
      put: fc.constantFrom(...['', ...',:{}[]"1ex \\\n']),
    })
    const isJson = (one: string) => {
      try {
        JSON.parse(one)
        return true
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(damage, ({ at, cut, put }) => {
        const changed = text.slice(0, at) + put + text.slice(at + cut)
        expect(jsonLines(changed).broken === undefined, changed).toBe(isJson(changed))
      }),
      { numRuns: 2000 },
    )
    fc.assert(fc.property(fc.json(), (one) => jsonLines(one).broken === undefined))
  })

  it('names the line of what is broken', () => {
    expect(jsonLines('{\n "a": 1\n "b": 2\n}').broken).toBe(3)
    expect(jsonLines('{\n "a": [1,\n').broken).toBe(3)
    expect(jsonLines('').broken).toBe(1)
  })
})
