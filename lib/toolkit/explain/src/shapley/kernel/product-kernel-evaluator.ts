import { ArgumentError, type Matrix, matrix, startKernel } from '@one-click/core'
import { decisionValues, type SupportVectorMachineModel } from '@one-click/learn'
import { errorFactor, type MeanRule, meanRule, pairsForDegree } from './mean-rule'
import { kernelCode } from './product-kernel-code'
import {
  doubleBytes,
  type GameMemory,
  integerBytes,
  layOutGames,
  listLength,
  nodeVectors,
  placeOf,
  vectorBytes,
} from './product-kernel-memory'

/** What assembly/product-games.ts exports. */
interface KernelExports {
  addGames(
    lists: number,
    columns: number,
    background: number,
    backgroundEnd: number,
    row: number,
    weight: number,
    ratios: number,
    sums: number,
    pairs: number,
    pairsEnd: number,
    rule: number,
    ruleEnd: number,
    products: number,
    error: number,
  ): void
}

/** Two columns whose interaction is asked, by their indices. */
export type ColumnPair = readonly [number, number]

export interface ProductKernelValues {
  /** Mean decision value over the background. */
  readonly base: number
  /** Shapley values, shape (rows, columns). */
  readonly values: Matrix
  /** Shapley interactions, shape (rows, pairs). */
  readonly interactions: Matrix
}

/** Pairs of quadrature nodes tried first: 7 nodes, exact where up to 14 columns differ from the background. */
const fewPairs = 3

/** Bound of the error of a row's values, relative to the sum of |weight|, above which exact rules step in. */
const tolerance = 1e-12

/** Factors below this count as this: the contribution stays 0 to 300 digits, and no ratio is 0 / 0. */
const smallestFactor = 1e-300

const maxRowsAtOnce = 256
const maxListIntegers = 2 ** 20

/**
 * Shapley values and interactions of the product games of a support vector machine: one game for each row,
 * background row and support vector.
 *
 * @param caller name of the function that errors name
 */
export function evaluateProductKernel(
  caller: string,
  model: SupportVectorMachineModel,
  x: Matrix,
  background: Matrix,
  pairs: readonly ColumnPair[],
): ProductKernelValues {
  check(caller, model, x, background, pairs)
  const games = new ProductKernelEvaluator(model, x, background, pairs)
  const scale = model.weights.reduce((sum, weight) => sum + Math.abs(weight), 0)
  const every = Int32Array.from({ length: x.rows }, (_, i) => i)
  const exactPairs = pairsForDegree(x.columns - 1)
  const bounds = games.run(every, meanRule(Math.min(fewPairs, exactPairs)))
  const inexact = every.filter((i) => !(bounds[i] <= tolerance * scale))
  if (exactPairs > fewPairs) games.run(inexact, meanRule(exactPairs))
  return {
    base: mean(decisionValues(model, background)),
    values: games.values,
    interactions: games.interactions,
  }
}

/** Evaluates the product games of a product kernel, laid out in memory, two support vectors at a time. */
class ProductKernelEvaluator {
  readonly values: Matrix
  readonly interactions: Matrix
  private readonly game: GameMemory
  private readonly kernel: KernelExports
  private readonly numbers: Float64Array
  private readonly integers: Int32Array

  constructor(
    private readonly model: SupportVectorMachineModel,
    private readonly x: Matrix,
    private readonly background: Matrix,
    pairs: readonly ColumnPair[],
  ) {
    const { columns } = x
    this.values = matrix(x.rows, columns)
    this.interactions = matrix(x.rows, pairs.length)
    const listIntegers = background.rows * listLength(columns)
    const rowsAtOnce = Math.floor(maxListIntegers / listIntegers)
    this.game = layOutGames({
      columns,
      backgroundRows: background.rows,
      pairs: pairs.length,
      rowsAtOnce: Math.max(1, Math.min(maxRowsAtOnce, x.rows, rowsAtOnce)),
    })
    const kernel = startKernel<KernelExports>(kernelCode, this.game.end)
    this.kernel = kernel
    this.numbers = new Float64Array(kernel.memory.buffer)
    this.integers = new Int32Array(kernel.memory.buffer)
    this.integers.set(pairs.flat().map(placeOf), this.game.pairList / integerBytes)
  }

