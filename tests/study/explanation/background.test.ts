import { describe, expect, it } from 'vitest'
import { backgroundOf, backgroundSample, backgroundSize } from '../../../lib/study/src/explanation/background'

describe('backgroundSample', () => {
  it('draws different rows, ascending, the same for the same seed', () => {
    const from = Int32Array.of(40, 10, 30, 20, 100, 9)
    const drawn = backgroundSample(from, 4, 7)
    expect([...drawn]).toEqual([...new Set(drawn)].sort((a, b) => a - b))
    expect(drawn).toHaveLength(4)
    expect(drawn.every((row) => from.includes(row))).toBe(true)
    expect(backgroundSample(from, 4, 7)).toEqual(drawn)
    expect([...from]).toEqual([40, 10, 30, 20, 100, 9])
    expect([...backgroundSample(from, 64, 1)]).toEqual([9, 10, 20, 30, 40, 100])
    const seeds = new Set(Array.from({ length: 30 }, (_, seed) => backgroundSample(from, 3, seed).join()))
    expect(seeds.size).toBeGreaterThan(8)
  })

  it('draws at most one of customers who are copies of each other', () => {
    const from = Int32Array.from({ length: 40 }, (_, i) => 100 + i)
    const groups = from.map((_, i) => i % 10)
    const drawn = backgroundSample(from, 64, 5, groups)
    expect(drawn).toHaveLength(10)
    expect(new Set(drawn.map((row) => (row - 100) % 10)).size).toBe(10)
  })
})

describe('backgroundOf', () => {
  it('takes of the customers named, of each group of copies at most one', () => {
    const groups = Int32Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? row : 1000 + (row % 7)))
    const rows = Int32Array.from({ length: 150 }, (_, i) => 2 * i)
    const drawn = backgroundOf({ groups }, rows, 3)
    expect(drawn.every((row) => rows.includes(row))).toBe(true)
    // Fifty on their own, the others in seven groups.
    expect(drawn).toHaveLength(57)
    expect(new Set(drawn.map((row) => groups[row])).size).toBe(57)
    expect(backgroundOf({ groups: groups.map((_, row) => row) }, rows, 3)).toHaveLength(backgroundSize)
  })
})
