import type { MeanRule } from './mean-rule'
import { integerBytes, type KernelMemory, listLength } from './product-kernel-memory'
import {
  add,
  type Code,
  compileSimd,
  divide,
  get,
  integer,
  Locals,
  load,
  loadInteger,
  magnitude,
  maximum,
  multiply,
  plus,
  set,
  store,
  subtract,
  vector,
  vectorBytes,
  whileBelow,
} from './simd-code'

/**
 * Code that adds the Shapley values, and the Shapley interactions of pairs, of one row's product games with
 * all background rows and two support vectors.
 *
 * With a and b a column's factors for the row and the background row, m = (a + b) / 2, r = (a − b) / (a + b)
 * and u = 2t − 1, the factor t·a + (1 − t)·b is m·(1 + r·u). Let P(u) be the product over all columns. Then
 * the Shapley value of column j is the mean over u in [−1, 1] of 2·r·P(u) / (1 + r·u), and the interaction of
 * columns i and j that of 4·rᵢ·rⱼ·P(u) / ((1 + rᵢ·u)(1 + rⱼ·u)). The nodes of a Gauss–Legendre rule lie
 * symmetrically: two of them share one division, because 1 − r²·u² is the denominator of both. That is never
 * near 0, as |r| ≤ 1 and |u| < 1, whatever underflows.
 *
 * For a bound of the quadrature error (`errorFactor`) the code sums 2·|weight|·Π m·p^(2n + 1) over
 * games, with p = Σ|r| and n nodes.
 *
 * @returns function of the address where the lists of the row begin, one for each background row: columns
 *   where it differs from the row come first, then those where it agrees, which only scale the game
 */
export function compileProductKernel(game: KernelMemory, rule: MeanRule): (lists: number) => void {
  const builder = new KernelCodeBuilder(game, rule)
  return compileSimd(game.memory, builder.locals, builder.code())
}

/** The function's argument: the list of the current game. */
const list = 0

class KernelCodeBuilder {
  readonly locals = new Locals()
  private readonly pointer = this.locals.integer()
  private readonly end = this.locals.integer()
  private readonly column = this.locals.integer()
  private readonly other = this.locals.integer()
  private readonly sum = this.locals.integer()
  private readonly background = this.locals.integer()
  private readonly backgroundEnd = this.locals.integer()
  private readonly one = this.locals.vector()
  private readonly scale = this.locals.vector()
  private readonly a = this.locals.vector()
  private readonly b = this.locals.vector()
  private readonly half = this.locals.vector()
  private readonly difference = this.locals.vector()
  private readonly step = this.locals.vector()
  private readonly ratio = this.locals.vector()
  private readonly square = this.locals.vector()
  private readonly otherRatio = this.locals.vector()
  private readonly otherSquare = this.locals.vector()
  private readonly both = this.locals.vector()
  private readonly spread = this.locals.vector()
  /** P at the node 0, later weighted; P at u and −u, later their weighted sum and u-fold difference. */
  private readonly middle = this.locals.vector()
  private readonly ahead: number[]
  private readonly behind: number[]
  private readonly u: number[]
  private readonly uSquared: number[]

  constructor(
    private readonly game: KernelMemory,
    private readonly rule: MeanRule,
  ) {
    const count = rule.nodes.length
    this.ahead = this.locals.vectors(count)
    this.behind = this.locals.vectors(count)
    this.u = this.locals.vectors(count)
    this.uSquared = this.locals.vectors(count)
  }

  code(): Code {
    const { game, rule } = this
    const listBytes = integerBytes * listLength(game.columns)
    return [
      ...set(this.one, vector(1)),
      ...rule.nodes.flatMap((u, q) => [
        ...set(this.u[q], vector(u)),
        ...set(this.uSquared[q], vector(u * u)),
      ]),
      ...set(this.background, integer(game.background)),
      ...set(this.backgroundEnd, integer(game.backgroundEnd)),
      ...whileBelow(
        this.background,
        this.backgroundEnd,
        this.products(),
        this.addErrorTerm(),
        this.weighProducts(),
        this.addColumns(),
        game.pairs > 0 ? this.addPairs() : [],
        set(this.background, plus(get(this.background), integer(game.columns * vectorBytes))),
        set(list, plus(get(list), integer(listBytes))),
      ),
    ]
  }

  private startDiffering(): Code {
    return [
      ...set(this.pointer, plus(get(list), integer(integerBytes))),
      ...set(this.end, plus(get(this.pointer), loadInteger(get(list)))),
    ]
  }

  /** Runs the body for the place of each column in the list, up to the end. */
  private forEachListed(...body: Code[]): Code {
    return whileBelow(
      this.pointer,
      this.end,
      set(this.column, loadInteger(get(this.pointer))),
      ...body,
      set(this.pointer, plus(get(this.pointer), integer(integerBytes))),
    )
  }

