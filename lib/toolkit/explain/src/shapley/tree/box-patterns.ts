import { bitCount, lowestBit, PatternIndex } from './bit-patterns'

/** The different bit patterns that rows have at a box, and sets of them. */
export class BoxPatterns {
  /** For each pattern the bits of the columns in which it is outside the box, shape (size). */
  readonly outside: Int32Array
  /** How many those are. */
  readonly outsideCounts: Int32Array
  /** Number of sets of 32 patterns. */
  sets = 0
  private readonly index: PatternIndex
  /** All patterns in sets of 32; after them, for each bit, those that are inside in its column. */
  private readonly inside: Int32Array

  /** @param most different patterns at most */
  constructor(most: number) {
    this.outside = new Int32Array(most)
    this.outsideCounts = new Int32Array(most)
    this.index = new PatternIndex(most)
    this.inside = new Int32Array(33 * Math.ceil(most / 32))
  }

  get size(): number {
    return this.index.size
  }

  /** Numbers the patterns of rows by the bits of the columns in which they are inside; `numbers` gets the result. */
  gather(bits: Int32Array, start: number, count: number, numbers: Int32Array): void {
    const { outside, outsideCounts, index } = this
    index.clear()
    for (let i = 0; i < count; i++) {
      const missing = ~bits[start + i]
      const known = index.size
      const number = index.number(missing)
      if (number === known) {
        outside[number] = missing
        outsideCounts[number] = bitCount(missing)
      }
      numbers[i] = number
    }
  }

  /** Makes the gathered patterns ready to be found. @param depth number of columns on the box's path */
  arrange(depth: number): void {
    const { inside, outside, size } = this
    const sets = (size + 31) >> 5
    this.sets = sets
    inside.fill(-1, 0, (depth + 1) * sets)
    if ((size & 31) !== 0) inside[sets - 1] = (1 << (size & 31)) - 1
    for (let number = 0; number < size; number++) {
      const set = sets + (number >> 5)
      const others = ~(1 << (number & 31))
      for (let rest = outside[number]; rest !== 0; rest &= rest - 1)
        inside[set + lowestBit(rest) * sets] &= others
    }
  }

  /** Of the given set of 32 patterns those that are inside in all columns of the bits: a bit for each. */
  insideOf(bits: number, set: number): number {
    const { inside, sets } = this
    let found = inside[set]
    for (let rest = bits; rest !== 0; rest &= rest - 1) found &= inside[set + (lowestBit(rest) + 1) * sets]
    return found
  }
}
