/**
 * Which option to choose for which customer: a multiple-choice knapsack with several limits, in flat arrays.
 * Options of a customer are neighbours; customers ascend. Money is in the unit of the finance department.
 */
export interface OfferProblem {
  readonly customers: number
  /** Position of the option's customer in the customers' list, ascending, shape (options); likewise all below. */
  readonly customer: Int32Array
  /** Index of the offer in the catalogue's list. */
  readonly offer: Uint16Array
  /** Index of the channel in the catalogue's list. */
  readonly channel: Uint16Array
  /** What the option costs. */
  readonly cost: Float64Array
  /** Expected profit that the option keeps over the horizon. */
  readonly kept: Float64Array
  /** 1 where the option takes one of the contacts that the store has the hands for. */
  readonly contact: Uint8Array
}

/** What a plan may use; Infinity where nothing limits it. */
export interface OfferLimits {
  /** Total cost. */
  readonly budget: number
  /** Number of contacts. */
  readonly contacts: number
  /** Customers for each channel of the catalogue, shape (channels). */
  readonly channels: Float64Array
}

/** What a plan gives each customer, and what that costs and keeps. */
export interface OfferPlan {
  /** Index of the chosen option for each customer; -1 where none is chosen. */
  readonly chosen: Int32Array
  readonly cost: number
  readonly kept: number
  readonly contacts: number
  /** No plan within the limits has a larger kept − cost than this. */
  readonly bound: number
  /** (bound − (kept − cost)) / bound; 0 when proven optimal, and when nothing can be gained. */
  readonly gap: number
}
