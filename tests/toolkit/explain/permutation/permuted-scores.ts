import { type Matrix, matrix } from '../../../../lib/toolkit/core/src/matrix'
import type { Random } from '../../../../lib/toolkit/core/src/random'
import type {
  ColumnGroup,
  PermutableModel,
} from '../../../../lib/toolkit/explain/src/permutation/permutable-model'

/** Largest difference between permuted scores of two models; Infinity when their layouts differ. */
export function largestDifference(
  a: readonly (readonly Float64Array[])[],
  b: readonly (readonly Float64Array[])[],
): number {
  const flatA = a.flatMap((ofGroup) => ofGroup.flatMap((scores) => [...scores]))
  const flatB = b.flatMap((ofGroup) => ofGroup.flatMap((scores) => [...scores]))
  if (flatA.length !== flatB.length) return Number.POSITIVE_INFINITY
  return flatA.reduce((largest, value, i) => Math.max(largest, Math.abs(value - flatB[i])), 0)
}

/** Numbers, whole numbers with many ties, and ones and zeros, column after column in turn. */
export function mixedMatrix(rows: number, columns: number, random: Random): Matrix {
  const x = matrix(rows, columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = random.normal()
      x.values[i * columns + j] =
        j % 3 === 0 ? value : j % 3 === 1 ? Math.round(2 * value) : Number(value > 0)
    }
  }
  return x
}

/** Labels that follow the first columns, both classes present. */
export function labelsOf(x: Matrix, random: Random): Uint8Array {
  const y = Uint8Array.from({ length: x.rows }, (_, i) =>
    x.values[i * x.columns] + x.values[i * x.columns + 1] + random.normal() > 0 ? 1 : 0,
  )
  y[0] = 0
  y[1] = 1
  return y
}

/** Every column alone, pairs that share columns with them and each other, all columns, and none. */
export function variedGroups(columns: number): ColumnGroup[] {
  const all = Array.from({ length: columns }, (_, j) => j)
  return [
    ...all.map((j) => ({ name: `column ${j}`, columns: [j] })),
    { name: 'first and last', columns: [columns - 1, 0] },
    { name: 'second and third', columns: Int32Array.of(1, 2) },
    { name: 'first and second', columns: [0, 1] },
    { name: 'all', columns: all },
    { name: 'none', columns: [] },
  ]
}

/** Not only permutations: any rows to take values from, other ones for each group; the first repeat keeps them. */
export function drawnRows(
  { rows, groups }: PermutableModel,
  repeats: number,
  random: Random,
): Int32Array[][] {
  return groups.map(() =>
    Array.from({ length: repeats }, (_, r) =>
      Int32Array.from({ length: rows }, (_, i) => (r === 0 ? i : random.integer(rows))),
    ),
  )
}
