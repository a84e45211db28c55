import type { Customers } from '../customers/customers'
import { featureOf } from '../customers/features'
import type { CustomerRisk } from '../explanation/customer-risk'
import { type Reason, reasonsOf, typicalValues } from '../explanation/reasons'
import { valueClause } from '../explanation/value-clause'
import { categoryInEnglish } from '../tables/words'
import { ArgumentError } from '../util/errors'
import type { Bilingual } from '../util/language'
import { take } from '../util/matrix'
import { openChannels } from './contact-permission'
import type { OfferCatalogue } from './offer-catalogue'
import type { OfferOptions } from './offer-options'
import type { OfferPlan } from './offer-problem'
import { offerSentence, type Verdict } from './offer-sentence'
import { profitAtRisk, type SegmentName } from './segments'

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
}

/** What is decided for one active customer, and why. */
export interface CustomerDecision {
  readonly id: number
  readonly segment: SegmentName
  readonly probability: number
  readonly profit: number
  readonly profitAtRisk: number
  readonly contactAllowed: boolean
  /** Id of the offer in the catalogue; that of the offer for everyone else where the plan gives none. */
  readonly offer: string
  readonly offerName: Bilingual
  /** Id of the channel in the catalogue. */
  readonly channel: string
  readonly channelName: Bilingual
  /** Offer and channel; 0 for the offer for everyone else. */
  readonly cost: number
  /** Expected profit kept over three months; 0 for the offer for everyone else. */
  readonly kept: number
  /** What is offered, with the customer's favourite category. */
  readonly text: Bilingual
  /** A sentence for the person who makes the offer. */
  readonly why: Bilingual
  /** What raises the customer's risk, largest first; at most three. */
  readonly reasons: readonly Reason[]
  /** All that could be offered, in the catalogue's order. */
  readonly options: readonly DecisionOption[]
  /** Whether a value of the customer is implausible. */
  readonly flagged: boolean
}

/**
 * The decision for every active customer, in the order of `risk.rows`.
 * @param options of the same customers (`offerOptions`)
 * @param plan chosen from these options
 * @throws ArgumentError where segments, options or plan belong to other customers
 */
export function decideOffers(
  customers: Customers,
  risk: CustomerRisk,
  segments: readonly SegmentName[],
  catalogue: OfferCatalogue,
  options: OfferOptions,
  plan: OfferPlan,
): CustomerDecision[] {
  checkPlan(risk, segments, options, plan)
  const { features, profit, implausible } = customers
  const typical = typicalValues(features, customers.trainingRows)
  const flagged = new Set(implausible.map(({ row }) => row))
  const atRisk = profitAtRisk(risk.probability, take(profit, risk.rows))
  const own = optionsByCustomer(options)
  return Array.from(risk.rows, (row, position) => {
    const category = features.categories.favouriteCategory[row]
    const chosen = plan.chosen[position]
    const words = chosen >= 0 ? catalogue.offers[options.problem.offer[chosen]] : catalogue.otherwise
    const channel =
      chosen >= 0
        ? catalogue.channels[options.problem.channel[chosen]]
        : openChannels(words.channels, customers, row, catalogue)[0]
    const text = {
      ru: withCategory(words.text.ru, category),
      en: withCategory(words.text.en, categoryInEnglish('favouriteCategory', category)),
    }
    const reasons = reasonsOf(risk, position, features, typical)
    const reason = chosen >= 0 ? options.feature[chosen] : reasons[0]?.feature
    const verdict = verdictOn(
      chosen,
      own[position].length,
      risk.probability[position],
      profit[row],
      catalogue,
    )
    return {
      id: customers.ids[row],
      segment: segments[position],
      probability: risk.probability[position],
      profit: profit[row],
      profitAtRisk: atRisk[position],
      contactAllowed: features.categories.contactAllowed[row] === 'да',
      offer: words.id,
      offerName: words.name,
      channel: channel.id,
      channelName: channel.name,
      cost: chosen >= 0 ? options.problem.cost[chosen] : 0,
      kept: chosen >= 0 ? options.problem.kept[chosen] : 0,
      text,
      why: offerSentence({
        verdict,
        probability: risk.probability[position],
        reason: reason ? valueClause(featureOf(reason), features, row, typical) : { ru: '', en: '' },
        text,
        channel,
      }),
      reasons,
      options: own[position].map((k) => optionOf(k, options, catalogue)),
      flagged: flagged.has(row),
    }
  })
}

/** How many customers get an offer by a channel. */
export interface OfferCount {
  /** Id of the offer. */
  readonly offer: string
  readonly offerName: Bilingual
  /** Id of the channel. */
  readonly channel: string
  readonly channelName: Bilingual
  readonly customers: number
}

/** Customers by offer and channel, the most frequent first. */
export function countOffers(decisions: readonly CustomerDecision[]): OfferCount[] {
  const counts = new Map<string, OfferCount>()
  for (const { offer, offerName, channel, channelName } of decisions) {
    const key = `${offer}/${channel}`
    const customers = (counts.get(key)?.customers ?? 0) + 1
    counts.set(key, { offer, offerName, channel, channelName, customers })
  }
  return [...counts.values()].sort(
    (a, b) =>
      b.customers - a.customers || a.offer.localeCompare(b.offer) || a.channel.localeCompare(b.channel),
  )
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

/** Indices of each customer's options. */
function optionsByCustomer({ problem }: OfferOptions): number[][] {
  const own = Array.from({ length: problem.customers }, (): number[] => [])
  problem.customer.forEach((customer, option) => {
    own[customer].push(option)
  })
  return own
}

function optionOf(k: number, { problem }: OfferOptions, catalogue: OfferCatalogue): DecisionOption {
  return {
    offer: catalogue.offers[problem.offer[k]].id,
    channel: catalogue.channels[problem.channel[k]].id,
    cost: problem.cost[k],
    kept: problem.kept[k],
    contact: problem.contact[k] === 1,
  }
}

function verdictOn(
  chosen: number,
  options: number,
  probability: number,
  profit: number,
  { riskFrom }: OfferCatalogue,
): Verdict {
  if (chosen >= 0) return 'offered'
  if (options > 0) return 'outside plan'
  if (probability < riskFrom) return 'low risk'
  return profit > 0 ? 'nothing fits' : 'no profit'
}

function withCategory(text: string, category: string): string {
  return text.replaceAll('{category}', () => category)
}
