import { ArgumentError } from '../util/errors'
import { type Matrix, matrix } from '../util/matrix'
import { deriveSeed, Random } from '../util/random'
import { fitGaussianMixture } from './synthesis-mixture'
import { standardNormalQuantile } from './synthesis-normal'
import {
  type ClassParameters,
  type Margin,
  type MixtureComponent,
  type NumberForm,
  type SynthesisCategoryName,
  type SynthesisClass,
  type SynthesisNumericName,
  synthesisCategoryNames,
  synthesisNumericNames,
} from './synthesis-parameters'

/** The customers a class is fitted on, as columns: numbers, and positions in the schema's list of values. */
export interface SynthesisSource {
  readonly numbers: Readonly<Record<SynthesisNumericName, Float64Array>>
  readonly categories: Readonly<Record<SynthesisCategoryName, Uint8Array>>
}

export interface SynthesisFitOptions {
  /** Normal components for each class. Default 3. */
  readonly components?: Readonly<Record<SynthesisClass, number>>
  /** Added to the variances of the scores. Default 0.02. */
  readonly regularisation?: number
  /** Intervals between the quantiles. Default 100. */
  readonly quantileIntervals?: number
  /** A column with at most this many values gets a frequency table. Default 60. */
  readonly maximumFrequencies?: number
  /** Copies of each customer with ties broken at random, so that no order of ties is learnt. Default 5. */
  readonly copies?: number
  readonly seed?: number
}

/** Fits what the generator knows of one class: margins, mixture on normal scores, categories by component. */
export function fitSynthesisClass(
  activity: SynthesisClass,
  source: SynthesisSource,
  customers: number,
  options: SynthesisFitOptions = {},
): ClassParameters {
  const { copies = 5, regularisation = 0.02, seed = 1 } = options
  const rows = source.numbers.tenureDays.length
  if (rows < 2) throw new ArgumentError('fitSynthesisClass', 'needs two customers or more', rows)
  const scores = normalScores(source, copies, new Random(deriveSeed(seed, 'scores', activity)))
  const fit = fitGaussianMixture(scores, {
    components: options.components?.[activity] ?? 3,
    regularisation,
    seed: deriveSeed(seed, 'mixture', activity),
  })
  const components = Array.from(
    fit.weights,
    (weight, k): MixtureComponent => ({
      weight: rounded(weight),
      mean: Array.from(fit.means.values.subarray(k * scores.columns, (k + 1) * scores.columns), rounded),
      covariance: lowerTriangle(fit.covariances[k]),
    }),
  )
  return {
    customers,
    margins: byName(synthesisNumericNames, (name) => fitMargin(source.numbers[name], options)),
    components,
    categories: byName(synthesisCategoryNames, (name) =>
      categoryFrequencies(source.categories[name], fit.responsibilities),
    ),
  }
}

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
  const columns = synthesisNumericNames.length
  const scoreOfRank = Float64Array.from({ length: rows }, (_, rank) =>
    standardNormalQuantile((rank + 0.5) / rows),
  )
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

/** Shape (components, values): how often each value goes with each component. */
function categoryFrequencies(positions: Uint8Array, responsibilities: Matrix): number[][] {
  const components = responsibilities.columns
  const values = positions.reduce((most, value) => Math.max(most, value), 0) + 1
  const sums = Array.from({ length: components }, () => new Float64Array(values))
  for (let i = 0; i < responsibilities.rows; i++) {
    for (let k = 0; k < components; k++) {
      sums[k][positions[i % positions.length]] += responsibilities.values[i * components + k]
    }
  }
  return sums.map((sum) => {
    const total = sum.reduce((a, b) => a + b, 0)
    return Array.from(sum, (value) => rounded(value / total))
  })
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
  give: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, give(name)])) as Record<Name, Value>
}
