import { ArgumentError } from '@one-click/core'
import type { Trees } from '@one-click/learn'

/** Most different columns on a path: being inside a box or not in each of them is a bit of a 32-bit number. */
export const maxColumnsOnPath = 32

/** The different columns asked between a root and a node, each with its bit. */
export class TreePath {
  depth = 0
  /** Columns in the order of their bits; the first `depth` are valid. */
  readonly columns = new Int32Array(maxColumnsOnPath)
  /** For each column its bit, 0 when it is not on the path. */
  readonly bitOf: Int32Array

  constructor(columns: number) {
    this.bitOf = new Int32Array(columns)
  }

  /** Adds a column; false when it is on the path already. */
  add(column: number): boolean {
    if (this.bitOf[column] !== 0) return false
    this.bitOf[column] = 1 << this.depth
    this.columns[this.depth++] = column
    return true
  }

  /** Takes the last column off. */
  drop(): void {
    this.bitOf[this.columns[--this.depth]] = 0
  }
}

/** @throws ArgumentError when a path asks more than 32 different columns */
export function checkPaths(caller: string, { roots, feature, left, right }: Trees, columns: number): void {
  const onPath = new Uint8Array(columns)
  const visit = (node: number, depth: number): void => {
    const column = feature[node]
    if (column < 0) return
    const fresh = onPath[column] === 0
    const below = fresh ? depth + 1 : depth
    if (below > maxColumnsOnPath) {
      throw new ArgumentError(
        caller,
        `takes trees that ask at most ${maxColumnsOnPath} different columns on a path; fit with a lower maxDepth`,
      )
    }
    onPath[column] = 1
    visit(left[node], below)
    visit(right[node], below)
    if (fresh) onPath[column] = 0
  }
  for (const root of roots) visit(root, 0)
}
