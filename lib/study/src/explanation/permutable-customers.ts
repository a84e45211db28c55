import {
  columnGroups,
  type FeatureGroupOf,
  type PermutableModel,
  permutableMap,
  permutableSum,
  permutableSvm,
  permutableTrees,
} from '@one-click/explain'
import { columnsByFeature, encode } from '../customers/feature-encoding'
import type { FeatureTable } from '../customers/feature-table'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import { isTrees, logOddsParts } from './log-odds-parts'

/**
 * The log-odds of a model of customers when groups of features take their values from other customers. A
 * category is permuted as a whole, whatever number of columns encodes it; every member of a stack sees the
 * same permutation.
 *
 * @throws ArgumentError for models other than those of `logOddsParts`
 */
export function permutableCustomers(
  model: CustomerModel,
  table: FeatureTable,
  groups: readonly FeatureGroupOf[],
): PermutableModel {
  const { intercept, parts } = logOddsParts(model)
  const members = parts.map(({ encoder, model: member, logOdds }) => {
    const columns = columnGroups(columnsByFeature(encoder), groups)
    const x = encode(encoder, table)
    const permutable = isTrees(member)
      ? permutableTrees(member, x, columns)
      : permutableSvm(member, x, columns)
    return { model: permutableMap(permutable, logOdds), weight: 1 }
  })
  return permutableSum(members, intercept)
}
