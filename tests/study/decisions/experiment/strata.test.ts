import { describe, expect, it } from 'vitest'
import { strataOfSegments } from '../../../../lib/study/src/decisions/experiment/strata'

/** Customers of segments, each with so many of treatment and of control. */
function strata(arms: Readonly<Record<string, readonly [treatment: number, control: number]>>) {
  const customers = Object.entries(arms).flatMap(([name, [treatment, control]]) => [
    ...Array.from({ length: treatment }, () => ({ name, arm: 1 })),
    ...Array.from({ length: control }, () => ({ name, arm: 0 })),
  ])
  const found = strataOfSegments(
    customers.map(({ name }) => name),
    Uint8Array.from(customers, ({ arm }) => arm),
  )
  const placed = customers.map(({ name }, i) => [name, found?.stratum[i]] as const)
  return { segments: found?.segments, of: Object.fromEntries(placed), placed }
}

describe('strataOfSegments', () => {
  it('makes a stratum of each segment with two customers of each arm, the smallest first', () => {
    const { segments, of, placed } = strata({ b: [3, 3], a: [2, 2], c: [3, 3] })
    expect(segments).toEqual([['a'], ['b'], ['c']])
    expect(of).toEqual({ a: 0, b: 1, c: 2 })
    for (const [name, stratum] of placed) expect(stratum).toBe(of[name])
  })

  it('puts those with fewer together, behind the others', () => {
    expect(strata({ a: [1, 5], b: [2, 2], c: [5, 1] }).segments).toEqual([['b'], ['a', 'c']])
    expect(strata({ a: [1, 1], b: [1, 1], c: [4, 4] }).of).toEqual({ a: 1, b: 1, c: 0 })
  })

  it('adds the smallest other one where they are still too few', () => {
    const { segments, of } = strata({ few: [1, 0], large: [9, 9], small: [2, 2] })
    expect(segments).toEqual([['large'], ['few', 'small']])
    expect(of).toEqual({ large: 0, few: 1, small: 1 })
    expect(strata({ a: [3, 0], b: [0, 1], c: [2, 2] }).segments).toEqual([['b', 'a', 'c']])
  })

  it('gives none where all together have too few of an arm', () => {
    for (const arms of [{ a: [5, 1] }, { a: [1, 5] }, { a: [1, 0], b: [3, 1] }, {}] as const) {
      expect(strata(arms as Parameters<typeof strata>[0]).segments).toBeUndefined()
    }
  })
})
