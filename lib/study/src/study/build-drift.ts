import type { Customers } from '../customers/customers'
import type { ReferencedModel } from '../evaluation/customer-model-file'
import { countPopulation } from '../evaluation/drift/build-reference'
import { compareWithTraining } from '../evaluation/drift/drift-report'
import { observeCustomers } from '../evaluation/drift/observed-customers'
import type { DriftContent } from './drift-summary'

/**
 * Compares the customers of new tables with the training data that a model file remembers.
 * @throws UserError when too few of them are active
 */
export function buildDrift(
  customers: Customers,
  { header, reference, ...judging }: ReferencedModel,
): DriftContent {
  const observed = observeCustomers(customers, judging)
  const { library, fingerprint, customers: trained, earlier, seed } = header
  return {
    report: compareWithTraining(reference, observed, { seed }),
    model: { library, fingerprint, customers: trained, ...(earlier && { earlier }) },
    tables: {
      fingerprint: customers.fingerprint,
      source: customers.source,
      population: countPopulation(customers),
      decided: customers.decisionRows.length,
      copies: customers.trainingRows.length - observed.table.rows,
      hasTarget: customers.declines !== undefined,
    },
  }
}
