import { ArgumentError, type Matrix, matrix } from '@one-click/core'
import { logGamma } from '../distributions/special-functions'

/**
 * How many rows lie in each pair of clusters of two partitions, labels from 0. Shape (first, second).
 * @example
 * ```ts
 * crossTable(Int32Array.of(0, 0, 1), Int32Array.of(0, 1, 1)).values // → [1, 1, 0, 1]
 * ```
 */
export function crossTable(first: Int32Array, second: Int32Array, sizes?: readonly [number, number]): Matrix {
  if (first.length !== second.length) {
    throw new ArgumentError('crossTable', 'needs two partitions of the same rows', second.length)
  }
  const most = (labels: Int32Array) => labels.reduce((size, label) => Math.max(size, label + 1), 0)
  const [rows, columns] = sizes ?? [most(first), most(second)]
  const table = matrix(rows, columns)
  for (let i = 0; i < first.length; i++) table.values[first[i] * columns + second[i]]++
  return table
}

interface Margins {
  readonly rows: Float64Array
  readonly columns: Float64Array
  readonly total: number
}

function marginsOf({ rows, columns, values }: Matrix): Margins {
  const result = { rows: new Float64Array(rows), columns: new Float64Array(columns), total: 0 }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const count = values[i * columns + j]
      result.rows[i] += count
      result.columns[j] += count
      result.total += count
    }
  }
  return result
}

const pairs = (count: number) => (count * (count - 1)) / 2
const pairsOf = (counts: Float64Array) => counts.reduce((sum, count) => sum + pairs(count), 0)

/**
 * Agreement of two partitions over pairs of rows, corrected for chance: 1 when they are the same, about 0 when
 * they are unrelated. L. Hubert and P. Arabie, J. Classification 2 (1985).
 * @example
 * ```ts
 * adjustedRandIndex(Int32Array.of(0, 0, 1, 1), Int32Array.of(1, 1, 0, 0)) // → 1
 * ```
 */
export function adjustedRandIndex(first: Int32Array, second: Int32Array): number {
  const table = crossTable(first, second)
  const { rows, columns, total } = marginsOf(table)
  const both = pairsOf(table.values)
  const [a, b] = [pairsOf(rows), pairsOf(columns)]
  const expected = total > 1 ? (a * b) / pairs(total) : 0
  const most = (a + b) / 2
  return most === expected ? 1 : (both - expected) / (most - expected)
}

/**
 * Mutual information of two partitions, corrected for chance, over the mean of their entropies: 1 when they are
 * the same, about 0 when knowing one says nothing of the other. N. X. Vinh, J. Epps and J. Bailey, J. Mach. Learn.
 * Res. 11 (2010). Agrees with scikit-learn's `adjusted_mutual_info_score`.
 * @example
 * ```ts
 * adjustedMutualInformation(Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 0, 1)) // → -0.50
 * ```
 */
export function adjustedMutualInformation(first: Int32Array, second: Int32Array): number {
  const table = crossTable(first, second)
  const margins = marginsOf(table)
  const used = (counts: Float64Array) => counts.filter((count) => count > 0).length
  const sizes = [used(margins.rows), used(margins.columns)]
  if (sizes[0] === sizes[1] && (sizes[0] <= 1 || sizes[0] === margins.total)) return 1
  const expected = expectedInformation(margins)
  const most = (entropy(margins.rows, margins.total) + entropy(margins.columns, margins.total)) / 2
  const scale = most - expected
  // Sign and size of a scale that is 0 but for rounding are kept from mattering.
  const divisor = scale < 0 ? Math.min(scale, -Number.EPSILON) : Math.max(scale, Number.EPSILON)
  return (information(table, margins) - expected) / divisor
}

function entropy(counts: Float64Array, total: number): number {
  return counts.reduce((sum, count) => (count > 0 ? sum - (count / total) * Math.log(count / total) : sum), 0)
}

function information({ columns, values }: Matrix, margins: Margins): number {
  return values.reduce((sum, count, at) => {
    if (count === 0) return sum
    const expected = (margins.rows[Math.floor(at / columns)] * margins.columns[at % columns]) / margins.total
    return sum + (count / margins.total) * Math.log(count / expected)
  }, 0)
}

/** Mean mutual information of partitions with these sizes whose rows are matched at random (hypergeometric). */
function expectedInformation({ rows, columns, total }: Margins): number {
  const factorial = (count: number) => logGamma(count + 1)
  let sum = 0
  for (const a of rows) {
    for (const b of columns) {
      const fixed =
        factorial(a) + factorial(b) + factorial(total - a) + factorial(total - b) - factorial(total)
      for (let both = Math.max(1, a + b - total); both <= Math.min(a, b); both++) {
        const chance =
          fixed -
          factorial(both) -
          factorial(a - both) -
          factorial(b - both) -
          factorial(total - a - b + both)
        sum += (both / total) * Math.log((total * both) / (a * b)) * Math.exp(chance)
      }
    }
  }
  return sum
}
