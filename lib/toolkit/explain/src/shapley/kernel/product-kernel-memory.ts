import { pairsForDegree } from './mean-rule'

export interface GameSizes {
  readonly columns: number
  readonly backgroundRows: number
  /** Pairs of columns whose interaction is asked. */
  readonly pairs: number
  /** Rows explained whose lists are there at the same time. */
  readonly rowsAtOnce: number
}

/**
 * Where the numbers of product games lie in the kernel's memory: addresses in bytes. Everything but the lists
 * is vectors of two doubles, one for each of two support vectors that are worked on together. What each holds
 * stands at `addGames` in assembly/product-games.ts.
 */
export interface GameMemory extends GameSizes {
  readonly weight: number
  /** Room of the kernel's own. */
  readonly ratios: number
  readonly row: number
  readonly sums: number
  readonly error: number
  readonly pairList: number
  /** First address behind the list of pairs. */
  readonly pairListEnd: number
  readonly rule: number
  /** Room of the kernel's own. */
  readonly products: number
  readonly background: number
  /** First address behind the background. */
  readonly backgroundEnd: number
  /** For each row explained and background row a list of `listLength` integers. */
  readonly lists: number
  /** First address behind everything. */
  readonly end: number
}

export const integerBytes = 4
export const doubleBytes = 8
/** Bytes of a vector of two doubles. */
export const vectorBytes = 16

/** Vectors of a node of the rule: u, u², its weight. */
export const nodeVectors = 3

/** Integers in the list of one game: the length in bytes of its first part, then the place of each column. */
export const listLength = (columns: number): number => columns + 1

/** Where a column's vector lies from the start of a row of vectors. */
export const placeOf = (column: number): number => column * vectorBytes

export function layOutGames(sizes: GameSizes): GameMemory {
  const { columns, backgroundRows, pairs, rowsAtOnce } = sizes
  let end = 0
  const reserve = (bytes: number) => {
    const start = end
    end += Math.ceil(bytes / vectorBytes) * vectorBytes
    return start
  }
  const mostNodes = pairsForDegree(columns - 1)
  const weight = reserve(vectorBytes)
  const ratios = reserve(columns * vectorBytes)
  const row = reserve(columns * vectorBytes)
  const sums = reserve((columns + pairs) * vectorBytes)
  const error = reserve(2 * vectorBytes)
  const pairList = reserve(2 * pairs * integerBytes)
  const pairListEnd = pairList + 2 * pairs * integerBytes
  const rule = reserve((1 + nodeVectors * mostNodes) * vectorBytes)
  const products = reserve((1 + 2 * mostNodes) * vectorBytes)
  const background = reserve(backgroundRows * columns * vectorBytes)
  const lists = reserve(rowsAtOnce * backgroundRows * listLength(columns) * integerBytes)
  return {
    ...{ ...sizes, weight, ratios, row, sums, error, pairList, pairListEnd, rule, products },
    ...{ background, backgroundEnd: lists, lists, end },
  }
}
