import type { OfferCatalogue, Quantity } from './offer-catalogue'
import type { OfferLimits } from './offer-problem'

/**
 * What a plan by this catalogue may use. Numbers of customers are whole, rounded down; a share of nothing, or of
 * a loss, is 0.
 * @param customers number of active customers
 * @param profitAtRisk of them all, over the horizon
 */
export function limitsOf(catalogue: OfferCatalogue, customers: number, profitAtRisk: number): OfferLimits {
  const { budget, contacts } = catalogue.plan
  return {
    budget: quantityOf(budget, profitAtRisk),
    contacts: wholeCustomers(quantityOf(contacts, customers)),
    channels: Float64Array.from(catalogue.channels, ({ limit }) =>
      limit ? wholeCustomers(quantityOf(limit, customers)) : Infinity,
    ),
  }
}

function quantityOf(quantity: Quantity, whole: number): number {
  return 'amount' in quantity ? quantity.amount : Math.max(0, quantity.share * whole)
}

/** Down to a whole number, but not below one that only rounding has missed. */
function wholeCustomers(count: number): number {
  return Math.floor(count + 1e-9)
}
