/** Numbers the different bit patterns it is shown, from 0 on; emptied at no cost. */
export class PatternIndex {
  /** How many different patterns it was shown. */
  size = 0
  /** Hash table: for each place the round that filled it, a pattern and its number; the fourth is unused. */
  private readonly table: Int32Array
  private readonly mask: number
  private readonly shift: number
  private round = 0

  /** @param most different patterns between two rounds at most */
  constructor(most: number) {
    const bits = Math.max(4, Math.ceil(Math.log2(2 * most)))
    this.table = new Int32Array(4 << bits)
    this.mask = (1 << bits) - 1
    this.shift = 32 - bits
  }

  clear(): void {
    this.size = 0
    this.round++
  }

  /** The number of a pattern; a new pattern gets the next one, which was `size` before. */
  number(pattern: number): number {
    const { table, mask, round } = this
    // Fibonacci hashing, then the next free place.
    let at = Math.imul(pattern, 0x9e3779b1) >>> this.shift
    while (table[4 * at] === round) {
      if (table[4 * at + 1] === pattern) return table[4 * at + 2]
      at = (at + 1) & mask
    }
    table[4 * at] = round
    table[4 * at + 1] = pattern
    table[4 * at + 2] = this.size
    return this.size++
  }
}

/** How many bits are set. */
export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Position of the lowest bit that is set. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}
