import type { ListedCustomer } from './listed-customers'

/** What the list shows: customers who meet everything that is stated. */
export interface Filters {
  /** Digits that the id contains. */
  readonly id?: string
  readonly segment?: string
  /** Id of the offer. */
  readonly offer?: string
  /** Id of the channel by which the customer gets an offer; `withoutOffer` for those who get none. */
  readonly channel?: string
  /** Arm of the experiment, or `none`. */
  readonly arm?: string
  /** Whether a value lies outside those that the model learned from. */
  readonly values?: string
  /** Category features by name. */
  readonly categories: Readonly<Record<string, string | undefined>>
  /** Probability, 0–1, bounds included. */
  readonly riskFrom?: number
  readonly riskTo?: number
  /** A month, bounds included. */
  readonly profitFrom?: number
  readonly profitTo?: number
}

/** Stands where a channel may, for customers without an offer; no id of a channel reads like it. */
export const withoutOffer = '-'

export const noFilters: Filters = { categories: {} }

export function matches(filters: Filters, customer: ListedCustomer): boolean {
  const { id, segment, offer, channel, arm, values, categories } = filters
  const { riskFrom, riskTo, profitFrom, profitTo } = filters
  return (
    (id === undefined || customer.written.includes(id)) &&
    (segment === undefined || customer.segment === segment) &&
    (offer === undefined || customer.offer.id === offer) &&
    (channel === undefined || offerWay(customer) === channel) &&
    (arm === undefined || customer.arm === arm) &&
    (values === undefined || valuesOf(customer) === values) &&
    Object.entries(categories).every(
      ([name, asked]) => asked === undefined || customer.categories[name] === asked,
    ) &&
    within(customer.probability, riskFrom, riskTo) &&
    within(customer.profit, profitFrom, profitTo)
  )
}

/** Whether the model was ever tried on values like the customer's. */
export function valuesOf({ unfamiliar }: ListedCustomer): 'familiar' | 'notMet' {
  return unfamiliar.length === 0 ? 'familiar' : 'notMet'
}

/** The channel of a customer's offer. */
export function offerWay({ isOffered, channel }: ListedCustomer): string {
  return isOffered ? channel.id : withoutOffer
}

/** Whether anything is asked for. */
export function isFiltering({ categories, ...others }: Filters): boolean {
  return [...Object.values(categories), ...Object.values(others)].some((asked) => asked !== undefined)
}

function within(value: number, from = -Infinity, to = Infinity): boolean {
  return value >= from && value <= to
}

/** Sums over the customers of a list. */
export interface Totals {
  readonly customers: number
  readonly profitAtRisk: number
  readonly cost: number
  readonly kept: number
}

export function totalsOf(customers: readonly ListedCustomer[]): Totals {
  const total = (value: (customer: ListedCustomer) => number) =>
    customers.reduce((sum, customer) => sum + value(customer), 0)
  return {
    customers: customers.length,
    profitAtRisk: total(({ profitAtRisk }) => profitAtRisk),
    cost: total(({ cost }) => cost),
    kept: total(({ kept }) => kept),
  }
}
