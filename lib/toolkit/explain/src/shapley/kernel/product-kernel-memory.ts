import { type SimdMemory, simdMemory, vectorBytes } from './simd-code'

export interface KernelSizes {
  readonly columns: number
  readonly backgroundRows: number
  /** Pairs of columns whose interaction is asked. */
  readonly pairs: number
  /** Rows explained whose lists are there at the same time. */
  readonly rowsAtOnce: number
}

/**
 * Where the numbers of product games lie in memory: addresses in bytes. Everything but the lists is vectors
 * of two doubles, one for each of two support vectors that are worked on together.
 */
export interface KernelMemory extends KernelSizes {
  readonly memory: SimdMemory
  /** Weight of the two support vectors. */
  readonly weight: number
  /** For each column (a − b) / (a + b), written by the code. */
  readonly ratios: number
  /** For each column the half factor a / 2 of the row explained. */
  readonly row: number
  /** Sums over games, for each column and then for each pair; the code adds to them. */
  readonly sums: number
  /** Where the code adds the row's error term (see compileProductKernel), and keeps the largest Σ|r| met. */
  readonly errorTerm: number
  readonly maxSpread: number
  /** For each pair the places of its columns, two integers. */
  readonly pairList: number
  /** For each background row and column the half factor b / 2. */
  readonly background: number
  /** First address behind the background. */
  readonly backgroundEnd: number
  /** For each row explained and background row a list of `listLength` integers. */
  readonly lists: number
}

export const integerBytes = 4
export const doubleBytes = 8

/** Integers in the list of one game: the length in bytes of its first part, then the place of each column. */
export const listLength = (columns: number): number => columns + 1

/** Where a column's vector lies from the start of a row of vectors. */
export const placeOf = (column: number): number => column * vectorBytes

export function layOutKernel(sizes: KernelSizes): KernelMemory {
  const { columns, backgroundRows, pairs, rowsAtOnce } = sizes
  let end = 0
  const reserve = (bytes: number) => {
    const start = end
    end += Math.ceil(bytes / vectorBytes) * vectorBytes
    return start
  }
  const weight = reserve(vectorBytes)
  const ratios = reserve(columns * vectorBytes)
  const row = reserve(columns * vectorBytes)
  const sums = reserve((columns + pairs) * vectorBytes)
  const errorTerm = reserve(vectorBytes)
  const maxSpread = reserve(vectorBytes)
  const pairList = reserve(2 * pairs * integerBytes)
  const background = reserve(backgroundRows * columns * vectorBytes)
  const lists = reserve(rowsAtOnce * backgroundRows * listLength(columns) * integerBytes)
  const memory = simdMemory(end)
  return {
    ...{ ...sizes, memory, weight, ratios, row, sums, errorTerm, maxSpread, pairList },
    ...{ background, backgroundEnd: lists, lists },
  }
}
