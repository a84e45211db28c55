import { ArgumentError } from '../util/errors'
import { deriveSeed, Random } from '../util/random'
import {
  type SynthesisClass,
  type SynthesisNumericName,
  type SynthesisParameters,
  synthesisNumericNames,
  synthesisParameters,
} from './synthesis-parameters'
import { classSamplers, type DrawnValues } from './synthesis-sampler'

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

/**
 * Makes up customers one by one, so that any number of them needs the memory of one.
 *
 * Within each class of the target: a combination of categories is drawn by its frequency; it shifts the normal
 * scores of the numbers, which follow a Gaussian mixture; each score is taken through its distribution function
 * and the column's own quantiles. So every column keeps its distribution within the class, and the dependence is
 * that of the mixture. A small share of customers takes the values of the other class, because classes estimated on
 * a thousand customers lie further apart than the true ones. How many customers decline, are newcomers or carry an implausible revenue is exact (the
 * store's share, rounded); which ones is drawn (selection sampling: Knuth, The Art of Computer Programming,
 * volume 2, section 3.4.2).
 *
 * References: Olkin and Tate, "Multivariate correlation models with mixed discrete and continuous variables",
 * Annals of Mathematical Statistics 32 (1961); Tewari, Giering and Raghunathan, "Parametric characterization of
 * multimodal distributions with non-Gaussian modes", ICDM Workshops 2011 (the Gaussian mixture copula).
 *
 * @throws ArgumentError when the number of customers is out of bounds
 */
export function* synthesizeCustomers(options: SynthesisOptions): Generator<SyntheticCustomer> {
  const { customers, seed, parameters = synthesisParameters } = options
  checkCount(customers)
  const random = new Random(deriveSeed(seed, 'synthesis', 'customers'))
  const samplers = classSamplers(parameters)
  const share = (count: number) => Math.round((customers * count) / parameters.customers)
  let declining = share(parameters.classes.declines.customers)
  let newcomers = Math.min(declining, share(parameters.newcomers.customers))
  let implausible = Math.min(declining - newcomers, share(parameters.implausible.customers))
  for (let i = 0; i < customers; i++) {
    const declines = random.uniform() * (customers - i) < declining
    const activity = declines ? 'declines' : 'holds'
    const resembled = random.uniform() < parameters.overlap ? otherClass[activity] : activity
    const drawn = samplers[resembled](random)
    if (declines) {
      const draw = random.uniform() * declining
      if (draw < newcomers) {
        makeNewcomer(drawn, parameters, random)
        newcomers--
      } else if (draw < newcomers + implausible) {
        makeImplausible(drawn, parameters)
        implausible--
      }
      declining--
    }
    yield { id: firstSyntheticId + i, activity, ...drawn }
  }
}

const otherClass = { holds: 'declines', declines: 'holds' } as const

function checkCount(customers: number): void {
  if (Number.isInteger(customers) && customers >= 1 && customers <= maximumSyntheticCustomers) return
  const rule = `needs a whole number of customers from 1 to ${maximumSyntheticCustomers}`
  throw new ArgumentError('synthesizeCustomers', rule, customers)
}

const position = Object.fromEntries(synthesisNumericNames.map((name, j) => [name, j])) as Record<
  SynthesisNumericName,
  number
>

/** Registered not long ago, bought nothing in the two earlier months and nothing on promotion. */
function makeNewcomer({ steps }: DrawnValues, { newcomers }: SynthesisParameters, random: Random): void {
  const { minimumTenure, maximumTenure } = newcomers
  steps[position.revenuePrevious] = 0
  steps[position.revenueBeforePrevious] = 0
  steps[position.promoShare] = 0
  steps[position.tenureDays] = minimumTenure + random.integer(maximumTenure - minimumTenure + 1)
}

/** Digits typed before the current revenue. */
function makeImplausible({ steps }: DrawnValues, { implausible, forms }: SynthesisParameters): void {
  steps[position.revenueCurrent] += implausible.added * forms.revenueCurrent.perUnit
}
