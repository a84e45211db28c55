import type { Bilingual } from '../../words/language'

/** What nobody has measured yet: the likely value, and the bounds between which it is believed to lie. */
export interface AssumedRange {
  readonly low: number
  readonly likely: number
  readonly high: number
}

/** An offer's effect: assumed, or, where `measured` says so, an estimate with the bounds of its interval. */
export interface EffectRange extends AssumedRange {
  /** Never in a catalogue's file: laid over it by `withMeasuredEffects`. */
  readonly measured?: {
    /** Level of the interval, such as 0.95. */
    readonly level: number
    /** Participants of the experiments in both arms. */
    readonly customers: number
  }
}

/** A fixed amount, or a share of a whole that the place states. */
export type Quantity = { readonly amount: number } | { readonly share: number }

/** A way to reach customers. */
export interface ChannelRule {
  readonly id: string
  readonly name: Bilingual
  /** As it ends a sentence: `by message`. */
  readonly way: Bilingual
  /** Whether it needs the customer's consent; such a channel is a contact and uses the capacity for contacts. */
  readonly needsConsent: boolean
  /** Of reaching one customer once. */
  readonly cost: number
  /** Share of customers who take notice of an offer that comes this way: assumed. */
  readonly reach: number
  /** Most customers it can reach, as a number or as a share of active customers; no limit when absent. */
  readonly limit?: Quantity
}

/** Who may get an offer: customers who meet everything that is stated. */
export interface Eligibility {
  /** Probability of decline from which on the offer is made. */
  readonly probabilityFrom?: number
  /** Service tiers, as the tables have them. */
  readonly tiers?: readonly string[]
  /** Favourite categories, as the tables have them. */
  readonly categories?: readonly string[]
  /** Days since registration. */
  readonly tenureDaysFrom?: number
}

/** What is offered, in words; `{category}` stands for the customer's favourite category. */
export interface OfferWords {
  readonly id: string
  readonly name: Bilingual
  /** As it follows `offer`, or its like in another language: `a selection of novelties in {category}`. */
  readonly text: Bilingual
  /** Ids of the channels it can go by, the preferred one first. */
  readonly channels: readonly string[]
}

/** Something the store can offer a customer against the reasons for the risk. */
export interface Offer extends OfferWords {
  /** Features whose contribution to the risk the offer can change. */
  readonly addresses: readonly string[]
  /** What one customer's offer costs, without the channel. */
  readonly cost: number
  /**
   * Of customers who take notice: the share of the risk from the addressed reasons that the offer takes away. Those
   * reasons go with the risk; nothing in the tables says that taking them away takes the risk away. Until an
   * experiment has measured it, this ranks offers and customers, and no more.
   */
  readonly effect: EffectRange
  readonly eligible?: Eligibility
}

/**
 * The share that catalogues without `sharedError` are taken to have. Offers go to the same customers, by the same
 * channels, and are believed in for the same reason: that what goes with the risk can be taken away. How far their
 * effects err together nobody has measured; one half is between not at all and altogether.
 */
export const usualSharedError = 0.5

/** What can be offered, by which way, at which cost, with which assumed effect, and how much of it. */
export interface OfferCatalogue {
  /** 2 knows no `sharedError`. */
  readonly version: 2 | 3
  /** What the reader of the file has to know. */
  readonly note?: Bilingual
  /** Name of the unit of all money; absent where nobody has stated it (`moneyUnit`). */
  readonly unit?: Bilingual
  /** Customers from this probability on get an offer against their own reasons. */
  readonly riskFrom: number
  /** Share of a declining customer's profit that is lost. */
  readonly profitLost: AssumedRange
  /**
   * Share of what is not known of the assumed effects that all offers have in common, 0 to 1: that offers altogether
   * do less, or more, than is thought. Default `usualSharedError`.
   */
  readonly sharedError?: number
  /** Customers contacted so often this month get no further contact. */
  readonly contactCeiling: number
  readonly plan: {
    /** Total cost, as an amount or as a share of profit at risk. */
    readonly budget: Quantity
    /** Contacts, as a number or as a share of active customers. */
    readonly contacts: Quantity
  }
  readonly channels: readonly ChannelRule[]
  readonly offers: readonly Offer[]
  /** For everyone else; it costs nothing. */
  readonly otherwise: OfferWords
}
