/**
 * The inner loops of src/shapley/kernel/product-kernel-evaluator.ts, in AssemblyScript (TypeScript's syntax,
 * compiled to WebAssembly with 128-bit vectors): JavaScript has no vector instructions. After a change here,
 * `npm run kernels` writes src/shapley/kernel/product-kernel-code.ts anew; a test compares the two.
 *
 * Every number is a vector of two doubles, one for each of two support vectors that are worked on together.
 * All addresses are the caller's, see product-kernel-memory.ts.
 *
 * With a and b a column's factors for the row and the background row, m = (a + b) / 2, r = (a − b) / (a + b)
 * and u = 2t − 1, the factor t·a + (1 − t)·b is m·(1 + r·u). Let P(u) be the product over all columns. Then
 * the Shapley value of column j is the mean over u in [−1, 1] of 2·r·P(u) / (1 + r·u), and the interaction of
 * columns i and j that of 4·rᵢ·rⱼ·P(u) / ((1 + rᵢ·u)(1 + rⱼ·u)). The nodes of a Gauss–Legendre rule lie
 * symmetrically: two of them share one division, because 1 − r²·u² is the denominator of both. That is never
 * near 0, as |r| ≤ 1 and |u| < 1, whatever underflows.
 */

const VECTOR: usize = 16
const INTEGER: usize = 4
/** A node of the rule: u, u², its weight. */
const NODE: usize = 3 * VECTOR
/** The products at u and −u, later their weighted sum and u-fold difference. */
const PRODUCTS: usize = 2 * VECTOR

/**
 * Adds the Shapley values, and the Shapley interactions of pairs, of one row's product games with all
 * background rows.
 *
 * @param lists a list for each background row: the length in bytes of its first part, the columns' places
 *   where it differs from the row, then those where it agrees, which only scale the game
 * @param columns of the row, and of each background row
 * @param background for each background row and column the half factor b / 2
 * @param backgroundEnd the first address behind it
 * @param row for each column the half factor a / 2
 * @param weight of the two support vectors
 * @param ratios room for (a − b) / (a + b) of each column
 * @param sums of each column, then of each pair, added to
 * @param pairs for each pair the places of its columns
 * @param pairsEnd the first address behind them
 * @param rule the weight of the node 0, then u, u² and the weight of each positive node
 * @param ruleEnd the first address behind it
 * @param products room for the product at 0, then for those at u and −u of each positive node
 * @param error the sum of 2·|weight|·Π m·p^(2n + 1) over games, with p = Σ|r| and n nodes, added to; then the
 *   largest p met (see `errorFactor`)
 */
export function addGames(
  lists: usize,
  columns: usize,
  background: usize,
  backgroundEnd: usize,
  row: usize,
  weight: usize,
  ratios: usize,
  sums: usize,
  pairs: usize,
  pairsEnd: usize,
  rule: usize,
  ruleEnd: usize,
  products: usize,
  error: usize,
): void {
  const pairSums = sums + columns * VECTOR
  const listBytes = INTEGER * (columns + 1)
  for (let list = lists; background < backgroundEnd; background += columns * VECTOR, list += listBytes) {
    const differing = list + INTEGER
    const agreeing = differing + load<i32>(list)
    const end = list + listBytes
    const spread = multiply(differing, agreeing, background, row, ratios, rule, ruleEnd, products)
    const scale = scaleOf(agreeing, end, row, weight, ratios, pairs < pairsEnd)
    addError(scale, spread, rule, ruleEnd, products, error)
    weigh(scale, rule, ruleEnd, products)
    addColumns(differing, agreeing, ratios, sums, rule, ruleEnd, products)
    addPairs(pairs, pairsEnd, ratios, pairSums, rule, ruleEnd, products)
  }
}

/** P at every node over the columns that differ; returns p. */
function multiply(
  column: usize,
  end: usize,
  background: usize,
  row: usize,
  ratios: usize,
  rule: usize,
  ruleEnd: usize,
  products: usize,
): v128 {
  let spread = f64x2.splat(0)
  let middle = f64x2.splat(1)
  let product = products + VECTOR
  for (let node = rule + VECTOR; node < ruleEnd; node += NODE, product += PRODUCTS) {
    v128.store(product, middle)
    v128.store(product, middle, VECTOR)
  }
  for (; column < end; column += INTEGER) {
    const place = load<i32>(column) as usize
    const a = v128.load(row + place)
    const b = v128.load(background + place)
    const half = f64x2.add(a, b)
    const difference = f64x2.sub(a, b)
    const ratio = f64x2.div(difference, half)
    v128.store(ratios + place, ratio)
    spread = f64x2.add(spread, f64x2.abs(ratio))
    middle = f64x2.mul(middle, half)
    product = products + VECTOR
    for (let node = rule + VECTOR; node < ruleEnd; node += NODE, product += PRODUCTS) {
      const step = f64x2.mul(difference, v128.load(node))
      v128.store(product, f64x2.mul(v128.load(product), f64x2.add(half, step)))
      v128.store(product, f64x2.mul(v128.load(product, VECTOR), f64x2.sub(half, step)), VECTOR)
    }
  }
  v128.store(products, middle)
  return spread
}

