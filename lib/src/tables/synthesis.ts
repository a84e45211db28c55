import { ArgumentError } from '../util/errors'
import { matrix } from '../util/matrix'
import { deriveSeed, Random } from '../util/random'
import { choleskyFactor } from './synthesis-mixture'
import { standardNormalCdf } from './synthesis-normal'
import {
  type ClassParameters,
  type Margin,
  type SynthesisCategoryName,
  type SynthesisClass,
  type SynthesisNumericName,
  type SynthesisParameters,
  synthesisCategoryNames,
  synthesisNumericNames,
  synthesisParameters,
} from './synthesis-parameters'

export interface SynthesisOptions {
  /** How many customers, 1 to `maximumSyntheticCustomers`. */
  readonly customers: number
  /** Whole number; the same seed gives the same customers. */
  readonly seed: number
  /** Default: the parameters fitted on the store's tables. */
  readonly parameters?: SynthesisParameters
}

/** One made-up customer, before it is written into the tables. */
export interface SyntheticCustomer {
  readonly id: number
  readonly activity: SynthesisClass
  /** Numbers in steps of 1 / `perUnit` of their column, in the order of `synthesisNumericNames`. */
  readonly steps: Float64Array
  /** Position of the value in the schema's list, in the order of `synthesisCategoryNames`. */
  readonly categories: Uint8Array
}

/** Ids of synthetic customers start here, away from the store's own. */
export const firstSyntheticId = 500_001

export const maximumSyntheticCustomers = 100_000_000

const position = Object.fromEntries(synthesisNumericNames.map((name, j) => [name, j])) as Record<
  SynthesisNumericName,
  number
>

/**
 * Makes up customers one by one, so that any number of them needs the memory of one.
 *
 * Each class of the target is a Gaussian mixture on normal scores: a component is drawn, then correlated normals,
 * and each normal is taken through the mixture's distribution function and the column's own quantiles, so every
 * column keeps its distribution within the class (a copula with the mixture's dependence). Categories follow the
 * frequencies of the component. How many customers decline, are newcomers or carry an implausible revenue is
 * exact (the store's share, rounded); which ones is drawn (selection sampling, Knuth, volume 2, 3.4.2).
 *
 * Reference: Tewari, Giering and Raghunathan, "Parametric characterization of multimodal distributions with
 * non-Gaussian modes", ICDM Workshops 2011 (the Gaussian mixture copula).
 */
export function* synthesizeCustomers(options: SynthesisOptions): Generator<SyntheticCustomer> {
  const { customers, seed, parameters = synthesisParameters } = options
  if (!Number.isInteger(customers) || customers < 1 || customers > maximumSyntheticCustomers) {
    throw new ArgumentError(
      'synthesizeCustomers',
      `needs a whole number of customers from 1 to ${maximumSyntheticCustomers}`,
      customers,
    )
  }
  const random = new Random(deriveSeed(seed, 'synthesis', 'customers'))
  const samplers = {
    holds: classSampler(parameters, 'holds'),
    declines: classSampler(parameters, 'declines'),
  }
  const share = (count: number) => Math.round((customers * count) / parameters.customers)
  let declining = share(parameters.classes.declines.customers)
  let newcomers = Math.min(declining, share(parameters.newcomers.customers))
  let implausible = Math.min(declining - newcomers, share(parameters.implausible.customers))
  for (let i = 0; i < customers; i++) {
    const declines = random.uniform() * (customers - i) < declining
    const customer = samplers[declines ? 'declines' : 'holds'](random, firstSyntheticId + i)
    if (declines) {
      const draw = random.uniform() * declining
      if (draw < newcomers) {
        makeNewcomer(customer, parameters, random)
        newcomers--
      } else if (draw < newcomers + implausible) {
        makeImplausible(customer, parameters)
        implausible--
      }
      declining--
    }
    yield customer
  }
}

type Sampler = (random: Random, id: number) => SyntheticCustomer

function classSampler(parameters: SynthesisParameters, activity: SynthesisClass): Sampler {
  const given = parameters.classes[activity]
  const columns = synthesisNumericNames.length
  const factors = given.components.map(({ covariance }) =>
    choleskyFactor(fromLowerTriangle(covariance, columns)),
  )
  const weights = cumulative(given.components.map(({ weight }) => weight))
  const tables = given.components.map((_, k) =>
    synthesisCategoryNames.map((name) => cumulative(given.categories[name][k])),
  )
  const margins = synthesisNumericNames.map((name) =>
    marginSampler(given.margins[name], parameters.forms[name].perUnit),
  )
  const score = marginalDistribution(given)
  const normals = new Float64Array(columns)
  return (random, id) => {
    const k = drawIndex(weights, random)
    const { mean } = given.components[k]
    const factor = factors[k].values
    for (let j = 0; j < columns; j++) normals[j] = random.normal()
    const steps = new Float64Array(columns)
    for (let a = 0; a < columns; a++) {
      let z = mean[a]
      for (let b = 0; b <= a; b++) z += factor[a * columns + b] * normals[b]
      steps[a] = margins[a](score(a, z))
    }
    const categories = Uint8Array.from(tables[k], (table) => drawIndex(table, random))
    return { id, activity, steps, categories }
  }
}

/** The mixture's distribution function of one column: the probability that a score is at most z. */
function marginalDistribution(given: ClassParameters): (column: number, z: number) => number {
  const deviations = given.components.map(({ covariance }) =>
    Float64Array.from(synthesisNumericNames, (_, j) => Math.sqrt(covariance[(j * (j + 3)) / 2])),
  )
  const total = given.components.reduce((sum, { weight }) => sum + weight, 0)
  return (column, z) => {
    let probability = 0
    for (let k = 0; k < given.components.length; k++) {
      const { mean, weight } = given.components[k]
      probability += weight * standardNormalCdf((z - mean[column]) / deviations[k][column])
    }
    return Math.min(1, probability / total)
  }
}

/** The inverse of a column's distribution function, in steps of 1 / `perUnit`. */
function marginSampler(margin: Margin, perUnit: number): (probability: number) => number {
  if (margin.kind === 'frequencies') {
    const { values } = margin
    const table = cumulative(margin.counts)
    return (probability) => Math.round(values[indexOf(table, probability)] * perUnit)
  }
  const { quantiles } = margin
  const last = quantiles.length - 1
  return (probability) => {
    const at = Math.min(probability * last, last)
    const i = Math.min(Math.floor(at), last - 1)
    return Math.round((quantiles[i] + (at - i) * (quantiles[i + 1] - quantiles[i])) * perUnit)
  }
}

function makeNewcomer(customer: SyntheticCustomer, parameters: SynthesisParameters, random: Random): void {
  const { minimumTenure, maximumTenure } = parameters.newcomers
  customer.steps[position.revenuePrevious] = 0
  customer.steps[position.revenueBeforePrevious] = 0
  customer.steps[position.promoShare] = 0
  customer.steps[position.tenureDays] = minimumTenure + random.integer(maximumTenure - minimumTenure + 1)
}

function makeImplausible(customer: SyntheticCustomer, parameters: SynthesisParameters): void {
  const { perUnit } = parameters.forms.revenueCurrent
  customer.steps[position.revenueCurrent] += parameters.implausible.added * perUnit
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
  return Float64Array.from(weights, (weight) => (sum += weight) / total)
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

/** A random index, each as likely as its share. */
export function drawIndex(table: Float64Array, random: Random): number {
  return indexOf(table, random.uniform())
}

/** A category's position in the list of those that occur. */
export function categoryPosition(name: SynthesisCategoryName): number {
  return synthesisCategoryNames.indexOf(name)
}