  /**
   * Works rows out by a rule; what was there for them is forgotten.
   * @returns for each of the rows a bound of the sum of its values' errors from quadrature
   */
  run(rows: Int32Array, rule: MeanRule): Float64Array {
    const { columns, pairs, rowsAtOnce } = this.game
    this.writeRule(rule)
    const bounds = new Float64Array(rows.length)
    for (const i of rows) {
      this.values.values.fill(0, i * columns, (i + 1) * columns)
      this.interactions.values.fill(0, i * pairs, (i + 1) * pairs)
    }
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const end = start + rowsAtOnce
      this.runBlock(rows.subarray(start, end), rule, bounds.subarray(start, end))
    }
    return bounds
  }

  private runBlock(rows: Int32Array, rule: MeanRule, bounds: Float64Array): void {
    const { model, game, background } = this
    const rowListBytes = background.rows * listLength(game.columns) * integerBytes
    const spreads = new Float64Array(rows.length)
    for (let k = 0; k < rows.length; k++) this.writeLists(rows[k], game.lists + k * rowListBytes)
    for (let vector = 0; vector < model.weights.length; vector += 2) {
      this.writeWeights(vector)
      for (let z = 0; z < background.rows; z++) {
        this.writeFactors(background, z, vector, game.background + z * game.columns * vectorBytes)
      }
      for (let k = 0; k < rows.length; k++) {
        this.writeFactors(this.x, rows[k], vector, game.row)
        this.addGames(game.lists + k * rowListBytes, rule)
        this.takeSums(rows[k])
        bounds[k] += this.takePair(game.error, (a, b) => a + b)
        spreads[k] = Math.max(spreads[k], this.takePair(game.error + vectorBytes, Math.max))
      }
    }
    spreads.forEach((spread, k) => {
      bounds[k] *= errorFactor(rule, game.columns - 1, spread)
    })
  }

  private addGames(lists: number, rule: MeanRule): void {
    const { game } = this
    this.kernel.addGames(
      lists,
      game.columns,
      game.background,
      game.backgroundEnd,
      game.row,
      game.weight,
      game.ratios,
      game.sums,
      game.pairList,
      game.pairListEnd,
      game.rule,
      game.rule + vectorBytes * (1 + nodeVectors * rule.nodes.length),
      game.products,
      game.error,
    )
  }

  private writeRule({ nodes, weights, middleWeight }: MeanRule): void {
    const numbers = [middleWeight, ...nodes.flatMap((u, q) => [u, u * u, weights[q]])]
    this.numbers.set(
      numbers.flatMap((number) => [number, number]),
      this.game.rule / doubleBytes,
    )
  }

  /** The two numbers at an address, combined; 0 stays there. */
  private takePair(address: number, combine: (a: number, b: number) => number): number {
    const at = address / doubleBytes
    const result = combine(this.numbers[at], this.numbers[at + 1])
    this.numbers.fill(0, at, at + 2)
    return result
  }

  /** For each background row: how many columns differ, those, and then the others. */
  private writeLists(i: number, address: number): void {
    const { x, background, integers } = this
    const { columns } = x
    for (let z = 0; z < background.rows; z++) {
      const start = address / integerBytes + z * listLength(columns)
      let differing = 0
      let agreeing = columns
      for (let j = 0; j < columns; j++) {
        const differs = x.values[i * columns + j] !== background.values[z * columns + j]
        integers[start + (differs ? ++differing : agreeing--)] = placeOf(j)
      }
      integers[start] = differing * integerBytes
    }
  }

  /** The second of the last two vectors has no weight when their number is odd. */
  private writeWeights(vector: number): void {
    const { model, numbers, game, background } = this
    const at = game.weight / doubleBytes
    numbers[at] = (2 * model.weights[vector]) / background.rows
    numbers[at + 1] =
      vector + 1 < model.weights.length ? (2 * model.weights[vector + 1]) / background.rows : 0
  }

  /** Half of exp(−gamma·(value − v)²) in each column of a row, for two support vectors. */
  private writeFactors({ columns, values }: Matrix, i: number, vector: number, address: number): void {
    const { numbers } = this
    const { gamma, vectors, weights } = this.model
    const first = vector * columns
    const second = Math.min(vector + 1, weights.length - 1) * columns
    let to = address / doubleBytes
    for (let j = 0; j < columns; j++) {
      const value = values[i * columns + j]
      numbers[to++] = 0.5 * kernelFactor(gamma, value - vectors[first + j])
      numbers[to++] = 0.5 * kernelFactor(gamma, value - vectors[second + j])
    }
  }

  /** Adds what the code has summed to the row's results, and clears the sums. */
  private takeSums(i: number): void {
    const { numbers, values, interactions } = this
    const { columns, pairs, sums } = this.game
    let from = sums / doubleBytes
    for (let j = 0; j < columns; j++, from += 2) {
      values.values[i * columns + j] += numbers[from] + numbers[from + 1]
    }
    for (let p = 0; p < pairs; p++, from += 2) {
      interactions.values[i * pairs + p] += numbers[from] + numbers[from + 1]
    }
    numbers.fill(0, sums / doubleBytes, from)
  }
}

function kernelFactor(gamma: number, difference: number): number {
  return Math.max(smallestFactor, Math.exp(-gamma * difference * difference))
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

function check(
  caller: string,
  { features, weights }: SupportVectorMachineModel,
  x: Matrix,
  background: Matrix,
  pairs: readonly ColumnPair[],
): void {
  if (x.columns !== features)
    throw new ArgumentError(caller, `x needs the model's ${features} columns`, x.columns)
  if (background.columns !== x.columns) {
    throw new ArgumentError(caller, 'background needs the columns of x', background.columns)
  }
  if (background.rows === 0) throw new ArgumentError(caller, 'background needs at least one row')
  if (weights.length === 0) throw new ArgumentError(caller, 'the model needs at least one support vector')
  for (const [a, b] of pairs) {
    const known = [a, b].every((j) => Number.isInteger(j) && j >= 0 && j < x.columns)
    if (!known || a === b) {
      throw new ArgumentError(caller, `pairs need two different columns below ${x.columns}`, `[${a}, ${b}]`)
    }
  }
}
