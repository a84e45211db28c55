import { ArgumentError, take } from '@one-click/core'
import type { Customers } from '../../customers/customers'
import { featureOf } from '../../customers/features'
import type { CustomerRisk } from '../../explanation/customer-risk'
import {
  type CustomerValue,
  customerValue,
  type Reason,
  reasonsOf,
  typicalValues,
} from '../../explanation/reasons'
import { consentWords } from '../../tables/store-words'
import type { Bilingual } from '../../words/language'
import { profitAtRisk, type SegmentName } from '../segments/segments'
import { openChannels } from './contact-permission'
import type { ChannelRule, OfferCatalogue, OfferWords } from './offer-catalogue'
import type { OfferOptions } from './offer-options'
import type { OfferPlan } from './offer-problem'

/** Something that could have been offered to a customer. */
export interface DecisionOption {
  /** Id of the offer. */
  readonly offer: string
  /** Id of the channel. */
  readonly channel: string
  readonly cost: number
  /** Expected profit that it keeps over three months. */
  readonly kept: number
  /** Whether it takes one of the contacts that the store has the hands for. */
  readonly contact: boolean
  /** Probability that the addressed reasons add. */
  readonly points: number
}

/** The arm that a customer was drawn into; `none` for those who take no part, and without an experiment. */
export type ExperimentArm = 'treatment' | 'control' | 'none'

/** Who takes part in an experiment on the offers of a plan, and who of them gets an offer. */
export interface DrawnArms {
  readonly ids: ArrayLike<number>
  /** 1: gets the offer of the plan; 0: gets the usual news. Shape (participants). */
  readonly treated: Uint8Array
}

/**
 * Why a customer gets what is decided:
 * `offered`: against the reason; `control`: the plan would, but the experiment withholds it; `outside plan`: something could be offered against it, but budget and limits
 * went to others; `does not pay`: whatever could be offered costs more than it is expected to keep; `nothing fits`: no offer answers the reasons or is open to the customer; `no profit`: there
 * is none to keep; `low risk`: below the catalogue's risk.
 */
export type Finding =
  | {
      readonly verdict: 'offered' | 'control' | 'outside plan' | 'does not pay'
      /** The feature that is named, and the customer's value of it. */
      readonly reason: { readonly feature: string } & CustomerValue
    }
  | { readonly verdict: 'nothing fits' | 'no profit' | 'low risk'; readonly probability: number }

/** What is decided for one active customer, and why. While an experiment runs, what it gives the customer. */
export interface CustomerDecision {
  readonly id: number
  /** The id as it is written, where that is no plain number. */
  readonly written?: string
  readonly segment: SegmentName
  readonly probability: number
  readonly profit: number
  readonly profitAtRisk: number
  readonly contactAllowed: boolean
  /** Id of the offer in the catalogue; that of the offer for everyone else where the customer gets none. */
  readonly offer: string
  readonly offerName: Bilingual
  /** Id of the channel in the catalogue. */
  readonly channel: string
  readonly channelName: Bilingual
  /** Offer and channel; 0 for the offer for everyone else. */
  readonly cost: number
  /** Expected profit kept over three months; 0 for the offer for everyone else. */
  readonly kept: number
  /** By how much the offer is thought to lower the probability: effect × reach × points; 0 likewise. */
  readonly uplift: number
  /** The customer's favourite category, as the tables have it: the text of an offer may name it. */
  readonly category: string
  /** Why this is decided. */
  readonly finding: Finding
  /** What raises the customer's risk, at most three: the reason that the finding names, then the largest others. */
  readonly reasons: readonly Reason[]
  /** All that could be offered, in the catalogue's order. */
  readonly options: readonly DecisionOption[]
  readonly arm: ExperimentArm
  /** The option that the plan gives, which an experiment withholds from control; absent where it gives none. */
  readonly planned?: DecisionOption
  /** Whether a value of the customer is implausible. */
  readonly flagged: boolean
}

/**
 * The decision for every active customer, in the order of `risk.rows`.
 * @param options of the same customers (`offerOptions`)
 * @param plan chosen from these options
 * @param drawn while this experiment runs: only its treatment gets what the plan gives; default: everyone does
 * @throws ArgumentError where segments, options, plan or draw belong to other customers
 */
