import { type Matrix, matrix } from '@one-click/core'

/**
 * What each value of each category adds to the columns of `scores`: main effects, fitted by backfitting, each
 * shrunk by 1 − 1/F (not below 0), where F compares the variance between the values with the one expected of
 * pure chance. An effect no larger than chance is 0.
 *
 * @param scores shape (rows, columns)
 * @param categories position of the value of each row, one array a category
 * @param counts how many values each category has
 * @returns one matrix a category, shape (values, columns)
 */
export function fitCategoryShifts(
  scores: Matrix,
  categories: readonly Uint8Array[],
  counts: readonly number[],
  rounds = 10,
): Matrix[] {
  const shifts = counts.map((count) => matrix(count, scores.columns))
  for (let round = 0; round < rounds; round++) {
    categories.forEach((_, c) => {
      shifts[c] = effectsOf(withoutShifts(scores, categories, shifts, c), categories[c], counts[c])
    })
  }
  return shifts
}

/** The scores less the shifts of all categories, or of all but one. */
export function withoutShifts(
  scores: Matrix,
  categories: readonly Uint8Array[],
  shifts: readonly Matrix[],
  except = -1,
): Matrix {
  const d = scores.columns
  const rest = matrix(scores.rows, d, Float64Array.from(scores.values))
  categories.forEach((positions, c) => {
    if (c === except) return
    for (let i = 0; i < scores.rows; i++) {
      for (let j = 0; j < d; j++) rest.values[i * d + j] -= shifts[c].values[positions[i] * d + j]
    }
  })
  return rest
}

function effectsOf(scores: Matrix, positions: Uint8Array, count: number): Matrix {
  const d = scores.columns
  const effects = matrix(count, d)
  const members = new Float64Array(count)
  for (let i = 0; i < scores.rows; i++) {
    members[positions[i]]++
    for (let j = 0; j < d; j++) effects.values[positions[i] * d + j] += scores.values[i * d + j]
  }
  const present = members.filter((size) => size > 0).length
  for (let j = 0; j < d; j++) {
    let grand = 0
    for (let v = 0; v < count; v++) grand += effects.values[v * d + j] / scores.rows
    let between = 0
    for (let v = 0; v < count; v++) {
      const effect = members[v] > 0 ? effects.values[v * d + j] / members[v] - grand : 0
      effects.values[v * d + j] = effect
      between += members[v] * effect * effect
    }
    // Normal scores have variance 1, so chance alone gives a mean square of about 1.
    const f = present > 1 ? between / (present - 1) : 0
    const kept = f > 1 ? 1 - 1 / f : 0
    for (let v = 0; v < count; v++) effects.values[v * d + j] *= kept
  }
  return effects
}
