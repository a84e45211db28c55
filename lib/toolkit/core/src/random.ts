import prand, { type RandomGenerator } from 'pure-rand'
import { ArgumentError } from './errors'

/**
 * Seeded random numbers (xoroshiro128+ from pure-rand). The same seed gives the same numbers on every
 * machine. Independent tasks take `deriveSeed(seed, 'name', index)`, so results do not depend on the order
 * or the number of workers. Small seeds themselves start with numbers alike (the first `uniform()` is
 * near 1 for seeds 0, 1, 2, …); derived seeds do not.
 * @example
 * ```ts
 * const random = new Random(deriveSeed(1, 'a'))
 * random.uniform() // → 0.2027
 * random.integer(10) // → 4
 * ```
 */
export class Random {
  private readonly generator: RandomGenerator
  private spareNormal = Number.NaN

  constructor(seed: number) {
    this.generator = prand.xoroshiro128plus(seed | 0)
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform(): number {
    const high = this.generator.unsafeNext() >>> 5
    const low = this.generator.unsafeNext() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** Whole number, uniform in [0, below), without modulo bias; `below` at least 1. */
  integer(below: number): number {
    if (!(below >= 1 && Number.isSafeInteger(below))) {
      throw new ArgumentError('Random.integer', 'needs a whole number of at least 1', below)
    }
    return prand.unsafeUniformIntDistribution(0, below - 1, this.generator)
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (!Number.isNaN(this.spareNormal)) {
      const spare = this.spareNormal
      this.spareNormal = Number.NaN
      return spare
    }
    for (;;) {
      const u = 2 * this.uniform() - 1
      const v = 2 * this.uniform() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s)
        this.spareNormal = v * factor
        return u * factor
      }
    }
  }

  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      const held = items[i]
      items[i] = items[j]
      items[j] = held
    }
    return items
  }
}

/**
 * A seed for one task, mixed from the run's seed and the task's path (FNV-1a over the parts).
 * @example
 * ```ts
 * deriveSeed(1, 'fold', 0) // → -1787438367
 * ```
 */
export function deriveSeed(seed: number, ...path: (string | number)[]): number {
  let hash = 0x811c9dc5 ^ (seed | 0)
  for (const character of JSON.stringify(path)) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  return hash | 0
}
