/**
 * Sets of the elements 0 to count - 1: union by smaller number, with path halving (Tarjan & van Leeuwen 1984).
 * @example
 * ```ts
 * const sets = new DisjointSets(4)
 * sets.join(1, 3)
 * sets.numbered() // → [0, 1, 2, 1]
 * ```
 */
export class DisjointSets {
  private readonly parent: Int32Array

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, i) => i)
  }

  /** The smallest element of this one's set. */
  find(element: number): number {
    const { parent } = this
    let at = element
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]]
      at = parent[at]
    }
    return at
  }

  join(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((x, y) => x - y)
    this.parent[high] = low
  }

  /** Number of each element's set, by first appearance. */
  numbered(): Int32Array {
    const numbers = new Map<number, number>()
    return this.parent.map((_, element) => {
      const root = this.find(element)
      if (!numbers.has(root)) numbers.set(root, numbers.size)
      return numbers.get(root)!
    })
  }
}
