import { ArgumentError, deriveSeed, type Matrix, matrix, Random } from '@one-click/core'
import { normalQuantile } from '@one-click/statistics'
import { tableSchema } from 'one-click'
import { fitGaussianMixture } from './synthesis-mixture'
import {
  type CategoryCombination,
  type ClassParameters,
  type Margin,
  type NumberForm,
  type SynthesisCategoryName,
  type SynthesisClass,
  type SynthesisNumericName,
  type SynthesisParameters,
  synthesisCategoryNames,
  synthesisClasses,
  synthesisNumericNames,
} from './synthesis-parameters'
import { fitCategoryShifts, withoutShifts } from './synthesis-shifts'

/** The customers a class is fitted on, as columns: numbers, and positions in the schema's list of values. */
export interface SynthesisSource {
  /** How many there are in all, with those too unusual to fit on. */
  readonly customers: number
  readonly numbers: Readonly<Record<SynthesisNumericName, Float64Array>>
  readonly categories: Readonly<Record<SynthesisCategoryName, Uint8Array>>
}

export interface SynthesisFitOptions {
  /** Normal components for each class. Default 4. */
  readonly components?: Readonly<Record<SynthesisClass, number>>
  /** Added to the variances of the scores. Default 0.05. */
  readonly regularisation?: number
  /** Intervals between the quantiles. Default 100. */
  readonly quantileIntervals?: number
  /** A column with at most this many values gets a frequency table. Default 60. */
  readonly maximumFrequencies?: number
  /** Copies of each customer with ties broken at random, so that no order of ties is learnt. Default 5. */
  readonly copies?: number
  readonly seed?: number
}

/**
 * Fits what the generator knows of the customers: for each class its margins, its combinations of categories and
 * its mixture on normal scores; for both classes together what a category adds to the scores (apart, chance
 * differences between the classes would pass for real ones and make them too easy to tell).
 */
export function fitSynthesis(
  sources: Readonly<Record<SynthesisClass, SynthesisSource>>,
  options: SynthesisFitOptions = {},
): Pick<SynthesisParameters, 'classes' | 'shifts'> {
  const { copies = 5, seed = 1 } = options
  const scores = byName(synthesisClasses, (activity) =>
    normalScores(sources[activity], copies, new Random(deriveSeed(seed, 'scores', activity))),
  )
  const positions = byName(synthesisClasses, (activity) =>
    synthesisCategoryNames.map((name) => sources[activity].categories[name]),
  )
  const shifts = fitCategoryShifts(
    stack(synthesisClasses.map((activity) => meanOfCopies(scores[activity], copies))),
    synthesisCategoryNames.map((_, c) =>
      Uint8Array.from(synthesisClasses.flatMap((activity) => [...positions[activity][c]])),
    ),
    valueCounts,
  )
  return {
    classes: byName(synthesisClasses, (activity) => {
      const repeated = positions[activity].map((column) => repeat(column, copies))
      const rest = withoutShifts(scores[activity], repeated, shifts)
      return fitClass(activity, sources[activity], rest, options)
    }),
    shifts: byName(synthesisCategoryNames, (_, c) =>
      Array.from({ length: valueCounts[c] }, (_, v) => rowOf(shifts[c], v)),
    ),
  }
}

function fitClass(
  activity: SynthesisClass,
  source: SynthesisSource,
  scores: Matrix,
  options: SynthesisFitOptions,
): ClassParameters {
  const fit = fitGaussianMixture(scores, {
    components: options.components?.[activity] ?? 4,
    regularisation: options.regularisation ?? 0.05,
    seed: deriveSeed(options.seed ?? 1, 'mixture', activity),
  })
  return {
    customers: source.customers,
    margins: byName(synthesisNumericNames, (name) => fitMargin(source.numbers[name], options)),
    components: Array.from(fit.weights, (weight, k) => ({
      weight: rounded(weight),
      mean: rowOf(fit.means, k),
      covariance: lowerTriangle(fit.covariances[k]),
    })),
    combinations: countCombinations(synthesisCategoryNames.map((name) => source.categories[name])),
  }
}

