import type { Random } from '@one-click/core'
import { matrix } from '@one-click/core'
import { normalCdf } from '@one-click/statistics'
import { choleskyFactor } from './synthesis-mixture'
import {
  type ClassParameters,
  type Margin,
  type SynthesisClass,
  type SynthesisParameters,
  synthesisCategoryNames,
  synthesisNumericNames,
} from './synthesis-parameters'

/** The drawn part of a customer: numbers in steps of their column, and positions in the schema's value lists. */
export interface DrawnValues {
  readonly steps: Float64Array
  readonly categories: Uint8Array
}

// Scores are tabulated between these bounds; the mixture has no mass to speak of outside.
const scoreBound = 7
const scoreIntervals = 1400

/** What the numbers of a customer come from; the same gives the same numbers. */
export interface LatentCustomer {
  /** Component of the mixture. */
  readonly component: number
  /** Standard normals, independent of each other and of the component: shape (columns). */
  readonly normals: Float64Array
}

export interface ClassSampler {
  /** Positions in the lists of values. */
  readonly drawCategories: (random: Random) => Uint8Array
  readonly drawComponent: (random: Random) => number
  /** The numbers, in steps of their column. */
  readonly numbers: (latent: LatentCustomer, categories: Uint8Array) => Float64Array
}

const prepared = new WeakMap<SynthesisParameters, Readonly<Record<SynthesisClass, ClassSampler>>>()

/** Draws the values of customers of each class; prepared once for the same parameters. */
export function classSamplers(
  parameters: SynthesisParameters,
): Readonly<Record<SynthesisClass, ClassSampler>> {
  const known = prepared.get(parameters)
  if (known) return known
  const samplers = {
    holds: classSampler(parameters, 'holds'),
    declines: classSampler(parameters, 'declines'),
  }
  prepared.set(parameters, samplers)
  return samplers
}

function classSampler(parameters: SynthesisParameters, activity: SynthesisClass): ClassSampler {
  const given = parameters.classes[activity]
  const columns = synthesisNumericNames.length
  const factors = given.components.map(({ covariance }) =>
    choleskyFactor(fromLowerTriangle(covariance, columns)),
  )
  const weights = cumulative(given.components.map(({ weight }) => weight))
  const combinations = cumulative(given.combinations.map(({ count }) => count))
  const shifts = given.combinations.map(({ values }) => combinationShift(parameters, values))
  const margins = synthesisNumericNames.map((name, j) => {
    const probability = scoreDistribution(given, shifts, j)
    const inverse = marginSampler(given.margins[name], parameters.forms[name].perUnit)
    return (score: number) => inverse(probability(score))
  })
  const shiftOf = new Map<string, Float64Array>()
  const shift = (categories: Uint8Array) => {
    const key = categories.join()
    const known = shiftOf.get(key)
    if (known) return known
    const found = combinationShift(parameters, [...categories])
    shiftOf.set(key, found)
    return found
  }
  return {
    drawCategories: (random) => Uint8Array.from(given.combinations[drawIndex(combinations, random)].values),
    drawComponent: (random) => drawIndex(weights, random),
    numbers: ({ component, normals }, categories) => {
      const { mean } = given.components[component]
      const factor = factors[component].values
      const added = shift(categories)
      const steps = new Float64Array(columns)
      for (let a = 0; a < columns; a++) {
        let score = mean[a] + added[a]
        for (let b = 0; b <= a; b++) score += factor[a * columns + b] * normals[b]
        steps[a] = margins[a](score)
      }
      return steps
    },
  }
}

/** Draws a customer of a class, with what the numbers come from. */
export function drawCustomer(sampler: ClassSampler, random: Random): DrawnValues & LatentCustomer {
  const categories = sampler.drawCategories(random)
  const component = sampler.drawComponent(random)
  const normals = Float64Array.from(synthesisNumericNames, () => random.normal())
  return { component, normals, categories, steps: sampler.numbers({ component, normals }, categories) }
}

/** What a combination of categories adds to the scores of the numbers, shape (columns). */
function combinationShift({ shifts }: SynthesisParameters, values: readonly number[]): Float64Array {
  return Float64Array.from(synthesisNumericNames, (_, j) =>
    synthesisCategoryNames.reduce((sum, name, c) => sum + shifts[name][values[c]][j], 0),
  )
}

/** The distribution function of one column's score over all combinations and components, tabulated. */
function scoreDistribution(
  given: ClassParameters,
  shifts: readonly Float64Array[],
  column: number,
): (score: number) => number {
  const table = new Float64Array(scoreIntervals + 1)
  const customers = given.combinations.reduce((sum, { count }) => sum + count, 0)
  for (const { weight, mean, covariance } of given.components) {
    const deviation = Math.sqrt(covariance[(column * (column + 3)) / 2])
    given.combinations.forEach(({ count }, c) => {
      const centre = mean[column] + shifts[c][column]
      for (let i = 0; i <= scoreIntervals; i++) {
        const score = ((2 * i) / scoreIntervals - 1) * scoreBound
        table[i] += ((weight * count) / customers) * normalCdf((score - centre) / deviation)
      }
    })
  }
  const total = table[scoreIntervals]
  return (score) => {
    const at = Math.min(Math.max((score / scoreBound + 1) / 2, 0), 1) * scoreIntervals
    const i = Math.min(Math.floor(at), scoreIntervals - 1)
    return Math.min(1, (table[i] + (at - i) * (table[i + 1] - table[i])) / total)
  }
}

/** The inverse of a column's distribution function, in steps of 1 / `perUnit`. */
function marginSampler(margin: Margin, perUnit: number): (probability: number) => number {
  if (margin.kind === 'frequencies') {
    const steps = Float64Array.from(margin.values, (value) => Math.round(value * perUnit))
    const table = cumulative(margin.counts)
    return (probability) => steps[indexOf(table, probability)]
  }
  const { quantiles } = margin
  const last = quantiles.length - 1
  return (probability) => {
    const at = probability * last
    const i = Math.min(Math.floor(at), last - 1)
    return Math.round((quantiles[i] + (at - i) * (quantiles[i + 1] - quantiles[i])) * perUnit)
  }
}

function fromLowerTriangle(lower: readonly number[], columns: number) {
  const full = matrix(columns, columns)
  for (let a = 0, at = 0; a < columns; a++) {
    for (let b = 0; b <= a; b++, at++) {
      full.values[a * columns + b] = lower[at]
      full.values[b * columns + a] = lower[at]
    }
  }
  return full
}

/** Cumulative shares of non-negative weights, ending in 1. */
export function cumulative(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  return Float64Array.from(weights, (weight) => {
    sum += weight
    return sum / total
  })
}

/** A random index, each as likely as its share. */
export function drawIndex(table: Float64Array, random: Random): number {
  return indexOf(table, random.uniform())
}

/** The first index whose cumulative share exceeds the probability. */
function indexOf(table: Float64Array, probability: number): number {
  let low = 0
  let high = table.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (probability < table[middle]) high = middle
    else low = middle + 1
  }
  return low
}
