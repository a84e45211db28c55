import { type PriorShift, probabilityAtPrevalence } from '@one-click/learn'
import { computeFeatures, type FeatureTable } from '../src/customers/feature-table'
import { type Feature, featureOf } from '../src/customers/features'
import { assignSegments, type SegmentCuts, type SegmentName } from '../src/decisions/segments/segments'
import { type CustomerModel, predictCustomers } from '../src/evaluation/feature-preprocessor'
import type { PageContent } from './listed-customers'

/** A customer's data as the tables give them: numeric inputs and categories, by name. */
export interface CustomerData {
  readonly inputs: Readonly<Record<string, number>>
  readonly categories: Readonly<Record<string, string>>
}

/** The data of the customer at this position of the content. */
export function dataOf({ customers }: PageContent, position: number): CustomerData {
  return {
    inputs: Object.fromEntries(
      Object.entries(customers.inputs).map(([name, values]) => [name, values[position]]),
    ),
    categories: Object.fromEntries(
      Object.entries(customers.categories).map(([name, { list, of }]) => [name, list[of[position]]]),
    ),
  }
}

/** Features of one customer by the library's own declarations: derived ones follow from the inputs. */
export function featuresOfCustomer(names: readonly string[], data: CustomerData): FeatureTable {
  const columns: Record<string, Float64Array | readonly string[]> = {}
  for (const [name, value] of Object.entries(data.inputs)) columns[name] = Float64Array.of(value)
  for (const [name, category] of Object.entries(data.categories)) columns[name] = [category]
  const declared: Feature[] = names.map(featureOf)
  return computeFeatures(declared, 1, columns)
}

/**
 * The probability of decline that `score` gives a customer with these data.
 * @param shift to the share of declines that the store states
 */
export function scoreCustomer(
  model: CustomerModel,
  features: readonly string[],
  data: CustomerData,
  shift?: PriorShift,
): number {
  const probability = predictCustomers(model, featuresOfCustomer(features, data))
  return (shift ? probabilityAtPrevalence(probability, shift) : probability)[0]
}

export function segmentOf(probability: number, profit: number, cuts: SegmentCuts): SegmentName {
  return assignSegments(Float64Array.of(probability), Float64Array.of(profit), cuts)[0]
}
