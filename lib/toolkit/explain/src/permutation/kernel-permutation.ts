import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import type { SupportVectorMachineModel } from '@one-click/learn'
import {
  type ColumnGroup,
  checkGroups,
  checkNumbers,
  checkPermutations,
  type PermutableModel,
  type RowPermutations,
} from './permutable-model'
import { Donors, type RowPatterns, rowPatterns } from './row-patterns'

/**
 * The decision value of a support vector machine with the RBF kernel, without computing all kernels again. The
 * kernel is a product over columns, so the weighted kernel of row i and support vector k is R·E: E from the
 * group's columns, which the permutations change, and R from all others, which stay. With R at hand a permuted
 * score is one multiplication and addition for each support vector. E is computed once for each different
 * pattern of values in the group's columns.
 *
 * @param x encoded rows as the model takes them (standardised), shape (rows, columns); finite numbers
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { supportVectorMachine } from '@one-click/learn'
 * const x = matrix(4, 2, Float64Array.of(-2, 0, -1, 0, 1, 0, 2, 0))
 * const svm = supportVectorMachine.fit(x, Uint8Array.of(0, 0, 1, 1), { probability: false })
 * const model = permutableSvm(svm, x, [{ name: 'first', columns: [0] }])
 * Array.from(model.permutedScores([[Int32Array.of(3, 2, 1, 0)]])[0][0], (score) => score > 0) // → [true, true, false, false]
 * ```
 */
export function permutableSvm(
  model: SupportVectorMachineModel,
  x: Matrix,
  groups: readonly ColumnGroup[],
): PermutableModel {
  const where = 'permutableSvm'
  if (x.columns !== model.features)
    throw new ArgumentError(where, `needs ${model.features} columns`, x.columns)
  checkNumbers(where, x)
  checkGroups(where, x, groups)
  return {
    rows: x.rows,
    groups: groups.map(({ name }) => name),
    scores() {
      return new KernelTiles(model, x, [], []).run().own
    },
    permutedScores(permutations) {
      checkPermutations(where, this, permutations)
      return new KernelTiles(
        model,
        x,
        groups.map(({ columns }) => columns),
        permutations,
      ).run().permuted
    },
  }
}

/**
 * Up to this γ·distance² R is the weighted kernel divided by E. Beyond, the rounded exponent would cost digits
 * and the kernel could vanish, so R is computed from the other columns alone.
 */
const farthest = 40

/** Numbers in one tile's matrix of rows by support vectors. */
const tileSize = 1 << 20

interface KernelGroup {
  readonly columns: ArrayLike<number>
  readonly inGroup: Uint8Array
  readonly patterns: RowPatterns
  readonly donors: Donors
}

/** Works through the support vectors in tiles, so that memory stays bounded and a tile stays in the cache. */
class KernelTiles {
  private readonly groups: readonly KernelGroup[]
  private readonly width: number
  /** γ·distance² of rows and the tile's support vectors, and their weighted kernels, shape (rows, width). */
  private readonly distances: Float64Array
  private readonly kernels: Float64Array
  /** Factors of the group's patterns, shape (patterns, width). */
  private readonly factors: Float64Array
  private readonly rest: Float64Array
  private readonly ownOfTile: Float64Array
  private readonly products: Float64Array

  constructor(
    private readonly model: SupportVectorMachineModel,
    private readonly x: Matrix,
    columns: readonly ArrayLike<number>[],
    private readonly permutations: RowPermutations,
  ) {
    this.groups = columns.map((ofGroup, g) => {
      const patterns = rowPatterns(x, ofGroup)
      const inGroup = new Uint8Array(x.columns)
      for (let k = 0; k < ofGroup.length; k++) inGroup[ofGroup[k]] = 1
      return { columns: ofGroup, inGroup, patterns, donors: new Donors(patterns, permutations[g]) }
    })
    const size = Math.min(512, Math.max(32, Math.floor(tileSize / x.rows)))
    this.width = Math.min(size, model.weights.length)
    this.distances = new Float64Array(x.rows * this.width)
    this.kernels = new Float64Array(x.rows * this.width)
    this.factors = new Float64Array(
      this.width * Math.max(0, ...this.groups.map(({ patterns }) => patterns.count)),
    )
    this.rest = new Float64Array(this.width)
    this.ownOfTile = new Float64Array(x.rows)
    this.products = new Float64Array(Math.max(0, ...this.groups.map(({ donors }) => donors.capacity)))
  }