/** The weight times the factors of the columns that agree; where pairs are asked, their r is set to 0. */
function scaleOf(
  column: usize,
  end: usize,
  row: usize,
  weight: usize,
  ratios: usize,
  pairsAsked: bool,
): v128 {
  let scale = v128.load(weight)
  for (; column < end; column += INTEGER) {
    const place = load<i32>(column) as usize
    const a = v128.load(row + place)
    scale = f64x2.mul(scale, f64x2.add(a, a))
    if (pairsAsked) v128.store(ratios + place, f64x2.splat(0))
  }
  return scale
}

/** Adds |scale|·Π m·p^(2n + 1), and keeps the largest p. */
function addError(
  scale: v128,
  spread: v128,
  rule: usize,
  ruleEnd: usize,
  products: usize,
  error: usize,
): void {
  let term = f64x2.mul(f64x2.abs(f64x2.mul(scale, v128.load(products))), spread)
  let power = f64x2.mul(spread, spread)
  term = f64x2.mul(term, power)
  power = f64x2.mul(power, power)
  for (let node = rule + VECTOR; node < ruleEnd; node += NODE) term = f64x2.mul(term, power)
  v128.store(error, f64x2.add(v128.load(error), term))
  v128.store(error, f64x2.max(v128.load(error, VECTOR), spread), VECTOR)
}

function weigh(scale: v128, rule: usize, ruleEnd: usize, products: usize): void {
  v128.store(products, f64x2.mul(v128.load(products), f64x2.mul(scale, v128.load(rule))))
  let product = products + VECTOR
  for (let node = rule + VECTOR; node < ruleEnd; node += NODE, product += PRODUCTS) {
    const step = f64x2.mul(scale, v128.load(node, 2 * VECTOR))
    const ahead = v128.load(product)
    const behind = v128.load(product, VECTOR)
    v128.store(product, f64x2.mul(step, f64x2.add(ahead, behind)))
    v128.store(product, f64x2.mul(f64x2.mul(step, v128.load(node)), f64x2.sub(ahead, behind)), VECTOR)
  }
}

/** Adds r · Σ weight·P(u) / (1 + r·u) for each column that differs; the weight holds the 2. */
function addColumns(
  column: usize,
  end: usize,
  ratios: usize,
  sums: usize,
  rule: usize,
  ruleEnd: usize,
  products: usize,
): void {
  const one = f64x2.splat(1)
  for (; column < end; column += INTEGER) {
    const place = load<i32>(column) as usize
    const ratio = v128.load(ratios + place)
    const square = f64x2.mul(ratio, ratio)
    let mean = v128.load(products)
    let product = products + VECTOR
    for (let node = rule + VECTOR; node < ruleEnd; node += NODE, product += PRODUCTS) {
      const numerator = f64x2.sub(v128.load(product), f64x2.mul(v128.load(product, VECTOR), ratio))
      const denominator = f64x2.sub(one, f64x2.mul(v128.load(node, VECTOR), square))
      mean = f64x2.add(mean, f64x2.div(numerator, denominator))
    }
    v128.store(sums + place, f64x2.add(v128.load(sums + place), f64x2.mul(ratio, mean)))
  }
}

/** Adds 2·rᵢ·rⱼ · Σ weight·P(u) / ((1 + rᵢ·u)(1 + rⱼ·u)) for each pair; columns that agree have r = 0. */
function addPairs(
  pair: usize,
  end: usize,
  ratios: usize,
  sum: usize,
  rule: usize,
  ruleEnd: usize,
  products: usize,
): void {
  const one = f64x2.splat(1)
  for (; pair < end; pair += 2 * INTEGER, sum += VECTOR) {
    const first = v128.load(ratios + (load<i32>(pair) as usize))
    const second = v128.load(ratios + (load<i32>(pair, INTEGER) as usize))
    const firstSquare = f64x2.mul(first, first)
    const secondSquare = f64x2.mul(second, second)
    const both = f64x2.mul(first, second)
    const either = f64x2.add(first, second)
    let mean = v128.load(products)
    let product = products + VECTOR
    for (let node = rule + VECTOR; node < ruleEnd; node += NODE, product += PRODUCTS) {
      const square = v128.load(node, VECTOR)
      const even = f64x2.mul(v128.load(product), f64x2.add(one, f64x2.mul(square, both)))
      const odd = f64x2.mul(v128.load(product, VECTOR), either)
      const denominator = f64x2.mul(
        f64x2.sub(one, f64x2.mul(square, firstSquare)),
        f64x2.sub(one, f64x2.mul(square, secondSquare)),
      )
      mean = f64x2.add(mean, f64x2.div(f64x2.sub(even, odd), denominator))
    }
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(f64x2.add(both, both), mean)))
  }
}