  /** P at every node over the columns that differ; the others go into the scale. */
  private products(): Code {
    const { game, rule, ahead, behind, middle, half, difference, step, ratio, spread } = this
    return [
      ...set(spread, vector(0)),
      ...[middle, ...ahead, ...behind].flatMap((product) => set(product, get(this.one))),
      ...this.startDiffering(),
      ...this.forEachListed(
        set(this.a, load(get(this.column), game.row)),
        set(this.b, load(plus(get(this.background), get(this.column)))),
        set(half, add(get(this.a), get(this.b))),
        set(difference, subtract(get(this.a), get(this.b))),
        set(ratio, divide(get(difference), get(half))),
        store(get(this.column), get(ratio), game.ratios),
        set(spread, add(get(spread), magnitude(get(ratio)))),
        set(middle, multiply(get(middle), get(half))),
        ...rule.nodes.flatMap((_, q) => [
          set(step, multiply(get(difference), get(this.u[q]))),
          set(ahead[q], multiply(get(ahead[q]), add(get(half), get(step)))),
          set(behind[q], multiply(get(behind[q]), subtract(get(half), get(step)))),
        ]),
      ),
      ...set(this.scale, load(integer(game.weight))),
      ...set(this.end, plus(get(list), integer(integerBytes * listLength(game.columns)))),
      ...this.forEachListed(
        set(this.a, load(get(this.column), game.row)),
        set(this.scale, multiply(get(this.scale), add(get(this.a), get(this.a)))),
        game.pairs > 0 ? store(get(this.column), vector(0), game.ratios) : [],
      ),
    ]
  }

  /** Adds |scale|·Π m·p^(4·pairs + 3), and keeps the largest p. */
  private addErrorTerm(): Code {
    const { game, rule, middle, scale, spread, square, step } = this
    return [
      ...set(step, multiply(magnitude(multiply(get(scale), get(middle))), get(spread))),
      ...set(square, multiply(get(spread), get(spread))),
      ...set(step, multiply(get(step), get(square))),
      ...set(square, multiply(get(square), get(square))),
      ...rule.nodes.flatMap(() => set(step, multiply(get(step), get(square)))),
      ...addTo(integer(0), game.errorTerm, get(step)),
      ...store(integer(0), maximum(load(integer(0), game.maxSpread), get(spread)), game.maxSpread),
    ]
  }

  private weighProducts(): Code {
    const { rule, ahead, behind, middle, scale, step } = this
    return [
      ...set(middle, multiply(get(middle), multiply(get(scale), vector(rule.middleWeight)))),
      ...rule.nodes.flatMap((_, q) => [
        ...set(step, multiply(get(scale), vector(rule.weights[q]))),
        ...set(this.a, add(get(ahead[q]), get(behind[q]))),
        ...set(this.b, subtract(get(ahead[q]), get(behind[q]))),
        ...set(ahead[q], multiply(get(step), get(this.a))),
        ...set(behind[q], multiply(multiply(get(step), get(this.u[q])), get(this.b))),
      ]),
    ]
  }

  /** Adds r · Σ weight·P(u) / (1 + r·u) for each column that differs; the weight holds the 2. */
  private addColumns(): Code {
    const { game, rule, ahead, behind, middle, ratio, square } = this
    const mean = rule.nodes.reduce(
      (sum, _, q) =>
        add(
          sum,
          divide(
            subtract(get(ahead[q]), multiply(get(behind[q]), get(ratio))),
            subtract(get(this.one), multiply(get(this.uSquared[q]), get(square))),
          ),
        ),
      get(middle),
    )
    return [
      ...this.startDiffering(),
      ...this.forEachListed(
        set(ratio, load(get(this.column), game.ratios)),
        set(square, multiply(get(ratio), get(ratio))),
        addTo(get(this.column), game.sums, multiply(get(ratio), mean)),
      ),
    ]
  }

  /** Adds 2·rᵢ·rⱼ · Σ weight·P(u) / ((1 + rᵢ·u)(1 + rⱼ·u)) for each pair; columns that agree have r = 0. */
  private addPairs(): Code {
    const { game, rule, ahead, behind, middle, ratio, square, otherRatio, otherSquare, both } = this
    const denominator = (q: number, of: number) =>
      subtract(get(this.one), multiply(get(this.uSquared[q]), get(of)))
    const mean = rule.nodes.reduce(
      (sum, _, q) =>
        add(
          sum,
          divide(
            subtract(
              multiply(get(ahead[q]), add(get(this.one), multiply(get(this.uSquared[q]), get(both)))),
              multiply(get(behind[q]), add(get(ratio), get(otherRatio))),
            ),
            multiply(denominator(q, square), denominator(q, otherSquare)),
          ),
        ),
      get(middle),
    )
    const pairBytes = 2 * integerBytes
    return [
      ...set(this.pointer, integer(game.pairList)),
      ...set(this.end, integer(game.pairList + game.pairs * pairBytes)),
      ...set(this.sum, integer(game.sums + game.columns * vectorBytes)),
      ...whileBelow(
        this.pointer,
        this.end,
        set(this.column, loadInteger(get(this.pointer))),
        set(this.other, loadInteger(plus(get(this.pointer), integer(integerBytes)))),
        set(ratio, load(get(this.column), game.ratios)),
        set(otherRatio, load(get(this.other), game.ratios)),
        set(square, multiply(get(ratio), get(ratio))),
        set(otherSquare, multiply(get(otherRatio), get(otherRatio))),
        set(both, multiply(get(ratio), get(otherRatio))),
        addTo(get(this.sum), 0, multiply(add(get(both), get(both)), mean)),
        set(this.sum, plus(get(this.sum), integer(vectorBytes))),
        set(this.pointer, plus(get(this.pointer), integer(pairBytes))),
      ),
    ]
  }
}

const addTo = (address: Code, offset: number, value: Code): Code =>
  store(address, add(load(address, offset), value), offset)