/** How many values the schema lists for each category. */
const valueCounts = synthesisCategoryNames.map(
  (name) => tableSchema('customers').columns.find((column) => column.name === name)!.values!.length,
)

/** The coarsest step that all values of a column are multiples of, and whether its cells carry a point. */
export function numberForm(cells: readonly string[]): NumberForm {
  const perUnit = [1, 2, 10, 100, 1000].find((steps) =>
    cells.every((cell) => Math.abs(Number(cell) * steps - Math.round(Number(cell) * steps)) < 1e-6),
  )
  if (perUnit === undefined) throw new ArgumentError('numberForm', 'needs at most three decimals')
  return { perUnit, decimalPoint: cells.some((cell) => cell.includes('.')) }
}

/** Normal scores of every column, `copies` times over with ties in another random order each time. */
function normalScores(source: SynthesisSource, copies: number, random: Random): Matrix {
  const rows = source.numbers.tenureDays.length
  if (rows < 2) throw new ArgumentError('fitSynthesis', 'needs two customers or more of each class', rows)
  const columns = synthesisNumericNames.length
  const scoreOfRank = Float64Array.from({ length: rows }, (_, rank) => normalQuantile((rank + 0.5) / rows))
  const scores = matrix(rows * copies, columns)
  for (let copy = 0; copy < copies; copy++) {
    synthesisNumericNames.forEach((name, j) => {
      const values = source.numbers[name]
      const order = random.shuffle(Int32Array.from({ length: rows }, (_, i) => i))
      order.sort((a, b) => values[a] - values[b])
      order.forEach((row, rank) => {
        scores.values[(copy * rows + row) * columns + j] = scoreOfRank[rank]
      })
    })
  }
  return scores
}

function fitMargin(values: Float64Array, options: SynthesisFitOptions): Margin {
  const { quantileIntervals = 100, maximumFrequencies = 60 } = options
  const sorted = Float64Array.from(values).sort()
  const counts = new Map<number, number>()
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1)
  if (counts.size <= maximumFrequencies) {
    return { kind: 'frequencies', values: [...counts.keys()], counts: [...counts.values()] }
  }
  const quantiles = Array.from({ length: quantileIntervals + 1 }, (_, i) => {
    const at = (i / quantileIntervals) * (sorted.length - 1)
    const below = Math.floor(at)
    const above = Math.min(below + 1, sorted.length - 1)
    return rounded(sorted[below] + (at - below) * (sorted[above] - sorted[below]))
  })
  return { kind: 'quantiles', quantiles }
}

function countCombinations(positions: readonly Uint8Array[]): CategoryCombination[] {
  const counts = new Map<string, number>()
  for (let i = 0; i < positions[0].length; i++) {
    const key = positions.map((column) => column[i]).join()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts.keys()]
    .sort()
    .map((key) => ({ values: key.split(',').map(Number), count: counts.get(key)! }))
}

/** The mean over the copies of each customer's scores. */
function meanOfCopies(scores: Matrix, copies: number): Matrix {
  const rows = scores.rows / copies
  const mean = matrix(rows, scores.columns)
  scores.values.forEach((score, at) => {
    mean.values[at % mean.values.length] += score / copies
  })
  return mean
}

function stack(parts: readonly Matrix[]): Matrix {
  const values = Float64Array.from(parts.flatMap((part) => [...part.values]))
  return matrix(values.length / parts[0].columns, parts[0].columns, values)
}

function repeat(positions: Uint8Array, copies: number): Uint8Array {
  return Uint8Array.from({ length: positions.length * copies }, (_, i) => positions[i % positions.length])
}

function rowOf(m: Matrix, i: number): number[] {
  return Array.from(m.values.subarray(i * m.columns, (i + 1) * m.columns), rounded)
}

function lowerTriangle(symmetric: Matrix): number[] {
  const lower: number[] = []
  for (let a = 0; a < symmetric.rows; a++) {
    for (let b = 0; b <= a; b++) lower.push(rounded(symmetric.values[a * symmetric.columns + b]))
  }
  return lower
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

function byName<Name extends string, Value>(
  names: readonly Name[],
  give: (name: Name, index: number) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name, i) => [name, give(name, i)])) as Record<Name, Value>
}
