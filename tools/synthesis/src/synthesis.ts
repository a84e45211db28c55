import { ArgumentError, deriveSeed, Random } from '@one-click/core'
import { type CopiedFrom, copyPlan, fittedCopyShare, pasteColumns, RecentCustomers } from './synthesis-copies'
import {
  type SynthesisClass,
  type SynthesisNumericName,
  type SynthesisParameters,
  synthesisNumericNames,
  synthesisParameters,
} from './synthesis-parameters'
import { classSamplers, type DrawnValues, drawCustomer, type LatentCustomer } from './synthesis-sampler'

export interface SynthesisOptions {
  /** How many customers, 1 to `maximumSyntheticCustomers`. */
  readonly customers: number
  /** Whole number; the same seed gives the same customers. */
  readonly seed: number
  /** Default: the parameters fitted on the store's tables. */
  readonly parameters?: SynthesisParameters
  /** Share of customers who repeat an earlier one, wholly or in part, 0 to 0.5. Default: that of the store's tables. */
  readonly copies?: number
}

/** One made-up customer, before it is written into the tables. */
export interface SyntheticCustomer {
  readonly id: number
  readonly activity: SynthesisClass
  /** Numbers in steps of 1 / `perUnit` of their column, in the order of `synthesisNumericNames`. */
  readonly steps: Float64Array
  /** Position of the value in the schema's list, in the order of `synthesisCategoryNames`. */
  readonly categories: Uint8Array
  readonly origin: SyntheticOrigin
}

/** What a made-up customer comes from; no table shows it. */
export interface SyntheticOrigin extends LatentCustomer {
  /** The class whose values the customer has. */
  readonly resembled: SynthesisClass
  /** Whom the customer repeats. */
  readonly copied?: CopiedFrom
}

/** Most customers who may repeat an earlier one. */
export const maximumCopyShare = 0.5

/** Ids of synthetic customers start here, away from the store's own. */
export const firstSyntheticId = 500_001

export const maximumSyntheticCustomers = 100_000_000

/**
 * Makes up customers one by one, so that any number of them needs the memory of the latest thousand or so.
 *
 * Within each class of the target: a combination of categories is drawn by its frequency; it shifts the normal
 * scores of the numbers, which follow a Gaussian mixture; each score is taken through its distribution function
 * and the column's own quantiles. So every column keeps its distribution within the class, and the dependence is
 * that of the mixture. A small share of customers takes the values of the other class, because classes estimated on
 * a thousand customers lie further apart than the true ones. How many customers decline, are newcomers or carry an
 * implausible revenue is exact (the store's share, rounded); which ones is drawn (selection sampling: Knuth, The Art
 * of Computer Programming, volume 2, section 3.4.2). Some customers repeat an earlier one, as in the store's tables
 * (`copyPlan`).
 *
 * References: Olkin and Tate, "Multivariate correlation models with mixed discrete and continuous variables",
 * Annals of Mathematical Statistics 32 (1961); Tewari, Giering and Raghunathan, "Parametric characterization of
 * multimodal distributions with non-Gaussian modes", ICDM Workshops 2011 (the Gaussian mixture copula).
 *
 * @throws ArgumentError when the number of customers or the share of copies is out of bounds
 */
export function* synthesizeCustomers(options: SynthesisOptions): Generator<SyntheticCustomer> {
  const { customers, seed, parameters = synthesisParameters } = options
  const { copies = fittedCopyShare(parameters) } = options
  checkCount(customers)
  checkCopyShare(copies)
  const random = new Random(deriveSeed(seed, 'synthesis', 'customers'))
  const samplers = classSamplers(parameters)
  const share = (count: number) => Math.round((customers * count) / parameters.customers)
  let declining = share(parameters.classes.declines.customers)
  let newcomers = Math.min(declining, share(parameters.newcomers.customers))
  let implausible = Math.min(declining - newcomers, share(parameters.implausible.customers))
  const copyOf = copyPlan(parameters, customers, copies, new Random(deriveSeed(seed, 'synthesis', 'copies')))
  const recent = new RecentCustomers<SyntheticCustomer>()
  for (let i = 0; i < customers; i++) {
    const copied = copyOf(i)
    const repeated = copied && recent.back(copied.back)
    const drawnLabel = random.uniform() * (customers - i) < declining
    const declines = repeated
      ? labelOfCopy(repeated.activity, copied.sameLabel, declining, customers - i)
      : drawnLabel
    const activity = declines ? 'declines' : 'holds'
    const resembled = random.uniform() < parameters.overlap ? otherClass[activity] : activity
    const { component, normals, ...drawn } = drawCustomer(samplers[resembled], random)
    let special = false
    if (declines) {
      const draw = random.uniform() * declining
      special = draw < newcomers + implausible
      if (draw < newcomers) {
        makeNewcomer(drawn, parameters, random)
        newcomers--
      } else if (special) {
        makeImplausible(drawn, parameters)
        implausible--
      }
      declining--
    }
    const origin: SyntheticOrigin = { resembled, component, normals, ...(repeated && !special && { copied }) }
    if (repeated && !special) pasteColumns(repeated, drawn, copied.columns)
    const customer: SyntheticCustomer = { id: firstSyntheticId + i, activity, ...drawn, origin }
    recent.push(special ? undefined : customer)
    yield customer
  }
}

/** The label that a copy is to have, as far as the number of those who decline leaves a choice. */
function labelOfCopy(original: SynthesisClass, same: boolean, declining: number, left: number): boolean {
  if (declining === 0 || declining === left) return declining > 0
  return (original === 'declines') === same
}

export const otherClass = { holds: 'declines', declines: 'holds' } as const

function checkCount(customers: number): void {
  if (Number.isInteger(customers) && customers >= 1 && customers <= maximumSyntheticCustomers) return
  const rule = `needs a whole number of customers from 1 to ${maximumSyntheticCustomers}`
  throw new ArgumentError('synthesizeCustomers', rule, customers)
}

function checkCopyShare(share: number): void {
  if (share >= 0 && share <= maximumCopyShare) return
  throw new ArgumentError(
    'synthesizeCustomers',
    `needs a share of copies from 0 to ${maximumCopyShare}`,
    share,
  )
}

/** Place of each column in `steps`. */
export const position = Object.fromEntries(synthesisNumericNames.map((name, j) => [name, j])) as Record<
  SynthesisNumericName,
  number
>

/** Registered not long ago, bought nothing in the two earlier months and nothing on promotion. */
export function makeNewcomer(
  { steps }: DrawnValues,
  { newcomers }: SynthesisParameters,
  random: Random,
): void {
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