  /** Decision values of the rows as they are, and by group and repeat. */
  run(): { own: Float64Array; permuted: Float64Array[][] } {
    const { rows } = this.x
    const { rho, weights } = this.model
    const start = () => new Float64Array(rows).fill(-rho)
    const own = start()
    const permuted = this.permutations.map((orders) => orders.map(start))
    for (let first = 0; first < weights.length; first += this.width) {
      const size = Math.min(this.width, weights.length - first)
      this.fillKernels(first, size)
      for (let i = 0; i < rows; i++) own[i] += this.ownOfTile[i]
      this.groups.forEach((group, g) => {
        this.fillFactors(group, first, size)
        this.addTile(group, first, size, permuted[g])
      })
    }
    return { own, permuted }
  }

  private fillKernels(first: number, size: number): void {
    const { distances, kernels, width, ownOfTile } = this
    const { rows, columns, values } = this.x
    const { gamma, vectors, weights } = this.model
    for (let i = 0; i < rows; i++) {
      let sum = 0
      for (let k = 0; k < size; k++) {
        let distance = 0
        const vector = (first + k) * columns
        for (let j = 0; j < columns; j++) distance += (values[i * columns + j] - vectors[vector + j]) ** 2
        const kernel = weights[first + k] * Math.exp(-gamma * distance)
        distances[i * width + k] = gamma * distance
        kernels[i * width + k] = kernel
        sum += kernel
      }
      ownOfTile[i] = sum
    }
  }

  /** E of every pattern that occurs in the group's columns. */
  private fillFactors({ columns, patterns }: KernelGroup, first: number, size: number): void {
    const { factors, width } = this
    const { values, columns: all } = this.x
    const { gamma, vectors } = this.model
    for (let p = 0; p < patterns.count; p++) {
      const row = patterns.example[p] * all
      for (let k = 0; k < size; k++) {
        let distance = 0
        for (let c = 0; c < columns.length; c++) {
          distance += (values[row + columns[c]] - vectors[(first + k) * all + columns[c]]) ** 2
        }
        factors[p * width + k] = Math.exp(-gamma * distance)
      }
    }
  }

  /** Adds the tile's part of every permuted score of a group. */
  private addTile(group: KernelGroup, first: number, size: number, permuted: readonly Float64Array[]): void {
    const { ownOfTile, products } = this
    const { donors } = group
    for (let i = 0; i < this.x.rows; i++) {
      donors.load(i)
      if (donors.count > 0) {
        this.fillRest(group, i, first, size)
        this.fillProducts(donors, size)
      }
      for (let r = 0; r < permuted.length; r++) {
        const place = donors.places[r]
        permuted[r][i] += place < 0 ? ownOfTile[i] : products[place]
      }
    }
  }

  /** R of one row: the weighted kernels without the group's columns. */
  private fillRest({ inGroup, patterns }: KernelGroup, row: number, first: number, size: number): void {
    const { distances, kernels, factors, width, rest } = this
    const start = row * width
    const own = patterns.of[row] * width
    for (let k = 0; k < size; k++) {
      rest[k] =
        distances[start + k] <= farthest
          ? kernels[start + k] / factors[own + k]
          : this.restOf(inGroup, row, first + k)
    }
  }

  private restOf(inGroup: Uint8Array, row: number, vector: number): number {
    const { values, columns } = this.x
    const { gamma, vectors, weights } = this.model
    let distance = 0
    for (let j = 0; j < columns; j++) {
      if (inGroup[j] === 0) distance += (values[row * columns + j] - vectors[vector * columns + j]) ** 2
    }
    return weights[vector] * Math.exp(-gamma * distance)
  }

  /** R·E for each pattern a row is given, four at a time. */
  private fillProducts({ patterns, count }: Donors, size: number): void {
    const { rest, factors, products, width } = this
    let d = 0
    for (; d + 4 <= count; d += 4) {
      const a = patterns[d] * width
      const b = patterns[d + 1] * width
      const c = patterns[d + 2] * width
      const e = patterns[d + 3] * width
      let sumA = 0
      let sumB = 0
      let sumC = 0
      let sumE = 0
      for (let k = 0; k < size; k++) {
        const factor = rest[k]
        sumA += factor * factors[a + k]
        sumB += factor * factors[b + k]
        sumC += factor * factors[c + k]
        sumE += factor * factors[e + k]
      }
      products[d] = sumA
      products[d + 1] = sumB
      products[d + 2] = sumC
      products[d + 3] = sumE
    }
    for (; d < count; d++) {
      const a = patterns[d] * width
      let sum = 0
      for (let k = 0; k < size; k++) sum += rest[k] * factors[a + k]
      products[d] = sum
    }
  }
}
