import { describe, expect, it } from 'vitest'
import { deriveSeed, Random } from '../../../lib/toolkit/core/src/random'

/** Upper 1e-6 points of chi-square, so that a sound generator with a fixed seed passes with room. */
const chiSquareLimit: Readonly<Record<number, number>> = { 1: 23.93, 2: 27.63, 5: 35.89, 9: 45.08, 19: 66.2 }

function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((total, count) => total + count, 0) / counts.length
  return counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0)
}

function counted(cells: number, draws: number, draw: () => number): number[] {
  const counts = Array<number>(cells).fill(0)
  for (let i = 0; i < draws; i++) counts[draw()]++
  return counts
}

describe('Random', () => {
  it('gives the same numbers for the same seed on every machine', () => {
    const random = new Random(2026)
    const drawn = [random.uniform(), random.integer(1000), random.normal(), random.uniform()]
    const again = new Random(2026)
    expect([again.uniform(), again.integer(1000), again.normal(), again.uniform()]).toEqual(drawn)
    expect(drawn).not.toEqual(
      Array.from(
        { length: 4 },
        (
          (other) => () =>
            other.uniform()
        )(new Random(2027)),
      ),
    )
  })

  it('is uniform in [0, 1): cells, mean and variance', () => {
    const random = new Random(deriveSeed(7, 'uniform'))
    const values = Array.from({ length: 200_000 }, () => random.uniform())
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    let position = 0
    expect(chiSquare(counted(20, values.length, () => Math.floor(20 * values[position++])))).toBeLessThan(
      chiSquareLimit[19],
    )
    const mean = values.reduce((total, value) => total + value, 0) / values.length
    const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / values.length))
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / values.length))
  })

  it('uses the low bits of the 53 as well', () => {
    const random = new Random(deriveSeed(8, 'bits'))
    const lowest = counted(2, 50_000, () => (random.uniform() * 2 ** 53) % 2)
    expect(chiSquare(lowest)).toBeLessThan(chiSquareLimit[1])
  })

  it('starts uniformly over derived seeds', () => {
    const first = counted(
      10,
      20_000,
      ((task) => () => {
        return Math.floor(10 * new Random(deriveSeed(1, 'task', task++)).uniform())
      })(0),
    )
    expect(chiSquare(first)).toBeLessThan(chiSquareLimit[9])
  })

  it.each([2, 3, 6, 10])('draws whole numbers below %i without bias', (below) => {
    const random = new Random(deriveSeed(9, 'integer', below))
    const counts = counted(below, 60_000, () => random.integer(below))
    expect(counts).toHaveLength(below)
    expect(chiSquare(counts)).toBeLessThan(chiSquareLimit[below - 1])
  })

  it('has no modulo bias where the range is no power of two', () => {
    // With 2³² mod 3·2³⁰, the lower third would come up twice as often.
    const below = 3 * 2 ** 30
    const random = new Random(deriveSeed(10, 'wide'))
    const thirds = counted(3, 30_000, () => Math.floor(random.integer(below) / 2 ** 30))
    expect(chiSquare(thirds)).toBeLessThan(chiSquareLimit[2])
  })

  it('knows one whole number below 1, and refuses an empty range', () => {
    const random = new Random(1)
    expect([random.integer(1), random.integer(1)]).toEqual([0, 0])
    for (const below of [0, -1, 1.5, Number.NaN]) {
      expect(() => new Random(1).integer(below)).toThrow(/Random\.integer: .*got/)
    }
  })

  it('is standard normal: moments and tails', () => {
    const random = new Random(deriveSeed(11, 'normal'))
    const values = Array.from({ length: 100_000 }, () => random.normal())
    const moment = (power: number) =>
      values.reduce((total, value) => total + value ** power, 0) / values.length
    expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(values.length))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length))
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / values.length))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / values.length))
    const beyond = values.filter((value) => Math.abs(value) > 1.959963985).length
    expect(Math.abs(beyond / values.length - 0.05)).toBeLessThan(0.004)
    // The spare of each pair is used too: neighbours are not correlated.
    const products = values.slice(1).reduce((total, value, i) => total + value * values[i], 0)
    expect(Math.abs(products / values.length)).toBeLessThan(5 / Math.sqrt(values.length))
  })

  it('shuffles in place, every order equally often', () => {
    const random = new Random(deriveSeed(12, 'shuffle'))
    const orders = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const items = Int32Array.of(0, 1, 2)
      expect(random.shuffle(items)).toBe(items)
      orders.set(items.join(), (orders.get(items.join()) ?? 0) + 1)
    }
    expect(orders.size).toBe(6)
    expect(chiSquare([...orders.values()])).toBeLessThan(chiSquareLimit[5])
  })
})

describe('deriveSeed', () => {
  it('is a whole number of 32 bits that depends on seed and path alone', () => {
    const seed = deriveSeed(1, 'fold', 2)
    expect(seed).toBe(seed | 0)
    expect(deriveSeed(1, 'fold', 2)).toBe(seed)
  })

  it('differs for different seeds and paths', () => {
    const seeds = new Set<number>()
    let paths = 0
    for (const seed of [0, 1, 2, -1]) {
      for (const name of ['fold', 'tree', '']) {
        for (let index = 0; index < 100; index++) {
          seeds.add(deriveSeed(seed, name, index))
          seeds.add(deriveSeed(seed, name, String(index)))
          seeds.add(deriveSeed(seed, index, name))
          paths += 3
        }
      }
    }
    expect(seeds.size).toBe(paths)
    expect(deriveSeed(1, 'a', 'b')).not.toBe(deriveSeed(1, 'ab'))
    expect(deriveSeed(1, 1, 2)).not.toBe(deriveSeed(1, 12))
    expect(deriveSeed(1)).not.toBe(deriveSeed(2))
  })
})