export function decideOffers(
  customers: Customers,
  risk: CustomerRisk,
  segments: readonly SegmentName[],
  catalogue: OfferCatalogue,
  options: OfferOptions,
  plan: OfferPlan,
  drawn?: DrawnArms,
): CustomerDecision[] {
  checkPlan(risk, segments, options, plan)
  const arms =
    drawn &&
    armsOf(
      drawn,
      Array.from(risk.rows, (row) => customers.ids[row]),
      plan,
    )
  const { features, profit, implausible } = customers
  const typical = typicalValues(features, customers.trainingRows)
  const flagged = new Set(implausible.map(({ row }) => row))
  const atRisk = profitAtRisk(risk.probability, take(profit, risk.rows))
  const own = optionsByCustomer(options)
  return Array.from(risk.rows, (row, position) => {
    const chosen = plan.chosen[position]
    const arm = arms?.[position] ?? 'none'
    const isOffered = chosen >= 0 && (arms === undefined || arm === 'treatment')
    const { words, channel, cost, kept, uplift } = isOffered
      ? planned(chosen, options, catalogue)
      : usual(customers, row, catalogue)
    const probability = risk.probability[position]
    const named = chosen >= 0 ? chosen : largestNetGain(own[position], options)
    const finding: Finding =
      named === undefined
        ? { verdict: noOption(probability, profit[row], catalogue), probability }
        : {
            verdict: isOffered ? 'offered' : withheld(arm, worthOf(named, options)),
            reason: {
              feature: options.feature[named],
              ...customerValue(featureOf(options.feature[named]), features, row, typical),
            },
          }
    const first = named === undefined ? undefined : options.feature[named]
    return {
      id: customers.ids[row],
      ...(customers.written && { written: customers.written[row] }),
      segment: segments[position],
      probability,
      profit: profit[row],
      profitAtRisk: atRisk[position],
      contactAllowed: features.categories.contactAllowed[row] === consentWords.yes,
      offer: words.id,
      offerName: words.name,
      channel: channel.id,
      channelName: channel.name,
      cost,
      kept,
      uplift,
      category: features.categories.favouriteCategory[row],
      finding,
      reasons: reasonsOf(risk, position, features, typical, { first }),
      options: own[position].map((option) => optionOf(option, options, catalogue)),
      arm,
      ...(chosen >= 0 && { planned: optionOf(chosen, options, catalogue) }),
      flagged: flagged.has(row),
    }
  })
}

/** What a customer is offered, before it is put into words. */
interface OfferMade {
  readonly words: OfferWords
  readonly channel: ChannelRule
  readonly cost: number
  readonly kept: number
  readonly uplift: number
}

function planned(
  option: number,
  { problem, points }: OfferOptions,
  { offers, channels }: OfferCatalogue,
): OfferMade {
  const words = offers[problem.offer[option]]
  const channel = channels[problem.channel[option]]
  return {
    words,
    channel,
    cost: problem.cost[option],
    kept: problem.kept[option],
    uplift: words.effect.likely * channel.reach * points[option],
  }
}

function usual(customers: Customers, row: number, catalogue: OfferCatalogue): OfferMade {
  const words = catalogue.otherwise
  const [channel] = openChannels(words.channels, customers, row, catalogue)
  return { words, channel, cost: 0, kept: 0, uplift: 0 }
}

function checkPlan(
  { rows }: CustomerRisk,
  segments: readonly SegmentName[],
  { problem }: OfferOptions,
  { chosen }: OfferPlan,
): void {
  if ([segments.length, problem.customers, chosen.length].some((length) => length !== rows.length)) {
    throw new ArgumentError('decideOffers', `needs segments, options and a plan of ${rows.length} customers`)
  }
  chosen.forEach((option, position) => {
    if (option === -1 || problem.customer[option] === position) return
    throw new ArgumentError('decideOffers', 'the plan gives a customer an option that is not theirs', option)
  })
}

/** The arm of each customer; the experiment draws among those to whom the plan makes an offer. */
function armsOf({ ids, treated }: DrawnArms, customers: readonly number[], { chosen }: OfferPlan) {
  const arms = new Map(
    Array.from(ids, (id, i): [number, ExperimentArm] => [id, treated[i] === 1 ? 'treatment' : 'control']),
  )
  const found = customers.map((id, position) => (chosen[position] >= 0 && arms.get(id)) || 'none')
  const participants = found.filter((arm) => arm !== 'none').length
  if (participants !== ids.length) {
    throw new ArgumentError(
      'decideOffers',
      'draws customers to whom the plan offers nothing',
      ids.length - participants,
    )
  }
  return found
}

/** Indices of each customer's options. */
function optionsByCustomer({ problem }: OfferOptions): number[][] {
  const own = Array.from({ length: problem.customers }, (): number[] => [])
  problem.customer.forEach((customer, option) => {
    own[customer].push(option)
  })
  return own
}

function optionOf(k: number, { problem, points }: OfferOptions, catalogue: OfferCatalogue): DecisionOption {
  return {
    offer: catalogue.offers[problem.offer[k]].id,
    channel: catalogue.channels[problem.channel[k]].id,
    cost: problem.cost[k],
    kept: problem.kept[k],
    contact: problem.contact[k] === 1,
    points: points[k],
  }
}

/** The option that brings most beyond its cost. */
function largestNetGain(own: readonly number[], options: OfferOptions): number | undefined {
  return own.length === 0
    ? undefined
    : own.reduce((best, option) => (worthOf(option, options) > worthOf(best, options) ? option : best))
}

const worthOf = (option: number, { problem: { kept, cost } }: OfferOptions) => kept[option] - cost[option]

/** Why a customer who could be made an offer gets none. */
function withheld(arm: ExperimentArm, worth: number) {
  if (arm === 'control') return 'control'
  return worth > 0 ? 'outside plan' : 'does not pay'
}

/** Why a customer has no option. */
function noOption(probability: number, profit: number, { riskFrom }: OfferCatalogue) {
  if (probability < riskFrom) return 'low risk'
  return profit > 0 ? 'nothing fits' : 'no profit'
}
