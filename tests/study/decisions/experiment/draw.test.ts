import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawArms, rowsByGroup } from '../../../../lib/study/src/decisions/experiment/draw'

const quarter = '2026-Q4'
const idsOf = (count: number) => Float64Array.from({ length: count }, (_, i) => 1000 + 7 * i)
const draw = (count: number, seed: number, options = {}, segment = 'a') =>
  drawArms(idsOf(count), Array(count).fill(segment), { seed, quarter, ...options })
const control = (arms: Uint8Array) => arms.filter((arm) => arm === 0).length
const seeds = Array.from({ length: 200 }, (_, seed) => seed)

describe('drawArms', () => {
  it('gives the wanted share to control, its broken part by chance', () => {
    for (const seed of seeds.slice(0, 20)) expect(control(draw(20, seed, { controlShare: 0.3 }))).toBe(6)
    const found = seeds.map((seed) => control(draw(9, seed, { controlShare: 0.3 })))
    expect(new Set(found)).toEqual(new Set([2, 3]))
    // 2.7 on average: five standard errors of a mean of 200.
    expect(Math.abs(found.reduce((a, b) => a + b) / 200 - 2.7)).toBeLessThan(5 * Math.sqrt(0.21 / 200))
    expect(control(draw(20, 1))).toBe(10)
  })

  it.each([
    [1, 0, 1],
    [2, 1, 1],
    [3, 1, 2],
    [4, 2, 2],
    [5, 2, 3],
  ])('leaves of %i customers from %i to %i to control, whatever the share', (count, fewest, most) => {
    const found = [0.01, 0.5, 0.99].flatMap((controlShare) =>
      seeds.map((seed) => control(draw(count, seed, { controlShare }))),
    )
    expect([Math.min(...found), Math.max(...found)]).toEqual([fewest, most])
  })

  it('gives everyone the same chance', () => {
    const times = new Float64Array(5)
    for (const seed of seeds) {
      draw(5, seed).forEach((arm, i) => {
        times[i] += arm
      })
    }
    for (const each of times) expect(Math.abs(each / 200 - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 200))
  })

  it('draws anew for another seed, quarter and segment', () => {
    const first = draw(30, 1)
    expect(draw(30, 1)).toEqual(first)
    for (const other of [draw(30, 2), draw(30, 1, { quarter: '2027-Q1' }), draw(30, 1, {}, 'b')]) {
      expect(other).not.toEqual(first)
    }
  })

  it('does not depend on the order of customers', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 30 }), fc.nat(), (ids, seed) => {
        const segment = ids.map((id) => (id % 2 ? 'odd' : 'even'))
        const arms = drawArms(ids, segment, { seed, quarter })
        const turned = drawArms(ids.slice().reverse(), segment.slice().reverse(), { seed, quarter })
        expect([...turned].reverse()).toEqual([...arms])
      }),
    )
  })

  it('draws each segment by itself', () => {
    const ids = idsOf(40)
    const mixed = Array.from(ids, (_, i) => (i % 4 === 0 ? 'small' : 'large'))
    const arms = drawArms(ids, mixed, { seed: 3, quarter })
    expect(mixed.filter((name, i) => name === 'small' && arms[i] === 0)).toHaveLength(5)
    expect(mixed.filter((name, i) => name === 'large' && arms[i] === 0)).toHaveLength(15)
  })

  it('refuses a share and a quarter that are none', () => {
    for (const controlShare of [0, 1, -0.1, Number.NaN]) {
      expect(() => draw(4, 1, { controlShare })).toThrow(/^drawArms/)
    }
    expect(() => draw(4, 1, { quarter: '' })).toThrow(/^drawArms/)
  })
})

describe('rowsByGroup', () => {
  it('gives the rows of each group in the order of its first', () => {
    expect([...rowsByGroup(['b', 'a', 'b'])]).toEqual([
      ['b', [0, 2]],
      ['a', [1]],
    ])
    expect(rowsByGroup([])).toEqual(new Map())
  })
})
